"""The preview of reminders: how many, and the first by name."""

import pytest

from models.vaccinations import Dose, VaccineType
from services.core import clock
from services.vaccinations import previewing
from states.admin.reminders import RemindersState

pytestmark = pytest.mark.spec("NOTE-8")


@pytest.fixture
def rabies(put):
    return put(VaccineType(name="Rabies", species=["dog"])).id


def dose(pet_id, type_id):
    return Dose(pet_id=pet_id, vaccine_type_id=type_id, valid_until=clock.today())


async def preview(tab):
    await tab.send(RemindersState.preview)
    return await tab.state(RemindersState)


async def test_preview_says_that_nobody_would_be_reminded(open_tab, vera):
    shown = await preview(open_tab(vera))

    assert (shown.status, shown.rows) == ("ready", [])
    assert shown.summary == "Nobody would be reminded now."


async def test_preview_counts_all_and_names_the_first(
    open_tab, vera, cast, put, rabies, monkeypatch
):
    monkeypatch.setattr(previewing, "SHOWN", 1)
    put(*[dose(cast[name].pet_id, rabies) for name in ("alice", "bob")])

    shown = await preview(open_tab(vera))

    assert shown.summary == "2 customers would be reminded now, about 2 pets."
    assert [(row.name, row.told) for row in shown.rows] == [
        ("Bob", f"Miso: Rabies, {clock.short_date(clock.today())}")
    ]
    assert shown.more == "and one more"


async def test_load_forgets_what_was_counted(open_tab, vera, alice, put, rabies):
    put(dose(alice.pet_id, rabies))
    tab = open_tab(vera)
    await preview(tab)

    await tab.send(RemindersState.load)

    after = await tab.state(RemindersState)
    assert (after.status, after.summary, after.rows) == ("", "", [])
