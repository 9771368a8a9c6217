"""A pet's file in its order as staff see it, and how far each record has come."""

import pytest

from models.records import Amendment
from states.admin.pets import StaffPetState
from states.admin.timeline import TimelineState
from states.laboratory import LaboratoryState
from states.live import LiveState
from states.overview import OverviewState
from states.records import RecordsState

pytestmark = pytest.mark.spec("ADMIN-5", "REC-13")


@pytest.fixture
def file(alice, write_record):
    """Fill Rex's file with what the customer sees, and what only staff do."""
    write_record(alice.pet_id, title="Shown", status="published")
    write_record(alice.pet_id, title="Draft", staff_notes="Ask Noah")
    write_record(alice.pet_id, title="Bitten", kind="incident", status="private")


def route(alice, tab="overview"):
    return {"pet_id": str(alice.pet_id), "tab": tab}


async def titles(tab, state=TimelineState):
    return {row.title: row.standing for row in (await tab.state(state)).recent}


@pytest.mark.usefixtures("file")
async def test_the_timeline_holds_everything_and_says_what_the_customer_does_not_see(
    open_tab, vera, alice
):
    tab = open_tab(vera)

    await tab.send(TimelineState.load, route=route(alice))

    assert await titles(tab) == {"Shown": "", "Draft": "Draft", "Bitten": "Filed"}


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("standing", "draft", {"Draft"}),
        ("standing", "published", {"Shown"}),
        ("standing", "private", {"Bitten"}),
        ("standing", "amended", set()),
        ("kind", "incident", {"Bitten"}),
        ("kind", "note", {"Shown", "Draft"}),
        ("since", "2026-01-06", set()),
        ("until", "2026-01-05", {"Shown", "Draft", "Bitten"}),
        ("until", "soon", {"Shown", "Draft", "Bitten"}),
    ],
)
async def test_the_timeline_is_narrowed_down(open_tab, vera, alice, name, value, left):
    tab = open_tab(vera)
    await tab.send(TimelineState.load, route=route(alice))

    await tab.send(TimelineState.narrow, name=name, value=value)

    assert set(await titles(tab)) == left
    await tab.send(TimelineState.clear)
    assert len(await titles(tab)) == 3


async def test_the_timeline_of_an_open_tab_follows(open_tab, vera, alice, write_record):
    tab = open_tab(vera)
    await tab.send(StaffPetState.open, route=route(alice))
    await tab.send(TimelineState.load, route=route(alice))
    write_record(alice.pet_id, title="Later")

    await tab.send(LiveState.refresh)

    assert await titles(tab) == {"Later": "Draft"}


@pytest.mark.spec("GEN-2", "GEN-11")
@pytest.mark.usefixtures("file")
async def test_customers_see_nothing_of_it(open_tab, alice):
    tab = open_tab(alice)

    await tab.send(OverviewState.load, route=route(alice))
    await tab.send(RecordsState.load, route=route(alice, "notes"))
    await tab.send(RecordsState.narrow, name="standing", value="draft")
    await tab.send(RecordsState.load, route=route(alice, "incidents"))

    assert await titles(tab, OverviewState) == {"Shown": ""}
    assert (await tab.state(RecordsState)).status == "missing"
    for hidden in ("Draft", "Bitten", "Ask Noah"):
        assert hidden not in tab.heard


@pytest.mark.usefixtures("file")
async def test_each_record_says_how_far_it_has_come_and_what_staff_note(
    open_tab, vera, alice, write_record, put
):
    changing = write_record(alice.pet_id, kind="laboratory", title="CBC", status="published")
    put(Amendment(record_id=changing.id, values={}, started_by="Vera Voss"))
    tab = open_tab(vera)

    await tab.send(RecordsState.load, route=route(alice, "notes"))
    await tab.send(LaboratoryState.load, route=route(alice, "laboratory"))

    notes = await tab.state(RecordsState)
    told = {row.title: notes.standing_of[row.id] for row in notes.rows}
    assert (told["Draft"].said, told["Draft"].notes) == ("Draft", "Ask Noah")
    assert (told["Shown"].said, told["Shown"].notes) == ("Published", "")
    reports = await tab.state(LaboratoryState)
    assert [row.changing for row in reports.standing_of.values()] == [True]


@pytest.mark.usefixtures("file")
async def test_a_list_is_narrowed_down_to_the_drafts(open_tab, vera, alice):
    tab = open_tab(vera)
    await tab.send(RecordsState.load, route=route(alice, "notes"))

    await tab.send(RecordsState.narrow, name="standing", value="draft")

    state = await tab.state(RecordsState)
    assert ([row.title for row in state.rows], state.narrowed) == (["Draft"], True)
    assert state.paper.endswith("notes.pdf?standing=draft")


async def test_the_reports_have_a_tab_where_there_are_any(open_tab, vera, alice, write_record):
    tab = open_tab(vera)
    await tab.send(StaffPetState.open, route=route(alice))
    assert "incidents" not in (await tab.state(StaffPetState)).tabs
    write_record(alice.pet_id, title="Bitten", kind="incident", status="private")

    await tab.send(StaffPetState.open, route=route(alice, "incidents"))
    await tab.send(RecordsState.load, route=route(alice, "incidents"))

    assert "incidents" in (await tab.state(StaffPetState)).tabs
    assert [row.title for row in (await tab.state(RecordsState)).rows] == ["Bitten"]
