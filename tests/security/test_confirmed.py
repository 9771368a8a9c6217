"""Who may do what changes only for those who have just proven again who they are (AUTH-23)."""

import pytest

from services.access import Permission
from services.core.db import run
from services.core.errors import PortalError
from tests.security import world as worlds
from tests.security.registry import registered
from tests.security.rows import rows
from tests.security.staff import own, staff
from tests.security.test_staff_authorization import staff as signed_in

pytestmark = pytest.mark.spec("AUTH-23")

OF_RIGHTS = ("group", "groupmembership", "staffmember", "invitation", "recoverycode")
HARMLESS = {"my_account_state.want_email"}  # whether the bell sends e-mails
HANDLERS = {**staff.HANDLERS, **own.HANDLERS}


@pytest.mark.parametrize("name", sorted(HANDLERS.keys() - HARMLESS))
async def test_rights_stay_as_they_are_without_a_fresh_proof(name, alice, open_tab):
    case, world = HANDLERS[name], worlds.make(alice.actor.customer_id, alice.pet_id)
    if case.before:
        run(case.before, world)
    tab, before = open_tab(signed_in(Permission, confirmed=False)), rows()

    for step in (*case.after, name):
        try:
            payload = HANDLERS[step].payload(world)
            await tab.send(registered()[step], route=case.route(world), **payload)
        except PortalError:
            continue

    after = rows()
    assert {table for table in OF_RIGHTS if after[table] != before[table]} == set()


def test_the_tables_of_rights_are_all_there():
    assert set(OF_RIGHTS) <= rows().keys()
