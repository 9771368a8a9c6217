"""What a customer may read of the records of a pet."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from models.records import Attachment, Subtype
from services import settings
from services.access import Actor
from services.core.db import run
from services.core.errors import Forbidden, NotFound
from services.records import reading
from services.records.paging import Wanted

SECRET = "keep this in the house"


def titles(page):
    return [entry.title for entry in page.rows]


def attach(put, record, name, media_type):
    return put(
        Attachment(
            record_id=record.id, file="0" * 64, name=name, media_type=media_type, size_bytes=5
        )
    )


@pytest.mark.spec("REC-13")
def test_list_newest_first_and_only_the_kind_asked_for(alice, write_record):
    for day in (3, 1, 2):
        write_record(
            alice.pet_id, title=f"n{day}", happened_on=date(2026, 1, day), status="published"
        )
    write_record(alice.pet_id, kind="diagnosis", title="d", status="published")

    assert titles(run(reading.listed, alice.actor, alice.pet_id, "note")) == ["n3", "n2", "n1"]
    assert titles(run(reading.listed, alice.actor, alice.pet_id, "diagnosis")) == ["d"]


@pytest.mark.spec("REC-13", "GEN-8")
@pytest.mark.parametrize("count", [0, 1, 4, 5, 6, 11])
def test_walk_all_pages_there_and_back_without_loss(alice, write_record, count):
    for number in range(count):
        # Two a day, so that the id has to decide.
        day = date(2026, 1, 1) + timedelta(days=number // 2)
        write_record(alice.pet_id, title=f"{number}", happened_on=day, status="published")

    there, page = [], run(reading.listed, alice.actor, alice.pet_id, "note", Wanted(), 5)
    there.append(titles(page))
    assert page.newer is None
    while page.older:
        wanted = Wanted(before=page.older)
        page = run(reading.listed, alice.actor, alice.pet_id, "note", wanted, 5)
        there.append(titles(page))
    back = [titles(page)]
    while page.newer:
        page = run(reading.listed, alice.actor, alice.pet_id, "note", Wanted(after=page.newer), 5)
        back.append(titles(page))

    walked = [title for one in there for title in one]
    assert sorted(walked, key=int) == [str(number) for number in range(count)]
    assert [len(one) for one in there[:-1]] == [5] * (len(there) - 1)
    assert back[::-1] == there


@pytest.mark.spec("REC-13")
def test_filter_by_subtype_and_date(alice, write_record, put):
    surgery = put(Subtype(kind="note", name="Surgery", color="#b3261e"))
    write_record(alice.pet_id, title="a", happened_on=date(2026, 1, 1), status="published")
    write_record(
        alice.pet_id,
        title="b",
        happened_on=date(2026, 1, 2),
        subtype_id=surgery.id,
        status="published",
    )
    write_record(alice.pet_id, title="c", happened_on=date(2026, 1, 3), status="published")

    def asked(**wanted):
        return titles(run(reading.listed, alice.actor, alice.pet_id, "note", Wanted(**wanted)))

    assert asked(type_id=surgery.id) == ["b"]
    assert asked(type_id=uuid4()) == []
    assert asked(since=date(2026, 1, 2)) == ["c", "b"]
    assert asked(until=date(2026, 1, 2)) == ["b", "a"]
    assert asked(since=date(2026, 1, 2), until=date(2026, 1, 2)) == ["b"]


@pytest.mark.spec("GEN-2", "REC-4")
@pytest.mark.parametrize("kind", ["note", "diagnosis", "imaging", "laboratory", "treatment"])
def test_show_customers_published_records_only(alice, vera, write_record, kind):
    records = {
        status: write_record(alice.pet_id, kind=kind, title=status, status=status)
        for status in ("draft", "published", "private")
    }

    assert titles(run(reading.listed, alice.actor, alice.pet_id, kind)) == ["published"]
    assert len(run(reading.listed, vera.actor, alice.pet_id, kind).rows) == 3
    for status in ("draft", "private"):
        with pytest.raises(NotFound):
            run(reading.find, alice.actor, records[status].id)


@pytest.mark.spec("GEN-1")
def test_answer_for_others_pets_as_for_none(alice, bob, write_record):
    record = write_record(bob.pet_id, status="published")

    for ask in (
        lambda: run(reading.listed, alice.actor, bob.pet_id, "note"),
        lambda: run(reading.listed, alice.actor, uuid4(), "note"),
        lambda: run(reading.find, alice.actor, record.id),
        lambda: run(reading.find, alice.actor, uuid4()),
    ):
        with pytest.raises(NotFound):
            ask()


@pytest.mark.spec("REC-1", "GEN-3")
@pytest.mark.parametrize("kind", ["note", "diagnosis", "imaging", "laboratory", "treatment"])
def test_refuse_kinds_that_are_switched_off_and_keep_their_data(alice, write_record, kind):
    record = write_record(alice.pet_id, kind=kind, status="published")
    run(settings.put, record_types={kind: False})

    with pytest.raises(NotFound):
        run(reading.listed, alice.actor, alice.pet_id, kind)
    with pytest.raises(NotFound):
        run(reading.find, alice.actor, record.id)
    run(settings.put, record_types={kind: True})
    assert run(reading.find, alice.actor, record.id).id == record.id


def test_refuse_staff_who_may_not_read_records(rita, alice, write_record):
    write_record(alice.pet_id, status="published")

    with pytest.raises(Forbidden):
        run(reading.listed, rita.actor, alice.pet_id, "note")


@pytest.mark.spec("REC-2", "GEN-11")
def test_show_incident_reports_to_staff_only(alice, vera, write_record):
    record = write_record(alice.pet_id, kind="incident", title="Bitten", status="private")

    with pytest.raises(NotFound):
        run(reading.listed, alice.actor, alice.pet_id, "incident")
    with pytest.raises(NotFound):
        run(reading.find, alice.actor, record.id)
    assert run(reading.find, vera.actor, record.id).title == "Bitten"


@pytest.mark.spec("REC-2", "GEN-11")
def test_show_notes_and_never_staff_notes(alice, write_record):
    record = write_record(
        alice.pet_id, notes="Published notes", staff_notes=SECRET, status="published"
    )

    entry = run(reading.find, alice.actor, record.id)

    assert entry.notes == "Published notes"
    assert SECRET not in repr(entry)


@pytest.mark.spec("REC-5")
def test_show_the_parts_of_a_note_that_the_clinic_releases(alice, vera, write_record):
    parts = {part: f"the {part}" for part in ("subjective", "objective", "assessment", "plan")}
    record = write_record(
        alice.pet_id, details={**parts, "customer_text": "for you"}, status="published"
    )
    run(settings.put, note_parts=["plan"])

    released = run(reading.find, alice.actor, record.id).details.model_dump()
    everything = run(reading.find, vera.actor, record.id).details.model_dump()

    assert {name: text for name, text in released.items() if text} == {
        "plan": "the plan",
        "customer_text": "for you",
    }
    assert everything == {**parts, "customer_text": "for you"}


@pytest.mark.spec("REC-3")
def test_name_the_author_if_the_clinic_wants_that(alice, write_record):
    record = write_record(alice.pet_id, author_name="Vera Voss", status="published")

    assert run(reading.find, alice.actor, record.id).author == "Vera Voss"
    run(settings.put, show_record_author=False)
    assert run(reading.find, alice.actor, record.id).author == ""


@pytest.mark.spec("REC-2")
def test_list_attachments_in_order_and_keep_dicom_in_the_house(alice, bob, write_record, put):
    record = write_record(alice.pet_id, kind="imaging", status="published")
    picture = attach(put, record, "paw.jpg", "image/jpeg")
    dicom = attach(put, record, "chest.dcm", reading.DICOM)

    entry = run(reading.find, alice.actor, record.id)

    assert [(file.name, file.downloadable) for file in entry.files] == [
        ("paw.jpg", True),
        ("chest.dcm", False),
    ]
    assert run(reading.file, alice.actor, picture.id).id == picture.id
    for actor, file in ((alice.actor, dicom), (bob.actor, picture)):
        with pytest.raises(NotFound):
            run(reading.file, actor, file.id)
    run(settings.put, allow_dicom_download=True)
    assert run(reading.file, alice.actor, dicom.id).id == dicom.id


@pytest.mark.spec("GEN-2")
def test_withhold_the_files_of_drafts(alice, vera, write_record, put):
    draft = attach(put, write_record(alice.pet_id), "draft.pdf", "application/pdf")

    with pytest.raises(NotFound):
        run(reading.file, alice.actor, draft.id)
    assert run(reading.file, vera.actor, draft.id).id == draft.id


def test_refuse_an_actor_without_any_permission(alice, write_record):
    write_record(alice.pet_id, status="published")
    nobody = Actor(uuid4(), uuid4(), "", frozenset(), alice.actor.customer_id)

    with pytest.raises(Forbidden):
        run(reading.listed, nobody, alice.pet_id, "note")
