#!/usr/bin/env python3
"""Milliseconds of a page that is asked for at a steady pace: paced.py PORT PATH RATE SECONDS

Requests leave when they are due, whether the one before was answered or not, as those of many people do; each is timed from then.
Prints P50 P95 ERRORS.
"""
import asyncio
import random
import sys
import time

port, path, rate, seconds = int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), float(sys.argv[4])
idle, took, errors = [], [], 0


async def connect():
    return await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)


async def ask(due):
    global errors
    line = idle.pop() if idle else await connect()
    reader, writer = line
    try:
        cookie = f"__Host-motcua-session=mcsbench{random.randint(1, 20)}x1"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: gzip\r\nCookie: {cookie}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(field[15:]) for field in head.lower().split(b"\r\n") if field.startswith(b"content-length:"))
        await reader.readexactly(length)
        took.append(time.monotonic() - due)
        if not head.startswith(b"HTTP/1.1 200"):
            errors += 1
        idle.append(line)
    except (OSError, asyncio.IncompleteReadError):
        errors += 1


async def main():
    for _ in range(8):
        idle.append(await connect())
    begun = time.monotonic() + 0.1
    tasks = []
    for number in range(int(rate * seconds)):
        due = begun + number / rate
        await asyncio.sleep(max(0, due - time.monotonic()))
        tasks.append(asyncio.create_task(ask(due)))
    await asyncio.gather(*tasks)
    ordered = sorted(took)
    print(*(round(ordered[int(len(ordered) * share)] * 1000, 2) for share in (0.5, 0.95)), errors)


asyncio.run(main())
