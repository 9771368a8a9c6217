"""What staff should look at before images are shown: another animal, or a name in the image."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col

from models.customers import Customer
from models.imaging import Instance, Series, Study
from models.pets import Pet, Species
from models.records import MedicalRecord
from services import access, audit
from services.access import Actor, visible
from services.audit import Event
from services.core.errors import Conflict
from services.core.i18n import translate as _
from services.pets import species_words
from services.records import attaching, writing

_PHOTOGRAPHED = frozenset({"US", "OT", "SC", "XC", "ES", ""})  # machines that write into images


@dataclass(frozen=True)
class Doubt:
    """A study that nobody has looked at yet, and why somebody should."""

    study_id: UUID
    title: str
    lines: list[str]  # in the reader's language


def of(db: Session, actor: Actor, record_id: UUID) -> list[Doubt]:
    """List the studies of a record that have to be looked at before it is shown.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record for the actor.
    """
    record = writing.find(db, actor, record_id)
    studies = visible(actor, Study).where(
        col(Study.record_id) == record.id, col(Study.accepted_by) == ""
    )
    known = _known(db, actor, record)
    found: list[Doubt] = []
    for study in db.exec(studies.order_by(col(Study.created_at))):
        images = _images(db, actor, study)
        lines = [*_of_animal(study, known), *_of_images(images)] if images else []
        if lines:
            found.append(Doubt(study.id, study.description, lines))
    return found


def accept(db: Session, actor: Actor, study_id: UUID) -> None:
    """Say that a study is of this pet, and that nothing in it must stay in the clinic.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such study for the actor.
    """
    study = access.find(db, actor, Study, study_id)
    record = writing.find(db, actor, study.record_id)
    if study.accepted_by:
        return
    study.accepted_by = actor.name or "-"
    db.flush()
    audit.record(db, actor, Event.IMAGES_ACCEPTED, record, study=study.id)


def refuse(db: Session, actor: Actor, record: MedicalRecord) -> None:
    """Refuse to show a record whose images nobody has looked at.

    Raises:
        Conflict: Its images may be of another animal, or may show a name.
    """
    if of(db, actor, record.id):
        raise Conflict("Please look at what the image files say first: it stands at Attachments.")


@dataclass(frozen=True)
class _Known:
    """What the portal knows of the animal and its people."""

    pet: Pet
    species: Species | None
    names: set[str]
    species_words: dict[str, str]  # → key


def _known(db: Session, actor: Actor, record: MedicalRecord) -> _Known:
    pet = access.find(db, actor, Pet, record.pet_id)
    customer = db.get(Customer, pet.customer_id)
    names = _words(f"{pet.name} {customer.last_name if customer else ''}")
    species = db.get(Species, pet.species_id)
    return _Known(pet, species, names, species_words.by_word(db))


def _images(db: Session, actor: Actor, study: Study) -> list[Instance]:
    """List the images of a study that are on the record as it is being written."""
    wanted = set(attaching.wanted(db, actor, study.record_id))
    parts = visible(actor, Series).where(col(Series.study_id) == study.id)
    series = {row.id for row in db.exec(parts)}
    rows = db.exec(visible(actor, Instance).where(col(Instance.record_id) == study.record_id))
    return [row for row in rows if row.series_id in series and str(row.attachment_id) in wanted]


def _of_animal(study: Study, known: _Known) -> Iterator[str]:
    told = {name: str(value) for name, value in study.animal.items() if value}
    whose = " ".join(told.get(name, "") for name in ("patient_name", "responsible_person"))
    chip = known.pet.microchip or ""
    is_chipped = bool(chip) and chip in re.sub(r"\D", "", told.get("patient_id", ""))
    if whose.strip() and not is_chipped and not _words(whose) & known.names:
        name = whose.replace("^", " ").strip()
        yield _("The file is of “{name}”, this pet is {pet}.", name=name, pet=known.pet.name)
    if (species := told.get("species", "")) and _is_another_species(species, known):
        said = _(known.species.name) if known.species else ""
        yield _("The file says “{species}”, this pet is: {ours}.", species=species, ours=said)
    breed = told.get("breed", "")
    if breed and known.pet.breed and not _words(breed) & _words(known.pet.breed):
        yield _("The file says “{breed}”, this pet is: {ours}.", breed=breed, ours=known.pet.breed)


def _is_another_species(told: str, known: _Known) -> bool:
    """Tell whether a file names a species that is known, and not this pet's."""
    words = {told.casefold(), *_words(told)}
    named = {known.species_words[word] for word in words if word in known.species_words}
    return bool(named) and known.species is not None and known.species.key not in named


def _of_images(images: list[Instance]) -> Iterator[str]:
    if any(row.burned_in == "YES" for row in images):
        yield _("The machine says that names or other words stand in the image itself.")
        return
    doubtful = [row for row in images if not row.burned_in and not row.code]
    if any(str(row.image.get("modality", "")) in _PHOTOGRAPHED for row in doubtful):
        yield _("Names may stand in the image itself. Please look at it.")


def _words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return {word for word in re.split(r"[\W_]+", letters) if len(word) > 1}
