"""By what a customer can be told of a message, as staff tick it (NOTE-4)."""

from uuid import UUID

from sqlmodel import Session

from services import telling
from services.core.i18n import translate as _

ChannelRow = tuple[str, str, bool, str]  # what is sent, what is read, ticked, why it cannot be


def channel_rows(db: Session, customer_id: UUID) -> list[ChannelRow]:
    """List the channels there are for a customer; those that cannot be ticked say why."""
    offered, hindered = telling.offered(db, customer_id), telling.hindered(db, customer_id)
    names = {"email": _("E-mail"), "sms": _("SMS"), "push": _("On their devices")}
    return [
        (channel, name, offered.get(channel, False), hindered.get(channel, ""))
        for channel, name in names.items()
        if channel in offered or channel in hindered
    ]
