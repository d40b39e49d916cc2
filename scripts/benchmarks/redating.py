#!/usr/bin/env python3
"""Re-dates every open dossier of a province while its desks go on working, and takes it back.

    redating.py PORT DATABASE_QUERY...    the query, run by the rest of the arguments, gives codes of open dossiers

A calendar decision closes every Wednesday of the time in which the open dossiers run, so that each of them moves. Beside it
four desks take in twenty applications a second together, a hundred times what a province has in a busy hour, and two record ten
contacts a second on dossiers that are being moved. Three times, each time applied and
undone. Prints a line a run: what, dossiers, seconds, intakes a second, the longest wait of an intake and of a command in
milliseconds, and how many of them failed. A command that meets a dossier whose version is another by now is no failure.
"""
import datetime
import http.client
import json
import random
import subprocess
import sys
import threading
import time
import uuid

port, query = int(sys.argv[1]), sys.argv[2:]
codes = subprocess.run(query, check=True, capture_output=True, text=True).stdout.split()


class Caller:
    def __init__(self, token):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def call(self, method, path, body=None, **headers):
        began = time.monotonic()
        self.connection.request(
            method, f"/api/v1{path}", None if body is None else json.dumps(body),
            {**self.headers, **headers})
        answer = self.connection.getresponse()
        text = answer.read()
        return answer.status, (json.loads(text) if text else None), time.monotonic() - began


class Beside:
    """What goes on meanwhile."""

    def __init__(self):
        self.stopped, self.lock = False, threading.Lock()
        self.intakes, self.longest, self.failed = 0, {"intake": 0.0, "command": 0.0}, 0
        self.threads = [threading.Thread(target=self.paced, args=(self.take_in,)) for _ in range(4)]
        self.threads += [threading.Thread(target=self.paced, args=(self.command,)) for _ in range(2)]
        for thread in self.threads:
            thread.start()

    def note(self, kind, status, seconds):
        with self.lock:
            self.longest[kind] = max(self.longest[kind], seconds)
            self.intakes += kind == "intake" and status == 201
            self.failed += status not in (200, 201, 409, 412)

    def paced(self, act):
        """Five times a second, or as fast as it is answered."""
        due = time.monotonic()
        while not self.stopped:
            act()
            due = max(due + 0.2, time.monotonic())
            time.sleep(max(0, due - time.monotonic()))

    def take_in(self):
        agency = random.randint(1, 20)
        status, _, seconds = Caller(f"mcd_bench_{agency}_1").call(
            "POST", "/dossiers",
            {"procedure": f"9.99{agency:04}", "channel": "direct", "applicant": {"name": "Nguyễn Thị Đo"},
             "papers": [{"component": 1, "originals": 1}, {"component": 2, "originals": 1}]},
            **{"Idempotency-Key": str(uuid.uuid4())})
        self.note("intake", status, seconds)

    def command(self):
        code = random.choice(codes)
        desk = Caller(f"mcd_bench_{int(code[4:6])}_1")
        status, dossier, _ = desk.call("GET", f"/dossiers/{code}")
        if status != 200:
            return
        status, _, seconds = desk.call(
            "POST", f"/dossiers/{code}/contacts", {"kind": "call"}, **{"If-Match": f'"{dossier["version"]}"'})
        self.note("command", status, seconds)

    def stop(self):
        self.stopped = True
        for thread in self.threads:
            thread.join()


coordinator = Caller("mcd_bench_coordinator")


def step(path, body, done, key, final):
    """Takes the decision a step, and waits until every dossier has moved; then until it says so itself."""
    beside = Beside()
    time.sleep(1)
    before, began = beside.intakes, time.monotonic()
    status, view, _ = coordinator.call("POST", path, body)
    assert status == 200, view
    decision = path.rsplit("/", 1)[0]
    while True:
        _, view, _ = coordinator.call("GET", decision)
        progress = view[key]
        if progress["of"] and progress["dossiers"] >= progress["of"]:
            break
        assert view["state"] != final, f"nothing moved: {progress}"
        time.sleep(0.05)
    seconds = time.monotonic() - began
    intakes = (beside.intakes - before) / seconds
    beside.stop()
    print(done, progress["dossiers"], f"{seconds:.2f}", f"{intakes:.0f}",
          f"{beside.longest['intake'] * 1000:.0f}", f"{beside.longest['command'] * 1000:.0f}", beside.failed, flush=True)
    settle(decision, final)


def settle(decision, state):
    while coordinator.call("GET", decision)[1]["state"] != state:
        time.sleep(0.2)


# What a run that was broken off has left in effect would leave nothing to move.
for left in coordinator.call("GET", "/calendar-decisions?agency=H99&limit=100")[1]["items"]:
    decision = f"/calendar-decisions/{left['id']}"
    if left["state"] == "applying":
        settle(decision, "applied")
    if left["state"] in ("applying", "applied"):
        coordinator.call("POST", f"{decision}/undoing", {"reason": "Đo tốc độ"})
    if left["state"] not in ("draft", "undone"):
        settle(decision, "undone")

today = datetime.date.today()
first = today - datetime.timedelta(days=2_500)
wednesdays = [first + datetime.timedelta(days=n) for n in range(2_540)]
wednesdays = [day for day in wednesdays if day.weekday() == 2][-380:]
for run in range(3):
    status, view, _ = coordinator.call(
        "POST", "/calendar-decisions",
        {"agency": "H99", "number": f"{uuid.uuid4().hex[:12]}/QĐ", "date": today.isoformat(), "issuer": "UBND tỉnh",
         "reason": "Đo tốc độ", "off": [{"day": day.isoformat()} for day in wednesdays]},
        **{"Idempotency-Key": str(uuid.uuid4())})
    assert status == 201, view
    path = f"/calendar-decisions/{view['id']}"
    step(f"{path}/application", {}, "applied", "applied", "applied")
    step(f"{path}/undoing", {"reason": "Đo tốc độ"}, "undone", "undone", "undone")
