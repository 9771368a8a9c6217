"""What pets are required to have, and the shield that says how they stand."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from models.base import Status
from models.documents import Document, DocumentState
from models.pets import Pet
from models.vaccinations import Dose, Exemption, Immunization, VaccineType
from services import settings, vaccinations
from services.access import system
from services.core.db import engine, look, run
from services.core.errors import Forbidden, NotFound
from services.vaccinations import Color, Standing

pytestmark = pytest.mark.usefixtures("noon")
TODAY = date(2026, 3, 4)


def day(offset):
    return TODAY + timedelta(days=offset)


@pytest.fixture
def kinds():
    """The shipped vaccine types by name; rabies and DHPP are required for dogs."""
    run(vaccinations.seed)
    return run(lambda db: {kind.name: kind for kind in db.exec(system(VaccineType))})


@pytest.fixture
def protect(put, kinds):
    """Give a pet doses: `protect(pet_id, Rabies=12, DHPP=300)`, the days each is still valid."""

    def give(pet_id, status="published", **ends):
        for name, end in ends.items():
            put(
                Dose(
                    pet_id=pet_id,
                    vaccine_type_id=kinds[name].id,
                    given_on=day(-300),
                    valid_until=day(end),
                    status=Status(status),
                )
            )

    return give


@pytest.fixture
def exempt(put, kinds):
    def note(pet_id, name, until, kind=Exemption.WAIVED):
        put(
            Immunization(
                pet_id=pet_id,
                vaccine_type_id=kinds[name].id,
                exemption=kind,
                exempt_until=day(until),
            )
        )

    return note


def change(model, id, **values):
    def apply(db):
        row = db.get(model, id)
        for name, value in values.items():
            setattr(row, name, value)

    run(apply)


def shield(person, pet_id):
    return look(vaccinations.shields, person.actor, [pet_id]).get(pet_id)


def standings(person):
    found = look(vaccinations.needs, person.actor, [person.pet_id])
    return {need.type: need.standing for need in found}


@pytest.mark.spec("IMM-3")
@pytest.mark.parametrize(
    ("ends", "color", "words"),
    [
        ({}, Color.RED, "Rabies missing, DHPP missing"),
        ({"Rabies": 300}, Color.RED, "DHPP missing"),
        ({"Rabies": 12, "DHPP": -1}, Color.RED, "DHPP expired"),
        ({"Rabies": 12, "DHPP": 300}, Color.YELLOW, "Rabies expires soon"),
        ({"Rabies": 300, "DHPP": 300}, Color.GREEN, "All required vaccines valid"),
        (
            {"Rabies": 300, "DHPP": 300, "Bordetella": -9},
            Color.GREEN,
            "All required vaccines valid",
        ),
    ],
)
def test_tell_color_and_reason_from_required_types_alone(alice, vera, protect, ends, color, words):
    protect(alice.pet_id, **ends)

    found = shield(vera, alice.pet_id)

    assert (found.color, found.words) == (color, words)


@pytest.mark.spec("IMM-3", "IMM-2")
def test_count_an_exemption_as_covered(alice, vera, protect, exempt):
    protect(alice.pet_id, Rabies=300)
    exempt(alice.pet_id, "DHPP", 90)

    assert shield(vera, alice.pet_id).color is Color.GREEN


@pytest.mark.spec("IMM-3")
def test_say_that_an_exemption_ends_soon(alice, vera, protect, exempt):
    protect(alice.pet_id, Rabies=300)
    exempt(alice.pet_id, "DHPP", 9, Exemption.MEDICAL)

    found = shield(vera, alice.pet_id)

    assert (found.color, found.words) == (Color.YELLOW, "DHPP: exemption ends soon")


@pytest.mark.spec("IMM-1", "IMM-3")
def test_ask_nothing_of_a_pup_before_the_minimum_age(alice, vera, protect):
    protect(alice.pet_id, DHPP=300)
    change(Pet, alice.pet_id, born_on=TODAY - timedelta(weeks=11))

    young = shield(vera, alice.pet_id)
    change(Pet, alice.pet_id, born_on=TODAY - timedelta(weeks=12))
    old_enough = shield(vera, alice.pet_id)

    assert (young.color, young.words) == (Color.YELLOW, "Rabies needed soon")
    assert (old_enough.color, old_enough.words) == (Color.RED, "Rabies missing")


@pytest.mark.spec("IMM-4", "REC-10")
def test_satisfy_a_type_by_any_dose_that_still_protects(alice, vera, put, protect, kinds):
    protect(alice.pet_id, DHPP=300)
    rabies = {"pet_id": alice.pet_id, "vaccine_type_id": kinds["Rabies"].id}
    put(
        Dose(**rabies, given_on=day(-700), valid_until=day(400)),
        Dose(**rabies, given_on=day(-370), valid_until=day(-5)),
        Dose(**rabies, planned_on=day(40), valid_until=day(400)),
    )

    assert shield(vera, alice.pet_id).color is Color.GREEN
    states = [row.state for row in look(vaccinations.listed, vera.actor, alice.pet_id).rows]
    assert vaccinations.State.OVERDUE not in states


@pytest.mark.spec("IMM-3", "GEN-2")
@pytest.mark.parametrize("status", ["draft", "private"])
def test_count_published_doses_alone(alice, vera, protect, status):
    protect(alice.pet_id, DHPP=300)
    protect(alice.pet_id, status=status, Rabies=300)

    assert shield(vera, alice.pet_id).words == "Rabies missing"
    assert standings(alice)["Rabies"] is Standing.MISSING


@pytest.mark.spec("IMM-3", "GEN-10", "REC-1")
def test_show_no_shield_where_nothing_can_be_required(alice, vera, rita, protect):
    protect(alice.pet_id, DHPP=300)

    assert shield(vera, alice.pet_id) is not None
    assert shield(rita, alice.pet_id) is None
    assert shield(alice, alice.pet_id) is None
    run(settings.put, record_types={"vaccination": False})
    assert shield(vera, alice.pet_id) is None
    run(settings.put, record_types={"vaccination": True})
    change(Pet, alice.pet_id, deceased_on=day(-1))
    assert shield(vera, alice.pet_id) is None


@pytest.mark.spec("IMM-3")
def test_be_green_where_nothing_is_required_of_the_species(bob, vera, kinds):
    for kind in kinds.values():
        change(VaccineType, kind.id, required=False)

    found = shield(vera, bob.pet_id)

    assert (found.color, found.words) == (Color.GREEN, "No vaccine is required")


@pytest.mark.spec("IMM-1", "IMM-3")
def test_forget_a_type_that_was_retired(alice, vera, protect, kinds):
    protect(alice.pet_id, DHPP=300)
    change(VaccineType, kinds["Rabies"].id, retired=True)

    assert shield(vera, alice.pet_id).color is Color.GREEN


@pytest.mark.spec("IMM-5", "DOC-4")
def test_tell_the_customer_how_each_required_vaccine_stands(alice, vera, put, protect, exempt):
    protect(alice.pet_id, Rabies=-5)
    paper = put(
        Document(
            customer_id=alice.actor.id,
            file="0" * 64,
            name="pass.pdf",
            media_type="application/pdf",
            size_bytes=1,
            customer_may_see=True,
            state=DocumentState.SENT_BACK,
        )
    )

    assert standings(alice) == {"Rabies": Standing.EXPIRED, "DHPP": Standing.MISSING}
    exempt(alice.pet_id, "DHPP", 90)
    change(Document, paper.id, state=DocumentState.RECEIVED)
    assert standings(alice) == {"Rabies": Standing.IN_REVIEW, "DHPP": Standing.EXEMPT}
    found = look(vaccinations.needs, vera.actor, [alice.pet_id])
    assert [need.standing for need in found] == [Standing.EXPIRED, Standing.EXEMPT]
    change(Document, paper.id, from_clinic=True)
    assert standings(alice)["Rabies"] is Standing.EXPIRED


@pytest.mark.spec("GEN-1", "IMM-5")
def test_tell_nothing_about_others_pets(alice, bob, rita, protect):
    protect(bob.pet_id, Rabies=-5)

    assert look(vaccinations.needs, bob.actor, [bob.pet_id]) != []
    assert look(vaccinations.needs, alice.actor, [bob.pet_id]) == []
    with pytest.raises(NotFound):
        look(vaccinations.covered, alice.actor, bob.pet_id, TODAY, TODAY)
    with pytest.raises(Forbidden):
        look(vaccinations.needs, rita.actor, [bob.pet_id])


@pytest.mark.spec("IMM-7")
def test_answer_for_any_interval(alice, vera, protect, exempt):
    protect(alice.pet_id, Rabies=20, DHPP=300)

    def covered(first, last):
        return look(vaccinations.covered, vera.actor, alice.pet_id, day(first), day(last))

    assert covered(0, 20)
    assert covered(-300, 20)
    assert not covered(0, 21)
    assert not covered(-301, 0)
    exempt(alice.pet_id, "Rabies", 40)
    assert covered(0, 40)
    assert not covered(0, 41)


@pytest.mark.spec("HOME-2", "IMM-5")
def test_ask_for_what_is_missing_and_for_nothing_that_is_exempt(alice, put, protect, exempt):
    protect(alice.pet_id, Rabies=-5, Bordetella=-9)

    def due():
        found = look(vaccinations.due, alice.actor, alice.pet_id)
        return [(one.type, one.words) for one in found]

    assert due() == [
        ("Bordetella", "9 days overdue"),
        ("Rabies", "5 days overdue"),
        ("DHPP", "not on file"),
    ]
    exempt(alice.pet_id, "Rabies", 90)
    exempt(alice.pet_id, "DHPP", 90)
    assert due() == [("Bordetella", "9 days overdue")]


@pytest.mark.spec("GEN-8", "IMM-3")
def test_ask_as_often_for_fifty_pets_as_for_one(alice, vera, put, protect):
    species = run(lambda db: db.get(Pet, alice.pet_id).species_id)
    pets = put(
        *(Pet(customer_id=alice.actor.id, name=f"Pet {n}", species_id=species) for n in range(50))
    )
    for pet in pets:
        protect(pet.id, Rabies=9, DHPP=300)

    def asked(ids):
        seen = []

        def note(_conn, _cursor, statement, *_rest):
            seen.append(statement)

        settings.forget()
        event.listen(engine(), "before_cursor_execute", note)
        try:
            found = look(vaccinations.shields, vera.actor, ids)
        finally:
            event.remove(engine(), "before_cursor_execute", note)
        assert {one.color for one in found.values()} == {Color.YELLOW}
        return len(seen)

    assert asked([pets[0].id]) == asked([pet.id for pet in pets])


def test_the_shipped_types_are_as_the_tests_take_them(kinds):
    names = {kind.name for kind in kinds.values() if "dog" in kind.species and kind.required}

    assert names == {"Rabies", "DHPP"}
    assert kinds["Rabies"].minimum_age_weeks == 12
