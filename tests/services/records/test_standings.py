"""Narrowing records down by how far they have come; for staff alone."""

from datetime import date

import pytest

from models.records import Amendment
from services.core import clock
from services.core.db import run
from services.records import reading, standings
from services.records.paging import Wanted

pytestmark = pytest.mark.spec("REC-4", "REC-13")


@pytest.fixture
def file(alice, write_record, put):
    """A record of each standing in Rex's file, by what it is called."""
    write_record(alice.pet_id, title="draft", status="draft")
    write_record(alice.pet_id, title="shown", status="published")
    write_record(alice.pet_id, title="kept", status="private")
    write_record(alice.pet_id, title="amended", status="published", amended_at=clock.now())
    changing = write_record(alice.pet_id, title="changing", status="published")
    put(Amendment(record_id=changing.id, values={}, started_by="Vera Voss"))


def listed(person, pet_id, standing):
    wanted = Wanted(standing=standing)
    return {one.title for one in run(reading.listed, person.actor, pet_id, "note", wanted).rows}


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("standing", "titles"),
    [
        ("", {"draft", "shown", "kept", "amended", "changing"}),
        ("draft", {"draft"}),
        ("published", {"shown", "amended", "changing"}),
        ("amended", {"amended"}),
        ("changing", {"changing"}),
        ("private", {"kept"}),
        ("nonsense", set()),
    ],
)
def test_staff_narrow_a_list_down_by_standing(vera, alice, standing, titles):
    assert listed(vera, alice.pet_id, standing) == titles


@pytest.mark.spec("GEN-2")
@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("standing", ["", "draft", "private", "changing", "nonsense"])
def test_customers_see_what_is_published_whatever_they_ask_for(alice, standing):
    assert listed(alice, alice.pet_id, standing) == {"shown", "amended", "changing"}


def test_every_standing_has_a_name():
    assert [key for key, said in standings.choices() if said] == [
        "draft",
        "published",
        "amended",
        "changing",
        "private",
    ]


@pytest.mark.spec("REC-2")
def test_incident_reports_have_a_list_of_their_own_for_staff(vera, alice, write_record):
    write_record(alice.pet_id, kind="incident", title="Bitten", status="private")

    found = run(reading.listed, vera.actor, alice.pet_id, "incident").rows

    assert [(row.title, row.happened_on) for row in found] == [("Bitten", date(2026, 1, 5))]
