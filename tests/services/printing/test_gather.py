"""What stands on the papers of a pet: what the reader's tab shows, and nothing else."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from models.customers import Customer
from models.measurements import Measurement, Quantity
from models.pets import Pet
from models.vaccinations import Dose, Source, VaccineType
from services import printing, settings, vaccinations
from services.access import system
from services.core import clock, i18n
from services.core.db import run
from services.core.errors import Forbidden, NotFound
from services.pets import TABS
from services.printing import CERTIFICATE, Asked
from services.records.paging import Wanted
from tests.pdf import read
from tests.security import world as worlds

pytestmark = [pytest.mark.spec("REC-12"), pytest.mark.usefixtures("noon")]
EMPTY = "Nothing has been entered here yet."
DRAFT = "Hemlock"


@pytest.fixture
def file(alice):
    """Something of everything in Rex's file, and the same again that is not published."""
    worlds.make(alice.actor.id, alice.pet_id)
    worlds.make(alice.actor.id, alice.pet_id, word=DRAFT, status="draft")


def paper(person, pet_id, what, **wanted):
    return run(printing.gather, person.actor, pet_id, Asked(what, Wanted(**wanted)))


def text(person, pet_id, what, **wanted):
    """Print and read it back; line breaks are the page's own."""
    return read(printing.pdf(paper(person, pet_id, what, **wanted))).text.replace("\n", " ")


@pytest.mark.spec("GEN-2", "GEN-11")
@pytest.mark.parametrize("tab", [*TABS, CERTIFICATE])
def test_print_for_the_customer_what_is_published_and_nothing_else(alice, file, tab):
    content = printing.pdf(paper(alice, alice.pet_id, tab), compressed=False)

    said = read(content).text
    assert worlds.WORD in said
    for hidden in (DRAFT, worlds.SECRET):
        assert hidden not in said
        assert hidden.encode() not in content
        assert hidden.encode("utf-16-be") not in content


@pytest.mark.parametrize("tab", ["notes", "laboratory", "vaccinations"])
def test_mark_for_the_staff_what_the_customer_does_not_see(alice, vera, file, tab):
    said = text(vera, alice.pet_id, tab)

    assert DRAFT in said
    assert "Draft: not for the customer" in said


@pytest.mark.spec("GEN-2")
def test_certify_nothing_that_is_not_published_for_the_staff_either(alice, vera, file):
    said = text(vera, alice.pet_id, CERTIFICATE)

    assert worlds.WORD in said
    assert DRAFT not in said


@pytest.mark.parametrize("tab", [tab for tab in TABS if tab != "documents"])
def test_say_that_there_is_nothing(bob, tab):
    assert EMPTY in text(bob, bob.pet_id, tab)


def test_print_what_the_list_is_narrowed_down_to(alice, publish):
    publish("Old wound", date(2024, 1, 5))
    publish("New wound", date(2026, 1, 5))

    narrowed = text(alice, alice.pet_id, "notes", since=date(2025, 1, 1))

    assert "New wound" in narrowed
    assert "Old wound" not in narrowed


def test_print_all_pages_of_a_list(alice, publish):
    for number in range(45):
        publish(f"Visit-{number}.", date(2025, 1, 1) + timedelta(number))

    said = text(alice, alice.pet_id, "notes")

    assert all(f"Visit-{number}." in said for number in range(45))
    assert said.index("Visit-44.") < said.index("Visit-0.")


@pytest.fixture
def publish(alice, write_record):
    """Put a note into Rex's file."""
    return lambda title, day: write_record(
        alice.pet_id, title=title, happened_on=day, status="published"
    )


@pytest.fixture
def given(alice, put):
    """A dose of rabies with all there is to say about it, and one from a certificate."""
    run(vaccinations.seed)
    kinds = run(lambda db: {kind.name: kind.id for kind in db.exec(system(VaccineType))})
    put(
        Dose(
            pet_id=alice.pet_id,
            vaccine_type_id=kinds["Rabies"],
            product_name="Rabies, 3 years",
            manufacturer="Maker & Söhne",
            batch="A77-ß",
            given_on=date(2025, 6, 1),
            valid_until=date(2028, 6, 1),
            author_name="Vera Voss",
            staff_notes=worlds.SECRET,
        ),
        Dose(
            pet_id=alice.pet_id,
            vaccine_type_id=kinds["DHPP"],
            valid_until=date(2027, 2, 3),
            source=Source.CERTIFICATE,
            author_name="Typed By",
        ),
        Dose(
            pet_id=alice.pet_id, vaccine_type_id=kinds["Leptospirosis"], planned_on=date(2026, 9, 9)
        ),
    )

    def describe(db):
        pet = db.get(Pet, alice.pet_id)
        pet.microchip, pet.breed = "276098102345678", "Border Collie"
        pet.born_on = date(2020, 5, 17)
        owner = db.get(Customer, alice.actor.id)
        owner.street, owner.postal_code, owner.city = "12 Elm Street", "12571", "Fernbrook"

    run(describe)


def test_certify_each_dose_with_its_product_and_batch(alice, given):
    said = text(alice, alice.pet_id, CERTIFICATE)

    for told in (
        "Vaccination certificate",
        "Willow Lane Vets",
        "desk@mail.test",
        "Rex",
        "Border Collie",
        "276098102345678",
        "May 17, 2020",
        "Alice Archer, 12 Elm Street, 12571 Fernbrook",
        "Rabies, 3 years, Maker & Söhne",
        "A77-ß",
        "Jun 1, 2025",
        "Jun 1, 2028",
        "Vera Voss",
        "DHPP *",
        "Unknown",
        "Feb 3, 2027",
        "* From a certificate shown to the clinic; it was given elsewhere.",
        "Signature and stamp of the veterinarian",
    ):
        assert told in said, told
    for hidden in ("Leptospirosis", "Typed By", worlds.SECRET):
        assert hidden not in said


@pytest.mark.spec("GEN-9")
def test_speak_german(alice, given):
    with i18n.speaking("de"):
        said = text(alice, alice.pet_id, CERTIFICATE)

    for told in ("Impfbescheinigung", "01.06.2028", "Seite 1 von", "Unterschrift und Stempel"):
        assert told in said


@pytest.mark.parametrize(("country", "letter"), [("US", True), ("CA", True), ("DE", False)])
def test_go_by_the_country_for_the_size_of_paper(alice, country, letter):
    run(settings.put, country=country)

    assert paper(alice, alice.pet_id, "weight").letter is letter


@pytest.mark.spec("GEN-1")
def test_answer_for_others_pets_as_for_none(alice, bob, rita, file):
    for what in (*TABS, CERTIFICATE):
        with pytest.raises(NotFound):
            paper(bob, alice.pet_id, what)
        with pytest.raises(NotFound):
            paper(alice, uuid4(), what)
        with pytest.raises(Forbidden):
            paper(rita, alice.pet_id, what)


@pytest.mark.spec("REC-1", "MSG-1")
def test_print_no_part_that_is_switched_off_or_unknown(alice, vera, file):
    off = {"record_types": {"vaccination": False, "weight": False}, "messaging_mode": "disabled"}
    run(settings.put, **off)

    for what in ("vaccinations", CERTIFICATE, "weight", "messages", "../notes", "incident", ""):
        for person in (alice, vera):
            with pytest.raises(NotFound):
                paper(person, alice.pet_id, what)


@pytest.mark.spec("GEN-11")
@pytest.mark.parametrize("tab", ["immunizations", "incidents"])
def test_print_what_is_the_clinics_own_for_the_staff_only(alice, vera, file, tab):
    run(vaccinations.seed)

    assert text(vera, alice.pet_id, tab)
    with pytest.raises(NotFound):
        paper(alice, alice.pet_id, tab)


@pytest.mark.spec("REC-11")
def test_draw_the_course_of_what_is_measured(alice, put):
    for day, grams in ((1, 24_000), (8, 25_000)):
        put(
            Measurement(
                pet_id=alice.pet_id,
                quantity=Quantity.WEIGHT,
                value=grams,
                typed=str(grams / 1000),
                typed_unit="kg",
                measured_at=clock.midnight(date(2026, 2, day)),
            )
        )

    found = paper(alice, alice.pet_id, "weight")

    assert [type(block).__name__ for block in found.blocks] == ["Chart", "Table"]
