"""The clinic's lists: what each holds, and what refers to its entries by name.

A new list is one more entry of LISTS.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from models.laboratory import LabValue, Marker, Panel
from models.pets import Breed, Pet, Species
from models.records import MedicalRecord, Subtype, Term
from models.vaccinations import Dose, Manufacturer, Product, VaccineType
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.pets.species import DRAWN
from services.records import kinds

Shape = Literal[
    "text",
    "color",
    "number",
    "tick",
    "choice",
    "entry",  # the id of an entry of another list
    "named",  # the name of an entry of another list, which may be new there
    "species",  # the keys of several species
    "words",  # several, with commas between them
]
Choices = Callable[[], list[tuple[str, str]]]


@dataclass(frozen=True)
class Column:
    """What is asked of an entry."""

    name: str
    label: Callable[[], str]
    shape: Shape = "text"
    limit: int = 80  # characters, or the highest number
    choices: Choices = list
    once: bool = False  # settled when the entry is added
    of: str = ""  # the other list


@dataclass(frozen=True)
class Listing:
    """One list.

    `named`: columns that hold an entry's name or key as text; a merge rewrites them. `follows`:
    those of them that a new name follows into. `within`: the column that parts the list, so that
    a name may stand once in each part.
    """

    key: str
    label: Callable[[], str]
    model: type[Any]
    columns: tuple[Column, ...]
    scope: Mapping[str, str] = field(default_factory=dict[str, str])
    within: str = ""
    text: str = "name"  # the column that the others hold
    named: tuple[tuple[type[Any], str], ...] = ()
    follows: tuple[tuple[type[Any], str], ...] = ()
    parted: Mapping[str, str] = field(default_factory=dict[str, str])  # rows of `named`: by what
    translated: bool = False  # whether what ships reads in the reader's language

    @property
    def ordered(self) -> bool:
        """Whether the clinic decides the order; else it is the alphabet's."""
        return "position" in self.model.model_fields


def _kinds() -> list[tuple[str, str]]:
    return [(kind.key, kind.label()) for kind in kinds.KINDS.values()]


def _drawings() -> list[tuple[str, str]]:
    names = {
        "dog": _("Dog"),
        "cat": _("Cat"),
        "horse": _("Horse"),
        "bird": _("Bird"),
        "rabbit": _("Rabbit"),
        "reptile": _("Reptile"),
        "rodent": _("Rodent"),
        "ferret": _("Ferret"),
        "other": _("Other"),
    }
    return [(key, names[key]) for key in DRAWN]


def _specimens() -> list[tuple[str, str]]:
    return list(kinds.find("laboratory").types().items())


def _name(limit: int) -> Column:
    return Column("name", lambda: _("Name"), limit=limit)


_SPECIES = Column("species", lambda: _("Species"), "species")
_COLOR = Column("color", lambda: _("Colour"), "color")
_MONTHS = Column("valid_months", lambda: _("Valid for months"), "number", 120)

LISTS = {
    one.key: one
    for one in (
        Listing(
            "species",
            lambda: _("Species"),
            Species,
            (
                _name(40),
                _COLOR,
                Column("drawing", lambda: _("Icon"), "choice", choices=_drawings),
            ),
            translated=True,
        ),
        Listing(
            "breeds",
            lambda: _("Breeds"),
            Breed,
            (
                Column("species_id", lambda: _("Species"), "entry", once=True, of="species"),
                _name(60),
            ),
            within="species_id",
            named=((Pet, "breed"),),
            follows=((Pet, "breed"),),
            parted={"species_id": "species_id"},
        ),
        Listing(
            "subtypes",
            lambda: _("Subtypes"),
            Subtype,
            (
                Column("kind", lambda: _("Kind"), "choice", choices=_kinds, once=True),
                _name(60),
                _COLOR,
            ),
            within="kind",
            translated=True,
        ),
        Listing(
            "vaccine-types",
            lambda: _("Vaccine types"),
            VaccineType,
            (
                _name(80),
                _MONTHS,
                Column("minimum_age_weeks", lambda: _("Minimum age in weeks"), "number", 520),
                _SPECIES,
                Column("required", lambda: _("Required"), "tick"),
            ),
            translated=True,
        ),
        Listing(
            "products",
            lambda: _("Vaccine products"),
            Product,
            (
                _name(80),
                Column("manufacturer", lambda: _("Manufacturer"), "named", of="manufacturers"),
                Column(
                    "vaccine_type_id",
                    lambda: _("Vaccine type"),
                    "entry",
                    once=True,
                    of="vaccine-types",
                ),
                _MONTHS,
            ),
            named=((Dose, "product_name"),),
        ),
        Listing(
            "manufacturers",
            lambda: _("Manufacturers"),
            Manufacturer,
            (_name(80),),
            named=((Dose, "manufacturer"), (Product, "manufacturer")),
            follows=((Product, "manufacturer"),),
        ),
        Listing(
            "panels",
            lambda: _("Laboratory panels"),
            Panel,
            (
                _name(80),
                Column("specimen", lambda: _("Specimen"), "choice", choices=_specimens),
                _SPECIES,
                Column("source", lambda: _("Source of the ranges"), limit=500),
            ),
            translated=True,
        ),
        Listing(
            "markers",
            lambda: _("Laboratory markers"),
            Marker,
            (
                Column("key", lambda: _("Short name"), limit=40, once=True),
                _name(80),
                Column("unit", lambda: _("Unit"), limit=20),
                Column("words", lambda: _("Words in place of a number"), "words"),
            ),
            text="key",
            translated=True,
            named=((LabValue, "marker"),),
        ),
        *(
            Listing(
                key,
                label,
                Term,
                (_name(160),),
                scope={"kind": kind},
                named=((MedicalRecord, "title"),),
                parted={"kind": "kind"},
            )
            for key, label, kind in (
                ("diagnoses", lambda: _("Diagnoses"), "diagnosis"),
                ("treatments", lambda: _("Treatments"), "treatment"),
            )
        ),
    )
}


def find(key: str) -> Listing:
    """Return the list of that key.

    Raises:
        NotFound: There is none.
    """
    if key not in LISTS:
        raise NotFound
    return LISTS[key]
