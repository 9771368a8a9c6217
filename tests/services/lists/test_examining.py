"""The markers of a panel and the ranges of a marker: what is written keeps its range."""

import pytest
from sqlmodel import select

from models.audit import AuditEvent
from models.laboratory import LabValue, Marker, Panel, ReferenceRange
from models.pets import Pet, Species
from services import editing, laboratory, lists
from services.core.db import look, run
from services.core.errors import Forbidden, Invalid, NotFound
from services.laboratory import catalogue
from services.lists import examining
from services.records import writing

pytestmark = pytest.mark.spec("ADMIN-7", "REC-8")


@pytest.fixture(autouse=True)
def _shipped():
    run(lists.seed)


def one(model, **wanted):
    query = select(model)
    for name, value in wanted.items():
        query = query.where(getattr(model, name) == value)
    return run(lambda db: db.exec(query).first())


def alt():
    return one(Marker, key="ALT")


def range_of(key):
    return one(ReferenceRange, marker_id=alt().id, species_id=one(Species, key=key).id)


def change(person, **typed):
    named = {name.replace("__", "."): value for name, value in typed.items()}
    return run(examining.set_ranges, person.actor, alt().id, alt().version, named)


def of_dog(**typed):
    return {f"{range_of('dog').id}.{name}": value for name, value in typed.items()}


def flags(person, record_id):
    return [
        (one.shown, one.flag) for one in look(laboratory.results, person, [record_id])[record_id]
    ]


@pytest.mark.spec("REC-9")
def test_a_changed_range_never_alters_what_a_value_was_flagged_by(alice, vera, write_record):
    record = write_record(alice.pet_id, kind="laboratory", status="draft")
    line = {
        "marker": "ALT",
        "name": "ALT",
        "result": "90",
        "unit": "U/L",
        "low": "17",
        "high": "95",
    }
    run(writing.save, vera.actor, record.id, 1, {"values": [line]})
    before = flags(vera.actor, record.id)

    change(vera, **of_dog(low="5", high="50", unit="U/L"))

    offered = run(lambda db: catalogue.offers(db, db.get(Pet, alice.pet_id)))["ALT"]
    assert [(span.low, span.high) for span in offered.spans] == [(5, 50)]
    assert before == flags(vera.actor, record.id) == [("90", laboratory.Flag.NORMAL)]
    value = one(LabValue, record_id=record.id)
    assert (value.low, value.high) == (17, 95)


def test_add_a_range_for_another_species_and_take_one_away(vera):
    rabbit = one(Species, key="rabbit")

    change(
        vera,
        new__species=str(rabbit.id),
        new__unit="u/l",
        new__low="25",
        new__high="65,5",
        new__source="Our own analyser",
    )
    found = change(vera, **{f"{range_of('cat').id}.gone": True})

    made = range_of("rabbit")
    assert (made.unit, made.low, made.high, made.source) == ("U/L", 25, 65.5, "Our own analyser")
    assert [one.species.key for one in found.ranges] == ["dog", "rabbit"]
    assert [row.event for row in run(lambda db: db.exec(select(AuditEvent)).all())] == [
        "list changed",
        "list changed",
    ]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"low": "many"}, "low"),
        ({"low": "9", "high": "5"}, "high"),
        ({"low": "", "high": ""}, "low"),
        ({"unit": "x" * 21}, "unit"),
        ({"source": "x" * 10_001}, "source"),
    ],
)
def test_a_range_that_cannot_be_is_refused_beside_its_field(vera, typed, field):
    before = range_of("dog")
    with pytest.raises(Invalid) as refused:
        change(vera, **of_dog(**{"low": "1", "high": "2", "unit": "U/L", **typed}))

    assert refused.value.field == f"{before.id}.{field}"
    assert range_of("dog") == before


def test_units_are_never_two_for_one_range(vera):
    dog = one(Species, key="dog")
    with pytest.raises(Invalid) as refused:
        change(vera, new__species=str(dog.id), new__unit="U / l", new__low="1", new__high="2")
    with pytest.raises(Invalid) as nobody:
        change(vera, new__unit="U/L", new__low="1")

    assert refused.value.field == "new.unit"
    assert nobody.value.field == "new.species"


@pytest.mark.spec("ADMIN-9")
def test_the_later_one_is_told(vera):
    values = of_dog(low="1", high="2", unit="U/L")
    run(examining.set_ranges, vera.actor, alt().id, 1, values)

    with pytest.raises(editing.Stale) as stale:
        run(examining.set_ranges, vera.actor, alt().id, 1, of_dog(low="3", high="2", unit="U/L"))

    assert [(one.theirs, one.yours) for one in stale.value.differences] == [("1", "3")]


def test_arrange_the_markers_of_a_panel(vera):
    panel = one(Panel, name="Chemistry")
    before = look(examining.members, vera.actor, panel.id)
    extra = one(Marker, key="WBC")

    run(examining.arrange, vera.actor, panel.id, [extra.id, before[1].id, before[0].id])

    keys = [row.key for row in look(examining.members, vera.actor, panel.id)]
    assert keys == ["WBC", before[1].key, before[0].key]


def test_only_who_may_change_settings_changes_what_is_examined(alice, rita):
    panel, marker = one(Panel, name="Chemistry"), alt()
    for person in (alice, rita):
        for verb, args in (
            (examining.members, (panel.id,)),
            (examining.arrange, (panel.id, [])),
            (examining.ranges, (marker.id,)),
            (examining.set_ranges, (marker.id, 1, {})),
        ):
            with pytest.raises(Forbidden):
                run(verb, person.actor, *args)


def test_what_is_not_there_is_not_found(vera):
    panel, marker = one(Panel, name="Chemistry"), alt()
    with pytest.raises(NotFound):
        run(examining.arrange, vera.actor, panel.id, [panel.id])
    with pytest.raises(NotFound):
        run(examining.ranges, vera.actor, panel.id)
    with pytest.raises(NotFound):
        run(examining.members, vera.actor, marker.id)
