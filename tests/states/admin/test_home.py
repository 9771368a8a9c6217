"""The staff's first page shows the drafts that wait, to those who may read records."""

import pytest

from states.admin.home import HomeState

pytestmark = pytest.mark.spec("ADMIN-1")


async def test_lists_the_drafts_that_wait(open_tab, alice, vera, write_record):
    write_record(alice.pet_id, title="Limping", status="draft")
    write_record(alice.pet_id, title="Finished", status="published")
    tab = open_tab(vera)

    await tab.send(HomeState.load)

    state = await tab.state(HomeState)
    assert [(row.title, row.pet) for row in state.drafts] == [("Limping", "Rex")]
    assert state.status == "ready"


async def test_shows_no_draft_to_whom_may_not_read_records(open_tab, alice, rita, write_record):
    write_record(alice.pet_id, title="Limping", status="draft")
    tab = open_tab(rita)

    await tab.send(HomeState.load)

    assert (await tab.state(HomeState)).drafts == []
