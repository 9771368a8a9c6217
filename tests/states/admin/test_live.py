"""A staff member's tab looks again when something has changed, and nobody else's does as staff."""

import pytest

from states.base import PortalState
from states.live import LiveState
from states.messaging import MessagingState


@pytest.mark.spec("AUTH-25")
async def test_a_staff_members_tab_knows_what_they_may(open_tab, rita, alice):
    hers, a_customers = open_tab(rita), open_tab(alice)

    for tab in (hers, a_customers):
        await tab.send(LiveState.refresh)

    assert (await hers.state(PortalState)).may == ["read messages"]
    assert (await a_customers.state(PortalState)).may == []


@pytest.mark.spec("MSG-4")
async def test_a_staff_members_tab_is_refreshed_without_a_customers_badge(open_tab, vera):
    tab = open_tab(vera)

    answered = await tab.send(LiveState.refresh)

    assert answered == []
    assert (await tab.state(MessagingState)).status == "loading"
