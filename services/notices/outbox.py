"""The outbox: what shall leave the portal is written with its cause and sent afterwards.

A worker claims an entry by a conditional update, begins, sends it outside any transaction, and
settles it. A claim is a lease: if the worker dies, the entry comes back when the lease is over.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, update
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.notices import NoticeState, OutboxEntry
from services import bell, live, settings
from services.access import system
from services.core import clock
from services.core.config import config
from services.notices import queueing
from services.notices.kinds import WAYS, Channel, Kind

LEASE = timedelta(seconds=60)
_NEGLECTED_AFTER = timedelta(minutes=2)
WAITS = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600, 1800, 7200, 21600, 43200))
_SPREAD = 0.2  # so that what failed together does not come back together
_CODE_TRIES = 2
_HELD = (NoticeState.CLAIMED, NoticeState.SENDING)
_UNDER_WAY = (NoticeState.QUEUED, *_HELD)


class Verdict(StrEnum):
    """What became of one try."""

    SENT = "sent"
    LATER = "later"  # it did not go; another try may succeed
    NEVER = "never"  # it did not go, and no other try will
    UNCERTAIN = "uncertain"  # the answer was lost: it may have gone or not
    DROPPED = "dropped"  # there was nobody to tell


@dataclass(frozen=True)
class Outcome:
    """What became of one try, with a reason that names no person."""

    verdict: Verdict
    reason: str = ""
    provider_id: str = ""
    wait: timedelta | None = None  # the provider asked for at least this


def due(db: Session, channels: Sequence[Channel] = WAYS) -> bool:
    """Tell whether anything waits to be sent now; cheap, and changes nothing."""
    return db.exec(_ready(channels).limit(1)).first() is not None


def neglected(db: Session) -> bool:
    """Tell whether anything has been ready for so long that the worker must stand still."""
    late = _ready(WAYS).where(col(OutboxEntry.due_at) < clock.now() - _NEGLECTED_AFTER)
    return db.exec(late.limit(1)).first() is not None


def claim(db: Session, channels: Sequence[Channel] = WAYS) -> OutboxEntry | None:
    """Take the next entry for one try, codes first, for as long as the lease.

    What may not be tried any more (too late, tried too often, perhaps already sent) is settled
    on the way.
    """
    order = (col(OutboxEntry.expires_at).is_(None), col(OutboxEntry.due_at))
    for entry in db.exec(_ready(channels).order_by(*order).limit(20)).all():
        if ending := _ending(entry):
            state, reason = ending
            if _take(db, entry, state=state, error=reason, settled_at=clock.now()):
                _end(db, entry)
        elif _take(
            db,
            entry,
            state=NoticeState.CLAIMED,
            claimed_at=clock.now(),
            tries=entry.tries + 1,
        ):
            return entry
    return None


def begin(db: Session, id: UUID, attempt: int) -> bool:
    """Note that a claimed entry is about to be handed over.

    False if it was claimed again, or if it is too late: it then ends when the lease is over.

    Args:
        attempt: `tries` as it was when claimed.
    """
    entry = _find(db, id)
    mine = entry.state == NoticeState.CLAIMED and entry.tries == attempt
    late = entry.expires_at is not None and entry.expires_at <= clock.now()
    return mine and not late and _take(db, entry, state=NoticeState.SENDING, claimed_at=clock.now())


def settle(db: Session, id: UUID, attempt: int, outcome: Outcome) -> None:
    """Note what became of a try, and when the next one is.

    Args:
        attempt: `tries` as it was when claimed; an answer that comes after the entry was claimed
            again is ignored.
    """
    entry = _find(db, id)
    if entry.state not in _HELD or entry.tries != attempt:
        return
    entry.error, entry.provider_id = outcome.reason[:200], outcome.provider_id[:120]
    entry.state = _state_after(entry, outcome)
    if entry.state == NoticeState.QUEUED:
        entry.due_at = clock.now() + _wait(attempt, outcome)
        if entry.expires_at and entry.due_at >= entry.expires_at:
            entry.state = NoticeState.EXPIRED
    if entry.state != NoticeState.QUEUED:
        entry.settled_at = clock.now()
        _end(db, entry)


def put_off(db: Session, entry: OutboxEntry, until: datetime) -> None:
    """Leave a claimed entry for later, as if it had not been tried."""
    entry.state, entry.due_at, entry.tries = NoticeState.QUEUED, until, entry.tries - 1


def forget_bodies(db: Session) -> None:
    """Blank the bodies of expired codes, and of everything settled long ago."""
    over = and_(col(OutboxEntry.encrypted), col(OutboxEntry.expires_at) <= clock.now())
    old = col(OutboxEntry.settled_at) <= clock.now() - timedelta(
        days=settings.load(db).notice_days_kept
    )
    kept = and_(col(OutboxEntry.body) != "", col(OutboxEntry.state).not_in(_UNDER_WAY))
    db.exec(update(OutboxEntry).where(kept, or_(over, old)).values(body=""))


def listed(db: Session, to: str | None = None, limit: int = 100) -> Sequence[OutboxEntry]:
    """Return the notices, newest first.

    A code that was asked for is a notice only once somebody was found to send it to.
    """
    looked_up = or_(col(OutboxEntry.tries) > 0, col(OutboxEntry.kind) != Kind.SIGN_IN_CODE)
    rows = system(OutboxEntry).where(col(OutboxEntry.state) != NoticeState.DROPPED, looked_up)
    if to is not None:
        rows = rows.where(col(OutboxEntry.address) == to)
    return db.exec(rows.order_by(col(OutboxEntry.created_at).desc()).limit(limit)).all()


def _find(db: Session, id: UUID) -> OutboxEntry:
    return db.exec(system(OutboxEntry).where(col(OutboxEntry.id) == id)).one()


def _take(db: Session, entry: OutboxEntry, **values: Any) -> bool:
    """Change an entry unless somebody else has meanwhile."""
    unchanged = and_(
        col(OutboxEntry.id) == entry.id,
        col(OutboxEntry.state) == entry.state,
        col(OutboxEntry.tries) == entry.tries,
    )
    change = update(OutboxEntry).where(unchanged).values(**values)
    taken = db.exec(change.execution_options(synchronize_session=False))
    db.refresh(entry)
    return taken.rowcount == 1


def _ending(entry: OutboxEntry) -> tuple[NoticeState, str] | None:
    """Say how an entry that may not be tried any more ends, and why."""
    if entry.state == NoticeState.SENDING and entry.channel == "sms":
        return NoticeState.UNKNOWN, "the worker stopped before the provider had answered"
    if entry.expires_at and entry.expires_at <= clock.now():
        return NoticeState.EXPIRED, entry.error
    if entry.tries >= _most_tries(entry):
        return NoticeState.FAILED, entry.error or "the worker stopped at every try"
    return None


def _state_after(entry: OutboxEntry, outcome: Outcome) -> NoticeState:
    ends = {
        Verdict.SENT: NoticeState.SENT,
        Verdict.NEVER: NoticeState.FAILED,
        Verdict.DROPPED: NoticeState.DROPPED,
    }
    if outcome.verdict in ends:
        return ends[outcome.verdict]
    if outcome.verdict == Verdict.UNCERTAIN and entry.channel == "sms":
        return NoticeState.UNKNOWN
    return NoticeState.FAILED if entry.tries >= _most_tries(entry) else NoticeState.QUEUED


def _wait(attempt: int, outcome: Outcome) -> timedelta:
    spread = random.uniform(1 - _SPREAD, 1 + _SPREAD)  # noqa: S311
    asked = min(outcome.wait or timedelta(0), WAITS[-1])
    return max(WAITS[attempt - 1] * spread, asked)


def _most_tries(entry: OutboxEntry) -> int:
    return _CODE_TRIES if entry.kind == Kind.SIGN_IN_CODE else len(WAITS) + 1


def _end(db: Session, entry: OutboxEntry) -> None:
    """Tell of a failure; forget a code, though the demo clinic's is shown until it expires."""
    if entry.state == NoticeState.FAILED:
        queueing.fall_back(db, entry)
        live.publish(db, live.WorkChanged())
        if entry.kind not in (Kind.SIGN_IN_CODE, Kind.STAFF_NEWS):  # too late, or a circle
            bell.tell(db, bell.Told.DELIVERY_FAILED, entry.customer_id, entry.id)
    if entry.state in _UNDER_WAY or not entry.encrypted:
        return
    if not config().demo or (entry.expires_at and entry.expires_at <= clock.now()):
        entry.body = ""


def _ready(channels: Sequence[Channel]) -> SelectOfScalar[OutboxEntry]:
    now, claimed_at = clock.now(), col(OutboxEntry.claimed_at)
    waiting = and_(col(OutboxEntry.state) == NoticeState.QUEUED, col(OutboxEntry.due_at) <= now)
    # A claim from the future was made before the clock was put back.
    lapsed = or_(claimed_at <= now - LEASE, claimed_at > now + LEASE)
    left = and_(col(OutboxEntry.state).in_(_HELD), lapsed)
    return system(OutboxEntry).where(col(OutboxEntry.channel).in_(channels), or_(waiting, left))
