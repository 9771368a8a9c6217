"""What a sign-in costs the server, beside a bare request: `python -m benchmarks.sign_in`.

A sign-in is four requests: the page's challenge, the contact, the code, and the dashboard it
leads to. The browser's own work (the proof) is not counted, nor is waiting for the code.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import time

import httpx

from benchmarks.serving import ROOT, Server, bare_sockets, environment_of, portal
from tests.signing_in import solve

PEOPLE = ("alice@demo.test", "bob@demo.test", "carla@demo.test", "dora@demo.test")
ROUNDS = 3


def sign_in(server: Server, contact: str, environment: dict[str, str]) -> tuple[float, float]:
    """Return the milliseconds that the requests took, and those of processor they cost."""
    with httpx.Client(base_url=server.url, headers={"Origin": server.url}) as client:
        known = len(_codes(contact, environment))
        before, clock = server.cpu_ms(), []
        proof = solve(_timed(clock, client.get, "/auth/challenge").text)
        _timed(clock, client.post, "/auth/code", data={"contact": contact, "proof": proof})
        spent = server.cpu_ms() - before
        while len(codes := _codes(contact, environment)) == known:
            time.sleep(0.2)
        before = server.cpu_ms()
        done = _timed(clock, client.post, "/auth/sign-in", data={"code": codes[0]})
        assert done.headers["location"] == "/", done.text
        _timed(clock, client.get, "/")
        return sum(clock), spent + server.cpu_ms() - before


def _timed(clock: list[float], ask, path: str, **form) -> httpx.Response:
    started = time.perf_counter()
    answer = ask(path, **form)
    clock.append((time.perf_counter() - started) * 1000)
    return answer


def _codes(contact: str, environment: dict[str, str]) -> list[str]:
    program = [sys.executable, "-m", "portal_app", "outbox", "--json", "--to", contact]
    done = subprocess.run(
        program, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    found = (re.search(r"\b\d{6}\b", notice["body"]) for notice in json.loads(done.stdout))
    return [code[0] for code in found if code]


def bare(server: Server) -> tuple[float, float]:
    """Return the same of one request that does nothing."""
    with httpx.Client(base_url=server.url) as client:
        clock: list[float] = []
        before = server.cpu_ms()
        for _ in range(200):
            _timed(clock, client.get, "/healthz")
        return statistics.median(clock), (server.cpu_ms() - before) / 200


def main() -> None:
    """Print the table."""
    with portal(demo=True) as server, bare_sockets() as nothing:
        environment = environment_of(server.data, demo=True)
        rounds = [
            (sign_in(server, contact, environment), bare(nothing))
            for _ in range(ROUNDS)
            for contact in PEOPLE
        ]
    ours = [statistics.median(column) for column in zip(*(one for one, _ in rounds), strict=True)]
    base = [statistics.median(column) for column in zip(*(two for _, two in rounds), strict=True)]
    print(f"Load average: {os.getloadavg()[0]:.1f}; {len(rounds)} sign-ins.\n")
    print("| what | requests | ms | to bare | server CPU, ms | to bare |")
    print("| --- | --- | --- | --- | --- | --- |")
    print(f"| bare request | 1 | {base[0]:.2f} | 1.0× | {base[1]:.2f} | 1.0× |")
    print(
        f"| sign-in by code | 4 | {ours[0]:.1f} | {ours[0] / base[0]:.0f}× "
        f"| {ours[1]:.1f} | {ours[1] / base[1]:.0f}× |"
    )


if __name__ == "__main__":
    main()
