"""The species that a clinic begins with."""

import pytest
from sqlmodel import select

from models.pets import Breed, Pet, Species
from services import pets
from services.core.db import run


@pytest.mark.spec("PET-8")
def test_seeding_species_twice_adds_them_once(cast):
    run(pets.seed_species)
    run(pets.seed_species)

    species = run(lambda db: db.exec(select(Species).order_by(Species.position)).all())
    assert {row.key for row in species} == {shipped.key for shipped in pets.SPECIES}
    assert len(species) == len(pets.SPECIES) == 9


@pytest.mark.spec("PET-8")
def test_seeding_species_keeps_what_the_clinic_changed(empty_species):
    run(pets.seed_species)

    def rename(db):
        cat = db.exec(select(Species).where(Species.key == "cat")).one()
        cat.name, cat.color, cat.retired = "House cat", "#000000", True
        db.delete(db.exec(select(Breed).where(Breed.name == "Sphynx")).one())

    run(rename)
    run(pets.seed_species)

    cat = run(lambda db: db.exec(select(Species).where(Species.key == "cat")).one())
    breeds = run(lambda db: db.exec(select(Breed.name).where(Breed.species_id == cat.id)).all())
    assert (cat.name, cat.color, cat.retired) == ("House cat", "#000000", True)
    assert "Siamese" in breeds
    assert "Sphynx" not in breeds


@pytest.fixture
def empty_species(cast):
    """Start without any species, as a new clinic does."""

    def clear(db):
        for table in (Pet, Species):
            for row in db.exec(select(table)):
                db.delete(row)
            db.flush()

    run(clear)


@pytest.mark.spec("PET-8")
def test_every_shipped_species_has_a_drawing_and_the_others_share_one():
    assert pets.drawing("ferret") == "ferret"
    assert pets.drawing("alpaca") == "other"
