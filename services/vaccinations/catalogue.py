"""The vaccine types and products that ship, and how long a dose of them protects."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col

from models.vaccinations import Product, VaccineType
from services import shipping
from services.access import system


@dataclass(frozen=True)
class Shipped:
    """A vaccine type as it ships, with the intervals that its products come in."""

    name: str
    species: tuple[str, ...]
    required: bool
    minimum_age_weeks: int
    products: Mapping[str, int]  # valid months by name

    @property
    def valid_months(self) -> int:
        """The shortest interval: to be asked back early does less harm than late."""
        return min(self.products.values())


SHIPPED = (
    Shipped(
        name="Rabies",
        species=("dog", "cat"),
        required=True,
        minimum_age_weeks=12,
        products={"Rabies, 1 year": 12, "Rabies, 3 years": 36},
    ),
    Shipped(
        name="DHPP",
        species=("dog",),
        required=True,
        minimum_age_weeks=6,
        products={"DHPP, 1 year": 12, "DHPP, 3 years": 36},
    ),
    Shipped(
        name="Bordetella",
        species=("dog",),
        required=False,
        minimum_age_weeks=8,
        products={"Bordetella, 1 year": 12},
    ),
    Shipped(
        name="Leptospirosis",
        species=("dog",),
        required=False,
        minimum_age_weeks=8,
        products={"Leptospirosis, 1 year": 12},
    ),
    Shipped(
        name="FVRCP",
        species=("cat",),
        required=True,
        minimum_age_weeks=6,
        products={"FVRCP, 1 year": 12, "FVRCP, 3 years": 36},
    ),
    Shipped(
        name="FeLV",
        species=("cat",),
        required=False,
        minimum_age_weeks=8,
        products={"FeLV, 1 year": 12},
    ),
)


def seed(db: Session) -> None:
    """Offer the shipped types and products; what the clinic has changed since stays as it is.

    Source: the intervals and minimum ages that makers state and that the AAHA canine (2022) and
    AAHA/AAFP feline (2020) vaccination guidelines repeat. The clinic sets its own.
    """
    types = {row.name: row for row in db.exec(system(VaccineType))}
    products = {row.name for row in db.exec(system(Product))}
    fresh = shipping.fresh(db, "vaccine type", [shipped.name for shipped in SHIPPED])
    for position, shipped in enumerate(SHIPPED):
        if shipped.name not in fresh:
            continue
        kept = types.get(shipped.name) or VaccineType(
            name=shipped.name,
            species=list(shipped.species),
            required=shipped.required,
            valid_months=shipped.valid_months,
            minimum_age_weeks=shipped.minimum_age_weeks,
            position=position,
        )
        db.add(kept)
        db.flush()
        for name, months in shipped.products.items():
            if name not in products:
                db.add(Product(name=name, vaccine_type_id=kept.id, valid_months=months))
    db.flush()


def valid_until(
    db: Session, vaccine_type_id: UUID, product_name: str, given_on: date
) -> date | None:
    """Compute how long a dose given that day protects: by its product, else by its type.

    None: it needs no other.
    """
    product = db.exec(system(Product).where(col(Product.name) == product_name)).first()
    kind = db.exec(system(VaccineType).where(col(VaccineType.id) == vaccine_type_id)).one()
    of_type = product is not None and product.vaccine_type_id == vaccine_type_id
    months = product.valid_months if product and of_type else kind.valid_months
    return months_after(given_on, months) if months else None


def months_after(day: date, months: int) -> date:
    """Move a day on by calendar months; the 31st becomes the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
