"""What customers measure at home, in a tab."""

import pytest
from sqlmodel import select

from models.measurements import Measurement
from services import settings
from services.core.db import run
from services.core.errors import Forbidden
from states.live import LiveState
from states.measurements import MeasurementsState
from states.measuring import HomeMeasuringState
from states.pets import PetState

pytestmark = [pytest.mark.spec("REC-11"), pytest.mark.usefixtures("noon")]
TYPED = {"value": "12,5", "unit": "kg", "measured_at": "2026-03-04T08:00", "key": "k"}


@pytest.fixture(autouse=True)
def _takes():
    run(settings.put, allow_customer_measurements=True)


@pytest.fixture
def route(alice):
    return {"pet_id": str(alice.pet_id), "tab": "weight"}


@pytest.fixture
async def tab(open_tab, alice, route):
    """Alice's tab with her pet's weights."""
    opened = open_tab(alice)
    await opened.send(PetState.open, route=route)
    await opened.send(MeasurementsState.load, route=route)
    return opened


async def add(tab, route, **typed):
    await tab.send(HomeMeasuringState.begin, route=route, quantity="weight")
    await tab.send(HomeMeasuringState.save, route=route, typed=TYPED | {"turn": "t"} | typed)
    await tab.send(LiveState.refresh)
    return (await tab.state(MeasurementsState)).rows


def stored() -> list[Measurement]:
    return run(lambda db: list(db.exec(select(Measurement)).all()))


@pytest.mark.spec("GEN-5")
@pytest.mark.parametrize("loaded_between", [False, True])
async def test_a_second_weight_begins_without_what_the_tab_kept_of_the_first(
    tab, route, loaded_between
):
    await add(tab, route)
    if loaded_between:
        await tab.send("reflex___state____state.hydrate_and_load", route=route, hashes=[])

    await tab.send(HomeMeasuringState.begin, route=route, quantity="weight")

    form = (await tab.state(HomeMeasuringState)).form
    assert (form.done, form.values["value"]) == ("k", "")
    await tab.send(HomeMeasuringState.save, route=route, typed=TYPED | {"turn": "u", "key": "l"})
    assert len(stored()) == 2


async def test_a_weight_is_added_marked_and_can_be_corrected(tab, route):
    [row] = await add(tab, route)

    assert (row.value, row.at_home, row.mine) == ("12.5\N{NO-BREAK SPACE}kg", True, True)
    [point] = (await tab.state(MeasurementsState)).chart.points
    assert (point.label, point.mark) == ("12.5 kg at home, Mar 4, 2026", "home")
    await tab.send(HomeMeasuringState.correct, route=route, measurement=row.id)
    form = (await tab.state(HomeMeasuringState)).form
    assert form.values["value"] == "12.5"
    await tab.send(HomeMeasuringState.remove, route=route, measurement=row.id)
    assert stored() == []


async def test_what_is_implausible_is_asked_again_and_then_taken(tab, route):
    await add(tab, route, value="500")
    state = await tab.state(HomeMeasuringState)
    assert "unusual" in state.doubt
    assert stored() == []

    await tab.send(
        HomeMeasuringState.save,
        route=route,
        typed=TYPED | {"value": "500", "sure": True, "turn": "t2"},
    )

    assert [row.typed for row in stored()] == ["500"]


async def test_it_is_published_whatever_is_sent(tab, route):
    await add(tab, route, status="draft")

    assert [row.status for row in stored()] == ["published"]


async def test_one_form_adds_one_measurement(tab, route):
    await add(tab, route)
    await tab.send(HomeMeasuringState.begin, route=route, quantity="weight")

    await tab.send(HomeMeasuringState.save, route=route, typed=TYPED | {"turn": "t2"})

    assert len(stored()) == 1


@pytest.mark.spec("GEN-3", "SET-1")
async def test_the_clinic_can_take_none_from_home_at_once(tab, route, open_tab, alice):
    [row] = await add(tab, route)
    assert (await tab.state(MeasurementsState)).adds
    await tab.send(HomeMeasuringState.begin, route=route, quantity="weight")
    run(settings.put, allow_customer_measurements=False)

    await tab.send(LiveState.refresh)
    await tab.send(HomeMeasuringState.save, route=route, typed=TYPED | {"key": "k2", "turn": "t2"})

    state = await tab.state(MeasurementsState)
    assert (state.adds, [one.mine for one in state.rows]) == (False, [False])
    assert "no measurements from home" in (await tab.state(HomeMeasuringState)).form.problem
    with pytest.raises(Forbidden):
        await tab.send(HomeMeasuringState.remove, route=route, measurement=row.id)
    assert len(stored()) == 1


async def test_nonsense_adds_nothing(tab, route):
    for typed in ({"value": "x" * 10_000}, {"unit": "stone"}, {"measured_at": "now"}, {"value": 7}):
        await add(tab, route, **typed)

    assert stored() == []


async def test_an_open_form_is_put_away_when_another_part_is_opened(tab, route):
    await tab.send(HomeMeasuringState.begin, route=route, quantity="weight")

    await tab.send(PetState.open, route=route | {"tab": "temperature"})
    await tab.send(HomeMeasuringState.arrive, route=route | {"tab": "temperature"})

    assert not (await tab.state(HomeMeasuringState)).shown
