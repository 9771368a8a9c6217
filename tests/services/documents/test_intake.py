"""Handing in: who may, how much, what is recognised, and who is told."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from models.bell import StaffNotification
from models.documents import Document, DocumentPage
from models.vaccinations import VaccineType
from services import documents, settings
from services.access import Permission
from services.core import clock
from services.core.db import run
from services.core.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from services.documents import handling, intake
from services.documents.intake import Drawn, Stored, To

pytestmark = pytest.mark.spec("DOC-3", "DOC-5")


def stored(digest="a" * 64, **fields):
    given = {
        "name": "pass.pdf",
        "media_type": "application/pdf",
        "size_bytes": 9,
        "pages": [Drawn("b" * 64, 10, 20), Drawn("c" * 64, 10, 20)],
    }
    return Stored(digest, **(given | fields))


def hand_in(person, to=None, file=None):
    return run(intake.hand_in, person.actor, to or To(), file or stored())


def rows(model):
    return run(lambda db: list(db.exec(select(model)).all()))


@pytest.fixture
def rabies(put):
    return put(VaccineType(name="Rabies", species=["dog"])).id


@pytest.mark.spec("DOC-10", "AUTH-26")
def test_hand_in_keeps_a_customers_document_and_tells_the_staff(alice, vera):
    row = hand_in(alice, To(pet_id=alice.pet_id))

    assert (row.customer_id, row.pet_id, row.state) == (alice.actor.id, alice.pet_id, "received")
    assert (row.from_clinic, row.customer_may_see) == (False, True)
    pages = run(documents.sheets, vera.actor, row.id)
    assert [(page.number, page.file[0]) for page in pages] == [(1, "b"), (2, "c")]
    [told] = rows(StaffNotification)
    assert (told.event, told.customer_id, told.about_id) == (
        "document uploaded",
        alice.actor.id,
        row.id,
    )


@pytest.mark.spec("DOC-14")
@pytest.mark.parametrize("seen", [True, False])
def test_hand_in_takes_a_documents_of_the_staff_for_settled(alice, vera, seen):
    run(settings.put, documents_visible_default=seen)

    row = hand_in(vera, To(customer_id=alice.actor.id))

    assert (row.customer_id, row.from_clinic, row.state) == (alice.actor.id, True, "accepted")
    assert [one.id for one in run(documents.own, alice.actor).documents] == [row.id] * seen
    assert rows(StaffNotification) == []


@pytest.mark.spec("DOC-6")
def test_hand_in_recognises_what_the_same_customer_sent_before(alice, bob):
    hand_in(alice)

    with pytest.raises(Conflict, match="You already sent this on "):
        hand_in(alice, file=stored(name="other.pdf"))
    hand_in(bob)

    assert len(rows(Document)) == 2


@pytest.mark.spec("GEN-1")
def test_hand_in_refuses_another_customers_pet_and_nobodys(alice, bob, vera):
    assert hand_in(bob, To(pet_id=bob.pet_id)).pet_id == bob.pet_id

    for person, to in (
        (alice, To(pet_id=bob.pet_id)),
        (vera, To()),
        (vera, To(customer_id=uuid4())),
        (vera, To(pet_id=uuid4())),
    ):
        with pytest.raises(NotFound):
            hand_in(person, to)


def test_hand_in_takes_a_customer_at_who_they_are_not_at_whom_they_name(alice, bob):
    assert hand_in(alice, To(customer_id=bob.actor.id)).customer_id == alice.actor.id


@pytest.mark.spec("SET-1")
def test_hand_in_is_refused_where_the_clinic_takes_none(alice, vera):
    run(settings.put, allow_document_upload=False)

    with pytest.raises(Forbidden):
        hand_in(alice)
    assert hand_in(vera, To(pet_id=alice.pet_id)).from_clinic


@pytest.mark.spec("AUTH-25")
def test_hand_in_needs_the_permission(alice, vera):
    may = vera.actor.permissions - {Permission.REVIEW_DOCUMENTS}

    with pytest.raises(Forbidden):
        run(
            intake.hand_in,
            replace(vera.actor, permissions=may),
            To(customer_id=alice.actor.id),
            stored(),
        )


def test_hand_in_refuses_more_than_an_hour_or_the_shelf_holds(alice, put, monkeypatch):
    monkeypatch.setattr(intake, "_AN_HOUR", 2)
    hand_in(alice, file=stored("1" * 64))
    hand_in(alice, file=stored("2" * 64))

    with pytest.raises(TooMany):
        hand_in(alice, file=stored("3" * 64))
    for row in rows(Document):
        put(_aged(row))
    hand_in(alice, file=stored("3" * 64))
    monkeypatch.setattr(intake, "_ALL_TOGETHER", 27)
    with pytest.raises(TooMany):
        hand_in(alice, file=stored("4" * 64))


def _aged(row):
    row.created_at = clock.now() - timedelta(hours=2)
    return row


def test_propose_notes_what_a_document_is_about(alice, rabies):
    row = hand_in(alice)

    run(intake.propose, alice.actor, row.id, alice.pet_id, {rabies: clock.today()})

    [kept] = rows(Document)
    assert (kept.pet_id, kept.proposed) == (
        alice.pet_id,
        {str(rabies): clock.today().isoformat()},
    )
    run(intake.propose, alice.actor, row.id, None, {rabies: None})
    [kept] = rows(Document)
    assert (kept.pet_id, kept.proposed) == (None, {str(rabies): ""})


@pytest.mark.spec("GEN-1")
def test_propose_is_refused_for_what_is_not_ones_own_to_say(alice, bob, vera, rabies):
    row = hand_in(alice)

    for person, pet_id in ((bob, None), (vera, None), (alice, bob.pet_id)):
        with pytest.raises(NotFound):
            run(intake.propose, person.actor, row.id, pet_id, {})
    for proves in ({uuid4(): None}, {rabies: clock.today() + timedelta(days=20_000)}):
        with pytest.raises(Invalid):
            run(intake.propose, alice.actor, row.id, None, proves)
    run(handling.accept, vera.actor, row.id)
    with pytest.raises(Conflict):
        run(intake.propose, alice.actor, row.id, alice.pet_id, {})


def test_pages_go_with_their_document(alice, vera):
    row = hand_in(alice)

    run(handling.remove, vera.actor, row.id)

    assert (rows(Document), rows(DocumentPage)) == ([], [])
