"""What leaves the portal, and by which ways."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Literal

from services.core.i18n import translate as _

Channel = Literal["email", "sms", "push"]

CHANNELS: Sequence[Channel] = ("email", "sms")  # to a contact on file
WAYS: Sequence[Channel] = (*CHANNELS, "push")


class Kind(StrEnum):
    """What a notice is for."""

    SIGN_IN_CODE = "sign_in_code"
    WELCOME = "welcome"
    PIN_DELETED = "pin_deleted"
    NEW_DEVICE = "new_device"
    CONTACT_CHANGED = "contact_changed"
    CONTACT_ADDED = "contact_added"
    RECORD_PUBLISHED = "record_published"
    DOCUMENT_REVIEWED = "document_reviewed"
    DOCUMENTS_MAILED = "documents_mailed"
    MESSAGE_TO_CUSTOMER = "message_to_customer"
    MESSAGE_TO_CLINIC = "message_to_clinic"
    STAFF_NEWS = "staff_news"
    DOSE_REMINDER = "dose_reminder"
    CUSTOM = "custom"


# What customers can decline by kind and channel.
TO_DECLINE = (
    Kind.MESSAGE_TO_CUSTOMER,
    Kind.RECORD_PUBLISHED,
    Kind.DOCUMENT_REVIEWED,
    Kind.DOSE_REMINDER,
    Kind.CUSTOM,
)
OF_MESSAGES = frozenset({Kind.MESSAGE_TO_CUSTOMER, Kind.MESSAGE_TO_CLINIC})
TO_THE_CLINIC = frozenset({Kind.MESSAGE_TO_CLINIC, Kind.STAFF_NEWS})


def named(kind: str) -> str:
    """Say what a kind of notice is called; one that is unknown is called as it is."""
    said = {
        Kind.SIGN_IN_CODE: _("Sign-in code"),
        Kind.WELCOME: _("Welcome"),
        Kind.PIN_DELETED: _("PIN deleted"),
        Kind.NEW_DEVICE: _("Sign-in from a new device"),
        Kind.CONTACT_CHANGED: _("Contact changed"),
        Kind.CONTACT_ADDED: _("Contact added"),
        Kind.RECORD_PUBLISHED: _("Record published"),
        Kind.DOCUMENT_REVIEWED: _("Document reviewed"),
        Kind.DOCUMENTS_MAILED: _("Documents received by e-mail"),
        Kind.MESSAGE_TO_CUSTOMER: _("New message"),
        Kind.MESSAGE_TO_CLINIC: _("New message, to the clinic"),
        Kind.STAFF_NEWS: _("News for the staff"),
        Kind.DOSE_REMINDER: _("Reminder of vaccinations"),
        Kind.CUSTOM: _("Notice in our own words"),
    }
    return said.get(Kind(kind), kind) if kind in list(Kind) else kind
