"""The settings' form: what is less safe is asked about before it is saved."""

import pytest

from models.vaccinations import Dose, VaccineType
from services import settings
from services.core import clock
from services.core.db import run
from states.admin.settings import SettingsState
from states.forms import typed_as

ROUTE = {"tab": "features"}


async def save(tab, **values):
    state = await tab.state(SettingsState)
    typed = {**state.form.values, "version": state.form.version, "turn": "t", **values}
    await tab.send(SettingsState.save, route=ROUTE, typed=typed)
    return (await tab.state(SettingsState)).form


@pytest.mark.spec("SET-2")
async def test_save_asks_first_and_saves_once_agreed(open_tab, vera):
    tab = open_tab(vera)
    await tab.send(SettingsState.load, route=ROUTE)

    asked = await save(tab, allow_registration=True)
    kept = run(settings.load).allow_registration
    saved = await save(tab, allow_registration=True, agreed=asked.question)

    assert (asked.outcome, kept) == ("asked", False)
    assert "less safe" in asked.question
    assert (saved.outcome, typed_as(saved.values["allow_registration"])) == ("saved", True)
    assert run(settings.load).allow_registration


@pytest.mark.spec("NOTE-8")
async def test_switching_reminders_on_says_how_many_would_go_and_asks(open_tab, vera, alice, put):
    rabies = put(VaccineType(name="Rabies", species=["dog"]))
    put(Dose(pet_id=alice.pet_id, vaccine_type_id=rabies.id, valid_until=clock.today()))
    tab = open_tab(vera)
    await tab.send(SettingsState.load, route={"tab": "vaccinations"})

    asked = await save(tab, dose_reminders=True)
    kept = run(settings.load).dose_reminders
    saved = await save(tab, dose_reminders=True, agreed=asked.question)
    again = await save(tab, dose_reminders=True, due_soon_days="20")

    assert (asked.outcome, kept) == ("asked", False)
    assert "sent to one customer, about one pet." in asked.question
    assert (saved.outcome, again.outcome) == ("saved", "saved")
    assert run(settings.load).dose_reminders
