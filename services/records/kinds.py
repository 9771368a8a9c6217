"""The kinds of record in a pet's file. A new kind is one more entry of KINDS."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from sqlmodel import Session, col

from models.records import Subtype
from services.access import Permission, system
from services.core.errors import Invalid, NotFound
from services.core.i18n import translate as _

_LONG = 10_000  # characters


class Details(BaseModel):
    """What one kind of record holds besides what all of them do."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class NoteDetails(Details):
    """A clinical note in the four usual parts, and what is written for the customer."""

    subjective: str = Field("", max_length=_LONG)
    objective: str = Field("", max_length=_LONG)
    assessment: str = Field("", max_length=_LONG)
    plan: str = Field("", max_length=_LONG)
    customer_text: str = Field("", max_length=_LONG)


class DiagnosisDetails(Details):
    """How sure a diagnosis is, and when the pet had recovered from it."""

    status: Literal["tentative", "final"] = "final"
    resolved_on: date | None = None


class TreatmentDetails(Details):
    """What was done or given; the dose and what follows it matter for medication only."""

    treatment_type: Literal["procedure", "medication", "therapy"] = "procedure"
    dose: str = Field("", max_length=20)  # such as 1/2 or 2.5
    unit: str = Field("", max_length=20)  # such as mg or tablet
    route: str = Field("", max_length=40)
    frequency: str = Field("", max_length=80)
    starts_on: date | None = None
    ends_on: date | None = None
    refills_left: int | None = Field(None, ge=0, le=99)
    instructions: str = Field("", max_length=2_000)

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "TreatmentDetails":
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("ends_on")
        return self


class LaboratoryDetails(Details):
    """What was examined. The values are rows of their own (services/laboratory.py)."""

    specimen: Literal["blood", "urine", "stool", "other"] = "blood"
    panel: str = Field("", max_length=80)  # such as Chemistry


class ImagingDetails(Details):
    """What was pictured how, and what is seen in it."""

    imaging_type: Literal["X-ray", "ultrasound", "CT", "MRI", "endoscopy", "photo", "other"] = (
        "X-ray"
    )
    body_part: str = Field("", max_length=80)
    findings: str = Field("", max_length=_LONG)
    conclusion: str = Field("", max_length=_LONG)


class IncidentDetails(Details):
    """Something that went wrong; for the staff alone, always."""

    actions_taken: str = Field("", max_length=_LONG)


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
    subtypes: Mapping[str, str]  # that ship, by their English name, with their colour


KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            key="note",
            tab="notes",
            label=lambda: _("Clinical note"),
            icon="notebook-pen",
            color="#0d6b5b",
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
            color="#a03a6b",
            details=DiagnosisDetails,
            permission=Permission.WRITE_DIAGNOSES,
            subtypes={},
        ),
        Kind(
            key="imaging",
            tab="imaging",
            label=lambda: _("Imaging"),
            icon="scan-line",
            color="#3f51a3",
            details=ImagingDetails,
            permission=Permission.WRITE_IMAGING,
            subtypes={},
        ),
        Kind(
            key="laboratory",
            tab="laboratory",
            label=lambda: _("Laboratory"),
            icon="flask-conical",
            color="#8a4b08",
            details=LaboratoryDetails,
            permission=Permission.WRITE_LABORATORY,
            subtypes={},
        ),
        Kind(
            key="treatment",
            tab="treatments",
            label=lambda: _("Treatment"),
            icon="pill",
            color="#00687a",
            details=TreatmentDetails,
            permission=Permission.WRITE_TREATMENTS,
            subtypes={},
        ),
        Kind(
            key="incident",
            tab="",
            label=lambda: _("Incident report"),
            icon="triangle-alert",
            color="#b3261e",
            details=IncidentDetails,
            permission=Permission.WRITE_NOTES,
            subtypes={},
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
    """Return the kind that a tab of the pet's page shows.

    Raises:
        NotFound: None is shown there.
    """
    for kind in KINDS.values():
        if tab and kind.tab == tab:
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
        field = str(first["loc"][0]) if first["loc"] else "ends_on"
        raise Invalid("This value does not fit here: {name}.", field, name=field) from None


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
        for name, color in kind.subtypes.items():
            if (kind.key, name) not in there:
                db.add(Subtype(kind=kind.key, name=name, color=color))
    db.flush()


def subtypes(db: Session, key: str) -> list[Subtype]:
    """List the subtypes of a kind, retired ones too, since old records still carry them."""
    return list(
        db.exec(system(Subtype).where(col(Subtype.kind) == key).order_by(col(Subtype.name)))
    )
