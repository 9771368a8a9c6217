"""The demo clinic is believable, the same on every machine, and never made in earnest."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, SQLModel, create_engine, func, select

from models.base import Status
from models.customers import Customer
from models.documents import Document, DocumentPage, DocumentReading, DocumentState
from models.laboratory import LabValue
from models.messaging import Message
from models.pets import Pet, Species
from models.records import Attachment, MedicalRecord
from models.staff import Location, StaffMember
from models.vaccinations import Dose
from services import demo, settings
from services.core import clock, files
from services.core.config import config
from services.demo import filling
from services.documents import texts
from services.documents.finding import Context, Kind, Meaning, found
from services.records import kinds

RANDOM = {"password_hash", "totp_secret"}  # salted or sealed anew each time
SHIPPED = {
    *("species", "breed", "subtype", "vaccinetype", "product", "setting", "shipped"),
    *("panel", "marker", "panelmarker", "referencerange"),
}


def database():
    """Make an empty portal in memory."""
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    return Session(engine)


@pytest.fixture(scope="module", autouse=True)
def demo_mode(tmp_path_factory):
    """Allow the demo clinic, with files of its own: the cast's are thrown away after each test."""
    patch = pytest.MonkeyPatch()
    mine = replace(config(), demo=True, data_dir=tmp_path_factory.mktemp("clinic"))
    patch.setattr(filling, "config", lambda: mine)
    patch.setattr(files, "config", lambda: mine)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def clinic(demo_mode):
    settings.forget()
    with database() as db:
        assert demo.fill(db) is True
        yield db
    settings.forget()


def count(db, model):
    return db.exec(select(func.count()).select_from(model)).one()


@pytest.mark.spec("OPS-2")
def test_fills_a_whole_clinic(clinic):
    assert count(clinic, Location) == 2
    assert count(clinic, StaffMember) == 5
    assert count(clinic, Customer) == 40
    assert count(clinic, Pet) == 70
    shown = {row.kind for row in clinic.exec(select(MedicalRecord))}
    assert shown == set(kinds.KINDS)
    living = set(clinic.exec(select(Pet.species_id)))
    assert living == set(clinic.exec(select(Species.id)))
    assert {row.state for row in clinic.exec(select(Document))} == set(DocumentState)
    assert {row.status for row in clinic.exec(select(MedicalRecord))} == set(Status)


@pytest.mark.spec("OPS-2")
def test_reaches_back_three_years_and_never_ahead(clinic):
    days = [row.happened_on for row in clinic.exec(select(MedicalRecord))]
    moments = [row.created_at for row in clinic.exec(select(Message))]

    assert min(days) <= clock.today() - timedelta(days=3 * 365)
    assert max(days) <= clock.today()
    assert max(moments) <= clock.now()


@pytest.mark.spec("OPS-13")
@pytest.mark.parametrize(
    ("name", "pets", "deceased"), [("alice", 2, 0), ("bob", 1, 0), ("carla", 5, 1), ("dora", 0, 0)]
)
def test_names_the_people_that_scripts_rely_on(clinic, name, pets, deceased):
    customer = clinic.exec(select(Customer).where(Customer.email == f"{name}@demo.test")).one()

    theirs = clinic.exec(select(Pet).where(Pet.customer_id == customer.id)).all()

    assert len(theirs) == pets
    assert sum(pet.deceased_on is not None for pet in theirs) == deceased
    if name == "alice":
        assert customer.phone == "+12025550143"


@pytest.mark.spec("OPS-13")
def test_names_the_staff(clinic):
    emails = {row.email for row in clinic.exec(select(StaffMember))}

    assert emails >= {f"{name}@demo.test" for name in ("ada", "vera", "frank", "ria")}


@pytest.mark.spec("OPS-2")
def test_keeps_details_as_the_registry_wants_them(clinic):
    for record in clinic.exec(select(MedicalRecord)):
        kinds.validated(record.kind, record.details)


@pytest.mark.spec("OPS-2")
def test_keeps_every_file_it_names(clinic):
    named = {row.file for row in clinic.exec(select(Attachment))}
    named |= {row.file for row in clinic.exec(select(Document))}
    named |= {row.photo for row in clinic.exec(select(Pet)) if row.photo}

    assert all(files.path(digest).exists() for digest in named)


@pytest.mark.spec("OPS-2")
def test_gives_each_pet_of_alice_every_kind(clinic):
    alice = clinic.exec(select(Customer).where(Customer.email == "alice@demo.test")).one()
    shown = {"note", "diagnosis", "imaging", "laboratory", "treatment"}

    for pet in clinic.exec(select(Pet).where(Pet.customer_id == alice.id)):
        records = clinic.exec(select(MedicalRecord).where(MedicalRecord.pet_id == pet.id)).all()
        assert {one.kind for one in records if one.status == Status.PUBLISHED} == shown
        assert clinic.exec(select(Dose).where(Dose.pet_id == pet.id)).first()
        assert clinic.exec(select(LabValue).where(LabValue.pet_id == pet.id)).first()


@pytest.mark.spec("OPS-2")
def test_makes_the_same_clinic_twice(clinic):
    settings.forget()
    with database() as other:
        demo.fill(other)

        assert told(other) == told(clinic)


def told(db):
    """Everything that is the same in all demo clinics of one day."""
    lists = {}
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in SHIPPED or not {"id", "name"} <= set(table.c.keys()):
            continue
        lists |= {row.id: row.name for row in db.execute(select(table))}
    found = Counter()
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in SHIPPED | {"group", "groupmembership"}:
            for row in db.execute(select(table)).mappings():
                line = {
                    key: lists.get(value, value) if key.endswith("_id") else value
                    for key, value in row.items()
                    if key not in RANDOM
                }
                found[table.name, repr(line)] += 1
    return found


@pytest.mark.spec("OPS-2")
def test_leaves_a_portal_with_customers_alone(clinic):
    before = told(clinic)

    assert demo.fill(clinic) is False
    assert told(clinic) == before


@pytest.mark.spec("OPS-2")
def test_refuses_outside_demo_mode(monkeypatch):
    monkeypatch.setattr(filling, "config", lambda: replace(config(), demo=False))

    with database() as db, pytest.raises(ValueError, match="demo mode only"):
        demo.fill(db)


@pytest.mark.spec("DOC-13")
async def test_one_paper_of_the_demo_is_read_at_once_and_says_until_when(clinic):
    [reading] = clinic.exec(select(DocumentReading)).all()
    paper = clinic.get(Document, reading.document_id)
    [page] = clinic.exec(select(DocumentPage).where(DocumentPage.document_id == paper.id)).all()
    shown = texts.Shown(page.file, page.width, page.height)
    context = Context(clock.today(), "US", [Kind("r", "Rabies"), Kind("d", "DHPP")])

    suggested = found(await texts.of(paper.file, [shown], pdf=True), context)

    assert reading.state == "waiting"
    until = [one for one in suggested if one.meaning is Meaning.EXPIRES]
    assert [one.kinds for one in until] == [("r",), ("d",), ()]
    assert all(one.day > clock.today() for one in until)
