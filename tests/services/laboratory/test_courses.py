"""A marker's course: one unit on a line, each day's own range, nothing of others."""

from datetime import date

import pytest

from models.laboratory import LabValue
from services.core.db import run
from services.core.errors import Forbidden, NotFound
from services.laboratory import Flag, Trend, courses, results

pytestmark = pytest.mark.spec("REC-9")


@pytest.fixture
def lab(write_record, put):
    def write(pet_id, day, *values, status="published"):
        record = write_record(
            pet_id, kind="laboratory", happened_on=date(2026, 1, day), status=status
        )
        for position, value in enumerate(values):
            put(LabValue(record_id=record.id, pet_id=pet_id, position=position, **value))
        return record

    return write


def value(number, unit="mg/dL", marker="CREA", **more):
    return {"marker": marker, "name": "Creatinine", "number": number, "unit": unit, **more}


def course(person, marker="CREA"):
    return run(courses.course, person.actor, person.pet_id, marker)


def test_course_never_mixes_units(alice, lab):
    lab(alice.pet_id, 1, value(1.0))
    lab(alice.pet_id, 2, value(90, "µmol/L"))
    lab(alice.pet_id, 3, value(1.2))
    lab(alice.pet_id, 4, {"marker": "CREA", "name": "Creatinine", "text": "haemolysed"})

    found = course(alice)

    assert [(unit, [stand.shown for stand in line]) for unit, line in found.lines] == [
        ("mg/dL", ["1", "1.2"]),
        ("µmol/L", ["90"]),
    ]
    assert [stand.shown for stand in found.words] == ["haemolysed"]
    assert found.lines[0][1][1].trend is Trend.UP
    assert found.lines[1][1][0].trend is Trend.NONE


def test_course_keeps_each_days_range_and_comparator(alice, lab):
    lab(alice.pet_id, 1, value(0.2, comparator="<", low=0.6, high=1.4))
    lab(alice.pet_id, 2, value(1.5, low=0.5, high=1.8))

    ((_unit, line),) = course(alice).lines

    assert [(stand.shown, stand.range, stand.flag) for stand in line] == [
        ("<0.2", "0.6\u20131.4", Flag.LOW),
        ("1.5", "0.5\u20131.8", Flag.NORMAL),
    ]


def test_course_and_list_agree_on_every_arrow(alice, lab):
    records = [
        lab(alice.pet_id, day, value(number, comparator=comparator), value(number + 1))
        for day, number, comparator in (
            (5, 1.0, ""),
            (5, 2.0, "<"),
            (5, 0.5, ">"),
            (7, 2.0, ""),
            (9, 2.0, ""),
        )
    ]

    listed = run(results, alice.actor, [record.id for record in records])
    ((_unit, line),) = course(alice).lines

    arrows = {(row.shown, row.trend) for rows in listed.values() for row in rows}
    assert {(stand.shown, stand.trend) for stand in line} == arrows
    assert len(line) == 10


@pytest.mark.spec("GEN-1", "GEN-2")
def test_course_shows_only_what_the_reader_may_see(alice, bob, vera, rita, lab):
    lab(bob.pet_id, 1, value(1.0))
    lab(bob.pet_id, 2, value(9.0), status="draft")

    ((_unit, seen),) = course(bob).lines
    everything = run(courses.course, vera.actor, bob.pet_id, "CREA")

    assert [stand.shown for stand in seen] == ["1"]
    assert len(everything.lines[0][1]) == 2
    with pytest.raises(NotFound):
        run(courses.course, alice.actor, bob.pet_id, "CREA")
    with pytest.raises(NotFound):
        course(alice)
    with pytest.raises(Forbidden):
        run(courses.course, rita.actor, bob.pet_id, "CREA")


def test_followed_lists_each_marker_once_by_name(alice, bob, lab):
    lab(alice.pet_id, 1, value(1), {"marker": "ALB", "name": "Albumin", "number": 3})
    lab(alice.pet_id, 2, value(2))
    lab(alice.pet_id, 3, value(2, marker="X"), status="draft")
    lab(bob.pet_id, 2, value(2, marker="Y"))

    found = run(courses.followed, alice.actor, alice.pet_id)

    assert [(one.marker, one.count) for one in found] == [("ALB", 1), ("CREA", 2)]
