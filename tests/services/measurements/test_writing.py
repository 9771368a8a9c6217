"""Weights and temperatures are written down as they were typed, or asked about once more."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from models.audit import AuditEvent
from models.base import Status
from models.measurements import Measurement, Quantity
from models.pets import Pet
from services import editing, measurements, settings
from services.core import i18n
from services.core.db import run
from services.core.errors import Forbidden, Invalid, NotFound
from services.live import Changed, hub
from services.measurements import writing
from services.measurements.plausible import Doubtful
from services.measurements.writing import Said, Typed

pytestmark = pytest.mark.spec("REC-11")

NOW = datetime(2026, 3, 4, 17, tzinfo=UTC)
WEIGHT = Typed(Quantity.WEIGHT, "12.5", "kg", NOW)
WARMTH = Typed(Quantity.TEMPERATURE, "38.6", "°C", NOW)


@pytest.fixture(autouse=True)
def _at_noon(noon):
    """At the same moment, whenever the tests run."""


@pytest.fixture
def signals(monkeypatch):
    sent = []
    monkeypatch.setattr(hub, "send", sent.append)
    return sent


def add(person, typed=WEIGHT, *, pet_id=None, **said):
    return run(writing.add, person.actor, pet_id or person.pet_id, typed, Said(**said))


def events():
    return [row.event for row in run(lambda db: db.exec(select(AuditEvent)).all())]


def test_add_keeps_value_and_unit_as_typed_and_tells_the_customer(alice, vera, signals):
    row = add(
        vera, replace(WEIGHT, number=" 27,5 ", unit="lb", notes=" calm "), pet_id=alice.pet_id
    )

    (seen,) = run(measurements.listed, alice.actor, alice.pet_id, Quantity.WEIGHT).rows
    assert (row.typed, row.typed_unit, row.value) == ("27.5", "lb", 12473.790175)
    assert (row.notes, row.author_name, row.at_home) == ("calm", "Vera Voss", False)
    assert (seen.number, seen.typed, seen.author) == ("12.47", "27.5 lb", "Vera Voss")
    assert signals == [Changed(alice.actor.customer_id)]
    assert events() == ["measurement saved"]


@pytest.mark.spec("GEN-2")
def test_add_keeps_a_draft_from_the_customer(alice, vera):
    add(vera, replace(WEIGHT, status=Status.DRAFT), pet_id=alice.pet_id)

    assert not run(measurements.listed, alice.actor, alice.pet_id, Quantity.WEIGHT).rows
    assert run(measurements.listed, vera.actor, alice.pet_id, Quantity.WEIGHT).rows


def test_add_by_a_customer_only_where_the_clinic_wants_it(alice, bob):
    with pytest.raises(Forbidden):
        add(alice)
    run(settings.put, allow_customer_measurements=True)

    row = add(alice, replace(WEIGHT, status=Status.PRIVATE))

    assert (row.at_home, row.status) == (True, Status.PUBLISHED)
    with pytest.raises(NotFound):
        add(alice, pet_id=bob.pet_id)


@pytest.mark.spec("AUTH-25")
def test_write_only_with_the_permission(alice, vera, rita):
    row = add(vera, pet_id=alice.pet_id)

    for verb in (
        lambda: add(rita, pet_id=alice.pet_id),
        lambda: run(writing.correct, rita.actor, row.id, 1, WEIGHT),
        lambda: run(writing.remove, rita.actor, row.id),
        lambda: run(writing.correct, alice.actor, row.id, 1, WEIGHT),
        lambda: run(writing.remove, alice.actor, row.id),
    ):
        with pytest.raises(Forbidden):
            verb()


@pytest.mark.spec("REC-1")
def test_write_nothing_that_is_switched_off(alice, vera):
    run(settings.put, record_types={"weight": False})

    with pytest.raises(NotFound):
        add(vera, pet_id=alice.pet_id)
    assert add(vera, WARMTH, pet_id=alice.pet_id)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (replace(WEIGHT, number=""), "value"),
        (replace(WEIGHT, number="."), "value"),
        (replace(WEIGHT, number="1e3"), "value"),
        (replace(WEIGHT, number="0"), "value"),
        (replace(WEIGHT, number="-4"), "value"),
        (replace(WEIGHT, number="1,234"), "value"),
        (replace(WEIGHT, number="12345678901.5"), "value"),
        (replace(WEIGHT, number="9999", unit="kg"), "value"),
        (replace(WEIGHT, unit="°C"), "unit"),
        (replace(WARMTH, unit="kg"), "unit"),
        (replace(WEIGHT, measured_at=NOW + timedelta(hours=1)), "measured_at"),
        (replace(WEIGHT, notes="x" * 501), "notes"),
    ],
)
def test_add_refuses_what_cannot_be(alice, vera, typed, field):
    with pytest.raises(Invalid) as refused:
        add(vera, typed, pet_id=alice.pet_id, sure=True)

    assert refused.value.field == field
    assert not isinstance(refused.value, Doubtful)


def test_add_reads_numbers_in_the_writers_language(alice, vera):
    i18n.use("de")

    assert add(vera, replace(WEIGHT, number="1,234"), pet_id=alice.pet_id).typed == "1.234"
    with pytest.raises(Invalid):
        add(vera, replace(WEIGHT, number="1.234"), pet_id=alice.pet_id)


@pytest.mark.parametrize(
    "typed",
    [
        replace(WEIGHT, number="125"),
        replace(WEIGHT, number="12.5", unit="g"),
        replace(WARMTH, number="45"),
        replace(WARMTH, number="38.6", unit="°F"),
        replace(WEIGHT, measured_at=datetime(2019, 1, 1, tzinfo=UTC)),
    ],
)
def test_add_asks_again_about_what_is_unusual_and_then_keeps_it(alice, vera, typed):
    run(lambda db: setattr(db.get(Pet, alice.pet_id), "born_on", date(2020, 1, 1)))

    with pytest.raises(Doubtful):
        add(vera, typed, pet_id=alice.pet_id)
    row = add(vera, typed, pet_id=alice.pet_id, sure=True)

    assert (row.typed, row.typed_unit) == (typed.number, typed.unit)


def test_add_asks_again_where_the_weight_jumps(alice, vera):
    add(vera, replace(WEIGHT, measured_at=NOW - timedelta(days=30)), pet_id=alice.pet_id)

    with pytest.raises(Doubtful, match=r"12\.5\Wkg"):
        add(vera, replace(WEIGHT, number="21.5"), pet_id=alice.pet_id)
    assert add(vera, replace(WEIGHT, number="15"), pet_id=alice.pet_id)


def test_add_lets_the_young_grow(alice, vera):
    run(lambda db: setattr(db.get(Pet, alice.pet_id), "born_on", date(2025, 12, 1)))
    add(
        vera,
        replace(WEIGHT, number="5", measured_at=NOW - timedelta(days=40)),
        pet_id=alice.pet_id,
    )

    assert add(vera, replace(WEIGHT, number="12"), pet_id=alice.pet_id)
    with pytest.raises(Doubtful):
        add(vera, replace(WEIGHT, number="3"), pet_id=alice.pet_id)


def test_add_compares_with_what_the_writer_may_see_only(alice, vera):
    run(settings.put, allow_customer_measurements=True)
    draft = replace(WEIGHT, status=Status.DRAFT, measured_at=NOW - timedelta(days=3))
    add(vera, draft, pet_id=alice.pet_id)

    assert add(alice, replace(WEIGHT, number="30"))


@pytest.mark.spec("ADMIN-9")
def test_correct_changes_the_value_and_tells_the_later_one(alice, vera):
    row = add(vera, pet_id=alice.pet_id)

    run(writing.correct, vera.actor, row.id, 1, replace(WEIGHT, number="12.6"))
    with pytest.raises(editing.Stale):
        run(writing.correct, vera.actor, row.id, 1, replace(WEIGHT, number="12.7"))

    kept = run(lambda db: db.get(Measurement, row.id))
    assert (kept.typed, kept.value, kept.version) == ("12.6", 12600, 2)
    assert events() == ["measurement saved", "measurement saved"]


def test_correct_never_makes_a_weight_a_temperature(alice, vera):
    row = add(vera, pet_id=alice.pet_id)

    with pytest.raises(Invalid):
        run(writing.correct, vera.actor, row.id, 1, WARMTH)


def test_correct_does_not_compare_a_value_with_itself(alice, vera):
    row = add(vera, replace(WEIGHT, number="60"), pet_id=alice.pet_id)
    later = replace(WEIGHT, number="6", measured_at=NOW + timedelta(minutes=1))

    assert run(writing.correct, vera.actor, row.id, 1, later).typed == "6"


def test_remove_takes_it_out_and_says_so(alice, vera, signals):
    row = add(vera, pet_id=alice.pet_id)
    signals.clear()

    run(writing.remove, vera.actor, row.id)

    assert run(lambda db: db.get(Measurement, row.id)) is None
    assert signals == [Changed(alice.actor.customer_id)]
    assert events() == ["measurement saved", "measurement removed"]
    with pytest.raises(NotFound):
        run(writing.remove, vera.actor, row.id)


@pytest.fixture
def at_home():
    """A clinic that takes measurements from home."""
    run(settings.put, allow_customer_measurements=True)


@pytest.mark.spec("REC-11")
def test_customers_correct_and_remove_what_they_measured_themselves(alice, at_home):
    row = add(alice)

    fixed = run(writing.correct, alice.actor, row.id, row.version, replace(WEIGHT, number="12.2"))
    run(writing.remove, alice.actor, row.id)

    assert (fixed.typed, fixed.at_home, fixed.measured_by_id) == ("12.2", True, alice.actor.id)
    assert run(lambda db: db.get(Measurement, row.id)) is None


@pytest.mark.spec("REC-11", "GEN-1", "PET-9")
def test_customers_change_nothing_that_others_measured(alice, bob, vera, at_home):
    clinics = add(vera, pet_id=alice.pet_id)
    theirs = add(bob, pet_id=bob.pet_id)
    former = add(alice, replace(WEIGHT, number="12.1"))

    def transfer(db):
        db.get(Pet, alice.pet_id).customer_id = bob.actor.id

    for row, refusal in ((clinics, Forbidden), (theirs, NotFound)):
        with pytest.raises(refusal):
            run(writing.correct, alice.actor, row.id, row.version, WEIGHT)
        with pytest.raises(refusal):
            run(writing.remove, alice.actor, row.id)
    run(transfer)
    with pytest.raises(Forbidden):
        run(writing.remove, bob.actor, former.id)
    with pytest.raises(NotFound):
        run(writing.remove, alice.actor, former.id)


@pytest.mark.spec("REC-11", "GEN-3")
def test_customers_change_nothing_where_it_is_forbidden(alice, at_home):
    row = add(alice)

    run(settings.put, allow_customer_measurements=False)
    for deed in (writing.opened, writing.remove):
        with pytest.raises(Forbidden):
            run(deed, alice.actor, row.id)
    with pytest.raises(Forbidden):
        run(writing.begun, alice.actor, alice.pet_id, Quantity.WEIGHT)


@pytest.mark.spec("REC-11")
def test_nothing_more_is_measured_of_a_pet_that_died(alice, vera, at_home):
    def die(db):
        db.get(Pet, alice.pet_id).deceased_on = NOW.date()

    run(die)

    with pytest.raises(Forbidden):
        add(alice)
    assert add(vera, pet_id=alice.pet_id)


@pytest.mark.spec("REC-11")
def test_staff_correct_what_was_measured_at_home_and_it_stays_so(alice, vera, at_home):
    row = add(alice)

    fixed = run(writing.correct, vera.actor, row.id, row.version, replace(WEIGHT, number="12.3"))

    assert (fixed.typed, fixed.at_home, fixed.author_name) == ("12.3", True, "Alice Archer")
