"""The round of reminders while the portal runs."""

from datetime import timedelta

import pytest
import time_machine

from models.vaccinations import VaccineType
from portal_app.upkeep import Rounds
from services.core.db import look
from services.vaccinations import reminding
from tests.plans import GROWING, heard, scanned
from tests.services.vaccinations.reminders import MORNING, dose, queued, switch_on

pytestmark = pytest.mark.spec("NOTE-8")


@pytest.fixture
def due(alice, put):
    switch_on(reminder_days=[-7, -3])
    rabies = put(VaccineType(name="Rabies", species=["dog"], required=True, minimum_age_weeks=9))
    put(dose(alice.pet_id, rabies.id, 7))


async def test_a_round_is_run_once_a_day_and_again_with_other_settings(alice, due):
    rounds = Rounds()
    with time_machine.travel(MORNING, tick=False) as hands:
        told = []
        for hours in (-6, 0, 1, 24 * 4):
            hands.move_to(MORNING + timedelta(hours=hours))
            await rounds.run()
            told.append(len(queued()))
        switch_on(reminder_days=[-7, -3, -2, -1])
        hands.move_to(MORNING + timedelta(days=5))
        await rounds.run()

    assert [*told, len(queued())] == [0, 1, 1, 2, 3]


@pytest.mark.spec("GEN-12")
@time_machine.travel(MORNING, tick=False)
def test_a_round_reads_no_growing_table_from_end_to_end(alice, due):
    with heard() as statements:
        for pets in look(reminding.awaited):
            look(reminding.told, pets)

    assert statements
    assert scanned(statements) & GROWING == set()
