"""Printing: every tab of a pet's file, and the vaccination certificate, as PDF (REC-12)."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, col

from models.customers import Customer
from models.pets import Pet, Species
from services import access, audit, pets, settings
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.core import clock, i18n
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.pets import words
from services.printing import certificate, tabs
from services.printing.paper import Letterhead, Pair, Paper
from services.printing.sheet import pdf
from services.records.paging import Wanted
from services.settings import Settings

__all__ = ["CERTIFICATE", "Asked", "gather", "pdf"]

CERTIFICATE = "certificate"
# Where paper is Letter. Source: Unicode CLDR, supplemental data, paper sizes.
_LETTER = {"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"}


_OF_STAFF = ("immunizations", "incidents")


@dataclass(frozen=True)
class Asked:
    """What is to be printed: a tab, or the certificate; and what it is narrowed down to."""

    what: str
    wanted: Wanted = field(default_factory=Wanted)


def gather(db: Session, actor: Actor, pet_id: UUID, asked: Asked) -> Paper:
    """Collect what is to be printed about a pet.

    Raises:
        Forbidden: The actor may not read it.
        NotFound: No such pet for the actor, or the clinic shows nothing of the kind.
    """
    require(actor, Permission.VIEW_RECORDS)
    pet = access.find(db, actor, Pet, pet_id)
    now = settings.load(db)
    if asked.what == CERTIFICATE:
        title, blocks = _("Vaccination certificate"), certificate.blocks(db, actor, pet)
    else:
        has_documents = pets.has_documents(db, actor, pet_id)
        shown = pets.tabs(now, has_documents=has_documents)
        if asked.what not in (*shown, *(_OF_STAFF if actor.is_staff else ())):
            raise NotFound
        title = _titles()[asked.what]
        blocks = tabs.blocks(db, actor, pet_id, asked.what, asked.wanted)
    return Paper(
        title=title,
        letterhead=_letterhead(now),
        about=_about(db, pet),
        pet_name=pet.name,
        blocks=blocks,
        printed=_("Printed on {date}", date=clock.long_date(clock.today())),
        page=_("Page {number} of {count}"),
        letter=now.country in _LETTER,
        language=i18n.language(),
        name=f"{pet.name} - {title} - {clock.today().isoformat()}",
    )


def tell(db: Session, actor: Actor, pet_id: UUID, what: str) -> None:
    """Write down that somebody printed a part of a pet's file (PRIV-6).

    Raises:
        NotFound: No such pet for the actor.
    """
    pet = access.find(db, actor, Pet, pet_id)
    audit.record(db, actor, Event.FILE_PRINTED, pet, what=what)


def _letterhead(now: Settings) -> Letterhead:
    reached = " · ".join(part for part in (now.clinic_phone, now.clinic_email) if part)
    lines = [part for part in (now.clinic_address, reached) if part]
    return Letterhead(now.clinic_name, lines, now.logo, now.accent_color)


def _about(db: Session, pet: Pet) -> list[Pair]:
    species = db.exec(system(Species).where(col(Species.id) == pet.species_id)).one()
    customer = db.exec(system(Customer).where(col(Customer.id) == pet.customer_id)).one()
    town = " ".join(part for part in (customer.postal_code, customer.city) if part)
    holder = ", ".join(part for part in (customer.name, customer.street, town) if part)
    born = clock.long_date(pet.born_on) if pet.born_on and not pet.born_estimated else ""
    if pet.born_on and pet.born_estimated:
        born = _("about {year}", year=pet.born_on.year)
    return [
        (_("Pet"), pet.name),
        (_("Species"), ", ".join(part for part in (_(species.name), pet.breed) if part)),
        (_("Sex"), words.sex(pet)),
        (_("Born"), born),
        (_("Died"), clock.long_date(pet.deceased_on) if pet.deceased_on else ""),
        (_("Color and markings"), pet.color),
        (_("Microchip"), pet.microchip or ""),
        (_("Passport number"), pet.passport_number),
        (_("Belongs to"), holder),
    ]


def _titles() -> dict[str, str]:
    return {
        "overview": _("Overview"),
        "notes": _("Clinical notes"),
        "diagnoses": _("Diagnoses"),
        "imaging": _("Imaging"),
        "laboratory": _("Laboratory"),
        "treatments": _("Treatments"),
        "vaccinations": _("Vaccinations"),
        "weight": _("Weight"),
        "temperature": _("Temperature"),
        "documents": _("Documents"),
        "messages": _("Messages"),
        "immunizations": _("Immunizations"),
        "incidents": _("Incident reports"),
    }
