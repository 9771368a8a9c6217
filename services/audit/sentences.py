"""What a line of the trail says, in the reader's language."""

from collections.abc import Callable

from services.audit.trail import Event
from services.core.i18n import translate as _

_SENTENCES: dict[str, Callable[[], str]] = {
    Event.SIGNED_IN: lambda: _("{who} signed in"),
    Event.SIGN_IN_FAILED: lambda: _("A sign-in failed"),
    Event.SIGNED_OUT: lambda: _("{who} signed out"),
    Event.SESSION_ENDED: lambda: _("{who} signed out a browser"),
    Event.IDENTITY_CONFIRMED: lambda: _("{who} confirmed who they are"),
    Event.PASSWORD_CHANGED: lambda: _("{who} changed a password"),
    Event.SECOND_FACTOR_CHANGED: lambda: _("{who} changed a second factor"),
    Event.RECOVERY_CODE_USED: lambda: _("A recovery code of {what} was used"),
    Event.PIN_CHANGED: lambda: _("{who} changed a PIN"),
    Event.PIN_REMOVED: lambda: _("The PIN of {what} was removed"),
    Event.DEVICE_FORGOTTEN: lambda: _("A device of {what} is remembered no longer"),
    Event.CONTACT_CHANGED: lambda: _("{who} changed the contact of {what}"),
    Event.CUSTOMER_ADDED: lambda: _("{who} added the customer {what}"),
    Event.CUSTOMER_REGISTERED: lambda: _("{what} signed up"),
    Event.CUSTOMER_VIEWED: lambda: _("{who} looked at the page of {what}"),
    Event.CUSTOMER_CHANGED: lambda: _("{who} changed the data of the customer {what}"),
    Event.CUSTOMERS_MERGED: lambda: _("{who} merged a customer into {what}"),
    Event.CUSTOMER_DISABLED: lambda: _("{who} disabled the customer {what}"),
    Event.CUSTOMER_ENABLED: lambda: _("{who} enabled the customer {what}"),
    Event.VIEWED_AS_CUSTOMER: lambda: _("{who} saw the portal as {what} sees it"),
    Event.VIEWING_ENDED: lambda: _("{who} stopped seeing the portal as {what} does"),
    Event.PET_ADDED: lambda: _("{who} added the pet {what}"),
    Event.PET_FILE_VIEWED: lambda: _("{who} opened the file of {what}"),
    Event.PET_CHANGED: lambda: _("{who} changed the data of the pet {what}"),
    Event.PET_PHOTO_CHANGED: lambda: _("{who} changed the photo of {what}"),
    Event.PETS_MERGED: lambda: _("{who} merged a pet into {what}"),
    Event.PET_TRANSFERRED: lambda: _("{who} gave {what} to another customer"),
    Event.RECORD_ADDED: lambda: _("{who} added a record of {what}"),
    Event.RECORD_CHANGED: lambda: _("{who} changed a record of {what}"),
    Event.RECORD_PUBLISHED: lambda: _("{who} published a record of {what}"),
    Event.RECORD_AMENDED: lambda: _("{who} amended a record of {what}"),
    Event.RECORD_WITHDRAWN: lambda: _("{who} withdrew a record of {what}"),
    Event.RECORD_DISCARDED: lambda: _("{who} discarded a draft about {what}"),
    Event.ATTACHMENT_ADDED: lambda: _("{who} added a file to a record of {what}"),
    Event.ATTACHMENT_REMOVED: lambda: _("{who} removed a file from a record of {what}"),
    Event.DOSE_SAVED: lambda: _("{who} saved a vaccination of {what}"),
    Event.DOSE_VOIDED: lambda: _("{who} voided a vaccination of {what}"),
    Event.IMMUNIZATIONS_SAVED: lambda: _("{who} saved the immunizations of {what}"),
    Event.MEASUREMENT_SAVED: lambda: _("{who} saved a measurement of {what}"),
    Event.MEASUREMENT_REMOVED: lambda: _("{who} removed a measurement of {what}"),
    Event.THREAD_ASSIGNED: lambda: _("{who} assigned a conversation with {what}"),
    Event.THREAD_CLOSED: lambda: _("{who} closed a conversation with {what}"),
    Event.THREAD_REOPENED: lambda: _("{who} reopened a conversation with {what}"),
    Event.SAVED_REPLY_CHANGED: lambda: _("{who} changed a saved reply"),
    Event.FILE_DOWNLOADED: lambda: _("{who} opened a file about {what}"),
    Event.IMAGES_VIEWED: lambda: _("{who} looked at images of {what}"),
    Event.FILE_PRINTED: lambda: _("{who} printed the file of {what}"),
    Event.NOTICE_SENT: lambda: _("{who} had a notice sent to {what}"),
    Event.NOTICE_SENT_AGAIN: lambda: _("{who} had a failed notice sent again"),
    Event.NOTICE_SEEN_TO: lambda: _("{who} saw to a failed notice"),
    Event.NOTICE_LEFT_OPEN: lambda: _("{who} put a failed notice back among what waits"),
    Event.SETTING_CHANGED: lambda: _("{who} changed a setting"),
    Event.WORDING_CHANGED: lambda: _("{who} changed the words of a notice"),
    Event.LIST_CHANGED: lambda: _("{who} changed one of the clinic's lists"),
    Event.TERMS_MERGED: lambda: _("{who} merged two terms of one of the clinic's lists"),
    Event.DATA_IMPORTED: lambda: _("Data was imported from files"),
    Event.STAFF_MEMBER_ADDED: lambda: _("{who} added the staff member {what}"),
    Event.NOTIFICATION_ACTED_ON: lambda: _("{who} took a notification off the bell"),
    Event.STAFF_MEMBER_CHANGED: lambda: _("{who} changed the data of the staff member {what}"),
    Event.STAFF_MEMBER_DISABLED: lambda: _("{who} disabled the staff member {what}"),
    Event.STAFF_MEMBER_ENABLED: lambda: _("{who} enabled the staff member {what}"),
    Event.GROUP_CHANGED: lambda: _("{who} changed the group {what}"),
    Event.LOCATION_CHANGED: lambda: _("{who} changed the location {what}"),
}


def sentence(event: str, who: str, what: str) -> str:
    """Say what somebody did; an event that is not known (any more) is told by its name."""
    said = _SENTENCES.get(event)
    return said().format(who=who, what=what) if said else f"{who}: {event}"
