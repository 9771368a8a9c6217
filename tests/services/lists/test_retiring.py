"""What is retired is offered nowhere, is shown where it is used, and stays there."""

from datetime import date

import pytest
from sqlmodel import select

from models.laboratory import Marker, Panel
from models.pets import Breed, Pet, Species
from models.records import Amendment, MedicalRecord, Subtype, Term
from models.vaccinations import Dose, Product, VaccineType
from services import lists, pets
from services.core.db import look, run
from services.core.errors import Invalid
from services.laboratory import catalogue
from services.lists import changing, joining, reading
from services.pets import keeping, offering, owning
from services.records import desk, publishing, terms, writing
from services.vaccinations import doses, listing
from services.vaccinations.doses import Typed

pytestmark = pytest.mark.spec("ADMIN-7")


@pytest.fixture(autouse=True)
def _shipped():
    run(lists.seed)


def one(model, **wanted):
    query = select(model)
    for name, value in wanted.items():
        query = query.where(getattr(model, name) == value)
    return run(lambda db: db.exec(query).first())


def retire(person, key, row):
    run(changing.retire, person.actor, key, row.id, retired=True)


@pytest.mark.spec("PET-8")
def test_a_species_is_offered_no_more_and_its_pets_keep_it(alice, vera):
    dog = one(Species, key="dog")
    retire(vera, "species", dog)

    asked = {"name": "Zoe", "species_id": str(dog.id), "customer_id": str(alice.actor.id)}
    with pytest.raises(Invalid) as by_staff:
        run(keeping.add, vera.actor, asked)
    with pytest.raises(Invalid) as by_customer:
        run(owning.add, alice.actor, asked)
    pet = run(keeping.update, vera.actor, alice.pet_id, 1, {**asked, "name": "Rexi"})

    assert "dog" not in [row.key for row in run(offering.species)]
    assert "dog" in [row.key for row in run(offering.species, dog.id)]
    assert {by_staff.value.field, by_customer.value.field} == {"species_id"}
    assert (pet.name, pet.species_id) == ("Rexi", dog.id)
    assert look(pets.header, alice.actor, alice.pet_id).card.species == "Dog"


def test_a_breed_is_offered_to_nobody_and_its_pets_keep_it(alice, vera, put):
    dog = one(Species, key="dog")
    put(Breed(species_id=dog.id, name="Pug"), Breed(species_id=dog.id, name="Puggle"))
    run(lambda db: setattr(db.get(Pet, alice.pet_id), "breed", "Pug"))
    retire(vera, "breeds", one(Breed, name="Pug"))

    offered = run(offering.breeds, dog.id)
    found = look(keeping.breeds, vera.actor, str(dog.id), "pug")
    run(owning.update, alice.actor, alice.pet_id, 1, {"breed": "Pug", "color": "fawn"})

    assert (offered, found) == (["Puggle"], ["Puggle"])
    assert look(pets.header, alice.actor, alice.pet_id).card.breed == "Pug"


def test_a_subtype_is_offered_no_more_and_its_records_keep_it(alice, vera, write_record):
    surgery = one(Subtype, name="Surgery")
    record = write_record(alice.pet_id, kind="note", subtype_id=surgery.id, status="draft")
    other = write_record(alice.pet_id, kind="note", status="draft")
    retire(vera, "subtypes", surgery)

    laid = look(desk.lay_out, vera.actor, record.id)
    run(terms.add_subtype, vera.actor, "note", "surgery")
    saved = run(writing.save, vera.actor, record.id, 1, {**laid.sheet, "title": "Spayed"})

    without = look(desk.lay_out, vera.actor, other.id)
    assert "Surgery" in [row.name for row in laid.subtypes]
    assert "Surgery" not in [row.name for row in without.subtypes]
    assert saved.faults == {}
    assert one(MedicalRecord, id=record.id).subtype_id == surgery.id
    assert one(Subtype, name="Surgery").retired


@pytest.mark.parametrize("kind", ["diagnosis", "treatment"])
def test_a_term_is_found_no_more_and_its_records_keep_it(kind, alice, vera, put, write_record):
    term = put(Term(kind=kind, name="Otitis"))
    record = write_record(alice.pet_id, kind=kind, title="Otitis", status="draft")
    retire(vera, "diagnoses" if kind == "diagnosis" else "treatments", term)

    found = look(terms.search, vera.actor, kind, "oti")
    run(terms.add, vera.actor, kind, "Otitis")
    sheet = look(desk.lay_out, vera.actor, record.id).sheet
    run(writing.save, vera.actor, record.id, 1, {**sheet, "notes": "Both ears"})

    kept = one(MedicalRecord, id=record.id)
    assert (found, kept.title, kept.notes) == ([], "Otitis", "Both ears")
    assert one(Term, name="Otitis").retired


def test_a_vaccine_type_is_offered_no_more_and_its_doses_keep_it(alice, vera, put):
    rabies = one(VaccineType, name="Rabies")
    day = date(2026, 1, 5)
    dose = put(Dose(pet_id=alice.pet_id, vaccine_type_id=rabies.id, given_on=day))
    retire(vera, "vaccine-types", rabies)

    new = look(doses.choices, vera.actor, alice.pet_id).types
    correcting = look(doses.choices, vera.actor, alice.pet_id, rabies.id).types
    typed = Typed(vaccine_type_id=rabies.id, given_on=day, batch="B7")
    with pytest.raises(Invalid) as refused:
        run(doses.add, vera.actor, alice.pet_id, typed)
    run(doses.correct, vera.actor, dose.id, 1, typed)

    assert "Rabies" not in [row.name for row in new]
    assert "Rabies" in [row.name for row in correcting]
    assert refused.value.field == "vaccine_type_id"
    (shown,) = look(listing.listed, alice.actor, alice.pet_id).rows
    assert (shown.type, shown.batch) == ("Rabies", "B7")


def test_a_product_is_offered_no_more_and_its_doses_keep_it(alice, vera, put):
    product = one(Product, name="Rabies, 3 years")
    day, rabies = date(2026, 1, 5), product.vaccine_type_id
    dose = put(
        Dose(
            pet_id=alice.pet_id,
            vaccine_type_id=rabies,
            given_on=day,
            product_name=product.name,
        )
    )
    retire(vera, "products", product)

    offered = look(doses.choices, vera.actor, alice.pet_id, rabies).products
    typed = Typed(vaccine_type_id=rabies, given_on=day, product_name=product.name, site="neck")
    run(doses.correct, vera.actor, dose.id, 1, typed)

    kept = one(Dose, id=dose.id)
    assert product.name not in [row.name for row in offered]
    assert (kept.product_name, kept.site, kept.valid_until) == (
        product.name,
        "neck",
        date(2029, 1, 5),
    )


@pytest.mark.spec("REC-8")
def test_panels_and_markers_are_offered_no_more_and_values_keep_theirs(alice, vera, write_record):
    record = write_record(alice.pet_id, kind="laboratory", status="draft")
    value = {"marker": "ALT", "name": "ALT", "result": "40", "unit": "U/L"}
    run(writing.save, vera.actor, record.id, 1, {"values": [value]})
    retire(vera, "panels", one(Panel, name="Chemistry"))
    retire(vera, "markers", one(Marker, key="ALT"))

    sheets = run(lambda db: catalogue.offered(db, db.get(Pet, alice.pet_id)))
    offers = run(lambda db: catalogue.offers(db, db.get(Pet, alice.pet_id)))
    laid = look(desk.lay_out, vera.actor, record.id)
    run(writing.save, vera.actor, record.id, laid.record.version, {**laid.sheet, "notes": "x"})

    assert "Chemistry" not in [sheet.name for sheet in sheets]
    assert "ALT" not in offers
    after = look(desk.lay_out, vera.actor, record.id).sheet
    assert [(line["marker"], line["result"]) for line in after["values"]] == [("ALT", "40")]


def test_a_manufacturer_is_offered_no_more_and_its_products_keep_it(vera):
    rabies = one(VaccineType, name="Rabies")
    typed = {"name": "Rabivac", "manufacturer": "Acme", "valid_months": "12"}
    made = run(changing.add, vera.actor, "products", {**typed, "vaccine_type_id": str(rabies.id)})
    (acme,) = look(reading.choices, vera.actor, "manufacturers", "acm")
    retire(vera, "manufacturers", acme)

    run(changing.change, vera.actor, "products", made.id, 1, {**typed, "valid_months": "36"})

    assert look(reading.choices, vera.actor, "manufacturers", "acm") == []
    assert one(Product, name="Rabivac").manufacturer == "Acme"


def test_a_merge_reaches_what_is_being_changed_about_a_record(alice, vera, write_record):
    visit, surgery = one(Subtype, name="Visit"), one(Subtype, name="Surgery")
    record = write_record(alice.pet_id, kind="note", status="published")
    run(writing.save, vera.actor, record.id, 1, {"subtype_id": str(visit.id)})

    run(joining.merge, vera.actor, "subtypes", visit.id, surgery.id)

    assert one(Amendment, record_id=record.id).values["subtype_id"] == str(surgery.id)
    run(publishing.publish, vera.actor, record.id, 2, notify=False)
    assert one(MedicalRecord, id=record.id).subtype_id == surgery.id
