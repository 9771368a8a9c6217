"""What is found in documents: read apart, kept for the staff, and never for customers."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlmodel import select

from benchmarks import certificates
from benchmarks.certificates import certificate
from models.audit import AuditEvent
from models.documents import DocumentReading, ReadingState
from models.vaccinations import Dose, Product, VaccineType
from services import settings
from services.access import Permission, visible
from services.core import files
from services.core.db import run
from services.core.errors import Forbidden, NotFound
from services.decoding import papers as decoding
from services.documents import handling, suggesting, texts
from services.documents.finding import Meaning, Suggestion
from services.documents.intake import Drawn, To
from services.readers import Lost
from tests import papers
from tests.services.documents.test_intake import hand_in, stored

pytestmark = [pytest.mark.spec("DOC-13"), pytest.mark.usefixtures("noon")]

UNTIL = Suggestion(1, "03/05/2027", 0.1, 0.2, 0.3, 0.04, date(2027, 3, 5), date(2027, 5, 3))


@pytest.fixture
def rabies(put):
    return put(VaccineType(name="Rabies", species=["dog"])).id


@pytest.fixture
def keep(tmp_path):
    """Keep a paper in the data folder as the intake does."""

    def kept(content, *, pdf=True):
        path = tmp_path / "paper"
        path.write_bytes(content)
        made = decoding.pdf(path) if pdf else decoding.picture(path)
        return stored(
            files.keep(content),
            media_type="application/pdf" if pdf else "image/jpeg",
            pages=[Drawn(files.keep(one.content), one.width, one.height) for one in made.pages],
        )

    return kept


def readings():
    return run(lambda db: list(db.exec(select(DocumentReading)).all()))


def offered(person, paper):
    return run(suggesting.of, person.actor, paper.id)


async def test_a_pdfs_own_text_is_read_after_it_was_handed_in(alice, vera, rabies, keep):
    paper = hand_in(alice, To(pet_id=alice.pet_id), keep(papers.pdf(2)))
    before = offered(vera, paper)
    trail = run(lambda db: len(db.exec(select(AuditEvent)).all()))

    assert await suggesting.read_next()
    assert not await suggesting.read_next()

    assert before.state is ReadingState.WAITING
    found = offered(vera, paper)
    assert found.state is ReadingState.READ
    days = [one for one in found.suggestions if one.day]
    assert [(one.page, one.day, one.meaning, one.kinds) for one in days] == [
        (page, date(2027, 3, 5), Meaning.EXPIRES, (str(rabies),)) for page in (1, 2)
    ]
    assert {one.text for one in found.suggestions} == {"Rabies", "2027-03-05"}
    assert run(lambda db: list(db.exec(select(Dose)).all())) == []
    assert run(lambda db: len(db.exec(select(AuditEvent)).all())) == trail


async def test_a_picture_is_read_on_this_machine(alice, vera, rabies, keep, tmp_path):
    made = certificate("blocks", "en", 3, date(2026, 3, 4))
    (tmp_path / "drawn.pdf").write_bytes(made.pdf)
    [page] = decoding.pdf(tmp_path / "drawn.pdf").pages
    photo = certificates.picture(certificates.opened(page.content), "scan", 1)
    paper = hand_in(alice, To(pet_id=alice.pet_id), keep(photo, pdf=False))

    await suggesting.read_next()

    found = offered(vera, paper)
    assert found.state is ReadingState.READ
    told = {(one.meaning, one.day) for one in found.suggestions if one.day}
    assert {(Meaning.GIVEN, shot.given) for shot in made.shots} <= told
    assert {(Meaning.EXPIRES, shot.expires) for shot in made.shots} <= told


async def test_without_what_reads_pictures_the_staff_are_told(alice, vera, keep, monkeypatch):
    class Bare:
        async def ask(self, asked, _seconds):
            raise texts.Absent

    paper = hand_in(alice, file=keep(papers.png(), pdf=False))
    monkeypatch.setattr(texts, "_readers", Bare())

    await suggesting.read_next()

    assert offered(vera, paper).state is ReadingState.FAILED


async def test_a_file_that_is_the_end_of_its_reader_fails(alice, vera, keep, monkeypatch):
    class Deadly:
        async def ask(self, _asked, _seconds):
            raise Lost

    paper = hand_in(alice, file=keep(papers.pdf()))
    monkeypatch.setattr(texts, "_readers", Deadly())

    await suggesting.read_next()

    assert offered(vera, paper).state is ReadingState.FAILED
    assert not await suggesting.read_next()


def test_take_gives_up_what_was_begun_too_often(alice, vera):
    paper = hand_in(alice)

    tasks = [run(suggesting.take) for _ in range(4)]

    assert [task is not None for task in tasks] == [True, True, True, False]
    assert offered(vera, paper).state is ReadingState.FAILED
    assert run(suggesting.take) is None


def test_take_reads_by_the_clinics_country_types_and_products(alice, put, rabies):
    run(settings.put, country="DE")
    put(Product(name="Rabvac 3", vaccine_type_id=rabies))
    put(VaccineType(name="Old", species=["dog"], retired=True))
    hand_in(alice)

    context = run(suggesting.take).context

    assert context.country == "DE"
    assert [(kind.id, kind.name, kind.products) for kind in context.kinds] == [
        (str(rabies), "Rabies", ("Rabvac 3",))
    ]


def test_settle_keeps_what_was_found_as_it_was(alice, vera):
    paper = hand_in(alice)
    task = run(suggesting.take)

    run(suggesting.settle, task.reading_id, [UNTIL])

    assert list(offered(vera, paper).suggestions) == [UNTIL]


def test_settle_keeps_nothing_of_a_document_that_is_gone(alice, vera):
    paper = hand_in(alice)
    task = run(suggesting.take)
    run(handling.remove, vera.actor, paper.id)

    run(suggesting.settle, task.reading_id, [UNTIL])

    assert readings() == []


def test_begin_has_a_document_read_that_never_was(alice, vera, put):
    paper = hand_in(alice)
    run(lambda db: db.delete(db.exec(select(DocumentReading)).one()))

    run(handling.begin, vera.actor, paper.id)
    run(handling.begin, vera.actor, paper.id)

    [row] = readings()
    assert (row.document_id, row.customer_id, row.state) == (paper.id, alice.actor.id, "waiting")


@pytest.mark.spec("GEN-11")
def test_customers_never_see_what_was_found(alice, vera):
    paper = hand_in(alice)
    run(suggesting.settle, run(suggesting.take).reading_id, [UNTIL])

    def seen(person):
        return run(lambda db: db.exec(visible(person.actor, DocumentReading)).all())

    assert (len(seen(vera)), seen(alice)) == (1, [])
    with pytest.raises(Forbidden):
        offered(alice, paper)


@pytest.mark.spec("AUTH-25", "GEN-1")
def test_of_needs_the_permissions_and_a_document(alice, vera):
    paper = hand_in(alice)

    for lacking in (Permission.REVIEW_DOCUMENTS, Permission.VIEW_RECORDS):
        may = replace(vera.actor, permissions=vera.actor.permissions - {lacking})
        with pytest.raises(Forbidden):
            run(suggesting.of, may, paper.id)
    with pytest.raises(NotFound):
        run(suggesting.of, vera.actor, uuid4())
