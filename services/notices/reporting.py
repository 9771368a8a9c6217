"""What providers say of a notice after they have taken it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, bindparam
from sqlmodel import Session, col

from models.notices import NoticeState, OutboxEntry
from services import bell, live
from services.access import system
from services.core import clock
from services.notices.kinds import Kind
from services.notices.queueing import fall_back

_NOT_ARRIVED = (NoticeState.FAILED, NoticeState.BOUNCED)
_REPORTED_WITHIN = timedelta(days=7)


def report(db: Session, id: UUID, arrived: bool, *, provider_id: str, reason: str = "") -> None:
    """Note what a provider says afterwards of a notice that it took.

    What is told of a notice that is unknown, of long ago, or of another hand-over than the last,
    changes nothing; nor does hearing it again.

    Args:
        provider_id: By which the provider knows it; '' where it was told our own id alone.
    """
    entry = db.exec(system(OutboxEntry).where(col(OutboxEntry.id) == id)).first()
    if entry is None or not _open_to_report(entry, arrived):
        return
    if entry.provider_id and not _same_letter(entry.provider_id, provider_id):
        return
    entry.state = NoticeState.DELIVERED if arrived else NoticeState.BOUNCED
    entry.error = "" if arrived else reason[:200]
    if arrived:
        return
    live.publish(db, live.WorkChanged())
    if entry.kind not in (Kind.SIGN_IN_CODE, Kind.STAFF_NEWS):
        bell.tell(db, bell.Told.DELIVERY_FAILED, entry.customer_id, entry.id)
    fall_back(db, entry)


def not_arrived() -> ColumnElement[bool]:
    """Select the notices that failed or came back: somebody has to see to these.

    The states are written out, so that the index of just these is used.
    """
    states: BindParameter[Any] = bindparam(
        "states", list(_NOT_ARRIVED), expanding=True, literal_execute=True
    )
    return col(OutboxEntry.state).in_(states)


def bounced(db: Session, customer_id: UUID) -> frozenset[str]:
    """List the addresses of a customer at which the last notice came back."""
    told = (NoticeState.DELIVERED, NoticeState.BOUNCED)
    rows = system(OutboxEntry).where(
        col(OutboxEntry.customer_id) == customer_id, col(OutboxEntry.state).in_(told)
    )
    last: dict[str, str] = {}
    for row in db.exec(rows.order_by(col(OutboxEntry.created_at).desc()).limit(50)):
        last.setdefault(row.address, row.state)
    return frozenset(one for one, state in last.items() if state == NoticeState.BOUNCED)


def _open_to_report(entry: OutboxEntry, arrived: bool) -> bool:
    if entry.settled_at is None or entry.settled_at < clock.now() - _REPORTED_WITHIN:
        return False
    if entry.state in (NoticeState.SENT, NoticeState.UNKNOWN):
        return True
    # A mail server may take an e-mail and send it back later.
    return entry.state == NoticeState.DELIVERED and entry.channel == "email" and not arrived


def _same_letter(ours: str, theirs: str) -> bool:
    """Compare ids; SendGrid adds what became of the letter behind a full stop."""
    return ours == theirs or theirs.startswith(f"{ours}.")
