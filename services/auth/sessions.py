"""Sessions: who is behind a cookie. Looked up for every event and every request."""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.auth import AuthSession
from models.customers import Customer
from models.staff import Group, GroupMembership, StaffMember
from services import live
from services.access import CUSTOMERS_MAY, Actor, Permission, system
from services.core import clock, tokens
from services.core import db as database
from services.core.errors import SignedOut

P = ParamSpec("P")
T = TypeVar("T")

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=24)
_TOUCH_AFTER = timedelta(minutes=1)
_CACHE_SECONDS, _CACHE_MOST = 5.0, 10_000


class _Cache:
    """Who was behind a cookie a moment ago. Ending a session empties it at once."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, bool], tuple[float, Actor | None]] = {}
        self.generation = 0

    def put(self, key: tuple[str, bool], actor: Actor | None, generation: int) -> None:
        if len(self.entries) > _CACHE_MOST:  # strangers may invent as many cookies as they like
            self.entries.clear()
        if generation == self.generation:  # what was read before an end must not outlive it
            self.entries[key] = (monotonic() + _CACHE_SECONDS, actor)

    def clear(self) -> None:
        self.generation += 1
        self.entries.clear()


_cache = _Cache()


def start(db: Session, customer: Customer) -> str:
    """Begin a session and return the token for its cookie; only the token's hash is kept."""
    token = tokens.new()
    db.add(
        AuthSession(
            token_hash=tokens.digest(token),
            customer_id=customer.id,
            seen_at=clock.now(),
            expires_at=clock.now() + LONGEST,
        )
    )
    return token


async def resolve(token: str | None, *, touch: bool = True) -> Actor | None:
    """Return who is behind a cookie, or None.

    Args:
        touch: Whether this counts as the person doing something, for the idle limit.
    """
    if not token or len(token) > 100:
        return None
    token_hash, generation = tokens.digest(token), _cache.generation
    until, actor = _cache.entries.get((token_hash, touch), (0.0, None))
    if until > monotonic():
        return actor
    in_transaction = database.write if touch else database.read
    actor = await in_transaction(_identify, token_hash, touch=touch)
    _cache.put((token_hash, touch), actor, generation)
    return actor


def acting(
    db: Session,
    session_id: UUID | None,
    service: Callable[Concatenate[Session, Actor, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Call a service as the person of a session, proven in the transaction that does the work.

    Raises:
        SignedOut: The session has ended.
    """
    row = db.exec(_alive().where(AuthSession.id == session_id)).first()
    actor = _actor(db, row) if row else None
    if actor is None:
        raise SignedOut
    return service(db, actor, *args, **kwargs)


def end(db: Session, token: str | None) -> None:
    """End a session; its open tabs hear of it once that is committed."""
    for row in db.exec(_alive().where(AuthSession.token_hash == tokens.digest(token or ""))):
        _end(db, row)


def end_all_of(db: Session, customer_id: UUID) -> None:
    """End every session of a customer: they were disabled, or a contact was changed."""
    for row in db.exec(_alive().where(AuthSession.customer_id == customer_id)):
        _end(db, row)


def end_idle(db: Session) -> None:
    """End the sessions that nobody has used for too long, so that no screen keeps showing data."""
    stale = system(AuthSession).where(
        col(AuthSession.ended_at).is_(None),
        (col(AuthSession.seen_at) < clock.now() - IDLE)
        | (col(AuthSession.expires_at) < clock.now()),
    )
    for row in db.exec(stale):
        _end(db, row)


def _end(db: Session, row: AuthSession) -> None:
    row.ended_at = clock.now()
    database.after_commit(db, _cache.clear)
    live.publish(db, live.SessionEnded(row.id))


def _alive() -> SelectOfScalar[AuthSession]:
    return system(AuthSession).where(
        col(AuthSession.ended_at).is_(None),
        col(AuthSession.expires_at) > clock.now(),
        col(AuthSession.seen_at) > clock.now() - IDLE,
    )


def _identify(db: Session, token_hash: str, *, touch: bool) -> Actor | None:
    row = db.exec(_alive().where(AuthSession.token_hash == token_hash)).first()
    if row is None:
        return None
    if touch and row.seen_at < clock.now() - _TOUCH_AFTER:
        row.seen_at = clock.now()
    return _actor(db, row)


def _actor(db: Session, row: AuthSession) -> Actor | None:
    if row.customer_id:
        customer = db.exec(system(Customer).where(Customer.id == row.customer_id)).one()
        return None if customer.disabled_at else _customer(row, customer)
    member = db.exec(system(StaffMember).where(StaffMember.id == row.staff_member_id)).one()
    return None if member.disabled_at else _staff(db, row, member)


def _customer(row: AuthSession, customer: Customer) -> Actor:
    return Actor(
        session_id=row.id,
        id=customer.id,
        name=customer.name,
        permissions=CUSTOMERS_MAY,
        customer_id=customer.id,
        language=customer.language,
        device_id=row.device_id,
    )


def _staff(db: Session, row: AuthSession, member: StaffMember) -> Actor:
    theirs = system(Group).join(GroupMembership, col(GroupMembership.group_id) == Group.id)
    groups = db.exec(theirs.where(GroupMembership.staff_member_id == member.id))
    may = frozenset(Permission(word) for group in groups for word in group.permissions)
    return Actor(session_id=row.id, id=member.id, name=member.name, permissions=may)
