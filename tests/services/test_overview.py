"""The newest entries of a pet's file, what is due, and the search across a customer's pets."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event

from models.base import Status
from models.laboratory import LabValue
from models.measurements import Measurement, Quantity
from models.pets import Pet
from models.records import Subtype
from models.vaccinations import Dose, VaccineType
from services import overview, settings
from services.core.db import engine, run
from services.core.errors import Forbidden, NotFound
from services.overview import Wanted


@pytest.fixture
def vaccine(put):
    return put(VaccineType(name="Rabies", species=["dog"]))


@pytest.fixture
def file(alice, write_record, put, vaccine):
    """Fill Rex's file with one entry of every kind, the oldest first."""
    shown = {"status": "published"}
    for day, kind in enumerate(("note", "diagnosis", "imaging", "laboratory", "treatment"), 1):
        write_record(
            alice.pet_id, kind=kind, title=f"A {kind}", happened_on=date(2026, 1, day), **shown
        )
    put(
        Dose(
            pet_id=alice.pet_id,
            vaccine_type_id=vaccine.id,
            product_name="Rabvac 3",
            batch="B77",
            given_on=date(2026, 1, 6),
            valid_until=date(2027, 1, 6),
        ),
        measured(alice.pet_id, 12_350, datetime(2026, 1, 7, 15, tzinfo=UTC), at_home=True),
        measured(
            alice.pet_id,
            38.5,
            datetime(2026, 1, 8, 15, tzinfo=UTC),
            quantity=Quantity.TEMPERATURE,
        ),
    )


def measured(pet_id, value, moment, **fields):
    given = {"quantity": Quantity.WEIGHT, **fields}
    in_celsius = given["quantity"] is Quantity.TEMPERATURE
    typed, unit = (value, "°C") if in_celsius else (value / 1000, "kg")
    return Measurement(
        pet_id=pet_id,
        value=value,
        typed=str(typed),
        typed_unit=unit,
        measured_at=moment,
        **given,
    )


def found(actor, limit=20, **wanted):
    entries, _names = run(overview.search, actor, Wanted(**wanted), limit)
    return [entry.title for entry in entries]


def searches(actor, limit=20, **wanted):
    statements = []

    def note(_conn, _cursor, statement, *_rest):
        statements.extend([statement] if statement.startswith("SELECT") else [])

    event.listen(engine(), "before_cursor_execute", note)
    try:
        found(actor, limit, **wanted)
    finally:
        event.remove(engine(), "before_cursor_execute", note)
    return len(statements)


@pytest.mark.spec("PET-3")
def test_recent_lists_all_kinds_newest_first(alice, file):
    entries = run(overview.summary, alice.actor, alice.pet_id).recent

    assert [(entry.kind, entry.title) for entry in entries] == [
        ("temperature", "38.5\xa0°C"),
        ("weight", "12.35\xa0kg"),
        ("vaccination", "Rabies"),
        ("treatment", "A treatment"),
        ("laboratory", "A laboratory"),
        ("imaging", "A imaging"),
        ("diagnosis", "A diagnosis"),
        ("note", "A note"),
    ]
    assert entries[1].summary == "Measured at home"
    assert entries[2].summary == "Rabvac 3 · valid until Jan 6, 2027"


@pytest.mark.spec("PET-3", "REC-3")
def test_recent_shows_the_clinics_own_subtype_and_the_text_for_the_customer(
    alice, write_record, put
):
    subtype = put(Subtype(kind="note", name="Wellness", color="#112233"))
    write_record(
        alice.pet_id,
        status="published",
        subtype_id=subtype.id,
        notes="Published notes",
        details={"customer_text": "Rex is  well.\n" + "All good. " * 50, "plan": "Come again"},
    )

    entry = run(overview.summary, alice.actor, alice.pet_id).recent[0]

    assert (entry.label, entry.color) == ("Wellness", "#112233")
    assert entry.summary.startswith("Rex is well. All good.")
    assert entry.summary.endswith("…")
    assert len(entry.summary) <= 160


@pytest.mark.spec("PET-3", "GEN-8")
def test_summary_pages_what_is_recent(alice, file):
    first = run(overview.summary, alice.actor, alice.pet_id, 5)
    whole = run(overview.summary, alice.actor, alice.pet_id, 8)

    assert (len(first.recent), first.more) == (5, True)
    assert (len(whole.recent), whole.more) == (8, False)


@pytest.mark.spec("PET-3", "REC-10")
def test_summary_says_what_is_due(alice, file, noon, put, vaccine):
    put(Dose(pet_id=alice.pet_id, vaccine_type_id=vaccine.id, planned_on=date(2026, 3, 10)))

    due = run(overview.summary, alice.actor, alice.pet_id).due

    assert [(one.type, one.on) for one in due] == [("Rabies", date(2026, 3, 10))]


@pytest.mark.spec("PET-3", "REC-1")
def test_recent_leaves_out_the_types_that_are_switched_off(alice, file):
    off = dict.fromkeys(("diagnosis", "vaccination", "weight"), False)
    run(settings.put, record_types=off)

    shown = run(overview.summary, alice.actor, alice.pet_id)

    assert {entry.kind for entry in shown.recent} == {
        "note",
        "imaging",
        "laboratory",
        "treatment",
        "temperature",
    }
    assert shown.due == []
    assert run(overview.kinds_shown, alice.actor) == [
        "note",
        "imaging",
        "laboratory",
        "treatment",
        "temperature",
    ]


@pytest.mark.spec("GEN-2", "GEN-11")
def test_nothing_that_is_not_published_leaves_a_trace(alice, vera, write_record, put, vaccine):
    for status in (Status.DRAFT, Status.PRIVATE):
        write_record(alice.pet_id, status=status, title="Lump")
        put(
            Dose(
                pet_id=alice.pet_id,
                vaccine_type_id=vaccine.id,
                given_on=date(2026, 1, 1),
                status=status,
            ),
            measured(alice.pet_id, 1, datetime(2026, 1, 1, tzinfo=UTC), status=status),
        )
    write_record(alice.pet_id, kind="incident", status="private", title="Lump")

    for person in (alice, vera):
        shown = run(overview.summary, person.actor, alice.pet_id, 1)
        assert (shown.recent, shown.more) == ([], False)
    assert found(alice.actor) == found(alice.actor, words=("lump",)) == []


@pytest.mark.spec("GEN-1")
def test_recent_of_another_customers_pet_is_as_of_one_that_does_not_exist(alice, bob, file):
    for pet_id in (alice.pet_id, bob.actor.id):
        with pytest.raises(NotFound):
            run(overview.summary, bob.actor, pet_id)


@pytest.mark.spec("AUTH-25")
def test_who_may_not_view_records_is_refused(alice, rita):
    with pytest.raises(Forbidden):
        run(overview.summary, rita.actor, alice.pet_id)
    with pytest.raises(Forbidden):
        run(overview.search, rita.actor, Wanted(), 5)


@pytest.mark.spec("HOME-4", "GEN-1")
def test_search_finds_nothing_of_other_customers(alice, bob, vera, file):
    assert len(found(alice.actor)) == 8
    assert found(bob.actor) == found(bob.actor, words=("note",)) == []
    assert found(vera.actor) == []


@pytest.mark.spec("HOME-4")
@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ({"words": ("NOTE",)}, ["A note"]),
        ({"words": ("a", "note")}, ["A note"]),
        ({"words": ("note", "imaging")}, []),
        ({"words": ("rabvac",)}, ["Rabies"]),
        ({"words": ("b77",)}, ["Rabies"]),
        ({"words": ("%",)}, []),
        ({"kind": "weight"}, ["12.35\xa0kg"]),
        ({"kind": "treatment"}, ["A treatment"]),
        ({"kind": "incident"}, []),
        ({"since": date(2026, 1, 7)}, ["38.5\xa0°C", "12.35\xa0kg"]),
        ({"until": date(2026, 1, 2)}, ["A diagnosis", "A note"]),
        ({"since": date(2026, 1, 6), "until": date(2026, 1, 7)}, ["12.35\xa0kg", "Rabies"]),
    ],
)
def test_search_narrows_by_text_type_and_date(alice, file, wanted, titles):
    assert found(alice.actor, **wanted) == titles


@pytest.mark.spec("HOME-4")
def test_search_names_the_pet_and_stops_at_its_limit(alice, file):
    entries, names = run(overview.search, alice.actor, Wanted(), 3)

    assert len(entries) == 3
    assert names == {alice.pet_id: "Rex"}


@pytest.mark.spec("HOME-4", "GEN-9")
def test_search_reads_details_and_laboratory_markers(alice, write_record, put):
    note = {"details": {"customer_text": "", "plan": "Mehr Äpfel füttern"}, "status": "published"}
    write_record(alice.pet_id, title="Note", **note)
    record = write_record(alice.pet_id, kind="laboratory", title="Blood", status="published")
    put(
        LabValue(
            record_id=record.id,
            pet_id=alice.pet_id,
            marker="ALT",
            name="Alanine aminotransferase",
        )
    )

    assert found(alice.actor, words=("äpfel",)) == ["Note"]
    assert found(alice.actor, words=("alanine",)) == ["Blood"]
    assert found(alice.actor, words=("plan",)) == []


@pytest.mark.spec("HOME-4", "GEN-11", "REC-5")
def test_search_never_reads_what_the_customer_may_not(alice, write_record, put, vaccine):
    write_record(
        alice.pet_id,
        status="published",
        staff_notes="rude",
        details={"assessment": "rude", "left_over": "rude"},
    )
    put(
        Dose(
            pet_id=alice.pet_id,
            vaccine_type_id=vaccine.id,
            given_on=date(2026, 1, 1),
            staff_notes="rude",
        )
    )
    run(settings.put, note_parts=["plan"])

    assert found(alice.actor, words=("rude",)) == []
    assert len(found(alice.actor)) == 2


@pytest.mark.spec("GEN-6")
def test_search_counts_days_as_the_clinic_does(alice, put):
    late_in_the_evening = datetime(2026, 1, 6, 3, tzinfo=UTC)  # the 5th in New York
    put(measured(alice.pet_id, 9_000, late_in_the_evening))

    assert found(alice.actor, until=date(2026, 1, 5)) == ["9\xa0kg"]
    assert found(alice.actor, since=date(2026, 1, 6)) == []


@pytest.mark.spec("GEN-8")
def test_search_asks_as_much_for_three_pets_as_for_one(alice, file, put, write_record):
    run(settings.load)  # so that the cache is full both times
    for_one = searches(alice.actor)
    species_id = run(lambda db: db.get(Pet, alice.pet_id).species_id)
    for name in ("Anton", "Balu"):
        pet = put(Pet(customer_id=alice.actor.customer_id, name=name, species_id=species_id))
        write_record(pet.id, status="published")

    assert len(found(alice.actor)) == 10
    assert searches(alice.actor) == for_one
