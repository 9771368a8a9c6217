"""The same dose entered by two people, or in two tabs: whoever comes second is asked."""

from typing import Any

from sqlmodel import Session, col

from models.pets import Pet
from models.vaccinations import Dose
from services.access import Actor, visible
from services.core import clock
from services.core.errors import Question


def find(db: Session, actor: Actor, pet: Pet, values: dict[str, Any]) -> Dose | None:
    """Find a dose of the same vaccine for the same day, which counts."""
    day = "given_on" if values["given_on"] else "planned_on"
    query = visible(actor, Dose).where(
        col(Dose.pet_id) == pet.id,
        col(Dose.vaccine_type_id) == values["vaccine_type_id"],
        col(getattr(Dose, day)) == values[day],
        ~col(Dose.void),
    )
    return db.exec(query.order_by(col(Dose.created_at).desc()).limit(1)).first()


def doubt(same: Dose) -> Question:
    """Ask whether a dose is to stand in the file a second time, and say who entered the first."""
    entered = clock.moment(same.created_at)
    if not same.author_name:
        return Question(
            "This vaccination is on file for that day since {moment}. Enter it again?",
            moment=entered,
        )
    return Question(
        "{name} has entered this vaccination for that day already: {moment}. Enter it again?",
        name=same.author_name,
        moment=entered,
    )
