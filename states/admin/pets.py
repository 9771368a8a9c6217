"""A pet's file as staff open it: whose it is, what only staff know, and which part is open."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from models.pets import PetChange
from services import pets, settings, vaccinations
from services.access import Actor
from services.core import clock, marks
from services.core.errors import Forbidden, NotFound
from services.core.i18n import translate as _
from services.overview import drafts
from services.pets import File
from services.records import reading
from states.admin.pet_tabs import LOADERS, SCREENS, order
from states.base import Audience, identifier
from states.feedback import FeedbackState
from states.pets import HeadRow, PetState, head_row
from states.shields import ShieldRow, shield_row


@dataclass(frozen=True)
class MarkRow:
    """An icon for the staff's eyes, and what it says."""

    icon: str
    label: str


@dataclass(frozen=True)
class AlertRow:
    """An alert or allergy."""

    id: str
    text: str
    allergy: bool
    seen: bool  # by the customer


@dataclass(frozen=True)
class ChangeRow:
    """One field that the customer has changed."""

    id: str
    field: str
    before: str
    after: str
    when: str
    who: str


@dataclass(frozen=True)
class FileRow:
    """What staff see at the head of a pet's file besides what its customer sees."""

    owner: str = ""
    owner_id: str = ""
    owner_disabled: bool = False
    notes: str = ""
    marks: list[MarkRow] = field(default_factory=list)
    alerts: list[AlertRow] = field(default_factory=list)
    deceased: bool = False
    since: str = ""
    shield: ShieldRow = field(default_factory=ShieldRow)
    drafts: int = 0  # that wait to be published
    added_by_customer: bool = False
    changes: list[ChangeRow] = field(default_factory=list)  # by the customer, newest first
    disputed: str = ""  # the microchip that the customer has typed, which another pet has
    claimed: str = ""  # that pet
    claimed_id: str = ""


class StaffPetState(PetState):
    """The pet whose file a staff member has open; the head itself is PetState's."""

    AUDIENCE: ClassVar[Audience] = Audience.STAFF

    file: FileRow = FileRow()

    @rx.event
    async def open(self):
        """Show the pet in the address, and have the part in the address load its own data."""
        try:
            pet_id = identifier(self._in_address("pet_id"))
        except NotFound:
            return self._miss()
        if not (wanted := self._in_address("tab")):
            return rx.redirect(f"/admin/pets/{pet_id}/overview", replace=True)
        # A step from one part to another opens nothing anew: the trail has one line for both.
        fresh = str(pet_id) != self.pet_shown or self._screen not in SCREENS
        if str(pet_id) != self.pet_shown:
            self.status, self.head, self.tabs, self.pet_shown = "loading", HeadRow(), [], ""
            self.file = FileRow()
        self._screen = "pet"
        if not await self._look(pet_id, fresh=fresh):
            return None
        if self.pet_shown != str(pet_id):  # it was merged into this one
            return rx.redirect(f"/admin/pets/{self.pet_shown}/{wanted}", replace=True)
        asked = wanted if wanted in LOADERS else "overview"
        self.tab_shown = asked if asked in self.tabs else ""
        return LOADERS.get(self.tab_shown)

    @rx.event
    async def refresh(self):
        """Show the head and the tabs again, if a pet is on screen."""
        if self.pet_shown:
            await self._look(identifier(self.pet_shown), fresh=False)
            self.tab_shown = self.tab_shown if self.tab_shown in self.tabs else ""

    @rx.event
    async def remove_photo(self):
        """Show the drawing again."""
        pet_id = identifier(self._in_address("pet_id"))
        await self._write(pets.remove_photo, pet_id)
        await self._look(pet_id, fresh=False)
        return FeedbackState.show(_("The photo is removed."))

    async def _look(self, pet_id: UUID, *, fresh: bool) -> bool:
        try:
            seen = await (self._write(_opened, pet_id) if fresh else self._read(_seen, pet_id))
        except NotFound:
            self._miss()
            self.file = FileRow()
            return False
        except Forbidden:
            self._miss()
            raise
        self.pet_shown, self.head, self.file, self.tabs = seen
        self.status = "ready"
        return True


_Seen = tuple[str, HeadRow, FileRow, list[str]]


def _opened(db: Session, actor: Actor, pet_id: UUID) -> _Seen:
    return _rows(db, actor, pets.opened(db, actor, pet_id))


def _seen(db: Session, actor: Actor, pet_id: UUID) -> _Seen:
    return _rows(db, actor, pets.file(db, actor, pet_id))


def _rows(db: Session, actor: Actor, found: File) -> _Seen:
    pet_id = found.pet.id
    in_force = settings.load(db)
    shown = pets.tabs(in_force, has_documents=pets.has_documents(db, actor, pet_id))
    head = head_row(pets.header(db, actor, pet_id))
    shields = vaccinations.shields(db, actor, [pet_id])
    incidents = reading.listed(db, actor, pet_id, "incident", limit=1).rows
    waiting = len(drafts.waiting(db, actor, pet_id))
    file = replace(_file_row(found, shield_row(shields, pet_id)), drafts=waiting)
    return str(pet_id), head, file, order(shown, in_force, incidents=bool(incidents))


def _file_row(found: File, shield: ShieldRow) -> FileRow:
    pet, owner = found.pet, found.owner
    return FileRow(
        owner=owner.name,
        owner_id=str(owner.id),
        owner_disabled=owner.disabled_at is not None,
        notes=pet.notes,
        marks=[MarkRow(mark.key, mark.label) for mark in marks.chosen(pet.icons)],
        alerts=[
            AlertRow(str(one.id), one.text, one.allergy, one.customer_may_see)
            for one in found.alerts
        ],
        deceased=pet.deceased_on is not None,
        since=clock.short_date(clock.local(pet.created_at).date()),
        shield=shield,
        added_by_customer=pet.added_by_customer,
        changes=[_change_row(one) for one in found.changes],
        disputed=pet.disputed_microchip,
        claimed=found.claimed.name if found.claimed else "",
        claimed_id=str(found.claimed.id) if found.claimed else "",
    )


def _change_row(change: PetChange) -> ChangeRow:
    return ChangeRow(
        id=str(change.id),
        field=_fields().get(change.field, change.field),
        before=_said(change.field, change.before),
        after=_said(change.field, change.after),
        when=clock.moment(change.created_at),
        who=change.changed_by,
    )


def _fields() -> dict[str, str]:
    return {
        "breed": _("Breed"),
        "color": _("Colour and markings"),
        "neutered": _("Neutered"),
        "born_on": _("Born on"),
        "born_estimated": _("This is an estimate"),
        "microchip": _("Microchip"),
    }


def _said(field: str, value: str) -> str:
    """Write a value as services/pets/owning.py has kept it."""
    if field == "born_on" and value:
        return clock.short_date(date.fromisoformat(value))
    return {"yes": _("Yes"), "no": _("No"), "": "\N{EN DASH}"}.get(value, value)
