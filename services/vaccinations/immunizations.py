"""The staff's Immunizations of a pet: a line for each vaccine type of its species (IMM-2).

A line's expiration date is the one of the dose that protects longest: one truth, entered once. A
date that staff type from a certificate becomes a dose of its own, of which no more is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.base import Status
from models.pets import Pet, Species
from models.vaccinations import Dose, Exemption, Immunization, Source
from services import access, audit, editing, live
from services.access import Actor, Permission, require, system, visible
from services.audit import Event
from services.core import clock
from services.core.errors import Faulty, Forbidden, Invalid
from services.editing import Difference, Stale
from services.records import reading
from services.vaccinations import coverage, doses, requirements
from services.vaccinations.coverage import Standing

LIMITS = {"note": 500, "reason": 300}  # characters
_NOTED = ("note", "exemption", "reason", "exempt_until")


@dataclass(frozen=True)
class Line:
    """One vaccine type of a pet, as the staff see and change it."""

    vaccine_type_id: UUID
    type: str = ""  # in English where shipped
    required: bool = False
    expires_on: date | None = None  # None: no dose, or one that needs no other
    note: str = ""
    exemption: Exemption = Exemption.NONE
    reason: str = ""
    exempt_until: date | None = None
    standing: Standing | None = None  # None: not required
    given_on: date | None = None  # of the dose that the date is from
    version: int = 0  # of the note and exemption; 0: there are none yet
    dose: tuple[UUID, int] | None = None  # id and version of the dose that the date is from


@dataclass(frozen=True)
class _Kept:
    """What the database holds about a line."""

    line: Line
    noted: Immunization | None
    doses: Sequence[Dose]  # published ones that were given, the longest valid first


def lines(db: Session, actor: Actor, pet_id: UUID) -> list[Line]:
    """List a pet's immunizations, in the clinic's order of types.

    Raises:
        Forbidden: The actor is no staff member who may read records.
        NotFound: No such pet, or the clinic keeps no vaccinations.
    """
    if not actor.is_staff:
        raise Forbidden("You do not have the permission for this.")
    reading.allowed(db, actor, requirements.RECORD_TYPE)
    return [kept.line for kept in _kept(db, actor, access.find(db, actor, Pet, pet_id)).values()]


def save(
    db: Session, actor: Actor, pet_id: UUID, changes: Sequence[tuple[Line, Line]]
) -> list[Line]:
    """Save all lines that were changed, or none.

    Args:
        changes: Each line as it was when the form was opened, and as it was typed. Only what
            differs is saved, so that nobody overwrites what they did not touch.

    Raises:
        Forbidden: The actor may not write vaccinations.
        NotFound: No such pet, or the clinic keeps no vaccinations.
        Faulty: Some lines cannot be saved; each fault's `field` is `<type id>.<column>`.
        editing.Stale: Somebody else has changed the same fields since; each difference's
            `field` is `<type id>.<column>`.
    """
    require(actor, Permission.WRITE_VACCINATIONS)
    reading.allowed(db, actor, requirements.RECORD_TYPE)
    pet = access.find(db, actor, Pet, pet_id)
    kept = _kept(db, actor, pet)
    known = [
        (kept[was.vaccine_type_id], was, _tidy(typed))
        for was, typed in changes
        if was.vaccine_type_id in kept
    ]
    faults = [fault for one in known for fault in _faults(*one)]
    if faults:
        raise Faulty(faults)
    changed = _apply(db, actor, pet, known)
    if changed:
        db.flush()
        audit.record(db, actor, Event.IMMUNIZATIONS_SAVED, pet, types=changed)
        live.publish(db, live.Changed(pet.customer_id))
    return lines(db, actor, pet_id)


def _tidy(typed: Line) -> Line:
    typed = replace(typed, note=typed.note.strip(), reason=typed.reason.strip())
    if typed.exemption is Exemption.NONE:
        return replace(typed, reason="", exempt_until=None)
    return typed


def _apply(
    db: Session, actor: Actor, pet: Pet, known: Sequence[tuple[_Kept, Line, Line]]
) -> dict[str, list[str]]:
    """Change what was touched; return which columns of which types really changed."""
    changed: dict[str, list[str]] = {}
    stale: list[Stale] = []
    for one, was, typed in known:
        try:
            fields = [*_note(db, actor, pet, one, (was, typed))]
            fields += _date(db, actor, pet, one, (was, typed))
        except Stale as told:
            key = str(was.vaccine_type_id)
            named = [replace(each, field=f"{key}.{each.field}") for each in told.differences]
            stale.append(Stale(told.by, told.at, named))
        else:
            if fields:
                changed[str(was.vaccine_type_id)] = fields
    if stale:
        differences = [each for told in stale for each in told.differences]
        raise Stale(stale[0].by, stale[0].at, differences)
    return changed


def _note(
    db: Session, actor: Actor, pet: Pet, kept: _Kept, line: tuple[Line, Line]
) -> dict[str, Any]:
    was, typed = line
    values = {
        name: getattr(typed, name) for name in _NOTED if getattr(typed, name) != getattr(was, name)
    }
    if not values:
        return {}
    row = kept.noted
    if row is None:
        row = Immunization(pet_id=pet.id, vaccine_type_id=was.vaccine_type_id, version=0)
        db.add(row)
    return editing.change(row, actor, was.version, values)


def _date(db: Session, actor: Actor, pet: Pet, kept: _Kept, line: tuple[Line, Line]) -> list[str]:
    was, typed = line
    if typed.expires_on in (was.expires_on, kept.line.expires_on):
        return []
    certificate = _certificate(kept)
    if kept.line.dose != was.dose:
        by = kept.doses[0] if kept.doses else certificate
        told = Difference("expires_on", kept.line.expires_on, typed.expires_on)
        raise Stale(by.changed_by if by else "", by.changed_at if by else None, [told])
    if certificate is None:
        db.add(
            Dose(
                pet_id=pet.id,
                vaccine_type_id=was.vaccine_type_id,
                valid_until=typed.expires_on,
                source=Source.CERTIFICATE,
                author_name=actor.name,
                changed_by=actor.name,
            )
        )
        return ["expires_on"]
    gone: dict[str, Any] = {"status": Status.PRIVATE, "void": True}
    values = {"valid_until": typed.expires_on} if typed.expires_on else gone
    return ["expires_on"] if editing.change(certificate, actor, certificate.version, values) else []


def _faults(kept: _Kept, was: Line, typed: Line) -> list[Invalid]:
    """Tell what cannot be saved about a line."""
    found = [*_faults_of_texts(typed), *_faults_of_exemption(was, typed)]
    if typed.expires_on not in (was.expires_on, kept.line.expires_on):
        found += _faults_of_date(kept, typed)
    for fault in found:
        fault.field = f"{typed.vaccine_type_id}.{fault.field}"
    return found


def _faults_of_texts(typed: Line) -> list[Invalid]:
    return [
        Invalid("Please keep this under {limit} characters.", name, limit=limit)
        for name, limit in LIMITS.items()
        if len(getattr(typed, name)) > limit
    ]


def _faults_of_exemption(was: Line, typed: Line) -> list[Invalid]:
    if typed.exemption is Exemption.NONE:
        return []
    found: list[Invalid] = []
    if typed.exempt_until is None:
        found.append(Invalid("Please say until when.", "exempt_until"))
    elif typed.exempt_until < clock.today() and typed.exempt_until != was.exempt_until:
        found.append(Invalid("This day has passed already.", "exempt_until"))
    elif typed.exempt_until.year > doses.LAST_YEAR:
        found.append(Invalid("Please check the year.", "exempt_until"))
    if typed.exemption is Exemption.MEDICAL and not typed.reason:
        found.append(Invalid("Please give the medical reason.", "reason"))
    return found


def _faults_of_date(kept: _Kept, typed: Line) -> list[Invalid]:
    """Refuse a date that a dose the clinic knows more of contradicts."""
    certificate = _certificate(kept)
    others = [dose for dose in kept.doses if dose is not certificate]
    try:
        doses.in_years(typed.expires_on, "expires_on")
    except Invalid as fault:
        return [fault]
    if not others or (typed.expires_on is None and certificate is kept.doses[0]):
        return []
    end = others[0].valid_until
    if typed.expires_on and end and typed.expires_on > end:
        return []
    if end is None:
        return [Invalid("There is a dose that needs no other. Correct that dose.", "expires_on")]
    until = clock.short_date(end)
    return [
        Invalid("There is a dose valid until {date}. Correct that dose.", "expires_on", date=until)
    ]


def _certificate(kept: _Kept) -> Dose | None:
    """Return the dose that a date typed before became."""
    typed = (dose for dose in kept.doses if dose.source is Source.CERTIFICATE and not dose.given_on)
    return next(typed, None)


def _kept(db: Session, actor: Actor, pet: Pet) -> dict[UUID, _Kept]:
    species = db.exec(system(Species).where(col(Species.id) == pet.species_id)).one()
    kinds = [kind for kind in requirements.types(db) if species.key in kind.species]
    noted = {
        row.vaccine_type_id: row
        for row in db.exec(visible(actor, Immunization).where(col(Immunization.pet_id) == pet.id))
    }
    needs = {need.vaccine_type_id: need for need in requirements.needs(db, actor, [pet.id])}
    of_type = _doses(db, actor, pet)
    found: dict[UUID, _Kept] = {}
    for kind in kinds:
        row, given = noted.get(kind.id), of_type.get(kind.id, [])
        need, best = needs.get(kind.id), given[0] if given else None
        line = Line(
            vaccine_type_id=kind.id,
            type=kind.name,
            required=kind.required,
            expires_on=best.valid_until if best else None,
            standing=need.standing if need else None,
            given_on=best.given_on if best else None,
            version=row.version if row else 0,
            dose=(best.id, best.version) if best else None,
            **({name: getattr(row, name) for name in _NOTED} if row else {}),
        )
        found[kind.id] = _Kept(line, row, given)
    return found


def _doses(db: Session, actor: Actor, pet: Pet) -> dict[UUID, list[Dose]]:
    query = visible(actor, Dose).where(
        col(Dose.pet_id) == pet.id, col(Dose.status) == Status.PUBLISHED
    )
    found: dict[UUID, list[Dose]] = {}
    for dose in db.exec(query):
        if coverage.span(dose):
            found.setdefault(dose.vaccine_type_id, []).append(dose)
    for given in found.values():
        given.sort(key=lambda dose: (dose.valid_until or date.max, dose.id), reverse=True)
    return found
