"""A pet to change."""

import pytest

from models.pets import Pet
from services.core.db import run


@pytest.fixture
def change(alice):
    """Change Alice's Rex: `change(deceased_on=...)`."""

    def apply(**fields):
        def set_fields(db):
            pet = db.get(Pet, alice.pet_id)
            for name, value in fields.items():
                setattr(pet, name, value)

        run(set_fields)

    return apply
