"""Sessions: who is behind a cookie. Looked up for every event and every request."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.auth import AuthSession, Device
from models.customers import Customer
from models.staff import StaffMember
from services import audit, live, pushing, settings
from services.access import Actor, Proof, system
from services.auth import actors
from services.core import clock, together, tokens
from services.core import db as database
from services.core.errors import SignedOut

P = ParamSpec("P")
T = TypeVar("T")

MOST, MOST_OF_STAFF = 10, 5  # sessions of one person at a time
_TOUCH_AFTER = timedelta(minutes=1)
_KNOWN_FOR, _MOST_KNOWN = timedelta(seconds=1), 10_000


@dataclass(frozen=True)
class _Found:
    """Who was behind something when that was looked up; None: nobody."""

    actor: Actor | None
    version: int  # of the database
    until: datetime


class _Known:
    """Who was behind what a tab has shown.

    What was found holds for as long as nothing at all has been committed, by whichever process;
    and for no longer than a second, for time by itself ends sessions, too.
    """

    def __init__(self) -> None:
        self._found: dict[Hashable, _Found] = {}

    def get(self, key: Hashable) -> _Found | None:
        found, now = self._found.get(key), clock.now()
        if found and now < found.until <= now + _KNOWN_FOR:
            return found if found.version == database.version() else None
        return None

    def put(self, key: Hashable, actor: Actor | None, version: int) -> None:
        if len(self._found) > _MOST_KNOWN:  # strangers may invent as many cookies as they like
            self._found.clear()
        self._found[key] = _Found(actor, version, clock.now() + _KNOWN_FOR)


_known = _Known()


def start(
    db: Session,
    person: Customer | StaffMember,
    *,
    browser: str = "",
    origin: str = "",
    device: Device | None = None,
    way: str = "code",
) -> str:
    """Begin a session and return the token for its cookie; only the token's hash is kept.

    On a remembered device it may last as long as the device is remembered; idling ends it there
    as everywhere. A person's oldest session ends when there would be too many.

    Args:
        origin: The network address that the person comes from.
        way: How they proved who they are, for the audit trail.
    """
    staff = isinstance(person, StaffMember)
    _make_room(db, person.id, MOST_OF_STAFF if staff else MOST)
    rules = settings.load(db)
    lasts = timedelta(hours=rules.staff_session_hours if staff else rules.session_hours)
    token = tokens.new()
    begun = AuthSession(
        token_hash=tokens.digest(token),
        customer_id=None if staff else person.id,
        staff_member_id=person.id if staff else None,
        device_id=device.id if device else None,
        browser=browser,
        origin=origin,
        confirmed_at=clock.now() if staff else None,
        seen_at=clock.now(),
        expires_at=max(clock.now() + lasts, device.expires_at) if device else clock.now() + lasts,
    )
    db.add(begun)
    db.flush()
    pushing.carry_on(db, begun)
    actor = actors.behind(db, begun, None if isinstance(person, StaffMember) else person)
    audit.record(db, actor, audit.Event.SIGNED_IN, person, way=way)
    return token


def _make_room(db: Session, person_id: UUID, most: int) -> None:
    newest_first = _of(db, person_id).order_by(col(AuthSession.seen_at).desc())
    for row in db.exec(newest_first.offset(most - 1)).all():
        _end(db, row)


def renew(db: Session, actor: Actor) -> str:
    """Return a new token for a session whose rights rise; the one before keeps the old rights."""
    row = db.exec(actors.alive(db).where(AuthSession.id == actor.session_id)).one()
    token = tokens.new()
    row.former_hash, row.token_hash = row.token_hash, tokens.digest(token)
    row.confirmed_at = clock.now()
    return token


async def resolve(token: str | None, *, touch: bool = True, former: bool = False) -> Actor | None:
    """Return who is behind a cookie, or None.

    Args:
        touch: Whether this counts as the person doing something, for the idle limit.
        former: Whether the token that was replaced last is taken, too: a socket goes on with
            the one it was opened with.
    """
    if not token or len(token) > 100:
        return None
    key, version = (tokens.digest(token), former), database.version()
    actor, stale = await together.read(key, _identify, *key)
    if actor and touch and stale:
        await database.write(_touch, actor.session_id)
    if actor:
        _known.put(actor.proof, actor, version)
    return actor


async def on_page(actor: Actor | None, path: str) -> Actor | None:
    """Return who somebody is on a page.

    A staff member who looks at the portal as a customer is that customer on all pages but the
    staff's own.
    """
    if actor is None or actor.viewing_id is None or of_staff(path):
        return actor
    return await database.read(actors.looking, actor) or actor


def of_staff(path: str) -> bool:
    """Tell whether an address is one of the staff's pages."""
    return path == "/admin" or path.startswith("/admin/")


def acting(
    db: Session,
    proof: Proof | UUID | None,
    service: Callable[Concatenate[Session, Actor, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Call a service as the person of a session, proven in the transaction that does the work.

    Args:
        proof: What the tab or the request has shown of its session.

    Raises:
        SignedOut: The session has ended.
        Forbidden: A staff member who looks as a customer does would change something.
    """
    shown = Proof(proof) if isinstance(proof, UUID) else proof
    actor = _shown_by(db, shown) if shown else None
    if actor is None:
        raise SignedOut
    if not database.changes_nothing(db):
        actors.refuse_looking(actor)
    return service(db, actor, *args, **kwargs)


def sign_out(db: Session, token: str | None) -> None:
    """End a session at the wish of whoever sits before it."""
    found = actors.find(db, col(AuthSession.token_hash) == tokens.digest(token or ""))
    if found:
        _end(db, found[0])
        audit.record(db, actors.behind(db, *found), audit.Event.SIGNED_OUT, found[1])


def end(db: Session, token: str | None) -> None:
    """End a session; its open tabs hear of it once that is committed."""
    for row in db.exec(
        actors.alive(db).where(AuthSession.token_hash == tokens.digest(token or ""))
    ):
        _end(db, row)


def end_one(db: Session, person_id: UUID, id: UUID) -> bool:
    """End one session of a person; tell whether there was one."""
    row = db.exec(_of(db, person_id).where(AuthSession.id == id)).first()
    if row:
        _end(db, row)
    return row is not None


def end_all_of(db: Session, person_id: UUID, *, but: UUID | None = None) -> bool:
    """End every session of a person: they were disabled, or a contact was changed.

    Args:
        but: The session that goes on.

    Returns:
        Whether there was one to end.
    """
    ended = [row for row in db.exec(_of(db, person_id)) if row.id != but]
    for row in ended:
        _end(db, row)
    pushing.end_all_of(db, person_id, but=but)
    return bool(ended)


def end_on(db: Session, device: Device) -> None:
    """End the sessions that a remembered device carries."""
    for row in db.exec(actors.alive(db).where(AuthSession.device_id == device.id)):
        _end(db, row)
    pushing.end_on(db, device.id)


def of(db: Session, person_id: UUID) -> list[AuthSession]:
    """List a person's sessions, the last one used first."""
    return list(db.exec(_of(db, person_id).order_by(col(AuthSession.seen_at).desc())))


def end_idle(db: Session) -> None:
    """End the sessions that nobody has used for too long, so that no screen keeps showing data."""
    stale = system(AuthSession).where(
        col(AuthSession.ended_at).is_(None),
        ~actors.in_use(db) | (col(AuthSession.expires_at) < clock.now()),
    )
    for row in db.exec(stale):
        _end(db, row, idle=True)


def stop_looking(db: Session, row: AuthSession) -> None:
    """Show a staff member no longer the portal as a customer sees it, if that is what they did."""
    customer_id, row.viewing_id = row.viewing_id, None
    if customer_id is None:
        return
    customer = db.exec(system(Customer).where(col(Customer.id) == customer_id)).first()
    audit.record(db, actors.behind(db, row, None), audit.Event.VIEWING_ENDED, customer)


def _end(db: Session, row: AuthSession, *, idle: bool = False) -> None:
    stop_looking(db, row)
    row.ended_at = clock.now()
    pushing.session_ended(db, row, idle=idle)
    live.publish(db, live.SessionEnded(row.id))


def _of(db: Session, person_id: UUID) -> SelectOfScalar[AuthSession]:
    theirs = col(AuthSession.customer_id) == person_id
    return actors.alive(db).where(theirs | (col(AuthSession.staff_member_id) == person_id))


def _shown_by(db: Session, shown: Proof) -> Actor | None:
    """Return who a tab has shown to be; looked up, or known since nothing has been committed."""
    version = database.version_of(db)  # None: about to write, and has taken the lock; look it up
    if version is not None and (known := _known.get(shown)):
        return known.actor
    found = actors.find(db, col(AuthSession.id) == shown.session_id)
    actor = actors.behind(db, *found) if found else None
    if actor and shown.former:
        actor = replace(actor, former=True, confirmed_at=None)
    if actor and shown.looking:
        actor = actors.looking(db, actor)
    if version is not None:
        _known.put(shown, actor, version)
    return actor


def _identify(db: Session, token_hash: str, former: bool) -> tuple[Actor | None, bool]:
    """Return who it is, and whether it is time to note that they are still there."""
    which = col(AuthSession.token_hash) == token_hash
    if former:
        which |= col(AuthSession.former_hash) == token_hash
    found = actors.find(db, which)
    if found is None:
        return None, False
    row, actor = found[0], actors.behind(db, *found)
    if actor and row.token_hash != token_hash:
        actor = replace(actor, former=True, confirmed_at=None)
    return actor, row.seen_at < clock.now() - _TOUCH_AFTER


def _touch(db: Session, session_id: UUID) -> None:
    for row in db.exec(actors.alive(db).where(AuthSession.id == session_id)):
        row.seen_at = clock.now()
        for device in db.exec(system(Device).where(Device.id == row.device_id)):
            device.seen_at = clock.now()
