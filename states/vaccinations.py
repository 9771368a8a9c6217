"""The vaccinations of the pet in the address: what is due, and what was given."""

from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from sqlmodel import Session

from services import vaccinations
from services.access import Actor
from services.core import clock
from services.core.i18n import translate as _
from services.records.paging import Page, Wanted
from services.vaccinations import Due, Given, Need, Standing, State, words
from states.base import Audience, PortalState
from states.paging import PagedState, Service
from states.records import LineRow

_TONES = {
    State.PLANNED: "neutral",
    State.DUE_SOON: "warning",
    State.OVERDUE: "danger",
    State.GIVEN: "success",
}


TONES = {
    Standing.VALID: "success",
    Standing.EXPIRES_SOON: "warning",
    Standing.EXPIRED: "danger",
    Standing.IN_REVIEW: "accent",
    Standing.MISSING: "danger",
    Standing.EXEMPT: "neutral",
    Standing.TOO_YOUNG: "neutral",
}


@dataclass(frozen=True)
class DueRow:
    """One vaccination that is due."""

    id: str
    type: str
    date: str
    words: str  # such as 'in 12 days'
    state: str
    tone: str


@dataclass(frozen=True)
class DoseRow:
    """One dose, planned or given."""

    id: str
    type: str
    state: str
    tone: str
    date: str
    author: str
    notes: str
    kept: str = ""  # why customers do not see it; empty: they do
    changeable: bool = False
    staff_notes: str = ""
    facts: list[LineRow] = field(default_factory=list)


@dataclass(frozen=True)
class NeedRow:
    """A required vaccine, and how the pet stands with it."""

    id: str
    type: str
    state: str
    tone: str
    date: str


class VaccinationsState(PagedState, PortalState):
    """The vaccinations tab."""

    AUDIENCE: ClassVar[Audience] = Audience.SIGNED_IN
    SCREEN = "vaccinations"

    rows: list[DoseRow] = []
    due: list[DueRow] = []
    needs: list[NeedRow] = []

    def _service(self) -> Service:
        return _listed

    def _fill(self, page: Page[Given], found: Any) -> None:
        due, needs, types = found
        self.needs = [_need_row(need) for need in needs]
        self.rows = [_dose_row(dose) for dose in page.rows]
        self.due = [_due_row(one) for one in due]
        self.types = [("", _("All types")), *types] if types else []

    def _empty(self) -> None:
        self.rows, self.due, self.needs = [], [], []


def _listed(db: Session, actor: Actor, pet_id: UUID, wanted: Wanted) -> tuple[Page[Given], Any]:
    page = vaccinations.listed(db, actor, pet_id, wanted)
    types = vaccinations.types(db, actor, pet_id)
    named = [(str(kind.id), _(kind.name)) for kind in types]
    needs = vaccinations.needs(db, actor, [pet_id])
    return page, (vaccinations.due(db, actor, pet_id), needs, named)


def _need_row(need: Need) -> NeedRow:
    return NeedRow(
        id=str(need.vaccine_type_id),
        type=_(need.type),
        state=words.standing(need),
        tone=TONES[need.standing],
        date=words.until(need),
    )


def _due_row(due: Due) -> DueRow:
    return DueRow(
        id=str(due.dose_id or due.vaccine_type_id),
        type=_(due.type),
        date=_("Required") if due.missing else clock.short_date(due.on),
        words=due.words,
        state=_("Missing") if due.missing else words.states()[due.state],
        tone=_TONES[due.state],
    )


def _dose_row(dose: Given) -> DoseRow:
    return DoseRow(
        id=str(dose.id),
        type=_(dose.type),
        state=words.state(dose),
        tone=_TONES[dose.state],
        date=words.day(dose),
        author=dose.author,
        notes=dose.notes,
        kept=words.kept(dose),
        changeable=not dose.void,
        staff_notes=dose.staff_notes,
        facts=[LineRow(label, text) for label, text in words.facts(dose)],
    )
