"""A portal with made-up data of any size, and the bare servers it is compared with."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[1]
FIRST_PORT = 8310


@dataclass
class Server:
    """A server in a process of its own."""

    url: str
    process: subprocess.Popen
    data: Path

    def cpu_ms(self) -> float:
        """Return the processor time it has used so far."""
        spent = 0
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            spent += int((task / "schedstat").read_text().split()[0])
        return spent / 1e6

    def memory_kib(self) -> int:
        """Return its proportional set size, in KiB."""
        rollup = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))

    def resident_kib(self) -> int:
        """Return its resident set size, in KiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(
            int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")
        )


@contextmanager
def portal(
    port: int = FIRST_PORT,
    data: Path | None = None,
    *,
    demo: bool = False,
    program: tuple[str, ...] = ("portal_app", "serve"),
) -> Iterator[Server]:
    """Serve the built portal over a data folder; without one, over a new empty one."""
    data = data or Path(tempfile.mkdtemp(prefix="pawgate-bench-"))
    environment = environment_of(data, port, demo=demo)
    with _running(
        [sys.executable, "-m", *program], environment, f"http://localhost:{port}", data
    ) as server:
        yield server


@contextmanager
def bare_sockets(port: int = FIRST_PORT + 1) -> Iterator[Server]:
    """Serve python-socketio alone, on the same server with the same options."""
    program = [sys.executable, "-m", "benchmarks.bare_sockets", str(port)]
    with _running(program, dict(os.environ), f"http://localhost:{port}", ROOT) as server:
        yield server


@contextmanager
def bare_uploads(folder: Path, port: int = FIRST_PORT + 2) -> Iterator[Server]:
    """Serve a route that streams what it is sent into a file of a folder, and nothing else."""
    program = [sys.executable, "-m", "benchmarks.bare_uploads", str(port), str(folder)]
    with _running(program, dict(os.environ), f"http://localhost:{port}", ROOT) as server:
        yield server


def environment_of(data: Path, port: int = FIRST_PORT, *, demo: bool = False) -> dict[str, str]:
    """Return the environment of a portal over a data folder, limits wide open."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PORTAL_DATA_DIR": str(data),
        "PORTAL_PORT": str(port),
        "PORTAL_PUBLIC_URL": f"http://localhost:{port}",
        "PORTAL_TRUSTED_PROXIES": "1",  # each client comes from an address of its own
        "PORTAL_DEMO": "1" if demo else "0",
    }


@contextmanager
def _running(program: list[str], environment: dict, url: str, data: Path) -> Iterator[Server]:
    log = Path(tempfile.mkstemp(prefix="pawgate-bench-", suffix=".log")[1])
    with log.open("w") as out:
        process = subprocess.Popen(program, cwd=ROOT, env=environment, stdout=out, stderr=out)
    try:
        for _ in range(600):
            try:
                httpx.get(f"{url}/healthz").raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        else:
            raise RuntimeError(log.read_text()[-2000:])
        yield Server(url, process, data)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
