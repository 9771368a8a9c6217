"""What each handler and route of the staff is tried with: one module of tests/security/staff each.

Add a line there for whatever is new; how is told in tests/security/staff/cases.py.
"""

from tests.security.staff import (
    bell,
    customers,
    documents,
    imaging,
    lists,
    mails,
    measurements,
    messages,
    notices,
    own,
    pets,
    records,
    settings,
    staff,
    vaccinations,
)
from tests.security.staff.cases import StaffHandler, StaffRoute

_AREAS = (
    bell,
    customers,
    documents,
    imaging,
    lists,
    mails,
    measurements,
    messages,
    notices,
    own,
    pets,
    records,
    settings,
    staff,
    vaccinations,
)

STAFF_HANDLERS: dict[str, StaffHandler] = {
    name: case for area in _AREAS for name, case in area.HANDLERS.items()
}
STAFF_ROUTES: dict[str, StaffRoute] = {**customers.ROUTES, **mails.ROUTES, **own.ROUTES}
