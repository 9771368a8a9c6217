"""How often a code may be asked for (AUTH-2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.auth import SignInCode
from services.access import system
from services.core import clock
from services.core.config import config
from services.core.errors import TooMany
from services.settings import Settings

WAITS = (timedelta(seconds=60), timedelta(seconds=120), timedelta(seconds=300))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_DEMO_HOUR = 200
_IN_MINUTES = 100  # seconds; longer waits are told in minutes


@dataclass(frozen=True)
class _Most:
    """How many sends are allowed."""

    hour: int
    day: int
    origin_hour: int


def hold(
    db: Session, settings: Settings, contact: str, origin: str, earlier: Sequence[SignInCode]
) -> None:
    """Refuse another send that comes too soon, or is one too many.

    Args:
        earlier: What this browser asked for within the hour for this contact, newest first.

    Raises:
        TooMany: A limit has been reached; it says how long to wait.
    """
    if earlier and not config().demo:
        _refuse_until(earlier[0], WAITS[min(len(earlier), len(WAITS)) - 1])
    most = _most(settings)
    of_contact = SignInCode.contact == contact
    for whose, span, limit in (
        (of_contact, HOUR, most.hour),
        (of_contact, DAY, most.day),
        (SignInCode.origin == origin, HOUR, most.origin_hour),
    ):
        recent = db.exec(_since(span).where(whose).limit(limit)).all()
        if len(recent) == limit:
            _refuse_until(recent[-1], span)


def reached(db: Session, settings: Settings, send_to: str) -> bool:
    """Tell whether a contact on file has had its fill, whatever was typed to get there."""
    most = _most(settings)
    sent = SignInCode.send_to == send_to
    return any(
        len(db.exec(_since(span).where(sent).limit(limit)).all()) == limit
        for span, limit in ((HOUR, most.hour), (DAY, most.day))
    )


def asked_from(db: Session, origin: str) -> int:
    """Count the codes asked for from one address of origin within the hour."""
    return len(db.exec(_since(HOUR).where(SignInCode.origin == origin).limit(50)).all())


def _most(settings: Settings) -> _Most:
    if config().demo:
        return _Most(_DEMO_HOUR, 24 * _DEMO_HOUR, _DEMO_HOUR)
    return _Most(settings.code_sends_hour, settings.code_sends_day, settings.code_sends_origin_hour)


def _since(span: timedelta) -> SelectOfScalar[SignInCode]:
    recent = system(SignInCode).where(col(SignInCode.created_at) > clock.now() - span)
    return recent.order_by(col(SignInCode.created_at).desc())


def _refuse_until(row: SignInCode, wait: timedelta) -> None:
    left = row.created_at + wait - clock.now()
    if left > timedelta(0):
        raise too_soon(left)


def too_soon(left: timedelta) -> TooMany:
    """Say how long to wait, in the unit that people would."""
    seconds = max(ceil(left / timedelta(seconds=1)), 2)
    if seconds < _IN_MINUTES:
        return TooMany(
            "Please wait {count} seconds before you ask for another code.", seconds, count=seconds
        )
    return TooMany(
        "Please wait {count} minutes before you ask for another code.",
        seconds,
        count=ceil(seconds / 60),
    )
