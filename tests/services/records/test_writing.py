"""Drafts: begun, saved as one types, discarded; and who may do so."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import col

from models.audit import AuditEvent
from models.records import Amendment, MedicalRecord, Subtype, Visit
from services import editing, settings
from services.access import Permission, system, visible
from services.core import clock
from services.core.db import run
from services.core.errors import Conflict, Forbidden, NotFound
from services.records import kinds, reading, sheets, visits, writing

WROTE = {kind.key: kind.permission for kind in kinds.KINDS.values()}


def begin(person, pet_id, kind="note", **more):
    return run(writing.start, person.actor, pet_id, kind, **more)


def save(person, record, version, **typed):
    return run(writing.save, person.actor, record.id, version, typed)


def reread(record):
    return run(lambda db: db.get(MedicalRecord, record.id))


def but(person, permission):
    return replace(
        person, actor=replace(person.actor, permissions=frozenset(Permission) - {permission})
    )


def events():
    rows = run(lambda db: db.exec(system(AuditEvent).order_by(col(AuditEvent.number))).all())
    return [row.event for row in rows]


@pytest.mark.spec("REC-2", "REC-4")
def test_start_makes_a_draft_of_today_by_whoever_writes(alice, vera, noon):
    record = begin(vera, alice.pet_id)

    kept = reread(record)
    assert (kept.status, kept.happened_on) == ("draft", clock.today())
    assert (kept.author_id, kept.author_name) == (vera.actor.id, "Vera Voss")
    assert events() == ["record added"]


@pytest.mark.spec("AUTH-25", "REC-2")
@pytest.mark.parametrize("kind", WROTE)
def test_each_kind_needs_its_own_permission(alice, vera, kind):
    record = begin(vera, alice.pet_id, kind)
    without = but(vera, WROTE[kind])

    for refused in (
        lambda: begin(without, alice.pet_id, kind),
        lambda: save(without, record, 1, title="x"),
        lambda: run(writing.discard, without.actor, record.id),
        lambda: begin(alice, alice.pet_id, kind),
    ):
        with pytest.raises(Forbidden):
            refused()
    assert reread(record).title == ""
    assert kind not in {one.key for one in run(writing.offered, without.actor)}
    assert run(writing.offered, alice.actor) == []


@pytest.mark.spec("GEN-1", "GEN-2")
def test_customers_find_no_draft_and_write_in_nothing(alice, bob, vera, write_record):
    draft = begin(vera, alice.pet_id)
    shown = write_record(alice.pet_id, status="published")

    for person in (alice, bob):
        with pytest.raises(NotFound):
            save(person, draft, 1, title="x")
    with pytest.raises(NotFound):
        save(bob, shown, 1, title="x")
    with pytest.raises(Forbidden):
        save(alice, shown, 1, title="x")


@pytest.mark.spec("REC-1", "GEN-3")
def test_a_kind_that_is_switched_off_is_neither_offered_nor_written(alice, vera):
    record = begin(vera, alice.pet_id, "imaging")
    run(settings.put, record_types={"imaging": False})

    assert "imaging" not in {kind.key for kind in run(writing.offered, vera.actor)}
    with pytest.raises(NotFound):
        begin(vera, alice.pet_id, "imaging")
    with pytest.raises(NotFound):
        save(vera, record, 1, title="x")


@pytest.mark.parametrize("kind", ["", "weight", "drop table", "x" * 10_001])
def test_no_other_kind_can_be_begun(alice, vera, kind):
    with pytest.raises(NotFound):
        begin(vera, alice.pet_id, kind)


@pytest.mark.spec("REC-2", "REC-7", "GEN-4")
def test_save_keeps_common_and_particular_fields(alice, vera, put, noon):
    subtype = put(Subtype(kind="treatment", name="Surgery", color="#b3261e"))
    record = begin(vera, alice.pet_id, "treatment")

    saved = save(
        vera,
        record,
        1,
        title=" Meloxicam ",
        happened_on="2026-03-01",
        subtype_id=str(subtype.id),
        notes="Given here.",
        staff_notes="Check the liver.",
        treatment_type="medication",
        dose="2.5",
        starts_on="2026-03-01",
        refills_left="3",
        status="published",
        pet_id=str(uuid4()),
    )

    kept = reread(record)
    assert (saved.version, saved.faults) == (2, {})
    assert (kept.title, str(kept.happened_on), kept.notes) == (
        "Meloxicam",
        "2026-03-01",
        "Given here.",
    )
    assert (kept.staff_notes, kept.subtype_id) == ("Check the liver.", subtype.id)
    assert kept.details["dose"] == "2.5"
    assert kept.details["refills_left"] == 3
    assert (kept.status, kept.pet_id) == ("draft", alice.pet_id)


@pytest.mark.spec("GEN-5", "GEN-4")
@pytest.mark.parametrize(
    ("kind", "typed", "wrong"),
    [
        ("note", {"plan": "x" * 10_001}, {"plan"}),
        ("note", {"notes": "x" * 10_001}, {"notes"}),
        ("note", {"title": "x" * 161}, {"title"}),
        ("note", {"happened_on": "2999-01-01"}, {"happened_on"}),
        ("note", {"happened_on": ""}, {"happened_on"}),
        ("note", {"happened_on": {"a": 1}}, {"happened_on"}),
        ("note", {"subtype_id": "7"}, {"subtype_id"}),
        ("note", {"author_id": ["x"]}, {"author_id"}),
        ("note", {"title": None, "notes": 7}, {"title", "notes"}),
        ("treatment", {"refills_left": "many"}, {"refills_left"}),
        ("treatment", {"refills_left": "-1", "dose": "x" * 21}, {"refills_left", "dose"}),
        ("treatment", {"starts_on": "2026-01-05", "ends_on": "2026-01-04"}, {"ends_on"}),
        ("diagnosis", {"status": "perhaps", "resolved_on": "soon"}, {"status", "resolved_on"}),
    ],
)
def test_save_keeps_all_but_what_does_not_fit(alice, vera, kind, typed, wrong):
    record = begin(vera, alice.pet_id, kind)

    saved = save(vera, record, 1, **{"staff_notes": "Kept.", **typed})

    assert set(saved.faults) == wrong
    assert all(fault.field == name and str(fault) for name, fault in saved.faults.items())
    assert reread(record).staff_notes == "Kept."


def test_an_end_that_was_right_stays_when_the_beginning_moves_past_it(alice, vera):
    record = begin(vera, alice.pet_id, "treatment")
    save(vera, record, 1, starts_on="2026-01-05", ends_on="2026-01-09")

    saved = save(vera, record, 2, starts_on="2026-02-01")

    assert set(saved.faults) == {"starts_on"}
    assert reread(record).details["starts_on"] == "2026-01-05"


@pytest.mark.spec("GEN-1")
def test_ids_of_other_tables_and_pets_are_no_choices(alice, bob, vera, put):
    elsewhere = put(Subtype(kind="diagnosis", name="Chronic", color="#000000"))
    record, other = begin(vera, alice.pet_id), begin(vera, bob.pet_id)
    visit = run(lambda db: visits.of(db, vera.actor, writing.find(db, vera.actor, other.id)))

    saved = save(
        vera,
        record,
        1,
        subtype_id=str(elsewhere.id),
        author_id=str(alice.actor.id),
        visit_id=str(visit.id),
    )

    assert set(saved.faults) == {"subtype_id", "author_id", "visit_id"}
    for wrong in (uuid4(), alice.pet_id, visit.id):
        with pytest.raises(NotFound):
            run(writing.save, vera.actor, wrong, 1, {"title": "x"})
        with pytest.raises(NotFound):
            begin(vera, wrong if wrong != alice.pet_id else uuid4())
    with pytest.raises(NotFound):
        begin(vera, alice.pet_id, beside=other.id)


@pytest.mark.spec("ADMIN-9")
def test_the_later_of_two_writers_is_told_field_by_field(alice, vera, rita):
    record = begin(vera, alice.pet_id)
    save(vera, record, 1, plan="Rest.", title="Visit")
    other = replace(rita, actor=replace(rita.actor, permissions=frozenset(Permission)))

    with pytest.raises(editing.Stale) as caught:
        save(other, record, 1, plan="Run.", title="Visit")

    assert caught.value.by == "Vera Voss"
    assert caught.value.differences == [editing.Difference("plan", "Rest.", "Run.")]
    assert reread(record).details["plan"] == "Rest."


@pytest.mark.spec("REC-4", "GEN-2")
@pytest.mark.parametrize("status", ["published", "private"])
def test_what_is_changed_about_a_settled_record_waits_beside_it(alice, vera, write_record, status):
    record = write_record(alice.pet_id, status=status)

    save(vera, record, 1, title="Another title", plan="Rest.")

    assert reread(record).title == "Check-up"
    assert run(lambda db: db.exec(visible(alice.actor, Amendment)).all()) == []
    with_changes = run(lambda db: sheets.current(db, vera.actor, db.get(MedicalRecord, record.id)))
    assert (with_changes["title"], with_changes["plan"]) == ("Another title", "Rest.")

    save(vera, record, 2, title="Check-up", plan="")

    assert run(lambda db: db.exec(visible(vera.actor, Amendment)).all()) == []


@pytest.mark.spec("REC-4")
def test_discard_takes_a_draft_or_a_change_but_nothing_that_was_shown(alice, vera, write_record):
    draft, shown = begin(vera, alice.pet_id), write_record(alice.pet_id, status="published")
    save(vera, shown, 1, title="Another title")
    was_shown = write_record(alice.pet_id, status="draft", published_at=clock.now())

    run(writing.discard, vera.actor, draft.id)
    run(writing.discard, vera.actor, shown.id)

    assert reread(draft) is None
    assert reread(shown).title == "Check-up"
    for settled in (shown, was_shown):
        with pytest.raises(Conflict):
            run(writing.discard, vera.actor, settled.id)


@pytest.mark.spec("PRIV-6")
def test_the_trail_tells_of_fields_and_never_of_words(alice, vera, later):
    record = begin(vera, alice.pet_id)
    version = 1
    for text in ("It", "It limps", "It limps badly"):
        version = save(vera, record, version, subjective=text).version
        later(seconds=2)
    save(vera, record, version, plan="secret plan")
    run(writing.discard, vera.actor, record.id)

    rows = run(lambda db: db.exec(system(AuditEvent).order_by(col(AuditEvent.number))).all())
    assert [(row.event, row.details.get("fields")) for row in rows] == [
        ("record added", None),
        ("record changed", ["subjective"]),
        ("record changed", ["plan"]),
        ("record discarded", None),
    ]
    assert "limps" not in str([row.details for row in rows])


@pytest.mark.spec("REC-2")
def test_records_added_beside_one_another_belong_to_one_visit(alice, vera):
    note = begin(vera, alice.pet_id)
    save(vera, note, 1, happened_on=str(clock.today() - timedelta(days=1)))

    second = begin(vera, alice.pet_id, "diagnosis", beside=note.id)
    third = begin(vera, alice.pet_id, "treatment", beside=second.id)

    kept = [reread(one) for one in (note, second, third)]
    assert len({one.visit_id for one in kept}) == len({one.happened_on for one in kept}) == 1
    assert kept[0].visit_id is not None
    together = run(lambda db: visits.beside(db, vera.actor, db.get(MedicalRecord, note.id)))
    assert [one.id for one in together] == [second.id, third.id]
    assert run(lambda db: db.exec(visible(alice.actor, Visit)).all()) == []


@pytest.mark.spec("REC-2", "GEN-11")
def test_an_incident_report_is_nothing_a_customer_can_open(alice, vera):
    record = begin(vera, alice.pet_id, "incident")
    save(vera, record, 1, title="A fall", actions_taken="Told the owner.")

    with pytest.raises(NotFound):
        run(reading.listed, alice.actor, alice.pet_id, "incident")
    assert len(run(reading.listed, vera.actor, alice.pet_id, "incident").rows) == 1
