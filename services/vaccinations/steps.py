"""On which days to remind of a vaccination, from dates alone."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

# The last step is still caught up so long after its day; each other one until the next.
GRACE = timedelta(days=14)

Span = tuple[int, date, date]  # a step, and from which to which due day it is the one to tell


def step(due_on: date, days: Iterable[int], today: date) -> int | None:
    """Return the step that a due day has come to; None: not yet any, or too long ago.

    A step that was missed is caught up, but only the latest: nobody is told of one thing twice.

    Args:
        days: Before (-) and after the due day.
    """
    reached = (one for one, first, last in spans(days, today) if first <= due_on <= last)
    return next(reached, None)


def spans(days: Iterable[int], today: date) -> list[Span]:
    """List the due days that each step is for today; they do not overlap."""
    order = sorted(set(days))
    found: list[Span] = []
    for one, following in zip(order, [*order[1:], None], strict=False):
        lasts = GRACE if following is None else timedelta(days=following - one)
        last = today - timedelta(days=one)
        found.append((one, last - lasts + timedelta(days=1), last))
    return found


def horizon(days: Sequence[int]) -> int:
    """Return how many days ahead the first step looks."""
    return max(0, -min(days, default=0))
