"""Whoever changes the database behind the portal's back is found out, every time."""

import random

import pytest
from sqlalchemy import text

from services import audit
from services.core.config import config
from services.core.db import look, run

pytestmark = pytest.mark.spec("PRIV-6")

LINES = 12
CHANGES = (
    "event = 'pet added'",
    "actor_kind = 'system'",
    "actor_id = NULL",
    "subject_id = NULL",
    "customer_id = NULL",
    "pet_id = NULL",
    "origin = '192.0.2.9'",
    "details = '{}'",
    "at = '2020-01-01 00:00:00'",
    "hash = hex(randomblob(32))",
    "previous_hash = hex(randomblob(32))",
)


def _edit(dice: random.Random) -> list[str]:
    change, line = dice.choice(CHANGES), dice.randint(1, LINES)
    return [f"UPDATE auditevent SET {change} WHERE number = {line}"]


def _delete(dice: random.Random) -> list[str]:
    line = dice.randint(1, LINES - 1)
    later = f"UPDATE auditevent SET number = number - 1 WHERE number > {line}"
    return [f"DELETE FROM auditevent WHERE number = {line}", *([later] * dice.randint(0, 1))]


def _reorder(dice: random.Random) -> list[str]:
    one, other = dice.sample(range(1, LINES + 1), 2)
    steps = ((one, 99), (other, one), (99, other))
    return [f"UPDATE auditevent SET number = {new} WHERE number = {old}" for old, new in steps]


def _truncate(dice: random.Random) -> list[str]:
    return [f"DELETE FROM auditevent WHERE number > {dice.randint(0, LINES - 1)}"]


def faults() -> list[audit.Fault]:
    return look(lambda db: list(audit.verify(db, audit.mirrored())))


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("deed", [_edit, _delete, _reorder, _truncate])
def test_verify_finds_what_was_tampered_with(deed, seed, tell):
    tell(LINES)
    look(audit.mirror)
    assert faults() == []

    for statement in deed(random.Random(seed)):
        run(lambda db, statement=statement: db.connection().execute(text(statement)))

    assert faults()


def test_verify_finds_an_end_that_was_cut_off_and_grown_again(tell):
    tell(5)
    look(audit.mirror)
    run(lambda db: db.connection().execute(text("DELETE FROM auditevent WHERE number > 3")))
    tell(4)

    assert [(fault.number, fault.reason) for fault in faults()] == [(5, "changed")]


def test_verify_finds_an_end_that_was_cut_off(tell):
    tell(5)
    look(audit.mirror)
    run(lambda db: db.connection().execute(text("DELETE FROM auditevent WHERE number > 3")))

    assert [(fault.number, fault.reason) for fault in faults()] == [(5, "missing at the end")]


def test_mirror_keeps_one_line_a_day(tell, later):
    for _ in range(3):
        tell(1)
        look(audit.mirror)
        look(audit.mirror)
    later(days=1)
    tell(2)
    look(audit.mirror)

    lines = (config().data_dir / "audit.heads").read_text().splitlines()
    assert [line.split()[1] for line in lines] == ["3", "5"]
    assert faults() == []


def test_a_mirror_that_cannot_be_read_hides_nothing(tell):
    tell(3)
    (config().data_dir / "audit.heads").write_text("nonsense\n2026-01-01 x y\n")
    look(audit.mirror)

    assert set(audit.mirrored()) == {3}
