"""Publishing, withdrawing and amending; the notice; and what is kept of earlier versions."""

from datetime import date
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest

from models.audit import AuditEvent
from models.base import Status
from models.notices import OutboxEntry
from models.pets import Pet
from models.records import Attachment, MedicalRecord, Revision
from services import editing, live
from services.access import system, visible
from services.core.db import run
from services.core.errors import Conflict, Forbidden, Invalid, NotFound
from services.delivery import compose
from services.records import history, publishing, reading, sheets, writing

pytestmark = pytest.mark.spec("REC-4")


@pytest.fixture
def told(monkeypatch):
    """Whom the open tabs would be told about."""
    signals = []
    monkeypatch.setattr(live.hub, "send", signals.append)
    return signals


def begin(person, pet_id, kind="note", **typed):
    record = run(writing.start, person.actor, pet_id, kind)
    run(writing.save, person.actor, record.id, 1, {"title": "Visit", "plan": "Rest.", **typed})
    return reread(record)


def publish(person, record, *, notify=False):
    return run(publishing.publish, person.actor, record.id, record.version, notify=notify)


def save(person, record, **typed):
    return run(writing.save, person.actor, record.id, reread(record).version, typed)


def reread(record):
    return run(lambda db: db.get(MedicalRecord, record.id))


def notices():
    return run(lambda db: db.exec(system(OutboxEntry)).all())


def seen(person, record):
    return run(reading.find, person.actor, record.id)


@pytest.mark.spec("GEN-2")
def test_publish_shows_it_to_the_customer_at_once_and_withdraw_hides_it(alice, bob, vera, told):
    record = begin(vera, alice.pet_id)
    told.clear()

    publish(vera, record)

    assert seen(alice, record).title == "Visit"
    assert told == [live.Changed(alice.actor.customer_id)]
    with pytest.raises(NotFound):
        seen(bob, record)

    for to in (Status.PRIVATE, Status.DRAFT):
        publish(vera, reread(record))
        run(publishing.withdraw, vera.actor, record.id, reread(record).version, to)
        assert reread(record).status is to
        with pytest.raises(NotFound):
            seen(alice, record)
    events = run(lambda db: [row.event for row in db.exec(system(AuditEvent))])
    assert events.count("record published") == 2
    assert events.count("record withdrawn") == 2


def test_only_who_may_write_the_kind_publishes_it(alice, rita, vera):
    record = begin(vera, alice.pet_id)

    for person in (rita, alice):
        with pytest.raises((Forbidden, NotFound)):
            publish(person, record)
    with pytest.raises(NotFound):
        run(publishing.publish, vera.actor, uuid4(), 1, notify=True)
    assert reread(record).status is Status.DRAFT


def test_a_record_without_a_title_is_not_published(alice, vera):
    record = begin(vera, alice.pet_id, title="  ")

    with pytest.raises(Invalid) as refused:
        publish(vera, record)

    assert refused.value.field == "title"
    assert reread(record).status is Status.DRAFT


@pytest.mark.spec("REC-2", "GEN-11")
def test_an_incident_report_is_kept_and_never_published(alice, vera):
    record = begin(vera, alice.pet_id, "incident")

    with pytest.raises(Conflict):
        publish(vera, record)
    run(publishing.withdraw, vera.actor, record.id, record.version, Status.PRIVATE)

    assert reread(record).status is Status.PRIVATE


def test_amend_keeps_the_version_before_and_tells_the_customer_when(alice, vera, noon):
    record = begin(vera, alice.pet_id)
    publish(vera, record)
    save(vera, record, plan="Rest for a week.", staff_notes="Ask again.")
    assert seen(alice, record).details.plan == "Rest."
    noon.shift(86_400)

    publish(vera, reread(record))

    entry = seen(alice, record)
    assert (entry.details.plan, entry.amended_at.date()) == ("Rest for a week.", date(2026, 3, 5))
    kept = run(lambda db: db.exec(visible(vera.actor, Revision)).one())
    assert (kept.number, kept.replaced_by, kept.values["plan"]) == (1, "Vera Voss", "Rest.")
    assert run(lambda db: db.exec(visible(alice.actor, Revision)).all()) == []


@pytest.mark.spec("GEN-11")
def test_what_only_staff_see_does_not_make_it_look_amended(alice, vera):
    record = begin(vera, alice.pet_id)
    publish(vera, record)
    save(vera, record, staff_notes="Ask again.")

    publish(vera, reread(record))

    assert seen(alice, record).amended_at is None
    assert reread(record).staff_notes == "Ask again."


def test_a_record_that_comes_back_otherwise_says_so(alice, vera):
    record = begin(vera, alice.pet_id)
    for plan, amended in (("Rest.", False), ("Run.", True)):
        publish(vera, reread(record))
        run(publishing.withdraw, vera.actor, record.id, reread(record).version, Status.DRAFT)
        save(vera, record, plan=plan)
        publish(vera, reread(record))

        assert (reread(record).amended_at is not None) is amended


def test_publishing_twice_at_once_publishes_once(alice, vera):
    record = begin(vera, alice.pet_id)
    together, done = Barrier(4), []

    def press():
        together.wait()
        publish(vera, record, notify=True)
        done.append(True)

    threads = [Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(done) == 4
    assert len(notices()) == 1
    events = run(lambda db: [row.event for row in db.exec(system(AuditEvent))])
    assert events.count("record published") == 1


@pytest.mark.spec("ADMIN-9")
def test_what_somebody_else_has_saved_meanwhile_is_not_published_unseen(alice, vera):
    record = begin(vera, alice.pet_id)
    save(vera, record, plan="Run.")

    with pytest.raises(editing.Stale):
        publish(vera, record)
    with pytest.raises(editing.Stale):
        run(publishing.withdraw, vera.actor, record.id, record.version, Status.PRIVATE)


@pytest.mark.spec("GEN-11")
def test_the_notice_says_where_to_look_and_nothing_of_what_is_there(alice, vera):
    record = begin(vera, alice.pet_id, title="Lymphoma")
    publish(vera, record, notify=True)
    second = begin(vera, alice.pet_id, "diagnosis")
    publish(vera, second, notify=True)

    entry = notices()[0]
    assert (len(notices()), entry.kind, entry.address) == (1, "record_published", "alice@mail.test")
    letter = run(lambda db: compose.compose(db, db.get(OutboxEntry, entry.id)))
    assert f"/pets/{alice.pet_id}/overview" in letter.body
    assert not {"Lymphoma", "Rex", "diagnosis"} & set(letter.body.split())


@pytest.mark.spec("GEN-10")
def test_nothing_is_sent_about_a_pet_that_has_died_nor_unasked(alice, bob, vera):
    def died(db):
        db.get(Pet, alice.pet_id).deceased_on = date(2026, 1, 1)

    run(died)

    publish(vera, begin(vera, alice.pet_id), notify=True)
    publish(vera, begin(vera, bob.pet_id), notify=False)

    assert notices() == []
    assert not run(publishing.notifiable, vera.actor, alice.pet_id)
    assert run(publishing.notifiable, vera.actor, bob.pet_id)


@pytest.mark.spec("REC-2", "GEN-2")
def test_files_are_shown_with_the_version_they_belong_to(alice, vera, put):
    def attach(name, status):
        row = Attachment(
            record_id=record.id,
            file="0" * 64,
            name=name,
            media_type="image/png",
            size_bytes=1,
            status=status,
        )
        return str(put(row).id)

    def names(person):
        return [file.name for file in seen(person, record).files]

    record = begin(vera, alice.pet_id)
    first, second = attach("first", Status.DRAFT), attach("second", Status.DRAFT)
    publish(vera, record)
    assert names(alice) == ["first", "second"]

    third = attach("third", Status.DRAFT)
    run(lambda db: writing.keep(db, vera.actor, *_with_files(db, vera, record, [third, second])))
    assert names(alice) == ["first", "second"]

    publish(vera, reread(record))
    assert names(alice) == ["third", "second"]
    (change,) = run(history.of, vera.actor, record.id)
    assert [(told.before, told.after) for told in change.told] == [
        ("first\nsecond", "third\nsecond")
    ]
    assert run(lambda db: db.get(Attachment, UUID(first)).status) is Status.PRIVATE


def _with_files(db, person, record, ids):
    found = writing.find(db, person.actor, record.id)
    return found, sheets.current(db, person.actor, found) | {"files": ids}


def test_history_tells_field_by_field_what_changed(alice, vera, noon):
    record = begin(vera, alice.pet_id, "treatment", title="Meloxicam", dose="2.5")
    publish(vera, record)
    save(
        vera,
        record,
        dose="5",
        treatment_type="medication",
        starts_on="2026-03-01",
        notes="Give it with food, please.",
    )
    publish(vera, reread(record))
    save(vera, record, notes="Give it with food.")
    publish(vera, reread(record))

    latest, first = run(history.of, vera.actor, record.id)

    assert [(told.label, told.before, told.after) for told in first.told] == [
        ("Type", "Procedure", "Medication"),
        ("Dose", "2.5", "5"),
        ("Starts", "", "Mar 1, 2026"),
        ("Notes", "", "Give it with food, please."),
    ]
    assert [(piece.change, piece.text) for piece in latest.told[0].pieces] == [
        ("", "Give it with "),
        ("removed", "food, please."),
        ("added", "food."),
    ]
    assert (first.by, first.before, first.after) == ("Vera Voss", "published", "published")
    with pytest.raises(Forbidden):
        run(history.of, alice.actor, record.id)


def test_drafts_have_no_history_of_every_letter(alice, vera):
    record = begin(vera, alice.pet_id)
    save(vera, record, plan="Run.")

    assert run(history.of, vera.actor, record.id) == []
    assert run(lambda db: db.exec(visible(vera.actor, Revision)).all()) == []
