"""Who saves over somebody else's change is told, and shown the difference."""

import pytest

from models.pets import Pet
from services import editing
from services.core.db import run

pytestmark = pytest.mark.spec("ADMIN-9")


def change(actor, pet_id, version, **values):
    return run(lambda db: editing.change(db.get(Pet, pet_id), actor, version, values))


def test_changes_what_is_different_and_notes_who_did_it(alice, vera):
    changed = change(vera.actor, alice.pet_id, 1, name="Rex", color="Brown")

    pet = run(lambda db: db.get(Pet, alice.pet_id))
    assert changed == {"color": ("", "Brown")}
    assert (pet.color, pet.version, pet.changed_by) == ("Brown", 2, "Vera Voss")


def test_leaves_alone_what_is_saved_as_it_was(alice, vera):
    assert change(vera.actor, alice.pet_id, 1, name="Rex") == {}

    assert run(lambda db: db.get(Pet, alice.pet_id).version) == 1


def test_tells_the_later_one_and_shows_the_difference(alice, vera, rita):
    change(vera.actor, alice.pet_id, 1, color="Brown")

    with pytest.raises(editing.Stale) as caught:
        change(rita.actor, alice.pet_id, 1, name="Rex", color="Black")

    assert caught.value.by == "Vera Voss"
    assert caught.value.differences == [editing.Difference("color", "Brown", "Black")]
    assert run(lambda db: db.get(Pet, alice.pet_id).color) == "Brown"


def test_lets_two_save_the_same(alice, vera, rita):
    change(vera.actor, alice.pet_id, 1, color="Brown")

    assert change(rita.actor, alice.pet_id, 1, color="Brown") == {}
