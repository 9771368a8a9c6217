"""Doses that staff give, plan, correct and take back."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import col

from models.audit import AuditEvent
from models.base import Status
from models.pets import Pet
from models.vaccinations import Product
from services import settings, vaccinations
from services.access import Permission, system
from services.audit import Event
from services.core.db import look, run
from services.core.errors import Conflict, Forbidden, Invalid, NotFound, Question
from services.editing import Stale
from services.vaccinations import State, doses
from services.vaccinations.doses import Typed

pytestmark = pytest.mark.usefixtures("noon")
TODAY = date(2026, 3, 4)


def day(offset):
    return TODAY + timedelta(days=offset)


@pytest.fixture
def typed(vaccines):
    return Typed(vaccine_type_id=vaccines["Rabies"], given_on=TODAY)


def add(person, pet_id, typed):
    return run(doses.add, person.actor, pet_id, typed)


@pytest.mark.spec("REC-10")
def test_give_a_dose_for_as_long_as_its_product_says(alice, vera, typed, vaccines):
    one_year = add(vera, alice.pet_id, replace(typed, product_name=" Rabies, 1 year "))
    three = add(vera, alice.pet_id, replace(typed, product_name="Rabies, 3 years"))
    by_type = add(vera, alice.pet_id, replace(typed, product_name="Typed by hand"))
    said = add(vera, alice.pet_id, replace(typed, valid_until=day(90)))

    assert [row.valid_until for row in (one_year, three, by_type, said)] == [
        date(2027, 3, 4),
        date(2029, 3, 4),
        date(2027, 3, 4),
        day(90),
    ]
    assert (one_year.product_name, one_year.author_name) == ("Rabies, 1 year", "Vera Voss")


@pytest.mark.spec("REC-10")
def test_take_the_manufacturer_from_the_product_unless_typed(alice, vera, typed, vaccines):
    def make(db):
        db.get(Product, vaccines.products["Rabies, 1 year"].id).manufacturer = "Maker"

    run(make)

    known = add(vera, alice.pet_id, replace(typed, product_name="Rabies, 1 year"))
    other = add(
        vera, alice.pet_id, replace(typed, product_name="Rabies, 1 year", manufacturer="Other")
    )

    assert (known.manufacturer, other.manufacturer) == ("Maker", "Other")


@pytest.mark.spec("REC-10", "IMM-4", "GEN-11")
def test_show_a_dose_to_the_owner_at_once_without_the_staffs_notes(alice, bob, vera, typed):
    add(vera, alice.pet_id, replace(typed, batch="A77", notes="Well borne", staff_notes="bites"))

    (shown,) = look(vaccinations.listed, alice.actor, alice.pet_id).rows

    assert (shown.batch, shown.notes, shown.state) == ("A77", "Well borne", State.GIVEN)
    assert "bites" not in repr(shown)
    (seen,) = look(vaccinations.listed, vera.actor, alice.pet_id).rows
    assert (seen.staff_notes, seen.version) == ("bites", 1)
    assert look(vaccinations.needs, alice.actor, [alice.pet_id])[0].standing == "valid"


@pytest.mark.spec("REC-10")
def test_plan_a_dose_and_note_later_that_it_was_given(alice, vera, typed):
    plan = add(vera, alice.pet_id, replace(typed, given_on=None, planned_on=day(3)))

    planned = look(vaccinations.listed, vera.actor, alice.pet_id).rows[0].state
    given = replace(typed, planned_on=day(3), given_on=day(0))
    run(doses.correct, vera.actor, plan.id, 1, given)

    (row,) = look(vaccinations.listed, vera.actor, alice.pet_id).rows
    assert planned is State.DUE_SOON
    assert (row.id, row.state, row.given_on, row.valid_until) == (
        plan.id,
        State.GIVEN,
        TODAY,
        date(2027, 3, 4),
    )


@pytest.mark.spec("REC-10")
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"vaccine_type_id": None}, "vaccine_type_id"),
        ({"given_on": None}, "given_on"),
        ({"given_on": day(1)}, "given_on"),
        ({"given_on": date(206, 3, 4)}, "given_on"),
        ({"given_on": date(2020, 5, 1)}, "given_on"),  # before its birth
        ({"given_on": None, "planned_on": date(2999, 1, 1)}, "planned_on"),
        ({"valid_until": day(-1)}, "valid_until"),
        ({"batch": "x" * 41}, "batch"),
        ({"notes": "x" * 2001}, "notes"),
    ],
)
def test_refuse_what_does_not_fit_beside_its_field(alice, vera, typed, kept, values, field):
    def born(db):
        db.get(Pet, alice.pet_id).born_on = date(2021, 1, 1)

    run(born)

    with pytest.raises(Invalid) as refused:
        add(vera, alice.pet_id, replace(typed, **values))

    assert refused.value.field == field
    assert kept() == []


@pytest.mark.spec("ADMIN-9")
def test_show_the_later_of_two_the_difference(alice, vera, typed):
    row = add(vera, alice.pet_id, replace(typed, batch="A1"))
    run(doses.correct, vera.actor, row.id, 1, replace(typed, batch="B2"))

    with pytest.raises(Stale) as refused:
        run(doses.correct, vera.actor, row.id, 1, replace(typed, batch="C3"))

    (difference,) = refused.value.differences
    assert (difference.field, difference.theirs, difference.yours) == ("batch", "B2", "C3")
    run(doses.correct, vera.actor, row.id, 2, replace(typed, batch="C3"))
    assert look(doses.opened, vera.actor, row.id).batch == "C3"


@pytest.mark.spec("REC-10", "GEN-2")
def test_take_back_a_mistake_without_a_trace_for_the_customer(alice, vera, typed):
    row = add(vera, alice.pet_id, typed)

    run(doses.void, vera.actor, row.id, 1)

    assert look(vaccinations.listed, alice.actor, alice.pet_id).rows == ()
    (seen,) = look(vaccinations.listed, vera.actor, alice.pet_id).rows
    assert (seen.void, seen.status) == (True, Status.PRIVATE)
    assert look(vaccinations.needs, vera.actor, [alice.pet_id])[0].standing == "missing"
    with pytest.raises(Conflict):
        run(doses.void, vera.actor, row.id, 2)
    with pytest.raises(Conflict):
        run(doses.correct, vera.actor, row.id, 2, typed)


@pytest.mark.spec("GEN-2")
def test_keep_a_draft_from_the_customer(alice, vera, typed):
    row = add(vera, alice.pet_id, replace(typed, status=Status.DRAFT))

    assert look(vaccinations.listed, alice.actor, alice.pet_id).rows == ()
    run(doses.correct, vera.actor, row.id, 1, typed)
    assert len(look(vaccinations.listed, alice.actor, alice.pet_id).rows) == 1


@pytest.mark.spec("AUTH-25", "GEN-1", "REC-1")
def test_let_nobody_write_without_the_permission(alice, bob, vera, typed, kept):
    row = add(vera, alice.pet_id, typed)
    others = replace(
        vera.actor, permissions=vera.actor.permissions - {Permission.WRITE_VACCINATIONS}
    )
    verbs = (
        lambda db, actor: doses.add(db, actor, alice.pet_id, typed),
        lambda db, actor: doses.correct(db, actor, row.id, 1, replace(typed, batch="Z")),
        lambda db, actor: doses.void(db, actor, row.id, 1),
        lambda db, actor: doses.opened(db, actor, row.id),
        lambda db, actor: doses.choices(db, actor, alice.pet_id),
    )

    for actor in (others, alice.actor, bob.actor):
        for verb in verbs:
            with pytest.raises(Forbidden):
                run(verb, actor)
    run(settings.put, record_types={"vaccination": False})
    for verb in verbs:
        with pytest.raises(NotFound):
            run(verb, vera.actor)
    assert [(one.batch, one.void) for one in kept()] == [("", False)]


@pytest.mark.spec("PRIV-6", "GEN-11")
def test_write_each_deed_into_the_trail_without_what_was_written(alice, vera, typed):
    row = add(vera, alice.pet_id, replace(typed, notes="secret words"))
    run(doses.correct, vera.actor, row.id, 1, replace(typed, notes="other words", batch="A"))
    run(doses.void, vera.actor, row.id, 2)

    trail = run(
        lambda db: [
            (line.event, line.subject_id, line.pet_id, line.details)
            for line in db.exec(system(AuditEvent).order_by(col(AuditEvent.number)))
        ]
    )

    assert trail == [
        (Event.DOSE_SAVED, row.id, alice.pet_id, {"status": "published"}),
        (Event.DOSE_SAVED, row.id, alice.pet_id, {"fields": ["batch", "notes"]}),
        (Event.DOSE_VOIDED, row.id, alice.pet_id, {"fields": ["status", "void"]}),
    ]
    assert "words" not in json.dumps([str(line) for line in trail])


@pytest.mark.spec("REC-10")
def test_offer_the_types_of_the_species_and_their_products(alice, bob, vera, vaccines):
    offered = look(doses.choices, vera.actor, alice.pet_id)

    assert [kind.name for kind in offered.types] == [
        "Rabies",
        "DHPP",
        "Bordetella",
        "Leptospirosis",
    ]
    assert {row.vaccine_type_id for row in offered.products} == {kind.id for kind in offered.types}
    names = [kind.name for kind in look(doses.choices, vera.actor, bob.pet_id).types]
    assert names == ["Rabies", "FVRCP", "FeLV"]


@pytest.mark.spec("REC-10")
def test_add_a_dose_once_for_one_form_and_author(alice, vera, typed):
    first = run(doses.add, vera.actor, alice.pet_id, typed, key="k")

    again = run(doses.add, vera.actor, alice.pet_id, replace(typed, batch="B"), key="k", agreed="")

    assert (again.id, again.batch) == (first.id, "")
    assert len(look(vaccinations.listed, vera.actor, alice.pet_id).rows) == 1


@pytest.mark.spec("REC-10", "GEN-4")
def test_add_a_dose_of_another_day_that_the_same_form_sends(alice, vera, typed):
    first = run(doses.add, vera.actor, alice.pet_id, typed, key="k")
    before = replace(typed, given_on=typed.given_on - timedelta(days=365))

    other = run(doses.add, vera.actor, alice.pet_id, before, key="k", agreed="")

    assert other.id != first.id
    assert len(look(vaccinations.listed, vera.actor, alice.pet_id).rows) == 2


@pytest.mark.spec("REC-10")
def test_ask_whether_a_colleagues_dose_is_to_be_entered_again(alice, vera, rita, typed):
    may = frozenset({Permission.WRITE_VACCINATIONS, Permission.VIEW_RECORDS})
    rita = replace(rita, actor=replace(rita.actor, permissions=may))
    add(vera, alice.pet_id, typed)

    with pytest.raises(Question) as asked:
        run(doses.add, rita.actor, alice.pet_id, typed, key="k", agreed="")
    before = len(look(vaccinations.listed, vera.actor, alice.pet_id).rows)
    run(doses.add, rita.actor, alice.pet_id, typed, key="k", agreed=str(asked.value))

    assert str(asked.value).startswith("Vera Voss has entered this vaccination")
    assert before == 1
    assert len(look(vaccinations.listed, vera.actor, alice.pet_id).rows) == 2


@pytest.mark.spec("REC-10")
def test_ask_nothing_of_another_day_another_vaccine_or_one_taken_back(alice, vera, typed, vaccines):
    wrong = add(vera, alice.pet_id, typed)
    run(doses.void, vera.actor, wrong.id, wrong.version)
    others = [
        replace(typed, given_on=day(-1)),
        replace(typed, given_on=None, planned_on=day(0)),
        replace(typed, vaccine_type_id=vaccines["DHPP"]),
        typed,
    ]

    added = [run(doses.add, vera.actor, alice.pet_id, one, agreed="") for one in others]

    assert len({row.id for row in added} - {wrong.id}) == 4
