"""Two staff members who begin the same record are told of each other."""

from dataclasses import replace

import pytest

from services.access import Permission
from services.core.db import look, run
from services.records import desk, writing

pytestmark = pytest.mark.spec("ADMIN-9", "REC-2")


@pytest.fixture
def writer(rita):
    """Rita, once she may write records."""
    return replace(rita, actor=replace(rita.actor, permissions=frozenset(Permission)))


def told(person, record):
    return [(one.author_name, one.id) for one in look(desk.lay_out, person.actor, record.id).twins]


def test_whoever_begins_what_somebody_else_has_begun_is_told_and_so_is_the_other(
    alice, vera, writer
):
    first = run(writing.start, vera.actor, alice.pet_id, "note")
    alone = told(vera, first)

    second = run(writing.start, writer.actor, alice.pet_id, "note")

    assert alone == []
    assert told(writer, second) == [("Vera Voss", first.id)]
    assert told(vera, first) == [(writer.actor.name, second.id)]


def test_records_of_another_kind_pet_or_author_are_no_reason_to_warn(alice, bob, vera, writer):
    first = run(writing.start, vera.actor, alice.pet_id, "note")

    run(writing.start, writer.actor, alice.pet_id, "diagnosis")
    run(writing.start, writer.actor, bob.pet_id, "note")
    run(writing.start, vera.actor, alice.pet_id, "note", beside=first.id)

    assert told(vera, first) == []
