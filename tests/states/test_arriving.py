"""A tab tells the page whose contents have come from the one that was left."""

import pytest

from states.base import PortalState

pytestmark = pytest.mark.spec("GEN-4")


async def test_arrive_names_the_page_in_the_address_of_its_own_tab_only(open_tab):
    tab, other = open_tab(), open_tab()

    await tab.send(PortalState.arrive)

    assert (await tab.state(PortalState)).arrived == "/nothing"
    assert (await other.state(PortalState)).arrived == ""
