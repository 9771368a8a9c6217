"""What reminders of vaccinations say, and what becomes of them on their way."""

from datetime import date

import pytest
import time_machine

from models.customers import Customer
from models.notices import NoticeState
from models.pets import Pet
from models.vaccinations import VaccineType
from services.core.db import run
from tests.services.delivery.outbox import deliver_all, rows
from tests.services.vaccinations.reminders import MORNING, dose, round_of_reminders, switch_on

pytestmark = pytest.mark.spec("NOTE-8")


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(MORNING, tick=False) as hands:
        yield hands


@pytest.fixture
def vaccine(put):
    return {name: put(VaccineType(name=name, species=["dog"])).id for name in ("Rabies", "DHPP")}


def change(model, row_id, **values):
    run(lambda db: [setattr(db.get(model, row_id), name, one) for name, one in values.items()])


async def test_an_e_mail_lists_what_is_due_and_leads_to_it(alice, put, sendgrid, vaccine):
    switch_on()
    put(dose(alice.pet_id, vaccine["Rabies"], 7), dose(alice.pet_id, vaccine["DHPP"], -14))
    round_of_reminders()

    await deliver_all()

    (mail,) = sendgrid.accepted
    said = mail["content"][0]["value"]
    assert mail["subject"] == "Vaccinations of Rex"
    assert "Rex: DHPP, February 18, 2026 (14 days overdue)\nRex: Rabies, March 11, 2026" in said
    assert f"http://localhost:8000/pets/{alice.pet_id}/vaccinations\n" in said
    assert "/unsubscribe" in said or "Stop these e-mails" in said


async def test_each_reads_it_in_their_language(alice, put, sendgrid, vaccine):
    switch_on()
    put(dose(alice.pet_id, vaccine["Rabies"], 7))
    change(Customer, alice.actor.id, language="de")
    round_of_reminders()

    await deliver_all()

    (mail,) = sendgrid.accepted
    assert "Rex: Tollwut, 11. März 2026 (in 7 Tagen)" in mail["content"][0]["value"]


async def test_an_sms_says_vaccine_and_date_of_at_most_three(alice, put, twilio, vaccine):
    switch_on(reminder_channels=["sms"])
    kinds = [put(VaccineType(name=f"Type {n}", species=["dog"])).id for n in range(5)]
    put(*[dose(alice.pet_id, kind, 7, notes="Limped afterwards") for kind in kinds])
    round_of_reminders()

    await deliver_all()

    (sms,) = twilio.accepted
    lines = sms["Body"].splitlines()
    assert lines[0] == "Willow Lane Vets: vaccinations due"
    assert lines[1:4] == [f"Rex: Type {n}, March 11, 2026 (in 7 days)" for n in range(3)]
    assert lines[4:] == [
        "and 2 more",
        f"http://localhost:8000/pets/{alice.pet_id}/vaccinations",
    ]


async def test_an_sms_waits_while_its_reader_wants_quiet(alice, put, twilio, vaccine):
    switch_on(reminder_channels=["sms"])
    put(dose(alice.pet_id, vaccine["Rabies"], 7))
    change(Customer, alice.actor.id, quiet_hours="09:00-12:00")
    round_of_reminders()

    await deliver_all()

    (row,) = rows()
    assert (row.state, row.due_at.hour) == (NoticeState.QUEUED, 17)


async def test_who_has_no_number_is_reminded_by_e_mail(bob, alice, put, sendgrid, twilio, vaccine):
    switch_on(reminder_channels=["sms"])
    put(dose(bob.pet_id, vaccine["Rabies"], 7))
    round_of_reminders()

    await deliver_all()

    assert len(sendgrid.accepted) == 1
    assert twilio.accepted == []


@pytest.mark.spec("GEN-10")
async def test_a_pet_that_dies_before_the_next_try_is_not_spoken_of(
    alice, put, sendgrid, vaccine, morning
):
    switch_on()
    put(dose(alice.pet_id, vaccine["Rabies"], 7))
    round_of_reminders()
    sendgrid.faults.append((503, {}))
    await deliver_all()
    change(Pet, alice.pet_id, deceased_on=date(2026, 3, 4))
    tried = rows()[0].tries
    morning.shift(600)

    await deliver_all()

    (row,) = rows()
    assert (tried, row.state, sendgrid.accepted) == (1, NoticeState.DROPPED, [])
