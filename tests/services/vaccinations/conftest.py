"""The shipped vaccine types, for whoever needs them."""

from dataclasses import dataclass

import pytest

from models.vaccinations import Dose, Product, VaccineType
from services import vaccinations
from services.access import system, visible
from services.core.db import look, run


@dataclass(frozen=True)
class Lists:
    """The vaccine types and products by name."""

    types: dict[str, VaccineType]
    products: dict[str, Product]

    def __getitem__(self, name):
        return self.types[name].id


@pytest.fixture
def vaccines():
    """Rabies and DHPP are required for dogs."""
    run(vaccinations.seed)
    return run(
        lambda db: Lists(
            {row.name: row for row in db.exec(system(VaccineType))},
            {row.name: row for row in db.exec(system(Product))},
        )
    )


@pytest.fixture
def kept(vera):
    """Return every dose there is, as the staff see them."""
    return lambda: look(lambda db: list(db.exec(visible(vera.actor, Dose))))
