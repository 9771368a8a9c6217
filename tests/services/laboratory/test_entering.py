"""Values are written as they were typed: comparator, unit, range of the day."""

import pytest
from sqlmodel import select

from models.records import MedicalRecord, Revision
from services.core import i18n
from services.core.db import run
from services.core.errors import Invalid
from services.laboratory import Flag, catalogue, entering, results
from services.records import publishing, writing

pytestmark = pytest.mark.spec("REC-8")


@pytest.fixture
def record(alice, write_record):
    run(catalogue.seed)
    return write_record(alice.pet_id, kind="laboratory", status="published")


def line(value, marker="ALT", unit="U/L", **more):
    return {"marker": marker, "name": marker, "result": value, "unit": unit} | more


def check(person, record, *lines):
    return run(entering.check, person.actor, record, list(lines))


def write(person, record, *lines):
    def work(db, actor):
        kept = db.get(MedicalRecord, record.id)
        entering.write(db, actor, kept, entering.check(db, actor, kept, list(lines)))

    run(work, person.actor)
    return run(results, person.actor, [record.id]).get(record.id, [])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("4.20", "4.20"),
        (" 4,2 ", "4.2"),
        ("<0,5", "<0.5"),
        ("> 1000", ">1000"),
        ("-3", "-3"),
        ("negative", "negative"),
        ("1+", "1+"),
        ("<", "<"),
        ("5-10", "5-10"),
        ("3/4", "3/4"),
    ],
)
def test_check_tells_numbers_from_words(vera, record, typed, kept):
    assert check(vera, record, line(typed))[0]["result"] == kept


def test_check_spells_a_unit_as_the_catalogue_does(vera, record):
    spelled = check(
        vera,
        record,
        line("1", "CREA", "mg/dl"),
        line("1", "WBC", "10^9/l"),
        line("1", "SDMA", "\N{GREEK SMALL LETTER MU}g/dl"),
        line("1", "CREA", "µmol/l"),
        line("1", "OURS", "mg/dl"),
    )

    assert [one["unit"] for one in spelled] == ["mg/dL", "10⁹/L", "µg/dL", "µmol/l", "mg/dl"]


def test_check_leaves_out_what_has_no_value(vera, record):
    assert check(vera, record, line(""), line(" ", "", "")) == []


@pytest.mark.parametrize(
    "given",
    [
        "ALT",
        ["ALT"],
        [line(4)],
        [line("x" * 81)],
        [line("1", marker="x" * 41)],
        [line("1,234")],
        [line("1", low="much")],
        [line("1", "", "") | {"name": ""}],
        [line("1")] * 201,
    ],
)
def test_check_refuses_what_does_not_fit(vera, record, given):
    with pytest.raises(Invalid):
        run(entering.check, vera.actor, record, given)


def test_write_keeps_comparator_digits_and_the_range_of_the_day(vera, record):
    usg, alt, nitrite = write(
        vera,
        record,
        line("1.030", "USG", "", low="1.015", high="1.045"),
        line(">1000", low="17", high="95"),
        line("negative", "NIT", "", expected="negative"),
    )

    assert (usg.shown, usg.flag, usg.range) == ("1.030", Flag.NORMAL, "1.015\u20131.045")
    assert (alt.shown, alt.flag) == (">1,000", Flag.HIGH)
    assert (nitrite.shown, nitrite.range, nitrite.flag) == ("negative", "negative", Flag.NONE)


def test_write_again_replaces_the_values_and_reads_back_the_same(vera, record):
    write(vera, record, line("1"), line("<2", "AST", low="3"))
    write(vera, record, line("<2.50", "AST", low="3"), line("1+", "PROT", ""))

    kept = run(entering.read, vera.actor, record)

    assert [(one["marker"], one["result"], one["low"]) for one in kept] == [
        ("AST", "<2.50", "3"),
        ("PROT", "1+", ""),
    ]
    assert check(vera, record, *kept) == kept


def test_tell_writes_values_in_lines():
    i18n.use("de")

    told = entering.tell([line("4.2") | {"name": "Sodium", "low": "3", "high": "5"}])

    assert told == "Natrium: 4.2 U/L (3\u20135)"


@pytest.mark.spec("REC-4")
def test_amending_a_record_keeps_the_values_that_were(alice, vera):
    run(catalogue.seed)
    draft = run(writing.start, vera.actor, alice.pet_id, "laboratory")
    first = run(
        writing.save,
        vera.actor,
        draft.id,
        draft.version,
        {"title": "Chemistry", "values": [line("1.2", "CREA", "mg/dl")]},
    )
    shown = run(publishing.publish, vera.actor, draft.id, first.version, notify=False)
    second = run(
        writing.save, vera.actor, draft.id, shown.version, {"values": [line("2.1", "CREA")]}
    )

    before = run(results, alice.actor, [draft.id])[draft.id]
    run(publishing.publish, vera.actor, draft.id, second.version, notify=False)
    after = run(results, alice.actor, [draft.id])[draft.id]
    (revision,) = run(lambda db: db.exec(select(Revision)).all())

    assert not first.faults
    assert [(one.shown, one.unit) for one in before] == [("1.2", "mg/dL")]
    assert [one.shown for one in after] == ["2.1"]
    assert [one["result"] for one in revision.values["values"]] == ["1.2"]


def test_what_cannot_be_kept_is_named_and_the_rest_is_kept(alice, vera):
    draft = run(writing.start, vera.actor, alice.pet_id, "laboratory")
    typed = {"title": "Chemistry", "values": [line("1,234")]}

    saved = run(writing.save, vera.actor, draft.id, draft.version, typed)

    assert str(saved.faults["values"]).startswith("ALT:")
    assert run(lambda db: db.get(MedicalRecord, draft.id).title) == "Chemistry"
