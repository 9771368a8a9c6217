"""Sending by e-mail what the bell shows, to those who want it (AUTH-26)."""

from collections.abc import Callable
from typing import Final

from sqlmodel import Session, col

from models.staff import StaffMember
from services import bell, notices, pushing, settings
from services.access import system
from services.bell import Told
from services.core.i18n import plural, speaking
from services.core.i18n import translate as _
from services.notices import Kind

# Nothing about whom: the e-mail lies in a mailbox that the portal does not guard.
WORDS: Final[dict[Told, Callable[[], str]]] = {
    Told.CUSTOMER_REGISTERED: lambda: _("A customer registered"),
    Told.CUSTOMER_CHANGED: lambda: _("A customer changed their data"),
    Told.DOCUMENT_UPLOADED: lambda: _("New Owner Uploaded File"),
    Told.MESSAGE_RECEIVED: lambda: _("A message was received"),
    Told.LEAD_RECEIVED: lambda: _("A lead was received"),
    Told.DELETION_ASKED: lambda: _("An account's deletion was asked for"),
    Told.DELIVERY_FAILED: lambda: _("A notice could not be delivered"),
}


def mail_news(db: Session) -> None:
    """Queue one notice of what is new to every staff member who wants that and is told of it."""
    news = bell.unmailed(db)
    if not news:
        return
    working = system(StaffMember).where(col(StaffMember.disabled_at).is_(None))
    members = {member.id: member for member in db.exec(working)}
    with speaking(settings.load(db).language):
        for ear in bell.ears(db, members).values():
            heard = [Told(row.event) for row, place in news if ear.hears(Told(row.event), place)]
            if heard:
                _tell(db, members[ear.member_id], _subject(heard))
    for row, _place in news:
        row.mailed = True


def _tell(db: Session, member: StaffMember, subject: str) -> None:
    """Tell a staff member by e-mail, if they want that, and on the browsers that take notices."""
    if member.wants_email:
        notices.enqueue(db, Kind.STAFF_NEWS, channel="email", address=member.email, subject=subject)
    pushing.tell(db, Kind.STAFF_NEWS, member.id, subject=subject)


def _subject(heard: list[Told]) -> str:
    if len(set(heard)) == 1:
        return _("Notification: {what}", what=WORDS[heard[0]]())
    return plural("One thing is new in the portal", "{count} things are new", len(heard))
