"""A line that somebody has turned into nonsense is reported, and hides none of the others."""

import pytest
from sqlalchemy import text

from services import audit
from services.audit import Event, Fault, reading
from services.audit.reading import Asked
from services.core.db import look, run

pytestmark = pytest.mark.spec("PRIV-6")

UNREADABLE = "cannot be read"
NONSENSE = (
    "details = '{'",
    "details = 'null'",
    "details = '[1]'",
    "details = CAST(x'ff' AS TEXT)",
    "details = x'ff'",
    "at = 'yesterday'",
    "at = 12",
    "at = x'00'",
    "actor_id = 'nobody'",
    "customer_id = x'00'",
    "pet_id = 'Rex'",
    "origin = x'ff'",
    "event = CAST(x'ff' AS TEXT)",
    "hash = x'ff'",
)


def spoil(change: str, line: int) -> None:
    run(lambda db: db.connection().execute(
        text(f"UPDATE auditevent SET {change} WHERE number = {line}")
    ))  # fmt: skip


def faults() -> list[Fault]:
    return look(lambda db: list(audit.verify(db, audit.mirrored())))


@pytest.mark.parametrize("change", NONSENSE)
def test_verify_reports_a_line_of_nonsense_and_goes_on(change, tell, vera):
    tell(6)

    spoil(change, 2)
    spoil("origin = '192.0.2.9'", 5)

    assert faults() == [Fault(2, UNREADABLE), Fault(5, "changed")]
    shown = look(reading.listed, vera.actor, Asked()).lines
    assert [line.number for line in shown] == [6, 5, 4, 3, 2, 1]
    assert shown[4].said == "Line 2 cannot be read: it was changed"


def test_verify_reports_every_line_when_all_are_nonsense(tell):
    tell(4)

    for line in (1, 2, 3, 4):
        spoil("details = '{'", line)

    assert faults() == [Fault(line, UNREADABLE) for line in (1, 2, 3, 4)]


@pytest.mark.parametrize("details", ["{}", '{"fields": 3}', '{"setting": 7, "before": {"a": []}}'])
def test_a_page_of_the_trail_shows_details_of_any_shape(details, tell, vera):
    tell(2)

    spoil(f"details = '{details}'", 2)

    assert [line.number for line in look(reading.listed, vera.actor, Asked()).lines] == [2, 1]
    assert faults() == [Fault(2, "changed")]


def test_all_lines_are_proved_over_more_than_one_batch(tell, monkeypatch):
    monkeypatch.setattr(audit.rows, "_AT_ONCE", 2)
    tell(5)
    spoil(f"event = '{Event.PET_ADDED}'", 4)

    assert faults() == [Fault(4, "changed")]
