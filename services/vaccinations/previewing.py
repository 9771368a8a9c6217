"""Whom reminders would go to now: before they are switched on, and whenever staff want to know."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.customers import Customer
from services import settings
from services.access import Actor, Permission, require, system
from services.core.errors import Question
from services.core.i18n import plural
from services.settings import Settings
from services.vaccinations import reminding, requirements
from services.vaccinations.reminding import Reminder

SHOWN = 20  # customers
_AT_ONCE = 500


@dataclass(frozen=True)
class Reminded:
    """A customer who would be written to now, and what of."""

    customer: Customer
    reminders: Sequence[Reminder]


@dataclass(frozen=True)
class Preview:
    """How many would be written to now, and the first of them by name."""

    customers: int
    pets: int
    first: Sequence[Reminded]


def preview(db: Session, actor: Actor) -> Preview:
    """Show whom reminders go to now, or would if they were switched on.

    Raises:
        Forbidden: The actor may not send notices, or not read records.
    """
    require(actor, Permission.SEND_NOTICES)
    require(actor, Permission.VIEW_RECORDS)
    found = dict(_all(db, settings.load(db)))
    names: list[Customer] = []
    for at in range(0, len(found), _AT_ONCE):
        ids = list(found)[at : at + _AT_ONCE]
        names += db.exec(system(Customer).where(col(Customer.id).in_(ids)))
    names.sort(key=lambda one: (one.last_name, one.first_name, one.id))
    first = [Reminded(one, found[one.id]) for one in names[:SHOWN]]
    return Preview(customers=len(found), pets=_pets(found), first=first)


def ask(db: Session, actor: Actor, values: Mapping[str, Any], agreed: str) -> None:
    """Ask before reminders are switched on, saying how many would be written to (NOTE-8).

    Args:
        values: Of the settings, as they are about to be saved.
        agreed: To which question the person has agreed.

    Raises:
        Forbidden: The actor may not change settings.
        Invalid: A value does not fit its setting; `field` names it.
        Question: Reminders would be switched on, and they have not agreed to that.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    after = settings.tried(db, values)
    if settings.load(db).dose_reminders or not after.dose_reminders:
        return
    found = dict(_all(db, after))
    Question(
        "Reminders would now be sent to {customers}, about {pets}. From then on they leave by"
        " themselves every morning.",
        customers=plural("one customer", "{count} customers", len(found)),
        pets=plural("one pet", "{count} pets", _pets(found)),
    ).settle(agreed)


def _all(db: Session, rules: Settings) -> Iterator[tuple[UUID, Sequence[Reminder]]]:
    if not rules.shows(requirements.RECORD_TYPE):
        return
    for pet_ids in reminding.batches(db, rules):
        yield from reminding.wanted(db, rules, pet_ids).items()


def _pets(found: Mapping[UUID, Sequence[Reminder]]) -> int:
    return len({one.pet.id for told in found.values() for one in told})
