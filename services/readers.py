"""Processes that read files from strangers, and may die of them (services/decoding)."""

import asyncio
import json
import os
import select
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

_GLANCE = 0.2  # seconds between two looks at whether a child still lives
_MOST_TOLD = 2**20  # bytes of the line that an answer begins with
_ROOT = Path(__file__).parents[1]


class Lost(Exception):
    """A reader died of a file, took too long over it, or said what it should not."""


@dataclass(frozen=True)
class Told:
    """What a reader says of a file."""

    told: dict[str, Any]
    contents: list[bytes]


class Readers:
    """Some children that run one program, each used by one thread at a time."""

    def __init__(self, module: str, *, at_once: int, most_bytes: int) -> None:
        """Name the program. A child is begun when it is first needed.

        Args:
            module: Of services/decoding.
            at_once: How many files are read at a time.
            most_bytes: Of the contents of one answer.
        """
        self.program: tuple[str, ...] = (sys.executable, "-E", "-s", "-m", module)
        self._most = most_bytes
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix=module.rpartition(".")[2])
        self._own = threading.local()

    async def ask(self, asked: dict[str, Any], seconds: float) -> Told:
        """Have a file read.

        Args:
            asked: What the program understands.
            seconds: That it may take, however busy the machine is.

        Raises:
            Lost: The file was the end of its reader.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(self._ask, asked, seconds))

    def _ask(self, asked: dict[str, Any], seconds: float) -> Told:
        child = self._child()
        patience = threading.Timer(seconds, _kill, [child])
        patience.start()
        try:
            return self._answer(child, asked)
        except (OSError, ValueError, LookupError, TypeError):
            _kill(child)
            raise Lost from None
        finally:
            patience.cancel()

    def _child(self) -> subprocess.Popen[bytes]:
        """Return this thread's child; a new one if it has none that lives. It knows no secrets."""
        child: subprocess.Popen[bytes] | None = getattr(self._own, "child", None)
        if child and child.poll() is None:
            return child
        if child:
            with suppress(OSError):  # what was still to be said to it
                child.__exit__(None, None, None)
        pipe = subprocess.PIPE
        child = self._own.child = subprocess.Popen(  # noqa: S603 (nothing of it comes from outside)
            self.program,
            cwd=_ROOT,
            env={},
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return child

    def _answer(self, child: subprocess.Popen[bytes], asked: dict[str, Any]) -> Told:
        if child.stdin is None or child.stdout is None:
            raise OSError
        child.stdin.write(json.dumps(asked).encode() + b"\n")
        child.stdin.flush()
        while not select.select([child.stdout], [], [], _GLANCE)[0]:
            if child.poll() is not None:  # what it has forked may be left behind, and never answer
                raise OSError
        told: dict[str, Any] = json.loads(child.stdout.readline(_MOST_TOLD))
        sizes: list[int] = told.pop("sizes")
        if any(size < 0 for size in sizes) or sum(sizes) > self._most:
            raise ValueError
        return Told(told, [_exactly(child.stdout.read(size), size) for size in sizes])


def _exactly(content: bytes, size: int) -> bytes:
    if len(content) != size:
        raise ValueError
    return content


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Make an end of a child and of what it has forked."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
