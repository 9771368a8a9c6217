"""The people who own pets: what the staff and they themselves do about their accounts."""

from services.customers.accounts import (
    change_contacts,
    disable,
    enable,
    me,
    welcome,
    welcome_link,
)

__all__ = [
    "change_contacts",
    "disable",
    "enable",
    "me",
    "welcome",
    "welcome_link",
]
