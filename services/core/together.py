"""What several tabs want to know at the same moment is read once, for all of them."""

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlmodel import Session

from services.core import clock
from services.core import db as database

P = ParamSpec("P")
T = TypeVar("T")

_HOLDS = timedelta(seconds=1)  # at most; what is said of the time of day would be wrong otherwise


@dataclass(frozen=True)
class _Answer:
    """What was read, or is being read, and for how long nobody needs to read it again."""

    task: asyncio.Task[Any]
    version: int  # of the database; the answer is at least as new
    until: datetime


_answers: dict[Hashable, _Answer] = {}


async def read(
    key: Hashable,
    service: Callable[Concatenate[Session, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Call a service as `db.read` does, unless somebody has since the last commit.

    What it returns is shared: nobody may change it.

    Args:
        key: The question, and who asks: whoever has the same key gets the same answer.
    """
    version, now = database.version(), clock.now()
    held = _answers.get(key)
    if held is None or held.version != version or not now < held.until <= now + _HOLDS:
        _forget(now)
        _answers.pop(key, None)
        # A task of its own, so that a tab that is closed meanwhile does not take it from others.
        task = asyncio.create_task(database.read(service, *args, **kwargs))
        held = _answers[key] = _Answer(task, version, now + _HOLDS)
    return await asyncio.shield(held.task)


def _forget(now: datetime) -> None:
    """Leave out what nobody is told any more; the oldest stand first."""
    for key, _ in list(takewhile(lambda one: one[1].until <= now, _answers.items())):
        del _answers[key]
