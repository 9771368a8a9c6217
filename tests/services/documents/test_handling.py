"""What staff do with documents, and what their customers see of it."""

from uuid import uuid4

import pytest
from sqlmodel import select

from models.bell import StaffNotification
from services import documents
from services.core.db import run
from services.core.errors import Conflict, Forbidden, Invalid, NotFound
from services.documents import handling
from tests.services.documents.test_intake import To, hand_in, stored

pytestmark = pytest.mark.spec("DOC-4", "DOC-11")


def state(person, row):
    [found] = [one for one in run(documents.own, person.actor).documents if one.id == row.id]
    return found.state, found.reason


@pytest.fixture
def paper(alice):
    return hand_in(alice, To(pet_id=alice.pet_id))


def test_a_document_is_in_review_once_somebody_looks_at_it(alice, vera, paper):
    run(handling.begin, vera.actor, paper.id)

    assert state(alice, paper) == ("in_review", "")
    run(handling.accept, vera.actor, paper.id)
    run(handling.begin, vera.actor, paper.id)
    assert state(alice, paper) == ("accepted", "")


@pytest.mark.parametrize("how", ["accept", "send back"])
def test_a_document_is_settled_once_and_leaves_the_bell(alice, vera, paper, how):
    def settle():
        if how == "accept":
            return run(handling.accept, vera.actor, paper.id)
        return run(handling.send_back, vera.actor, paper.id, "Page 2 is\nmissing.")

    settle()

    said = ("accepted", "") if how == "accept" else ("sent_back", "Page 2 is missing.")
    assert state(alice, paper) == said
    [told] = run(lambda db: list(db.exec(select(StaffNotification)).all()))
    assert told.acted_at is not None
    with pytest.raises(Conflict):
        settle()


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 501])
def test_a_document_is_sent_back_with_a_reason_of_a_line_or_two(alice, vera, paper, reason):
    with pytest.raises(Invalid):
        run(handling.send_back, vera.actor, paper.id, reason)
    assert state(alice, paper) == ("received", "")


@pytest.mark.spec("GEN-1", "AUTH-25")
@pytest.mark.parametrize(
    "deed",
    [
        handling.begin,
        handling.accept,
        handling.remove,
        lambda db, actor, one: handling.send_back(db, actor, one, "why"),
        lambda db, actor, one: handling.change(db, actor, one, pet_id=None, seen=True),
    ],
    ids=["begin", "accept", "remove", "send back", "change"],
)
def test_only_who_may_handles_documents(alice, bob, rita, vera, paper, deed):
    for person, refusal in ((alice, Forbidden), (bob, Forbidden), (rita, Forbidden)):
        with pytest.raises(refusal):
            run(deed, person.actor, paper.id)
    with pytest.raises(NotFound):
        run(deed, vera.actor, uuid4())
    run(deed, vera.actor, paper.id)


@pytest.mark.spec("DOC-14")
def test_what_the_clinic_filed_can_be_hidden_and_what_a_customer_sent_cannot(alice, vera, paper):
    filed = hand_in(vera, To(pet_id=alice.pet_id), stored("9" * 64))

    run(handling.change, vera.actor, filed.id, pet_id=None, seen=False)
    with pytest.raises(Invalid):
        run(handling.change, vera.actor, paper.id, pet_id=None, seen=False)

    assert [one.id for one in run(documents.own, alice.actor).documents] == [paper.id]
    assert run(documents.listed, vera.actor, alice.pet_id).documents == [paper]


def test_a_document_is_given_to_a_pet_of_the_same_customer_only(alice, bob, vera, paper):
    with pytest.raises(Invalid):
        run(handling.change, vera.actor, paper.id, pet_id=bob.pet_id, seen=True)
