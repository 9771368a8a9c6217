"""What pages ask of the database goes by an index, however much there is in a growing table."""

from uuid import uuid4

import pytest

from models.measurements import Quantity
from services import documents, laboratory, measurements, messaging, overview, pets, vaccinations
from services.auth import account, sessions
from services.core import clock
from services.core.db import engine, look, run
from services.overview.entries import Wanted as Sought
from services.records import reading
from services.records.paging import Wanted
from tests.plans import GROWING, heard, scanned

ASKED = {
    "dashboard": lambda db, actor, pet: pets.listed(db, actor),
    "head": lambda db, actor, pet: pets.header(db, actor, pet),
    "documents in the tabs": lambda db, actor, pet: pets.has_documents(db, actor, pet),
    "timeline": lambda db, actor, pet: overview.summary(db, actor, pet),
    "notes": lambda db, actor, pet: reading.listed(db, actor, pet, "note"),
    "older notes": lambda db, actor, pet: reading.listed(
        db, actor, pet, "note", Wanted(before=(clock.today(), uuid4()))
    ),
    "notes between two days": lambda db, actor, pet: reading.listed(
        db, actor, pet, "note", Wanted(since=clock.today(), until=clock.today())
    ),
    "laboratory": lambda db, actor, pet: laboratory.results(
        db, actor, [row.id for row in reading.listed(db, actor, pet, "laboratory").rows] + [uuid4()]
    ),
    "shields": lambda db, actor, pet: vaccinations.needs(db, actor, [pet]),
    "doses": lambda db, actor, pet: vaccinations.listed(db, actor, pet),
    "weights": lambda db, actor, pet: measurements.listed(db, actor, pet, Quantity.WEIGHT),
    "chart": lambda db, actor, pet: measurements.series(db, actor, pet, Quantity.WEIGHT),
    "documents": lambda db, actor, pet: documents.listed(db, actor, pet),
    "badge": lambda db, actor, pet: messaging.unread(db, actor),
    "threads": lambda db, actor, pet: messaging.threads(db, actor),
    "threads about a pet": lambda db, actor, pet: messaging.threads(db, actor, pet),
    "search": lambda db, actor, pet: overview.search(db, actor, Sought(("ear", "left")), 20),
    "account": lambda db, actor, pet: account.overview(db, actor),
    "session": lambda db, actor, pet: sessions.acting(db, actor.session_id, lambda *_: None),
}


@pytest.fixture
def in_files(alice, put, write_record):
    """Give Alice's pet something of everything, so that each query has its say."""
    run(vaccinations.seed)
    write_record(alice.pet_id)
    write_record(alice.pet_id, kind="laboratory")


@pytest.mark.spec("GEN-12")
@pytest.mark.parametrize("name", ASKED)
def test_reads_no_growing_table_from_end_to_end(alice, in_files, name):
    with heard() as statements:
        look(ASKED[name], alice.actor, alice.pet_id)

    assert statements
    assert scanned(statements) & GROWING == set()


@pytest.mark.spec("GEN-12")
async def test_finds_a_session_by_its_cookie_alone(alice):
    with heard() as statements:
        assert await sessions.resolve(alice.token, touch=False)

    assert scanned(statements) & GROWING == set()


def test_a_scan_would_be_noticed(alice):
    with heard() as statements, engine().connect() as connection:
        connection.exec_driver_sql("SELECT * FROM message WHERE body = 'x'")

    assert scanned(statements) == {"message"}
