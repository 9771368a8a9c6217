"""Hashing off the event loop, two at a time; each takes 19 MiB and a processor."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from services.core.errors import TooMany

P = ParamSpec("P")
T = TypeVar("T")

_AT_ONCE, _MOST_WAITING = 2, 20
_threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="hash")


async def run(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do something that is slow on purpose, and wait for it.

    Raises:
        TooMany: Too much of it waits already.
    """
    if _threads._work_queue.qsize() >= _MOST_WAITING:  # pyright: ignore[reportPrivateUsage]
        raise TooMany("Many people are signing in just now. Please try again in a moment.", 5)
    return await asyncio.get_running_loop().run_in_executor(
        _threads, partial(work, *args, **kwargs)
    )
