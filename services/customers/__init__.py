"""The people who own pets: what the staff and they themselves do about their accounts."""

from services.customers.accounts import disable, enable, me, welcome, welcome_link
from services.customers.entering import add, locations, update
from services.customers.merging import Outlook, merge, outlook
from services.customers.reading import (
    Duplicate,
    Page,
    Place,
    Wanted,
    duplicates,
    end_session,
    get,
    listed,
    opened,
    require_staff,
    sessions_of,
)

__all__ = [
    "Duplicate",
    "Outlook",
    "Page",
    "Place",
    "Wanted",
    "add",
    "disable",
    "duplicates",
    "enable",
    "end_session",
    "get",
    "listed",
    "locations",
    "me",
    "merge",
    "opened",
    "outlook",
    "require_staff",
    "sessions_of",
    "update",
    "welcome",
    "welcome_link",
]
