"""Who works at the clinic, where, and what each of them may do."""

from services.staff.founding import (
    ADMINISTRATORS,
    GROUPS,
    NOTICES,
    NewAdministrator,
    add_administrator,
    check_password,
    first_location,
    seed_groups,
)

__all__ = [
    "ADMINISTRATORS",
    "GROUPS",
    "NOTICES",
    "NewAdministrator",
    "add_administrator",
    "check_password",
    "first_location",
    "seed_groups",
]
