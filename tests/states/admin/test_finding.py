"""The search in the frame of the staff's pages."""

import pytest

from services.core.errors import NotFound
from states.admin.finding import StaffSearchState

pytestmark = pytest.mark.spec("ADMIN-2")


async def test_find_lists_pets_and_customers_for_what_was_asked(open_tab, vera, alice):
    tab = open_tab(vera)

    await tab.send(StaffSearchState.find, text="archer re")
    found = (await tab.state(StaffSearchState)).found

    assert found.asked == "archer re"
    assert [(one.value, one.label, one.hint) for one in found.options] == [
        (f"pet:{alice.pet_id}", "Rex", "Pet of Alice Archer")
    ]
    assert found.said == "1 choice"


async def test_open_leads_to_what_was_chosen_and_nowhere_else(open_tab, vera, alice):
    tab = open_tab(vera)

    assert await tab.send(StaffSearchState.open, chosen=f"pet:{alice.pet_id}") == ["_redirect"]
    for strange in ("", "pet:", "pet:../..", "https://evil.test"):
        with pytest.raises(NotFound):
            await tab.send(StaffSearchState.open, chosen=strange)
