"""A trail with something in it."""

import pytest

from models.pets import Pet
from services import audit
from services.audit import Event
from services.core.config import config
from services.core.db import run


@pytest.fixture(autouse=True)
def _no_mirror_left():
    yield
    (config().data_dir / "audit.heads").unlink(missing_ok=True)


@pytest.fixture
def tell(vera, alice):
    """Add lines about Rex: `tell(3)`."""

    def add(db, times):
        pet = db.get(Pet, alice.pet_id)
        for number in range(times):
            audit.record(db, vera.actor, Event.PET_CHANGED, pet, fields=["color"], turn=number)

    return lambda times=3: run(add, times)
