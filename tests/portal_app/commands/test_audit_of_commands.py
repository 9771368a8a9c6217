"""What operators do at the command line stands in the audit trail."""

from pathlib import Path

import pytest
from sqlmodel import col, select

from models.audit import AuditEvent
from models.staff import Group
from services import importing, lists, staff
from services.core import passwords
from services.core.db import look, run
from tests.staff_signing_in import PASSWORD

pytestmark = pytest.mark.spec("PRIV-6")

EXAMPLES = Path(__file__).parents[3] / "examples" / "import"


def lines() -> list[AuditEvent]:
    return look(lambda db: list(db.exec(select(AuditEvent).order_by(col(AuditEvent.number)))))


def test_an_administrator_made_at_the_command_line_is_told_of():
    new = staff.NewAdministrator("Ada", "ada@mail.test", passwords.kept(PASSWORD))

    member, _otpauth = run(staff.add_administrator, new)

    line = lines()[-1]
    assert (line.event, line.actor_kind, line.subject_id) == (
        "staff member added",
        "system",
        member.id,
    )


def test_what_administrators_may_newly_do_is_told_of():
    run(staff.seed_groups)
    before = len(lines())
    run(_take_rights)

    run(staff.seed_groups)
    run(staff.seed_groups)

    assert [line.event for line in lines()[before:]] == ["group changed"]


def _take_rights(db) -> None:
    group = db.exec(select(Group).where(col(Group.name) == staff.ADMINISTRATORS)).one()
    group.permissions = group.permissions[1:]


def test_an_import_is_told_of_once_with_its_counts():
    run(lists.seed)

    first = importing.run(EXAMPLES)
    again = importing.run(EXAMPLES)
    importing.run(EXAMPLES, dry_run=True)

    assert (first.written, again.written) == (True, False)
    [line] = lines()
    assert (line.event, line.actor_kind) == ("data imported", "system")
    assert line.details["new"] == dict(first.new)
