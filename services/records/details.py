"""What each kind of record holds besides what all of them do, and how that reads."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.core import clock
from services.core.i18n import translate as _

LONG = 10_000  # characters

Line = tuple[str, str]  # a label and what stands there, in the reader's language


class Details(BaseModel):
    """The particular fields of one kind. What is empty is not shown."""

    # What was written must not end up in the log with an error.
    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True
    )
    LINKED: ClassVar[
        tuple[str, ...]
    ] = ()  # fields that must fit one another; the first is to blame

    @staticmethod
    def labels() -> dict[str, str]:
        """Name each field to who fills it in."""
        return {}

    @staticmethod
    def hints() -> dict[str, str]:
        """Say what belongs into a field, where its name does not."""
        return {}

    def facts(self) -> list[Line]:
        """List what is said in a few words."""
        return []

    def parts(self) -> list[Line]:
        """List what is told at length."""
        return []


class NoteDetails(Details):
    """A clinical note in the four usual parts, and what is written for the customer."""

    subjective: str = Field("", max_length=LONG)
    objective: str = Field("", max_length=LONG)
    assessment: str = Field("", max_length=LONG)
    plan: str = Field("", max_length=LONG)
    customer_text: str = Field("", max_length=LONG)

    @staticmethod
    def labels() -> dict[str, str]:
        """Use the words that vets use."""
        return {
            "subjective": _("Subjective"),
            "objective": _("Objective"),
            "assessment": _("Assessment"),
            "plan": _("Plan"),
            "customer_text": _("For the customer"),
        }

    @staticmethod
    def hints() -> dict[str, str]:
        """Say what belongs where."""
        return {
            "subjective": _("What the customer reports"),
            "objective": _("What you find"),
            "assessment": _("What it means"),
            "plan": _("What happens next"),
            "customer_text": _("In plain words; it stands first in what the customer reads"),
        }

    def parts(self) -> list[Line]:
        """Begin with what was written for the customer."""
        return [
            (_("For you"), self.customer_text),
            (_("What was reported"), self.subjective),
            (_("What was found"), self.objective),
            (_("Assessment"), self.assessment),
            (_("Plan"), self.plan),
        ]


class DiagnosisDetails(Details):
    """How sure a diagnosis is, and when the pet had recovered from it."""

    status: Literal["tentative", "final"] = "final"
    resolved_on: date | None = None

    @staticmethod
    def labels() -> dict[str, str]:
        """Name the two."""
        return {"status": _("How sure"), "resolved_on": _("Resolved on")}

    @staticmethod
    def types() -> dict[str, str]:
        """Name what `status` may be."""
        return {"tentative": _("Tentative"), "final": _("Final")}

    def facts(self) -> list[Line]:
        """Say when it was over."""
        return [(_("Resolved on"), _day(self.resolved_on))]


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
    LINKED: ClassVar[tuple[str, ...]] = ("ends_on", "starts_on")

    @staticmethod
    def labels() -> dict[str, str]:
        """Name what a prescription says."""
        return {
            "treatment_type": _("Type"),
            "dose": _("Dose"),
            "unit": _("Unit"),
            "route": _("Route"),
            "frequency": _("How often"),
            "starts_on": _("Starts"),
            "ends_on": _("Ends"),
            "refills_left": _("Refills left"),
            "instructions": _("Instructions"),
        }

    @staticmethod
    def hints() -> dict[str, str]:
        """Give examples."""
        return {
            "dose": _("Such as 2.5 or 1/2"),
            "unit": _("Such as mg or tablet"),
            "route": _("Such as by mouth"),
            "frequency": _("Such as twice a day"),
            "instructions": _("What the customer should mind"),
        }

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "TreatmentDetails":
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("ends_on")
        return self

    @staticmethod
    def types() -> dict[str, str]:
        """Name what `treatment_type` may be."""
        return {
            "procedure": _("Procedure"),
            "medication": _("Medication"),
            "therapy": _("Therapy"),
        }

    def facts(self) -> list[Line]:
        """Say how much of it is given, how, and how long."""
        return [
            (_("Dose"), f"{self.dose} {self.unit}".strip()),
            (_("Route"), self.route),
            (_("How often"), self.frequency),
            (_("Starts"), _day(self.starts_on)),
            (_("Ends"), _day(self.ends_on)),
            (_("Refills left"), "" if self.refills_left is None else str(self.refills_left)),
        ]

    def parts(self) -> list[Line]:
        """Say what to mind."""
        return [(_("Instructions"), self.instructions)]


class LaboratoryDetails(Details):
    """What was examined. The values are rows of their own (services/laboratory.py)."""

    specimen: Literal["blood", "urine", "stool", "other"] = "blood"
    panel: str = Field("", max_length=80)  # such as Chemistry

    @staticmethod
    def labels() -> dict[str, str]:
        """Name the two."""
        return {"specimen": _("Specimen"), "panel": _("Panel")}

    @staticmethod
    def types() -> dict[str, str]:
        """Name what `specimen` may be."""
        return {
            "blood": _("Blood"),
            "urine": _("Urine"),
            "stool": _("Stool"),
            "other": _("Other specimen"),
        }

    def facts(self) -> list[Line]:
        """Name the panel."""
        return [(_("Panel"), self.panel)]


class ImagingDetails(Details):
    """What was pictured how, and what is seen in it."""

    imaging_type: Literal["X-ray", "ultrasound", "CT", "MRI", "endoscopy", "photo", "other"] = (
        "X-ray"
    )
    body_part: str = Field("", max_length=80)
    findings: str = Field("", max_length=LONG)
    conclusion: str = Field("", max_length=LONG)

    @staticmethod
    def labels() -> dict[str, str]:
        """Name what a report says."""
        return {
            "imaging_type": _("Type"),
            "body_part": _("Body part"),
            "findings": _("Findings"),
            "conclusion": _("Conclusion"),
        }

    @staticmethod
    def types() -> dict[str, str]:
        """Name what `imaging_type` may be."""
        return {
            "X-ray": _("X-ray"),
            "ultrasound": _("Ultrasound"),
            "CT": _("CT"),
            "MRI": _("MRI"),
            "endoscopy": _("Endoscopy"),
            "photo": _("Photo"),
            "other": _("Other imaging"),
        }

    def facts(self) -> list[Line]:
        """Name the part of the body."""
        return [(_("Body part"), self.body_part)]

    def parts(self) -> list[Line]:
        """Say what is seen, and what it means."""
        return [(_("Findings"), self.findings), (_("Conclusion"), self.conclusion)]


class IncidentDetails(Details):
    """Something that went wrong; for the staff alone, always."""

    actions_taken: str = Field("", max_length=LONG)

    @staticmethod
    def labels() -> dict[str, str]:
        """Name what was done."""
        return {"actions_taken": _("Actions taken")}

    def parts(self) -> list[Line]:
        """Say what was done about it."""
        return [(_("Actions taken"), self.actions_taken)]


def _day(day: date | None) -> str:
    return clock.short_date(day) if day else ""
