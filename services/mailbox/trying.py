"""By which ways papers come by e-mail, and trying the mailbox out."""

from dataclasses import dataclass

from sqlmodel import Session

from services import settings
from services.access import Actor, Permission, require
from services.core.config import config


@dataclass(frozen=True)
class Intake:
    """What the environment configures, without any secret."""

    mailbox: bool
    posted: bool  # by SendGrid
    believed: bool  # whether senders in the mailbox can be proven at all
    address: str  # that customers are offered; empty: none


def intake(db: Session, actor: Actor) -> Intake:
    """Tell by which ways papers can come by e-mail.

    Raises:
        Forbidden: The actor may not change settings.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    given, address = config(), settings.load(db).documents_email
    mailbox = bool(given.imap_url)
    return Intake(mailbox, bool(given.sendgrid_inbound_key), bool(given.imap_verifier), address)


def files_by_itself() -> bool:
    """Tell whether an e-mail of a customer's is filed without anybody doing anything."""
    given = config()
    return bool(given.sendgrid_inbound_key or (given.imap_url and given.imap_verifier))
