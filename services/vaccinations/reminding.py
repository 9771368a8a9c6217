"""Reminding customers of vaccinations that are due, each step once (NOTE-8).

A round finds whom to write to, and writes to a few customers in each transaction. What was told is
noted in the transaction of its notice, so a round can end anywhere and be run again: nothing is
told twice. What a notice says is read when it is sent, from what is true then.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, col

from models.customers import Customer
from models.pets import Pet
from models.vaccinations import DoseReminder
from services import access, notices, pushing, settings
from services.access import Actor, Permission, system, visible
from services.auth import people
from services.core import clock
from services.notices import Kind
from services.settings import Settings
from services.vaccinations import requirements, seeking, steps
from services.vaccinations.due import Due, due_of

HOURS = range(8, 18)  # of the clinic's day, in which reminders are written
BATCH = 100  # customers that one transaction sees to
_PORTAL = Actor(UUID(int=0), UUID(int=0), "Portal", frozenset({Permission.VIEW_RECORDS}))

Round = tuple[date, str]  # the day, and the settings it goes by


@dataclass(frozen=True)
class Reminder:
    """A vaccination that a customer is to be told of now."""

    pet: Pet
    due: Due
    on: date  # the day it is, or was, due
    step: int


def round_now(db: Session) -> Round | None:
    """Name the round that is to be run; None while reminders rest.

    The next day has another one, and so have other settings.
    """
    rules = settings.load(db)
    if not _on(rules) or clock.local(clock.now()).hour not in HOURS:
        return None
    return clock.today(), f"{rules.reminder_days} {rules.reminder_channels}"


def awaited(db: Session) -> list[list[UUID]]:
    """List the pets that may have something to be told of, in batches of whole customers."""
    rules = settings.load(db)
    return batches(db, rules) if _on(rules) else []


def batches(db: Session, rules: Settings) -> list[list[UUID]]:
    """List them as these settings would have it."""
    of_customer: dict[UUID, list[UUID]] = {}
    for customer_id, pet_id in seeking.candidates(db, _PORTAL, rules.reminder_days):
        of_customer.setdefault(customer_id, []).append(pet_id)
    order = list(of_customer.values())
    parts = (order[at : at + BATCH] for at in range(0, len(order), BATCH))
    return [[pet_id for pets in part for pet_id in pets] for part in parts]


def told(db: Session, pet_ids: Collection[UUID]) -> list[UUID]:
    """Return which of these pets something is to be told of; changes nothing, locks nobody out."""
    found = wanted(db, settings.load(db), pet_ids)
    return [pet_id for mine in found.values() for pet_id in {one.pet.id for one in mine}]


def remind(db: Session, pet_ids: Collection[UUID]) -> int:
    """Queue one notice for each customer of these pets who is to be told of anything.

    Returns:
        How many customers are told.
    """
    rules = settings.load(db)
    if not _on(rules):
        return 0
    found = wanted(db, rules, pet_ids)
    for customer_id, reminders in found.items():
        _tell(db, rules, customer_id, reminders)
    return len(found)


def wanted(
    db: Session, rules: Settings, pet_ids: Collection[UUID]
) -> dict[UUID, Sequence[Reminder]]:
    """List what customers would be told now of some pets, by whoever can be told at all."""
    pets, today = _living(db, pet_ids), clock.today()
    latest = _latest(db, pets)
    of_customer: dict[UUID, list[Reminder]] = {}
    for one, on in _open(db, rules, pets):
        step = steps.step(on, rules.reminder_days, today)
        key = one.pet_id, one.vaccine_type_id, on
        if step is not None and latest.get(key, step - 1) < step:
            pet = pets[one.pet_id]
            of_customer.setdefault(pet.customer_id, []).append(Reminder(pet, one, on, step))
    reached = _reached(db, rules, _customers(db, of_customer))
    return {key: told for key, told in of_customer.items() if key in reached}


def still(db: Session, notice_id: UUID | None, customer_id: UUID | None) -> list[Reminder]:
    """List what of a notice is still true: of pets that live, and are still the customer's.

    The earliest due comes first. Empty: there is nothing left to tell.
    """
    rules = settings.load(db)
    if not rules.dose_reminders or not rules.shows(requirements.RECORD_TYPE):
        return []
    rows = db.exec(
        visible(_PORTAL, DoseReminder).where(col(DoseReminder.notice_id) == notice_id)
    ).all()
    said = {(row.pet_id, row.vaccine_type_id, row.due_on): row.step for row in rows}
    pets = {
        pet_id: pet
        for pet_id, pet in _living(db, {row.pet_id for row in rows}).items()
        if pet.customer_id == customer_id
    }
    found = [
        Reminder(pets[one.pet_id], one, on, said[one.pet_id, one.vaccine_type_id, on])
        for one, on in _open(db, rules, pets)
        if (one.pet_id, one.vaccine_type_id, on) in said
    ]
    return sorted(found, key=lambda one: (one.on, one.pet.name, one.due.type))


def ways(customer: Customer, rules: Settings) -> list[people.Way]:
    """List the ways by which a customer is reminded.

    By e-mail, too, where SMS is wanted and no number can be sent one, unless they decline SMS.
    """
    open_ways = people.ways(customer, rules)
    asked = set(rules.reminder_channels)
    texted = any(way.channel == people.SMS for way in open_ways)
    if people.SMS in asked and not texted and not _declines(customer, people.SMS):
        asked.add(people.EMAIL)
    return [
        way for way in open_ways if way.channel in asked and not _declines(customer, way.channel)
    ]


def _on(rules: Settings) -> bool:
    shown = rules.shows(requirements.RECORD_TYPE)
    return rules.dose_reminders and shown and bool(rules.reminder_days)


def _declines(customer: Customer, channel: str) -> bool:
    return people.declines(customer, Kind.DOSE_REMINDER, channel)


def _tell(db: Session, rules: Settings, customer_id: UUID, reminders: Sequence[Reminder]) -> None:
    notice_id = uuid4()
    for one in reminders:
        db.add(
            DoseReminder(
                pet_id=one.pet.id,
                vaccine_type_id=one.due.vaccine_type_id,
                due_on=one.on,
                step=one.step,
                notice_id=notice_id,
            )
        )
    [customer] = _customers(db, [customer_id])
    for way in ways(customer, rules):
        notices.enqueue(
            db,
            Kind.DOSE_REMINDER,
            channel=way.channel,
            address=way.address,
            about_id=notice_id,
            customer_id=customer.id,
            language=people.language_of(customer, rules),
        )
    if "push" in rules.reminder_channels:
        people.tell_devices(db, customer, Kind.DOSE_REMINDER, about_id=notice_id)


def _reached(db: Session, rules: Settings, customers: Sequence[Customer]) -> set[UUID]:
    """Return who of these can be reminded by any way."""
    devices: set[UUID] = set()
    if "push" in rules.reminder_channels:
        devices = pushing.taking(db, [row.id for row in customers if not _declines(row, "push")])
    return devices | {row.id for row in customers if ways(row, rules)}


def _open(db: Session, rules: Settings, pets: Mapping[UUID, Pet]) -> list[tuple[Due, date]]:
    """List what is due for these pets, and since when; not what nobody is to be pressed about."""
    ahead = steps.horizon(rules.reminder_days)
    waiting, exempt = requirements.excused(db, _PORTAL, pets.keys())
    return [
        (one, one.since)
        for one in due_of(db, _PORTAL, list(pets.values()), ahead)
        if one.since
        and one.pet_id not in waiting
        and (one.pet_id, one.vaccine_type_id) not in exempt
    ]


def _living(db: Session, pet_ids: Collection[UUID]) -> dict[UUID, Pet]:
    rows = visible(_PORTAL, Pet).where(col(Pet.id).in_(pet_ids), col(Pet.deceased_on).is_(None))
    return {pet.id: pet for pet in db.exec(rows)}


def _customers(db: Session, ids: Collection[UUID]) -> Sequence[Customer]:
    rows = system(Customer).where(col(Customer.id).in_(ids), col(Customer.disabled_at).is_(None))
    return db.exec(rows).all()


def _latest(db: Session, pets: Mapping[UUID, Pet]) -> dict[tuple[UUID, UUID, date], int]:
    """Return the latest step that was told of each vaccination."""
    columns: list[Any] = [
        col(DoseReminder.pet_id),
        col(DoseReminder.vaccine_type_id),
        col(DoseReminder.due_on),
        col(DoseReminder.step),
    ]
    rows = visible(_PORTAL, DoseReminder).where(col(DoseReminder.pet_id).in_(pets))
    ordered = rows.order_by(col(DoseReminder.step)).with_only_columns(*columns)
    return {(row[0], row[1], row[2]): row[3] for row in access.rows(db, ordered)}
