"""Sessions: who is behind a cookie. Looked up for every event and every request."""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.auth import AuthSession, Device
from models.customers import Customer
from models.staff import Group, GroupMembership, StaffMember
from services import live, settings
from services.access import CUSTOMERS_MAY, Actor, Permission, pairs, system
from services.core import clock, tokens
from services.core import db as database
from services.core.errors import SignedOut

P = ParamSpec("P")
T = TypeVar("T")

MOST = 10  # sessions of one customer at a time
_TOUCH_AFTER = timedelta(minutes=1)
# Another process, such as the command line, may end a session; AUTH-8 gives it a second.
_CACHE_SECONDS, _CACHE_MOST = 0.8, 10_000


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


def start(
    db: Session, customer: Customer, *, browser: str = "", device: Device | None = None
) -> str:
    """Begin a session and return the token for its cookie; only the token's hash is kept.

    On a remembered device it may last as long as the device is remembered; idling ends it there
    as everywhere. A customer's oldest session ends when there would be too many.
    """
    rules = settings.load(db)
    until = clock.now() + timedelta(hours=rules.session_hours)
    theirs = _alive(db).where(AuthSession.customer_id == customer.id)
    newest_first = theirs.order_by(col(AuthSession.seen_at).desc())
    for row in db.exec(newest_first.offset(MOST - 1)).all():
        _end(db, row)
    token = tokens.new()
    db.add(
        AuthSession(
            token_hash=tokens.digest(token),
            customer_id=customer.id,
            device_id=device.id if device else None,
            browser=browser,
            seen_at=clock.now(),
            expires_at=max(until, device.expires_at) if device else until,
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
    actor, stale = await database.read(_identify, token_hash)
    if touch and stale:
        await database.write(_touch, token_hash)
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
    found = _person(db, col(AuthSession.id) == session_id)
    actor = _actor(db, *found) if found else None
    if actor is None:
        raise SignedOut
    return service(db, actor, *args, **kwargs)


def end(db: Session, token: str | None) -> None:
    """End a session; its open tabs hear of it once that is committed."""
    for row in db.exec(_alive(db).where(AuthSession.token_hash == tokens.digest(token or ""))):
        _end(db, row)


def end_one(db: Session, customer_id: UUID, id: UUID) -> bool:
    """End one session of a customer; tell whether there was one."""
    row = db.exec(_of(db, customer_id).where(AuthSession.id == id)).first()
    if row:
        _end(db, row)
    return row is not None


def end_all_of(db: Session, customer_id: UUID, *, but: UUID | None = None) -> None:
    """End every session of a customer: they were disabled, or a contact was changed.

    Args:
        but: The session that goes on.
    """
    for row in db.exec(_of(db, customer_id)):
        if row.id != but:
            _end(db, row)


def end_on(db: Session, device: Device) -> None:
    """End the sessions that a remembered device carries."""
    for row in db.exec(_alive(db).where(AuthSession.device_id == device.id)):
        _end(db, row)


def of(db: Session, customer_id: UUID) -> list[AuthSession]:
    """List a customer's sessions, the last one used first."""
    return list(db.exec(_of(db, customer_id).order_by(col(AuthSession.seen_at).desc())))


def end_idle(db: Session) -> None:
    """End the sessions that nobody has used for too long, so that no screen keeps showing data."""
    stale = system(AuthSession).where(
        col(AuthSession.ended_at).is_(None),
        (col(AuthSession.seen_at) < clock.now() - _idle(db))
        | (col(AuthSession.expires_at) < clock.now()),
    )
    for row in db.exec(stale):
        _end(db, row)


def _end(db: Session, row: AuthSession) -> None:
    row.ended_at = clock.now()
    database.after_commit(db, _cache.clear)
    live.publish(db, live.SessionEnded(row.id))


def _idle(db: Session) -> timedelta:
    return timedelta(minutes=settings.load(db).session_idle_minutes)


def _alive(db: Session) -> SelectOfScalar[AuthSession]:
    return system(AuthSession).where(
        col(AuthSession.ended_at).is_(None),
        col(AuthSession.expires_at) > clock.now(),
        col(AuthSession.seen_at) > clock.now() - _idle(db),
    )


def _of(db: Session, customer_id: UUID) -> SelectOfScalar[AuthSession]:
    return _alive(db).where(AuthSession.customer_id == customer_id)


def _identify(db: Session, token_hash: str) -> tuple[Actor | None, bool]:
    """Return who it is, and whether it is time to note that they are still there."""
    found = _person(db, col(AuthSession.token_hash) == token_hash)
    if found is None:
        return None, False
    return _actor(db, *found), found[0].seen_at < clock.now() - _TOUCH_AFTER


def _touch(db: Session, token_hash: str) -> None:
    for row in db.exec(_alive(db).where(AuthSession.token_hash == token_hash)):
        row.seen_at = clock.now()
        for device in db.exec(system(Device).where(Device.id == row.device_id)):
            device.seen_at = clock.now()


def _person(db: Session, which: ColumnElement[bool]) -> tuple[AuthSession, Customer | None] | None:
    """Find a session and the customer whose it is, in one query: every event asks for both."""
    theirs = _alive(db).outerjoin(Customer, col(Customer.id) == AuthSession.customer_id)
    found = pairs(db, theirs.add_columns(Customer).where(which))
    return found[0] if found else None


def _actor(db: Session, row: AuthSession, customer: Customer | None) -> Actor | None:
    if customer:
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
