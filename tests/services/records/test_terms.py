"""The clinic's own words, found as one types and added in place."""

from dataclasses import replace

import pytest

from models.records import Term
from services.access import Permission
from services.core.db import run
from services.core.errors import Forbidden, Invalid, NotFound
from services.records import terms

pytestmark = pytest.mark.spec("ADMIN-6", "ADMIN-7")


def names(person, typed, kind="diagnosis"):
    return [row.name for row in run(terms.search, person.actor, kind, typed)]


def test_find_what_begins_so_before_what_holds_it(vera, put):
    put(
        Term(kind="diagnosis", name="Otitis externa"),
        Term(kind="diagnosis", name="Chronic otitis"),
        Term(kind="diagnosis", name="Old word for otitis", retired=True),
        Term(kind="treatment", name="Otitis drops"),
        Term(kind="diagnosis", name="100% healthy"),
    )

    assert names(vera, "OTI") == ["Otitis externa", "Chronic otitis"]
    assert names(vera, "%") == ["100% healthy"]
    assert names(vera, "nothing like it") == []
    assert len(names(vera, "")) == 3
    assert names(vera, "x" * 10_001) == []


def test_add_a_term_once_whatever_its_case(vera, put):
    retired = put(Term(kind="diagnosis", name="Heart murmur", retired=True))

    again = run(terms.add, vera.actor, "diagnosis", "  heart   MURMUR ")
    new = run(terms.add, vera.actor, "diagnosis", "Gingivitis")

    assert (again.id, again.retired) == (retired.id, True)
    assert names(vera, "") == ["Gingivitis"]
    assert run(terms.add, vera.actor, "diagnosis", "gingivitis").id == new.id


def test_add_a_subtype_in_the_colour_of_its_kind(vera):
    made = run(terms.add_subtype, vera.actor, "note", "House call")

    assert made.color == "#0d6b5b"
    assert run(terms.add_subtype, vera.actor, "note", "HOUSE CALL").id == made.id
    assert [row.name for row in run(terms.subtypes, "note")] == ["House call"]


def test_refuse_who_may_not_write_and_what_is_no_term(alice, rita, vera):
    without = frozenset(Permission) - {Permission.WRITE_DIAGNOSES}
    actor = replace(vera.actor, permissions=without)

    for refused in (actor, rita.actor, alice.actor):
        with pytest.raises(Forbidden):
            run(terms.add, refused, "diagnosis", "Gingivitis")
        with pytest.raises(Forbidden):
            run(terms.add_subtype, refused, "diagnosis", "Chronic")
    for kind in ("note", "weight", ""):
        with pytest.raises(NotFound):
            run(terms.add, vera.actor, kind, "Gingivitis")
    for name in ("", "x" * 161, None):
        with pytest.raises(Invalid):
            run(terms.add, vera.actor, "diagnosis", name)
