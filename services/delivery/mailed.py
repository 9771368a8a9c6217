"""What a customer is told of the documents that they have sent by e-mail."""

from sqlmodel import Session, col

from models.mails import ReceivedMail
from models.notices import OutboxEntry
from services.access import system
from services.core.i18n import plural
from services.core.i18n import translate as _
from services.mailbox import filing


def values(db: Session, entry: OutboxEntry) -> dict[str, str]:
    """Return what goes into the place of a notice: what was taken, and why the rest was not."""
    mail = db.exec(system(ReceivedMail).where(col(ReceivedMail.id) == entry.about_id)).first()
    return {"papers": _said(mail) if mail else ""}


def examples() -> dict[str, str]:
    """Return the same for a preview."""
    return {"papers": _taken(2)}


def _said(mail: ReceivedMail) -> str:
    lines = [_taken(mail.filed)]
    if reasons := {filing.said(one) for one in mail.refused}:
        lines += ["", _("What could not be taken:"), *(f"- {one}" for one in sorted(reasons))]
    return "\n".join(lines)


def _taken(count: int) -> str:
    if not count:
        return _("There was no new document in it that could be filed.")
    return plural("One document has come in.", "{count} documents have come in.", count)
