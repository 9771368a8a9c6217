"""The log of notices in a tab."""

import pytest

from models.notices import NoticeState, OutboxEntry
from services.core import clock
from services.notices import Kind
from states.admin.customer import CustomerState
from states.admin.notices import NoticesState

pytestmark = pytest.mark.spec("NOTE-7")


@pytest.fixture
def row(put, alice):
    return put(
        OutboxEntry(
            kind=Kind.RECORD_PUBLISHED,
            channel="sms",
            address="+12025550143",
            customer_id=alice.actor.id,
            state=NoticeState.QUEUED,
            tries=2,
            error="Twilio answered 503",
            body="Something new",
            due_at=clock.now(),
        )
    )


async def test_the_log_says_how_far_a_notice_has_come(open_tab, vera, row):
    tab = open_tab(vera)

    await tab.send(NoticesState.load)

    state = await tab.state(NoticesState)
    (line,) = state.rows
    assert (line.kind, line.way, line.state) == ("Record published", "SMS · •••0143", "On its way")
    assert line.tries == "2 tries"
    assert line.error.startswith("Twilio answered 503 · next try Today")
    assert (state.status, state.narrowed, line.customer) == ("ready", False, "Alice Archer")


async def test_a_text_opens_and_closes(open_tab, vera, row):
    tab = open_tab(vera)
    await tab.send(NoticesState.load)

    await tab.send(NoticesState.read, id=str(row.id))
    opened = (await tab.state(NoticesState)).said
    await tab.send(NoticesState.read, id=str(row.id))

    assert (opened, (await tab.state(NoticesState)).said) == ("Something new", "")


async def test_narrowing_and_clearing(open_tab, vera, row):
    tab = open_tab(vera)
    await tab.send(NoticesState.load)

    await tab.send(NoticesState.narrow, name="state", value="failed")
    narrowed = await tab.state(NoticesState)
    seen = (narrowed.rows, narrowed.narrowed)
    await tab.send(NoticesState.clear)

    state = await tab.state(NoticesState)
    assert seen == ([], True)
    assert (len(state.rows), state.narrowed) == (1, False)


async def test_a_customers_page_shows_their_notices(open_tab, alice, vera, row):
    tab = open_tab(vera)

    await tab.send(CustomerState.open, route={"customer_id": str(alice.actor.id)})

    (line,) = (await tab.state(CustomerState)).notices
    assert line.text == "Record published"
    assert line.about.startswith("On its way · SMS · •••0143 · Today")
