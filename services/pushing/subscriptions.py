"""The browsers that people want to be told on."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.auth import AuthSession
from models.notices import NoticeState, OutboxEntry
from models.push import PushSubscription
from services import access, notices, settings
from services.access import Actor, system
from services.core import clock
from services.core.errors import NotFound
from services.notices import Kind
from services.pushing import endpoints, keys

MOST = 10  # browsers of one person; the oldest goes
_GOOD_FOR = timedelta(hours=12)  # a push message; afterwards it is no news any more


def offer(db: Session, _actor: Actor) -> str:
    """Return the key that a browser subscribes with; '' where the clinic wants no app."""
    return keys.public_key() if settings.load(db).phone_app else ""


def keep(db: Session, actor: Actor, typed: Mapping[str, object]) -> None:
    """Tell the actor on this browser from now on; whoever was told on it before is no longer.

    Args:
        typed: What the browser says: `endpoint`, and `keys` with `p256dh` and `auth`.

    Raises:
        NotFound: The clinic wants no app.
        Invalid: That is no push service, or an address inside the clinic's own network.
    """
    if not settings.load(db).phone_app:
        raise NotFound
    given = typed.get("keys")
    said: dict[str, object] = cast(Any, given) if isinstance(given, dict) else {}
    endpoint = endpoints.accepted(typed.get("endpoint"))
    public_key, secret = endpoints.accepted_keys(said.get("p256dh"), said.get("auth"))
    row = _at(db, endpoint) or PushSubscription(
        endpoint=endpoint, public_key="", secret="", session_id=actor.session_id
    )
    row.public_key, row.secret, row.created_at = public_key, secret, clock.now()
    _give(row, actor)
    db.add(row)
    db.flush()
    newest_first = _of(actor.id).order_by(col(PushSubscription.created_at).desc())
    for old in db.exec(newest_first.offset(MOST)).all():
        db.delete(old)


def renew(db: Session, actor: Actor, endpoint: object) -> bool:
    """Tell whether the actor is told on this browser, and bind that to the present session.

    Who sits before a browser on which somebody else was told ends that.
    """
    row = _at(db, endpoint)
    if row is None:
        return False
    if actor.id not in (row.customer_id, row.staff_member_id):
        db.delete(row)
        return False
    _give(row, actor)
    return True


def end(db: Session, actor: Actor, endpoint: object) -> None:
    """Tell the actor on this browser no more."""
    row = _at(db, endpoint)
    if row and actor.id in (row.customer_id, row.staff_member_id):
        db.delete(row)


def carry_on(db: Session, begun: AuthSession) -> None:
    """Bind what goes on on a remembered device to the session that has begun there."""
    if begun.device_id:
        for row in db.exec(_which(col(PushSubscription.device_id) == begun.device_id)):
            row.session_id = begun.id


def session_ended(db: Session, session: AuthSession, *, idle: bool) -> None:
    """End what was bound to a session, unless it ended by itself on a remembered device."""
    if not (idle and session.device_id):
        _end_where(db, col(PushSubscription.session_id) == session.id)


def end_on(db: Session, device_id: UUID) -> None:
    """End what was bound to a device that is remembered no longer."""
    _end_where(db, col(PushSubscription.device_id) == device_id)


def end_all_of(db: Session, person_id: UUID, *, but: UUID | None = None) -> None:
    """End all of a person's, save what is bound to one session."""
    for row in db.exec(_of(person_id)):
        if row.session_id != but:
            db.delete(row)


def forget(db: Session, id: UUID) -> None:
    """Forget a browser that its push service knows no longer."""
    _end_where(db, col(PushSubscription.id) == id)


def taking(db: Session, person_ids: Collection[UUID]) -> set[UUID]:
    """Return who of these takes notices on a browser; nobody where the clinic wants no app."""
    if not settings.load(db).phone_app:
        return set()
    columns: list[Any] = [col(PushSubscription.customer_id), col(PushSubscription.staff_member_id)]
    theirs = columns[0].in_(person_ids) | columns[1].in_(person_ids)
    found = access.rows(db, _which(theirs).with_only_columns(*columns).distinct())
    return {one for row in found for one in row if one}


def tell(
    db: Session,
    kind: Kind,
    person_id: UUID,
    *,
    about_id: UUID | None = None,
    subject: str = "",
    quiet: timedelta | None = None,
) -> None:
    """Queue a notice for each browser of a person; one that waits there already is enough.

    Args:
        subject: Of news for the staff; other notices are composed at sending.
        quiet: Say nothing where the same was said less than this long ago.
    """
    if not settings.load(db).phone_app:
        return
    for row in db.exec(_of(person_id)).all():
        address = f"{urlsplit(row.endpoint).hostname or ''}"[:200] + f"/{row.id}"
        if _waits(db, kind, address, about_id):
            continue
        notices.enqueue(
            db,
            kind,
            channel="push",
            address=address,
            about_id=about_id,
            customer_id=row.customer_id,
            quiet=quiet,
            subject=subject,
            expires_at=clock.now() + _GOOD_FOR,
        )


def subscription(db: Session, address: str) -> PushSubscription | None:
    """Return the browser that a notice is for."""
    try:
        wanted = UUID(address.rpartition("/")[2])
    except ValueError:
        return None
    return db.exec(_which(col(PushSubscription.id) == wanted)).first()


def unwanted(row: PushSubscription, ending: AuthSession | None) -> bool:
    """Tell whether a browser's session has ended and no device keeps it going."""
    over = ending is None or ending.ended_at is not None or ending.expires_at <= clock.now()
    return over and row.device_id is None


def _give(row: PushSubscription, actor: Actor) -> None:
    row.customer_id = actor.customer_id
    row.staff_member_id = None if actor.customer_id else actor.id
    row.session_id, row.device_id = actor.session_id, actor.device_id


def _at(db: Session, endpoint: object) -> PushSubscription | None:
    if not isinstance(endpoint, str):
        return None
    return db.exec(_which(col(PushSubscription.endpoint) == endpoint)).first()


def _of(person_id: UUID) -> SelectOfScalar[PushSubscription]:
    theirs = col(PushSubscription.customer_id) == person_id
    return _which(theirs | (col(PushSubscription.staff_member_id) == person_id))


def _which(condition: ColumnElement[bool]) -> SelectOfScalar[PushSubscription]:
    return system(PushSubscription).where(condition)


def _end_where(db: Session, condition: ColumnElement[bool]) -> None:
    for row in db.exec(_which(condition)).all():
        db.delete(row)


def _waits(db: Session, kind: Kind, address: str, about_id: UUID | None) -> bool:
    rows = system(OutboxEntry).where(
        col(OutboxEntry.kind) == kind,
        col(OutboxEntry.address) == address,
        col(OutboxEntry.about_id) == about_id,
        col(OutboxEntry.state) == NoticeState.QUEUED,
    )
    return db.exec(rows.limit(1)).first() is not None
