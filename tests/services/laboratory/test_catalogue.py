"""What the laboratory examines ships for dog and cat, and belongs to the clinic from then on."""

import pytest
from sqlmodel import select

from models.laboratory import Marker, Panel, PanelMarker, ReferenceRange
from models.pets import Pet, Species
from services.core.db import run
from services.laboratory import catalogue, shipped

pytestmark = pytest.mark.spec("REC-8")


def offered(person):
    return run(lambda db: catalogue.offered(db, db.get(Pet, person.pet_id)))


def all_of(model):
    return run(lambda db: db.exec(select(model)).all())


def test_what_ships_names_its_sources_and_each_marker_once():
    keys = [marker.key for panel in shipped.panels() for marker in panel.markers]

    assert all(len(panel.source) > 30 for panel in shipped.panels())
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("marker", [m for panel in shipped.panels() for m in panel.markers])
def test_what_ships_has_a_range_for_dog_and_cat_or_a_word(marker):
    assert bool(marker.expected) != (len(marker.ranges) == 2)
    for low, high in marker.ranges:
        assert high is not None
        assert low is None or 0 <= low < high


def test_seed_offers_four_panels_with_the_ranges_of_the_species(alice, bob):
    run(catalogue.seed)

    dogs, cats = offered(alice), offered(bob)

    names = ["Complete blood count", "Chemistry", "Urinalysis", "Faecal examination"]
    assert [sheet.name for sheet in dogs] == [sheet.name for sheet in cats] == names
    assert [sheet.specimen for sheet in dogs] == ["blood", "blood", "urine", "stool"]
    (dog,) = (one.spans for one in dogs[1].markers if one.key == "ALT")
    (cat,) = (one.spans for one in cats[1].markers if one.key == "ALT")
    assert [(span.unit, span.low, span.high) for span in dog] == [("U/L", 17, 95)]
    assert [(span.unit, span.low, span.high) for span in cat] == [("U/L", 28, 109)]
    (worms,) = (one for one in dogs[3].markers if one.key == "ROUND")
    assert (worms.words, worms.spans[0].expected) == (("none seen",), "none seen")


def test_seed_again_keeps_what_the_clinic_changed(alice):
    run(catalogue.seed)

    def change(db):
        panel = db.exec(select(Panel).where(Panel.name == "Chemistry")).one()
        panel.name, panel.retired = "Our chemistry", True
        alt = db.exec(select(Marker).where(Marker.key == "ALT")).one()
        alt.key, alt.name = "GPT", "Transaminase"
        span = db.exec(select(ReferenceRange).where(ReferenceRange.marker_id == alt.id)).first()
        span.high = 100
        k = db.exec(select(Marker).where(Marker.key == "K")).one()
        db.delete(db.exec(select(PanelMarker).where(PanelMarker.marker_id == k.id)).one())

    run(change)
    before = [len(all_of(model)) for model in (Panel, Marker, PanelMarker, ReferenceRange)]
    run(catalogue.seed)

    assert [len(all_of(model)) for model in (Panel, Marker, PanelMarker, ReferenceRange)] == before
    assert "Our chemistry" in {panel.name for panel in all_of(Panel)}
    assert {"GPT"} == {marker.key for marker in all_of(Marker)} & {"GPT", "ALT"}
    assert 100 in {span.high for span in all_of(ReferenceRange)}


def test_offer_neither_retired_panels_nor_those_of_other_species(alice):
    run(catalogue.seed)

    def change(db):
        for panel in db.exec(select(Panel)):
            panel.retired = panel.name == "Chemistry"
            panel.species = ["cat"] if panel.name == "Urinalysis" else panel.species

    run(change)

    assert [sheet.name for sheet in offered(alice)] == [
        "Complete blood count",
        "Faecal examination",
    ]


def test_offer_panels_for_every_species_where_none_is_named(alice, put):
    put(Panel(name="Coagulation"))
    horse = put(Species(key="horse", name="Horse", color="#000000"))
    run(lambda db: setattr(db.get(Pet, alice.pet_id), "species_id", horse.id))

    assert [sheet.name for sheet in offered(alice)] == ["Coagulation"]
