"""Whether a measurement can be right. What is doubtful is asked again, never changed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col

from models.measurements import Measurement, Quantity
from models.pets import Pet, Species
from services import settings
from services.access import Actor, system, visible
from services.core import clock, units
from services.core.errors import Invalid

# The lightest and the heaviest that is not surprising, in grams: a newborn of a small breed, and
# more than the heaviest breed weighs. Our own bounds, wide on purpose: they only ask again.
_WEIGHTS = {
    "dog": (50, 120_000),
    "cat": (50, 15_000),
    "horse": (10_000, 1_400_000),
    "bird": (2, 20_000),
    "rabbit": (20, 12_000),
    "reptile": (1, 400_000),
    "rodent": (2, 20_000),
    "ferret": (5, 4_000),
}
_ANY_WEIGHT = (1, 2_500_000)
_TEMPERATURES = {"bird": (36.0, 44.5), "reptile": (5.0, 45.0)}  # °C
_ANY_TEMPERATURE = (33.0, 43.0)
_MOST = {Quantity.WEIGHT: 5_000_000, Quantity.TEMPERATURE: 60}  # beyond it lies a slip of the pen
_COMPARED = timedelta(days=365)  # an older weight says little
_GROWN = timedelta(days=365)
_FACTOR = 1.5  # by which a grown pet's weight does not change within a year
_GROWTH = 4.0  # and that of one that still grows


class Doubtful(Invalid):
    """The value may be right, but is so unusual that its writer must say so again."""


@dataclass(frozen=True)
class Candidate:
    """A value that is about to be written down."""

    quantity: Quantity
    value: float  # in grams or degrees Celsius
    measured_at: datetime
    id: UUID | None = None  # of the measurement that it corrects


def check(db: Session, actor: Actor, pet: Pet, new: Candidate) -> None:
    """Refuse what cannot be, and doubt what hardly can.

    Raises:
        Invalid: No animal weighs that, or is as warm.
        Doubtful: It is far from what is usual for the species or from this pet's last weight.
    """
    if not 0 < new.value <= _MOST[new.quantity]:
        raise Invalid("This value cannot be right. Please check number and unit.", "value")
    day = clock.local(new.measured_at).date()
    if pet.born_on and not pet.born_estimated and day < pet.born_on:
        raise Doubtful("The pet was not yet born on that day. Is the date right?", "measured_at")
    species = db.exec(system(Species).where(col(Species.id) == pet.species_id)).one()
    warm = new.quantity is Quantity.TEMPERATURE
    bounds = _TEMPERATURES if warm else _WEIGHTS
    usual = _ANY_TEMPERATURE if warm else _ANY_WEIGHT
    low, high = bounds.get(species.key, usual)
    if not low <= new.value <= high:
        raise Doubtful("This is unusual for the species. Are number and unit right?", "value")
    if not warm:
        _compare(db, actor, pet, new)


def _compare(db: Session, actor: Actor, pet: Pet, new: Candidate) -> None:
    query = (
        visible(actor, Measurement)
        .where(
            col(Measurement.pet_id) == pet.id,
            col(Measurement.quantity) == Quantity.WEIGHT,
            col(Measurement.measured_at) < new.measured_at,
            col(Measurement.measured_at) > new.measured_at - _COMPARED,
            col(Measurement.id) != new.id,
        )
        .order_by(col(Measurement.measured_at).desc())
        .limit(1)
    )
    last = db.exec(query).first()
    if last is None:
        return
    day = clock.local(last.measured_at).date()
    most = _GROWTH if _young(pet, day) else _FACTOR
    if not last.value / _FACTOR <= new.value <= last.value * most:
        raise Doubtful(
            "On {day} it was {weight}. Are number and unit right?",
            "value",
            day=clock.short_date(day),
            weight=units.say(last, settings.load(db).weight_unit),
        )


def _young(pet: Pet, day: date) -> bool:
    return pet.born_on is not None and day - pet.born_on < _GROWN
