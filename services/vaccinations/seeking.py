"""Finding the pets that a reminder may be for, by indexes alone: few of the many on file."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.base import Status
from models.pets import Pet
from models.vaccinations import Dose, DoseReminder, Immunization
from services import access
from services.access import Actor, visible
from services.core import clock
from services.vaccinations import requirements, steps

Found = list[tuple[UUID, UUID]]


def candidates(db: Session, actor: Actor, days: Sequence[int]) -> Found:
    """List customers with those pets for which a step has come, in the order of customers.

    More than are told in the end: a newer dose, a wish or an exemption may speak against it.
    """
    today = clock.today()
    pet_ids = {one for span in steps.spans(days, today) for one in _due(db, actor, span)}
    pet_ids |= set(_grown(db, actor, steps.spans(days, today)))
    return sorted(_owned(db, actor, list(pet_ids)))


def _due(db: Session, actor: Actor, span: steps.Span) -> Iterator[UUID]:
    """Find pets with a date in a span that nothing was told of from this step on."""
    step, first, last = span
    for model, day in (
        (Dose, col(Dose.valid_until)),
        (Dose, col(Dose.planned_on)),
        (Immunization, col(Immunization.exempt_until)),
    ):
        said = visible(actor, DoseReminder).where(
            col(DoseReminder.pet_id) == col(model.pet_id),
            col(DoseReminder.vaccine_type_id) == col(model.vaccine_type_id),
            col(DoseReminder.due_on) == day,
            col(DoseReminder.step) >= step,
        )
        rows: Any = visible(actor, model).where(day.between(first, last), ~said.exists())
        if model is Dose:
            rows = rows.where(col(Dose.status) == Status.PUBLISHED)
        yield from (row[0] for row in access.rows(db, rows.with_only_columns(col(model.pet_id))))


def _grown(db: Session, actor: Actor, spans: Sequence[steps.Span]) -> Iterator[UUID]:
    """Find pets that have just come of age for a vaccine that is required from then on."""
    first = min((first for _step, first, _last in spans), default=date.max)
    last = max((last for _step, _first, last in spans), default=date.min)
    for kind in requirements.types(db):
        if kind.required and kind.minimum_age_weeks and spans:
            age = timedelta(weeks=kind.minimum_age_weeks)
            born = col(Pet.born_on).between(first - age, last - age)
            rows = visible(actor, Pet).where(born, col(Pet.deceased_on).is_(None))
            yield from (row[0] for row in access.rows(db, rows.with_only_columns(col(Pet.id))))


def _owned(db: Session, actor: Actor, pet_ids: list[UUID]) -> Iterator[tuple[UUID, UUID]]:
    columns = col(Pet.customer_id), col(Pet.id)
    for at in range(0, len(pet_ids), 500):
        rows = visible(actor, Pet).where(
            col(Pet.id).in_(pet_ids[at : at + 500]), col(Pet.deceased_on).is_(None)
        )
        yield from access.pairs(db, rows.with_only_columns(*columns))
