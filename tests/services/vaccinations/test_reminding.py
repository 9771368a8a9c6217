"""Reminders of vaccinations: who is told, once, and who is left in peace."""

from datetime import timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given
from hypothesis import settings as budget
from hypothesis import strategies as st

from models.customers import Customer
from models.documents import Document
from models.pets import Pet
from models.vaccinations import Exemption, Immunization
from services import settings
from services.access import visible
from services.core.db import look, run
from services.vaccinations import reminding, steps
from tests.services.vaccinations.reminders import (
    MORNING,
    TODAY,
    dose,
    queued,
    round_of_reminders,
    steps_told,
    switch_on,
)

pytestmark = pytest.mark.spec("NOTE-8")


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(MORNING, tick=False) as hands:
        yield hands


@pytest.fixture
def due(alice, put, vaccines):
    """Rex's rabies ends in seven days."""
    switch_on()
    put(dose(alice.pet_id, vaccines["Rabies"], 7))
    put(dose(alice.pet_id, vaccines["DHPP"], 300))


def sibling(put, alice, vera, name, **columns):
    rex = look(lambda db: db.exec(visible(vera.actor, Pet).where(Pet.id == alice.pet_id)).one())
    row = Pet(customer_id=alice.actor.id, name=name, species_id=rex.species_id, **columns)
    return put(row).id


def change(model, row_id, **values):
    run(lambda db: [setattr(db.get(model, row_id), name, one) for name, one in values.items()])


def test_nothing_is_told_while_reminders_are_off(alice, due):
    switch_on()
    run(settings.put, dose_reminders=False)

    assert (round_of_reminders(), queued()) == (0, [])


def test_one_customer_with_three_pets_gets_one_notice(alice, bob, vera, put, due, vaccines):
    for name in ("Ben", "Cleo"):
        put(dose(sibling(put, alice, vera, name), vaccines["Rabies"], 3))

    assert round_of_reminders() == 1

    [entry] = queued()
    told = look(reminding.still, entry.about_id, entry.customer_id)
    assert [(one.pet.name, one.due.type, (one.on - TODAY).days) for one in told] == [
        ("Ben", "Rabies", 3),
        ("Cleo", "Rabies", 3),
        ("Rex", "Rabies", 7),
    ]
    assert (entry.channel, entry.address) == ("email", "alice@mail.test")


def test_a_second_round_tells_nothing_twice(due):
    round_of_reminders()

    assert (round_of_reminders(), len(queued())) == (0, 1)


def test_what_was_found_before_another_worker_told_it_is_not_told_again(due):
    [pets] = look(reminding.awaited)
    found = look(reminding.told, pets)

    told = [run(reminding.remind, found), run(reminding.remind, found)]

    assert (told, len(queued())) == ([1, 0], 1)


def test_a_round_that_is_killed_half_way_is_as_if_it_had_not_begun(alice, vera, due):
    def killed(db, pets):
        reminding.remind(db, pets)
        db.flush()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(killed, [alice.pet_id])
    before = queued(), steps_told(vera, alice.pet_id)

    assert before == ([], [])
    assert round_of_reminders() == 1
    assert steps_told(vera, alice.pet_id) == [-7]


@pytest.mark.parametrize(("ends_in", "told"), [(31, 0), (30, 1), (0, 1), (-14, 1), (-28, 0)])
def test_a_vaccination_that_is_not_required_is_told_of_on_its_days(
    ends_in, told, alice, put, vaccines
):
    switch_on()
    put(dose(alice.pet_id, vaccines["Leptospirosis"], ends_in))
    put(dose(alice.pet_id, vaccines["Rabies"], 400))

    assert round_of_reminders() == told


def test_steps_reach_further_ahead_than_soon_does(alice, put, vaccines):
    switch_on(reminder_days=[-90], due_soon_days=10)
    put(dose(alice.pet_id, vaccines["Rabies"], 90))

    assert round_of_reminders() == 1


def test_a_pet_that_comes_of_age_is_told_of(alice, put, vaccines):
    switch_on()
    weeks = vaccines.types["Rabies"].minimum_age_weeks
    change(Pet, alice.pet_id, born_on=TODAY - timedelta(weeks=weeks))

    assert weeks > 0
    assert round_of_reminders() == 1


def _newer_dose(alice, put, vaccines):
    put(dose(alice.pet_id, vaccines["Rabies"], 365, given_on=TODAY))


def _death(alice, put, vaccines):
    change(Pet, alice.pet_id, deceased_on=TODAY)


def _exemption(alice, put, vaccines):
    about = {"pet_id": alice.pet_id, "vaccine_type_id": vaccines["Rabies"]}
    until = TODAY + timedelta(days=1)
    put(Immunization(exemption=Exemption.WAIVED, exempt_until=until, **about))


def _document(alice, put, vaccines):
    paper = {"file": "0" * 64, "name": "r.pdf", "media_type": "application/pdf", "size_bytes": 1}
    put(Document(customer_id=alice.actor.id, pet_id=alice.pet_id, customer_may_see=True, **paper))


def _wish(alice, put, vaccines):
    change(Customer, alice.actor.id, declined=["dose_reminder.email"])


def _no_mail(alice, put, vaccines):
    change(Customer, alice.actor.id, declines_email=True)


def _disabled(alice, put, vaccines):
    change(Customer, alice.actor.id, disabled_at=MORNING)


@pytest.mark.spec("GEN-10")
@pytest.mark.parametrize(
    "reason", [_newer_dose, _death, _exemption, _document, _wish, _no_mail, _disabled]
)
def test_nobody_is_pressed_who_is_not_to_be(reason, alice, put, due, vaccines):
    reason(alice, put, vaccines)

    assert (round_of_reminders(), queued()) == (0, [])


@pytest.mark.spec("GEN-10")
@pytest.mark.parametrize("reason", [_newer_dose, _death, _exemption, _document])
def test_what_waits_to_be_sent_is_not_true_any_more(reason, alice, put, due, vaccines):
    round_of_reminders()
    [entry] = queued()

    reason(alice, put, vaccines)

    assert look(reminding.still, entry.about_id, entry.customer_id) == []


@pytest.mark.spec("GEN-10")
def test_a_pet_that_was_transferred_is_told_to_nobody_else(alice, bob, due):
    round_of_reminders()
    [entry] = queued()

    change(Pet, alice.pet_id, customer_id=bob.actor.id)

    assert look(reminding.still, entry.about_id, entry.customer_id) == []
    assert round_of_reminders() == 0


def test_reminders_rest_by_night(due, morning):
    morning.move_to(MORNING + timedelta(hours=12))

    assert round_of_reminders() == 0


def _mornings():
    """Days on which the portal runs, with whether its round is killed: some come twice or never."""
    visit = st.tuples(st.integers(-40, 40), st.booleans())
    return st.lists(visit, min_size=1, max_size=8).map(sorted)


@budget(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(visits=_mornings(), days=st.lists(st.integers(-35, 35), min_size=1, max_size=4, unique=True))
def test_each_step_is_told_once_whatever_becomes_of_the_portal(
    visits, days, alice, vera, put, vaccines
):
    switch_on(reminder_days=days)
    pet_id, expected = sibling(put, alice, vera, "Rex"), []
    put(dose(pet_id, vaccines["Leptospirosis"], 0))

    for day, killed in visits:
        with time_machine.travel(MORNING + timedelta(days=day), tick=False):
            if killed:
                with pytest.raises(ZeroDivisionError):
                    run(lambda db: (reminding.remind(db, [pet_id]), db.flush(), 1 / 0))
                continue
            round_of_reminders()
        latest = max((one for one in days if one <= day), default=None)
        over = latest == max(days) and day - max(days) >= steps.GRACE.days
        if latest is not None and not over and latest not in expected:
            expected.append(latest)
        assert steps_told(vera, pet_id) == expected
