"""Reviewing in a tab: what is confirmed goes into the file, and the document is accepted."""

import pytest
from sqlmodel import select

from models.documents import Document
from models.notices import OutboxEntry
from models.vaccinations import Dose, VaccineType
from services import documents, notices
from services.core import clock
from services.core.db import run
from services.documents import intake
from states.admin.documents import ReviewState
from states.admin.immunizations import ImmunizationsState
from tests.services.documents.test_intake import To, hand_in, stored

pytestmark = [pytest.mark.spec("DOC-12"), pytest.mark.usefixtures("noon")]


@pytest.fixture
def rabies(put):
    return put(VaccineType(name="Rabies", species=["dog"], required=True)).id


@pytest.fixture
def paper(alice):
    return hand_in(alice, To(pet_id=alice.pet_id))


@pytest.fixture
def open_review(open_tab, vera, alice):
    """Open the review of a document, as its page does."""

    async def opened(paper, pet_id=alice.pet_id):
        tab = open_tab(vera)
        route = {"document_id": str(paper.id)} | ({"pet_id": str(pet_id)} if pet_id else {})
        await tab.send(ImmunizationsState.load, route=route)
        sent = await tab.send(ReviewState.open, route=route)
        return tab, route, sent

    return opened


def state_of(person):
    return [one.state for one in run(documents.own, person.actor).documents]


async def test_load_shows_the_pages_and_what_the_customer_says(open_review, alice, rabies, paper):
    run(intake.propose, alice.actor, paper.id, alice.pet_id, {rabies: clock.today()})

    tab, _route, _sent = await open_review(paper)

    shown = await tab.state(ReviewState)
    assert (shown.status, shown.paper.waits, shown.document.state) == ("ready", True, "in_review")
    assert shown.paper.pages == [f"/files/documents/{paper.id}/pages/{n}" for n in (1, 2)]
    assert shown.paper.proves == ["Rabies, until Mar 4, 2026"]
    assert state_of(alice) == ["in_review"]


async def test_saving_dates_accepts_the_document_and_tells_the_customer(
    open_review, alice, rabies, paper
):
    tab, route, _sent = await open_review(paper)
    form = (await tab.state(ImmunizationsState)).form

    typed = {**form.values, f"{rabies}.expires_on": "2027-03-05", "version": form.version}
    await tab.send(ImmunizationsState.save, route=route, typed=typed | {"turn": "t", "key": "k"})

    assert (await tab.state(ImmunizationsState)).form.outcome == "saved"
    [dose] = run(lambda db: list(db.exec(select(Dose)).all()))
    assert (dose.vaccine_type_id, dose.valid_until.isoformat()) == (rabies, "2027-03-05")
    assert state_of(alice) == ["accepted"]
    [notice] = run(lambda db: list(db.exec(select(OutboxEntry)).all()))
    assert (notice.kind, notice.about_id) == (notices.Kind.DOCUMENT_REVIEWED, paper.id)


async def test_a_date_that_is_refused_leaves_the_document_in_review(
    open_review, alice, rabies, paper
):
    tab, route, _sent = await open_review(paper)
    form = (await tab.state(ImmunizationsState)).form

    typed = {**form.values, f"{rabies}.expires_on": "20270-03-05", "version": form.version}
    await tab.send(ImmunizationsState.save, route=route, typed=typed | {"turn": "t", "key": "k"})

    assert (await tab.state(ImmunizationsState)).form.outcome == "refused"
    assert state_of(alice) == ["in_review"]


async def test_another_pets_lines_are_not_saved_with_a_document(
    open_review, alice, bob, vera, rabies, paper
):
    tab, route, _sent = await open_review(paper)
    elsewhere = route | {"pet_id": str(bob.pet_id)}
    form = (await tab.state(ImmunizationsState)).form

    typed = {f"{rabies}.expires_on": "2027-03-05", "version": form.version, "turn": "t"}
    await tab.send(ImmunizationsState.save, route=elsewhere, typed=typed)

    assert (await tab.state(ImmunizationsState)).form.outcome == "refused"
    assert run(lambda db: list(db.exec(select(Dose)).all())) == []
    assert state_of(alice) == ["in_review"]


async def test_a_document_of_no_pet_is_assigned_and_goes_on_there(open_review, alice):
    paper = hand_in(alice, file=stored("d" * 64))
    tab, _route, _sent = await open_review(paper, None)

    sent = await tab.send(ReviewState.assign, pet=str(alice.pet_id))

    assert sent == ["_redirect"]
    assert run(lambda db: db.exec(select(Document)).one()).pet_id == alice.pet_id


@pytest.mark.spec("DOC-4")
async def test_a_document_is_sent_back_with_its_reason(open_review, alice, paper):
    tab, _route, _sent = await open_review(paper)
    await tab.send(ReviewState.ask_why)

    await tab.send(ReviewState.send_back, typed={"reason": "", "turn": "a"})
    refused = (await tab.state(ReviewState)).form.errors
    await tab.send(ReviewState.send_back, typed={"reason": "Blurred.", "turn": "b"})

    assert set(refused) == {"reason"}
    shown = await tab.state(ReviewState)
    assert (shown.document.state, shown.document.reason) == ("sent_back", "Blurred.")
    assert state_of(alice) == ["sent_back"]


async def test_what_somebody_else_has_deleted_is_missing(open_review, vera, paper):
    tab, _route, _sent = await open_review(paper)
    run(documents.handling.remove, vera.actor, paper.id)

    await tab.send(ReviewState.refresh)

    assert (await tab.state(ReviewState)).status == "missing"


async def test_pages_are_enlarged_and_turned_within_bounds(open_review, paper):
    tab, _route, _sent = await open_review(paper)

    for _press in range(6):
        await tab.send(ReviewState.enlarge, by=1)
    await tab.send(ReviewState.rotate)

    shown = await tab.state(ReviewState)
    assert (shown.zoom, shown.turn) == (300, 90)
