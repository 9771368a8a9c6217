"""The kinds of record in a pet's file. A new kind is one more entry of KINDS."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session, col

from models.records import Subtype
from services import shipping
from services.access import Permission, system
from services.core.errors import Invalid, NotFound
from services.core.i18n import translate as _
from services.records.details import (
    Details,
    DiagnosisDetails,
    ImagingDetails,
    IncidentDetails,
    LaboratoryDetails,
    NoteDetails,
    TreatmentDetails,
)
from services.settings import RECORD_COLORS


@dataclass(frozen=True)
class Kind:
    """One kind of record: its names, its looks, its particular fields, who may write it."""

    key: str
    tab: str  # in the address of the pet's page; empty: customers never see it
    label: Callable[[], str]  # in the reader's language
    icon: str  # of lucide
    color: str  # of its badge, where no subtype has one
    details: type[Details]
    permission: Permission
    subtypes: Mapping[str, str] = field(default_factory=dict[str, str])  # name, colour
    typed_by: str = ""  # the field of the details that divides the kind further
    types: Callable[[], dict[str, str]] = dict  # what may stand there, and how it reads
    desk: str = ""  # the tab of what customers never see

    @property
    def place(self) -> str:
        """The tab on which staff find it."""
        return self.tab or self.desk


KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            key="note",
            tab="notes",
            label=lambda: _("Clinical note"),
            icon="notebook-pen",
            color=RECORD_COLORS["note"],
            details=NoteDetails,
            permission=Permission.WRITE_NOTES,
            subtypes={
                "General examination": "#0d6b5b",
                "Visit": "#2563a8",
                "Phone call": "#8a6100",
                "Surgery": "#b3261e",
                "Discharge": "#6a4fb3",
            },
        ),
        Kind(
            key="diagnosis",
            tab="diagnoses",
            label=lambda: _("Diagnosis"),
            icon="clipboard-list",
            color=RECORD_COLORS["diagnosis"],
            details=DiagnosisDetails,
            permission=Permission.WRITE_DIAGNOSES,
            typed_by="status",
            types=DiagnosisDetails.types,
        ),
        Kind(
            key="imaging",
            tab="imaging",
            label=lambda: _("Imaging"),
            icon="scan-line",
            color=RECORD_COLORS["imaging"],
            details=ImagingDetails,
            permission=Permission.WRITE_IMAGING,
            typed_by="imaging_type",
            types=ImagingDetails.types,
        ),
        Kind(
            key="laboratory",
            tab="laboratory",
            label=lambda: _("Laboratory"),
            icon="flask-conical",
            color=RECORD_COLORS["laboratory"],
            details=LaboratoryDetails,
            permission=Permission.WRITE_LABORATORY,
            typed_by="specimen",
            types=LaboratoryDetails.types,
        ),
        Kind(
            key="treatment",
            tab="treatments",
            label=lambda: _("Treatment"),
            icon="pill",
            color=RECORD_COLORS["treatment"],
            details=TreatmentDetails,
            permission=Permission.WRITE_TREATMENTS,
            typed_by="treatment_type",
            types=TreatmentDetails.types,
        ),
        Kind(
            key="incident",
            tab="",
            label=lambda: _("Incident report"),
            icon="triangle-alert",
            color="#b3261e",
            details=IncidentDetails,
            permission=Permission.WRITE_NOTES,
            desk="incidents",
        ),
    )
}


def find(key: str) -> Kind:
    """Return the kind of that key.

    Raises:
        NotFound: There is none.
    """
    if key not in KINDS:
        raise NotFound
    return KINDS[key]


def at(tab: str) -> Kind:
    """Return the kind that a tab of the pet's page shows, to staff at least.

    Raises:
        NotFound: None is shown there.
    """
    for kind in KINDS.values():
        if tab and kind.place == tab:
            return kind
    raise NotFound


def validated(key: str, details: Mapping[str, Any]) -> dict[str, Any]:
    """Return the particular fields of a record as they are stored.

    Raises:
        NotFound: There is no such kind.
        Invalid: A value does not fit its field; `field` names it.
    """
    try:
        return find(key).details.model_validate(details).model_dump(mode="json")
    except ValidationError as fault:
        first = fault.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "ends_on"
        raise Invalid("This value does not fit here: {name}.", name, name=name) from None


def stored(key: str, details: Mapping[str, Any]) -> Details:
    """Read the particular fields of a stored record; what an earlier release kept is left out."""
    model = find(key).details
    return model.model_validate(
        {name: value for name, value in details.items() if name in model.model_fields}
    )


def seed_subtypes(db: Session) -> None:
    """Offer the shipped subtypes; what the clinic has changed since stays as it is."""
    there = {(row.kind, row.name) for row in db.exec(system(Subtype))}
    for kind in KINDS.values():
        fresh = shipping.fresh(db, f"subtype of {kind.key}", kind.subtypes)
        for name, color in kind.subtypes.items():
            if name in fresh and (kind.key, name) not in there:
                db.add(Subtype(kind=kind.key, name=name, color=color))
    db.flush()


def subtypes(db: Session, key: str) -> list[Subtype]:
    """List the subtypes of a kind, retired ones too, since old records still carry them."""
    order = col(Subtype.position), col(Subtype.name)
    return list(db.exec(system(Subtype).where(col(Subtype.kind) == key).order_by(*order)))
