#!/usr/bin/env python3
"""What boards that are open cost: boards.py PORT PID BOARDS SECONDS

Opens boards as browsers do, spread over twenty agencies: each loads its page, follows its stream of events, and loads its page again
whenever it is told to, while 50 applications a second come in at all of the agencies. Before that the same pages are loaded as often
without a stream, so that what is counted for the boards is not the pages' own memory.

Prints MEGABYTES_OPEN MEGABYTES_LIVE REFRESHES_PER_BOARD_AND_SECOND MOST_REFRESHES_OF_A_BOARD MILLISECONDS_TO_HEAR P95 ERRORS.
"""
import asyncio
import sys
import time
import uuid

port, pid, boards, seconds = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
errors = 0
refreshes = [0] * boards
# When the first change was asked for that a board has not heard of yet, by board.
unheard = {}
waits = []


def memory():
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1024


def request(path, agency, session, *fields):
    lines = [f"GET {path} HTTP/1.1", "Host: bench", f"Cookie: __Host-motcua-session=mcsbench{agency}x{session}", *fields]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def answer(reader):
    """The status of an answer with a length, read to its end."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(int(field[15:]) for field in head.lower().split(b"\r\n") if field.startswith(b"content-length:"))
    await reader.readexactly(length)
    return int(head[9:12])


class Board:
    def __init__(self, number):
        self.number, self.agency, self.session = number, number % 20 + 1, number // 20 // 4 + 1
        self.line = None

    async def load(self, *fields):
        global errors
        if self.line is None:
            self.line = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        reader, writer = self.line
        writer.write(request("/boards", self.agency, self.session, "Accept-Encoding: gzip", *fields))
        if await answer(reader) != 200:
            errors += 1

    async def follow(self, opened):
        global errors
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        try:
            writer.write(request("/boards/changes", self.agency, self.session))
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                errors += 1
                return
            await reader.readuntil(b"retry: 3000\n\n")
            opened.set()
            while True:
                line = await reader.readline()
                if not line:
                    break
                if line.startswith(b"event: over"):
                    errors += 1
                if line.startswith(b"event: changed"):
                    if self.number in unheard:
                        waits.append(time.monotonic() - unheard.pop(self.number))
                    await self.load("X-Refresh: 1")
                    refreshes[self.number] += 1
        except asyncio.CancelledError:
            writer.close()


async def change(until):
    """Fifty applications a second, one agency after the other."""
    global errors
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
    number = 0
    while time.monotonic() < until:
        due = time.monotonic() + 0.02
        agency = number % 20 + 1
        body = (f'{{"procedure":"9.99{agency:04d}","channel":"direct","applicant":{{"name":"Nguyễn Thị Đo"}},'
                '"papers":[{"component":1,"originals":1},{"component":2,"originals":1}]}').encode()
        for board in range(agency - 1, boards, 20):
            unheard.setdefault(board, time.monotonic())
        writer.write(f"POST /api/v1/dossiers HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer mcd_bench_{agency}_1\r\n"
                     f"Content-Type: application/json\r\nIdempotency-Key: {uuid.uuid4()}\r\n"
                     f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        if await answer(reader) != 201:
            errors += 1
        number += 1
        await asyncio.sleep(max(0, due - time.monotonic()))


async def main():
    global refreshes
    every = [Board(number) for number in range(boards)]
    for _ in range(5):
        await asyncio.gather(*(board.load() for board in every))
    # Those lines are counted with the boards.
    for board in every:
        board.line[1].close()
        board.line = None
    await asyncio.sleep(1)
    before = memory()
    opened = [asyncio.Event() for _ in every]
    for board in every:
        await board.load()
    streams = [asyncio.create_task(board.follow(event)) for board, event in zip(every, opened)]
    await asyncio.wait_for(asyncio.gather(*(event.wait() for event in opened)), 60)
    await asyncio.sleep(1)
    standing = memory()
    refreshes[:] = [0] * boards
    begun = time.monotonic()
    await change(begun + seconds)
    took = time.monotonic() - begun
    live = memory()
    for stream in streams:
        stream.cancel()
    await asyncio.gather(*streams, return_exceptions=True)
    ordered = sorted(waits) or [0]
    print(round(standing - before, 1), round(live - before, 1), round(sum(refreshes) / boards / took, 2),
          round(max(refreshes) / took, 2), round(ordered[len(ordered) // 2] * 1000), round(ordered[int(len(ordered) * 0.95)] * 1000),
          errors)


asyncio.run(asyncio.wait_for(main(), 120 + seconds))
