"""The queue of failed notices: seen to, put back, sent again."""

import pytest

from models.notices import NoticeState, OutboxEntry
from services.core import clock
from states.admin.work import WorkState

pytestmark = pytest.mark.spec("ADMIN-1")

ROUTE = {"queue": "notices"}


@pytest.fixture
def notice(put, alice):
    """The id of a notice that failed."""
    told = {"kind": "welcome", "state": NoticeState.FAILED, "settled_at": clock.now()}
    row = OutboxEntry(channel="email", address="a@mail.test", customer_id=alice.actor.id, **told)
    return str(put(row).id)


async def test_a_notice_is_seen_to_and_put_back(open_tab, vera, notice):
    tab = open_tab(vera)
    await tab.send(WorkState.load, route=ROUTE)

    await tab.send(WorkState.see_to, route=ROUTE, id=notice)
    seen = await tab.state(WorkState)
    gone, undoable = list(seen.rows), seen.undoable
    await tab.send(WorkState.undo, id=undoable, route=ROUTE)

    after = await tab.state(WorkState)
    assert (gone, undoable) == ([], notice)
    assert ([row.id for row in after.rows], after.undoable) == ([notice], "")


async def test_a_notice_sent_again_waits_no_longer(open_tab, vera, notice):
    tab = open_tab(vera)
    await tab.send(WorkState.load, route=ROUTE)

    await tab.send(WorkState.send_again, route=ROUTE, id=notice)

    assert (await tab.state(WorkState)).rows == []
    assert "It is being sent again." in tab.heard
