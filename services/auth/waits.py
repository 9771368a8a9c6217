"""How often a staff member's password may be tried (AUTH-21).

Tries are counted by what was typed, so that an address which nobody has waits like any other.
A browser on which somebody has signed in before is counted by itself: whoever guesses from
elsewhere can neither make it wait nor use up the tries of its origin.
"""

from datetime import timedelta
from math import ceil

from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.auth import StaffTry
from services.access import system
from services.core import clock, tokens
from services.core.config import config
from services.core.errors import TooMany

FREE = 5  # wrong tries in a row before one has to wait
FIRST, LONGEST = timedelta(seconds=30), timedelta(minutes=15)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_ORIGIN_HOUR, _DEMO_HOUR = 20, 200
_IN_MINUTES = 100  # seconds; longer waits are told in minutes


def count(db: Session, email: str, origin: str, known: str = "") -> StaffTry:
    """Count a try before it is evaluated, so that guesses made at once all count.

    Args:
        known: What a browser shows that this person has signed in on before; see `browser`.

    Raises:
        TooMany: It has to wait; a try that is refused here is not evaluated and not counted.
    """
    nonce = _nonce(known, email)
    made = StaffTry(
        account=tokens.keyed("staff try", email, nonce), origin="" if nonce else origin[:64]
    )
    recent = _since(DAY).where(StaffTry.account == made.account)
    if config().demo:
        _refuse_more(db, _since(HOUR).where(StaffTry.account == made.account), _DEMO_HOUR)
    else:
        _refuse_sooner(list(db.exec(recent.limit(FREE + 6))))
    if not nonce:
        most = _DEMO_HOUR if config().demo else _ORIGIN_HOUR
        of_origin = _since(HOUR).where(StaffTry.origin == made.origin)
        _refuse_more(db, of_origin.where(col(StaffTry.right).is_(False)), most)
    db.add(made)
    db.flush()
    return made


def browser(email: str, known: str = "") -> str:
    """Return what a browser shows from now on to be known for this person."""
    nonce = _nonce(known, email) or tokens.new()
    return f"{nonce}.{tokens.keyed('known browser', email, nonce)}"


def _nonce(known: str, email: str) -> str:
    nonce, _, signature = known[:200].partition(".")
    right = tokens.same(signature, tokens.keyed("known browser", email, nonce))
    return nonce if right and nonce else ""


def _refuse_sooner(newest_first: list[StaffTry]) -> None:
    """Refuse a try that comes before its wait is over."""
    wrong = next((n for n, one in enumerate(newest_first) if one.right), len(newest_first))
    if wrong >= FREE:
        wait = min(FIRST * 2 ** (wrong - FREE), LONGEST)
        _refuse_until(newest_first[0], wait)


def _refuse_more(db: Session, tries: SelectOfScalar[StaffTry], most: int) -> None:
    found = db.exec(tries.limit(most)).all()
    if len(found) == most:
        _refuse_until(found[-1], HOUR)


def _since(span: timedelta) -> SelectOfScalar[StaffTry]:
    recent = system(StaffTry).where(col(StaffTry.created_at) > clock.now() - span)
    return recent.order_by(col(StaffTry.created_at).desc())


def _refuse_until(last: StaffTry, wait: timedelta) -> None:
    left = last.created_at + wait - clock.now()
    if left <= timedelta(0):
        return
    seconds = max(ceil(left / timedelta(seconds=1)), 2)
    if seconds < _IN_MINUTES:
        raise TooMany("Please wait {count} seconds and try again.", seconds, count=seconds)
    raise TooMany("Please wait {count} minutes and try again.", seconds, count=ceil(seconds / 60))
