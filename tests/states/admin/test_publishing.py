"""The list of drafts on a pet's page, and what is said when something is in its way."""

import pytest
from sqlmodel import select

from models.records import MedicalRecord
from services.core.db import run
from services.records import writing
from states.admin.pets import StaffPetState
from states.admin.publishing import PublishingState
from states.feedback import FeedbackState

pytestmark = pytest.mark.spec("ADMIN-5")


@pytest.fixture
async def list_of(open_tab, vera, alice):
    """Open the list of the drafts in Rex's file: `list_of(title, …)`."""

    async def opened(*titles):
        for title in titles:
            record = run(writing.start, vera.actor, alice.pet_id, "note")
            run(writing.save, vera.actor, record.id, 1, {"title": title, "plan": "Rest."})
        tab = open_tab(vera)
        address = {"pet_id": str(alice.pet_id), "tab": "overview"}
        await tab.send(StaffPetState.open, route=address)
        await tab.send(PublishingState.look, pet_id=str(alice.pet_id))
        return tab

    return opened


def statuses():
    rows = run(lambda db: db.exec(select(MedicalRecord)).all())
    return sorted(row.status.value for row in rows)


async def test_the_chosen_are_published(list_of):
    tab = await list_of("Visit", "Call")
    state = await tab.state(PublishingState)
    call = next(row for row in state.rows if row.title == "Call")

    await tab.send(PublishingState.choose, id=call.id)
    await tab.send(PublishingState.publish)

    state = await tab.state(PublishingState)
    assert not state.shown
    assert statuses() == ["draft", "published"]
    assert (await tab.state(FeedbackState)).text == "1 entry is published"


async def test_what_has_no_title_waits_and_says_why(list_of):
    tab = await list_of("Visit", "")

    state = await tab.state(PublishingState)
    assert {row.title: (row.chosen, row.fault) for row in state.rows} == {
        "Visit": (True, ""),
        "Without a title": (False, "Please write a title first."),
    }
    assert state.some


@pytest.mark.spec("ADMIN-9")
async def test_what_somebody_changed_meanwhile_stays_a_draft_and_is_marked(list_of, vera):
    tab = await list_of("Visit")
    state = await tab.state(PublishingState)
    row = run(lambda db: db.exec(select(MedicalRecord)).one())
    run(writing.save, vera.actor, row.id, row.version, {"notes": "Look again"})

    await tab.send(PublishingState.publish)

    state = await tab.state(PublishingState)
    assert state.shown
    assert [(one.chosen, "changed this meanwhile" in one.fault) for one in state.rows] == [
        (False, True)
    ]
    assert statuses() == ["draft"]


async def test_the_page_says_how_many_wait(list_of):
    tab = await list_of("Visit", "Call")

    assert (await tab.state(StaffPetState)).file.drafts == 2
