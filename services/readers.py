"""Processes that read files from strangers, and may die of them (services/decoding)."""

import asyncio
import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any, Generic, TypeVar

from services.core.files import Incoming

_GLANCE = 0.2  # seconds between two looks at whether a child still lives
_MOST_TOLD = 2**20  # bytes of the line that an answer begins with
_PIECE = 256 * 1024  # bytes that are taken from a child at a time
_ROOT = Path(__file__).parents[1]
Content = TypeVar("Content")


class Lost(Exception):
    """A reader died of a file, took too long over it, or said what it should not."""


@dataclass(frozen=True)
class Told(Generic[Content]):
    """What a reader says of a file."""

    told: dict[str, Any]
    contents: list[Content]


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

    async def ask(self, asked: dict[str, Any], seconds: float) -> Told[bytes]:
        """Have a file read.

        Args:
            asked: What the program understands.
            seconds: That it may take, however busy the machine is.

        Raises:
            Lost: The file was the end of its reader.
        """
        loop = asyncio.get_running_loop()
        ask = partial(self._ask, asked, seconds, _in_memory)
        return await loop.run_in_executor(self._threads, ask)

    async def spool(self, asked: dict[str, Any], seconds: float) -> Told[Incoming]:
        """Have a file read, and what comes of it laid on the disk: it may be large.

        Returns:
            What is told, and files that whoever asked keeps or discards.

        Raises:
            Lost: As for `ask`.
        """
        loop, spooled = asyncio.get_running_loop(), list[Incoming]()
        ask = partial(self._ask, asked, seconds, partial(_on_disk, spooled))
        answer = asyncio.ensure_future(loop.run_in_executor(self._threads, ask))
        try:
            return await asyncio.shield(answer)
        except (Lost, OSError):
            _discard(spooled)
            raise
        except asyncio.CancelledError:  # the child still answers, and nobody waits for it
            answer.add_done_callback(lambda done: (done.exception(), _discard(spooled)))
            raise

    def _ask(
        self, asked: dict[str, Any], seconds: float, take: Callable[[IO[bytes], int], Content]
    ) -> Told[Content]:
        child = self._child()
        patience = threading.Timer(seconds, _kill, [child])
        patience.start()
        try:
            return self._answer(child, asked, take)
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

    def _answer(
        self,
        child: subprocess.Popen[bytes],
        asked: dict[str, Any],
        take: Callable[[IO[bytes], int], Content],
    ) -> Told[Content]:
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
        return Told(told, [take(child.stdout, size) for size in sizes])


def _in_memory(out: IO[bytes], size: int) -> bytes:
    content = out.read(size)
    if len(content) != size:
        raise ValueError
    return content


def _on_disk(spooled: list[Incoming], out: IO[bytes], size: int) -> Incoming:
    spooled.append(file := Incoming())
    while file.size_bytes < size:
        if not (piece := out.read(min(_PIECE, size - file.size_bytes))):
            raise ValueError
        file.write(piece)
    return file


def _discard(spooled: list[Incoming]) -> None:
    for file in spooled:
        file.discard()


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Make an end of a child and of what it has forked."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
