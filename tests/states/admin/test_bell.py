"""The bell of a staff member's tab, live."""

import pytest
from sqlmodel import select

from models.staff import Group
from services import bell
from services.bell import GLOBAL, Told
from services.core.db import run
from states.admin.bell import BellState
from states.live import LiveState

pytestmark = pytest.mark.spec("AUTH-26", "AUTH-27")


@pytest.fixture
def ring(alice):
    """Have Alice register, which every group is told of."""

    def happen():
        def want(db):
            for group in db.exec(select(Group)):
                group.notices = dict.fromkeys(Told, GLOBAL)

        run(want)
        run(bell.tell, Told.CUSTOMER_REGISTERED, customer_id=alice.actor.id)

    return happen


async def shown(tab):
    state = await tab.state(BellState)
    return [(row.text, row.customer, row.unread) for row in state.news], state.unread


async def test_it_rings_in_an_open_tab(open_tab, vera, ring):
    tab = open_tab(vera)
    await tab.send(BellState.load)
    assert await shown(tab) == ([], 0)

    ring()
    await tab.send(LiveState.refresh)

    assert await shown(tab) == ([("New customer registered", "Alice Archer", True)], 1)


async def test_opening_one_reads_it_and_leads_there(open_tab, alice, vera, ring):
    ring()
    tab = open_tab(vera)
    await tab.send(BellState.load)
    (row,) = (await tab.state(BellState)).news

    await tab.send(BellState.read, id=row.id)

    assert row.href == f"/admin/customers/{alice.actor.id}"
    assert (await shown(tab))[1] == 0


async def test_what_was_seen_to_goes_and_comes_back(open_tab, vera, ring):
    ring()
    tab = open_tab(vera)
    await tab.send(BellState.load)
    (row,) = (await tab.state(BellState)).news

    await tab.send(BellState.act, id=row.id)
    assert (await shown(tab))[0] == []
    assert (await tab.state(BellState)).acted_on == row.id

    await tab.send(BellState.bring_back, id=row.id)
    assert len((await shown(tab))[0]) == 1
    assert (await tab.state(BellState)).acted_on == ""
