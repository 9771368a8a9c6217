"""The audit trail tells who did what, and cannot be changed unnoticed."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update
from sqlmodel import col, select

from models.audit import AuditEvent
from models.customers import Customer
from services import audit
from services.audit import Event
from services.audit.sentences import sentence
from services.core import clock
from services.core.db import look, run

pytestmark = pytest.mark.spec("PRIV-6")

ROOT = Path(__file__).parents[3]
SENTENCES = ROOT / "services/audit/sentences.py"


def faults():
    return look(lambda db: [(fault.number, fault.reason) for fault in audit.verify(db)])


def tamper(statement):
    run(lambda db: db.connection().execute(statement))


def test_tells_who_did_what_to_whose(alice, vera, tell):
    tell(1)

    row = run(lambda db: db.exec(select(AuditEvent)).one())
    assert (row.number, row.event, row.actor_kind, row.actor_id) == (
        1,
        "pet changed",
        "staff",
        vera.actor.id,
    )
    assert (row.subject_kind, row.subject_id, row.pet_id) == ("pet", alice.pet_id, alice.pet_id)
    assert row.customer_id == alice.actor.customer_id
    assert row.details == {"fields": ["color"], "turn": 0}
    assert row.at <= clock.now()


def test_tells_of_somebody_not_signed_in_by_their_address():
    run(lambda db: audit.record(db, None, Event.SIGN_IN_FAILED, origin="192.0.2.7"))
    run(lambda db: audit.record(db, None, Event.NOTICE_SENT))

    rows = run(lambda db: db.exec(select(AuditEvent).order_by(col(AuditEvent.number))).all())
    assert [(row.actor_kind, row.origin) for row in rows] == [
        ("nobody", "192.0.2.7"),
        ("system", ""),
    ]


def test_tells_of_a_customer_as_the_owner_of_their_data(alice):
    run(
        lambda db: audit.record(
            db, alice.actor, Event.CUSTOMER_CHANGED, db.get(Customer, alice.actor.customer_id)
        )
    )

    row = run(lambda db: db.exec(select(AuditEvent)).one())
    assert (row.actor_kind, row.customer_id) == ("customer", alice.actor.customer_id)


def test_finds_an_untouched_trail_whole(tell):
    tell()

    assert faults() == []


@pytest.mark.parametrize(
    "values",
    [
        {"event": "pet added"},
        {"origin": "192.0.2.1"},
        {"actor_kind": "customer"},
        {"actor_id": None},
        {"details": {"fields": []}},
        {"at": clock.now() - timedelta(days=400)},
        {"customer_id": None},
        {"hash": "f" * 64},
    ],
)
def test_finds_a_changed_line(tell, values):
    tell()

    tamper(update(AuditEvent).where(col(AuditEvent.number) == 2).values(**values))

    assert faults()[0][0] in (2, 3)


def test_finds_a_line_taken_out(tell):
    tell()

    tamper(delete(AuditEvent).where(col(AuditEvent.number) == 2))

    assert faults()[0] == (2, "missing")


def test_finds_lines_that_changed_places(tell):
    tell()

    for before, after in ((2, 99), (3, 2), (99, 3)):
        tamper(text(f"UPDATE auditevent SET number = {after} WHERE number = {before}"))

    assert faults()[0][0] == 2


def test_every_event_is_told_of_by_something_and_has_its_sentence():
    source = "".join(path.read_text() for path in (ROOT / "services").rglob("*.py"))
    source += "".join(path.read_text() for path in (ROOT / "portal_app").rglob("*.py"))
    told = set(re.findall(r"\bEvent\.([A-Z_]+)", source.replace(SENTENCES.read_text(), "")))

    assert {event.name for event in Event} - told == set()
    assert [event for event in Event if sentence(event, "Ada", "Rex").startswith("Ada: ")] == []
