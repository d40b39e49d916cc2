#!/usr/bin/env python3
"""Milliseconds from starting the program until its first 200: start.py MOTCUA DATA PORT"""
import signal
import socket
import subprocess
import sys
import time

motcua, data, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
began = time.monotonic()
program = subprocess.Popen(
    [motcua, "serve", "--data", data, "--listen", f"127.0.0.1:{port}", "--operations", f"127.0.0.1:{port + 1}"],
    stderr=subprocess.DEVNULL)
try:
    while time.monotonic() - began < 60:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
                client.sendall(b"GET /api/v1/dossiers?limit=1 HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n"
                               b"Authorization: Bearer mcd_bench_1_5\r\n\r\n")
                if client.recv(100).startswith(b"HTTP/1.1 200"):
                    print(round((time.monotonic() - began) * 1000))
                    break
        except OSError:
            time.sleep(0.001)
    else:
        sys.exit("no 200 within a minute")
finally:
    program.send_signal(signal.SIGTERM)
    program.wait()
