#!/usr/bin/env python3
"""Messages a second to a receiver on this machine: dispatcher.py PORT SECRET COUNT

Has the program that listens on PORT tell a subscription of COUNT events of as many dossiers, which are put into the outbox at once by
psql (PGHOST and the like are set), and prints the rate from their commit to the last one's arrival. The receiver does nothing but count.
"""
import asyncio
import json
import subprocess
import sys
import time
import urllib.request
import uuid

port, secret, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])


def sql(text):
    return subprocess.run(
        ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", text], check=True, capture_output=True,
        text=True).stdout.strip()


def ask(method, path, body):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/{path}", method=method, data=json.dumps(body).encode() if body else None,
        headers={"Authorization": f"Bearer {secret}", "Content-Type": "application/json",
                 "Idempotency-Key": str(uuid.uuid4())})
    with urllib.request.urlopen(request) as answer:
        return json.loads(answer.read() or b"null")


class Receiver(asyncio.Protocol):
    told = set()
    done = None

    def connection_made(self, transport):
        self.transport, self.held = transport, b""

    def data_received(self, data):
        self.held += data
        while (end := self.held.find(b"\r\n\r\n")) >= 0:
            head = {}
            for line in self.held[:end].decode().split("\r\n")[1:]:
                name, value = line.split(":", 1)
                head[name.lower()] = value.strip()
            whole = end + 4 + int(head["content-length"])
            if len(self.held) < whole:
                return
            self.held = self.held[whole:]
            self.transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")
            Receiver.told.add(head["webhook-id"])
            if len(Receiver.told) == count:
                Receiver.done.set()


async def measure():
    Receiver.done = asyncio.Event()
    server = await asyncio.get_running_loop().create_server(Receiver, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    # The filter takes none of what else happens.
    made = await asyncio.to_thread(
        ask, "POST", "webhook-subscriptions", {"label": "bench", "url": url, "kinds": ["due_moved"]})
    key = made["subscription"]
    began = time.monotonic()
    await asyncio.to_thread(sql, f"""
        insert into message (tenant_id, agency_id, channel, subscription_id, dossier_id, sequence, kind, lane, created_at,
            next_at, expires_at)
        select d.tenant_id, d.decided_by, 'webhook', {key}, d.id, 1, 'taken_in', 'webhook:{key}:' || d.id, now(), now(),
            now() + interval '1 day'
        from dossier d where exists (select from dossier_event e where e.dossier_id = d.id and e.sequence = 1)
        order by d.id limit {count}""")
    await asyncio.wait_for(Receiver.done.wait(), 300)
    rate = count / (time.monotonic() - began)
    await asyncio.sleep(1)
    left = sql(f"select count(*) from message where subscription_id = {key} and state <> 'sent'")
    await asyncio.to_thread(ask, "DELETE", f"webhook-subscriptions/{key}", None)
    sql(f"delete from message where subscription_id = {key}")
    if left != "0":
        sys.exit(f"{left} of {count} messages were not sent")
    print(f"{rate:.0f}")


asyncio.run(measure())
