"""Reviewing in a tab: what is confirmed goes into the file, and the document is accepted."""

from datetime import date

import pytest
from sqlmodel import select

from models.documents import Document
from models.notices import OutboxEntry
from models.vaccinations import Dose, VaccineType
from services import documents, notices
from services.core import clock
from services.core.db import run
from services.documents import intake, suggesting
from services.documents.finding import Meaning, Suggestion
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
    addresses = [page.address for page in shown.paper.pages]
    assert addresses == [f"/files/documents/{paper.id}/pages/{n}" for n in (1, 2)]
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


@pytest.fixture
def read_paper(alice, rabies):
    """Have a document's text read, with these days found in it."""

    def read(paper, **about):
        found = {"page": 1, "left": 0.1, "top": 0.2, "width": 0.3, "height": 0.04}
        until = Suggestion(
            text="03/05/2027",
            day=date(2027, 3, 5),
            meaning=Meaning.EXPIRES,
            **({"kinds": (str(rabies),)} | found | about),
        )
        name = Suggestion(text="Tollwut", kinds=(str(rabies),), **found)
        task = run(suggesting.take)
        run(suggesting.settle, task.reading_id, [name, until])

    return read


@pytest.mark.spec("DOC-13")
async def test_what_was_found_is_offered_and_nothing_of_it_is_saved(
    open_review, rabies, paper, read_paper
):
    tab, _route, _sent = await open_review(paper)
    waiting = (await tab.state(ReviewState)).findings
    read_paper(paper, other=date(2027, 5, 3))

    await tab.send(ReviewState.refresh)

    found = (await tab.state(ReviewState)).findings
    assert (waiting.state, waiting.rows, found.state) == ("waiting", [], "read")
    until, name = found.rows
    assert (name.said, name.told, name.listed) == ("Rabies", "Vaccine", False)
    assert (until.said, until.told, until.about) == ("Mar 5, 2027", "Expires", "Rabies")
    assert (until.unclear, until.text) == ("May 3, 2027", "03/05/2027")
    assert (until.left, until.top, until.width, until.height) == (
        "10.00%",
        "20.00%",
        "30.00%",
        "4.00%",
    )
    offers = [(offer.value, offer.told) for offer in found.offers[str(rabies)]]
    unclear = "day and month unclear"
    assert offers == [("2027-03-05", unclear), ("2027-05-03", unclear)]
    assert run(lambda db: list(db.exec(select(Dose)).all())) == []


@pytest.mark.spec("DOC-13")
async def test_what_was_found_can_be_dismissed(open_review, paper, read_paper):
    read_paper(paper)
    tab, _route, _sent = await open_review(paper)

    await tab.send(ReviewState.dismiss, number="2")
    await tab.send(ReviewState.dismiss, number="x" * 10_000)

    found = (await tab.state(ReviewState)).findings
    assert [(row.said, row.listed) for row in found.rows] == [("Rabies", True)]
    assert found.offers == {}


@pytest.mark.spec("DOC-13")
async def test_nothing_is_offered_any_more_once_a_document_is_settled(
    open_review, paper, read_paper
):
    read_paper(paper)
    tab, _route, _sent = await open_review(paper)

    await tab.send(ReviewState.accept)

    assert (await tab.state(ReviewState)).findings.state == ""


@pytest.mark.spec("DOC-13")
async def test_what_was_found_is_named_by_the_types_for_the_pets_species(
    open_review, paper, read_paper, rabies, put
):
    ferrets = put(VaccineType(name="Rabies (ferret)", species=["ferret"])).id
    read_paper(paper, kinds=(str(ferrets), str(rabies)))

    tab, _route, _sent = await open_review(paper)

    assert (await tab.state(ReviewState)).findings.rows[0].about == "Rabies"
