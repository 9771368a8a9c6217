"""The dashboard's cards, and the pet whose file this tab shows."""

from dataclasses import dataclass, field
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from services import pets, settings
from services.access import Actor
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.pets import owning
from states.attention import AttentionState
from states.base import PortalState, identifier
from states.documents import DocumentsState
from states.laboratory import LaboratoryState
from states.measurements import MeasurementsState
from states.measuring import HomeMeasuringState
from states.messaging import MessagingState
from states.overview import OverviewState
from states.records import RecordsState
from states.vaccinations import VaccinationsState

_LOADERS = {  # of each tab; they run when the tab is opened
    "overview": OverviewState.load,
    "notes": RecordsState.load,
    "diagnoses": RecordsState.load,
    "imaging": RecordsState.load,
    "laboratory": LaboratoryState.load,
    "treatments": RecordsState.load,
    "vaccinations": VaccinationsState.load,
    "weight": [MeasurementsState.load, HomeMeasuringState.arrive],
    "temperature": [MeasurementsState.load, HomeMeasuringState.arrive],
    "documents": DocumentsState.load_pet,
    "messages": MessagingState.load_pet,
}


@dataclass(frozen=True)
class CardRow:
    """One pet on the dashboard."""

    id: str
    name: str
    photo: str  # address, or empty
    drawing: str
    kind: str  # species and breed
    about: str  # sex and age
    detail: str


@dataclass(frozen=True)
class HeadRow:
    """The head of a pet's file. What is not known is empty."""

    name: str = ""
    photo: str = ""
    drawing: str = ""
    kind: str = ""
    about: str = ""
    died: str = ""
    born: str = ""
    markings: str = ""
    microchip: str = ""
    passport: str = ""
    weight: str = ""
    weighed_on: str = ""
    allergies: list[str] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Dashboard:
    cards: list[pets.Card]
    phone: str
    email: str
    adds: bool


class PetsState(PortalState):
    """What the dashboard shows."""

    status: str = "loading"  # loading, ready
    has_pets: bool = False
    living: list[CardRow] = []
    remembered: list[CardRow] = []
    more: bool = False
    adds: bool = False  # the customer may add a pet
    phone: str = ""  # of the clinic, for who has no pets yet
    email: str = ""

    _limit: int = pets.PAGE

    @rx.event
    async def load(self):
        """Show the customer's pets, and what needs their attention."""
        self._screen, self._limit = "pets", pets.PAGE
        # In one event, so that what stands above the cards does not push them down.
        await (await self.get_state(AttentionState)).load()
        await self._show()

    @rx.event
    async def refresh(self):
        """Show them again."""
        await self._show()

    @rx.event
    async def show_more(self):
        """Show further pets, too."""
        if self.more:
            self._limit += pets.PAGE
            await self._show()

    async def _show(self) -> None:
        seen = await self._read(_dashboard, self._limit + 1)
        self.more = len(seen.cards) > self._limit
        shown = seen.cards[: self._limit]
        self.living = [card_row(card) for card in shown if not card.deceased]
        self.remembered = [card_row(card) for card in shown if card.deceased]
        self.has_pets = bool(shown)
        self.phone, self.email, self.adds = seen.phone, seen.email, seen.adds
        self.status = "ready"


class PetState(PortalState):
    """The pet that this tab shows: its head, and which part of its file is open."""

    status: str = "loading"  # loading, ready, missing
    pet_shown: str = ""
    head: HeadRow = HeadRow()
    tabs: list[str] = []
    tab_shown: str = ""  # empty: the part in the address is switched off
    takes_photo: bool = False  # the customer may change the photo
    takes_edits: bool = False  # and what is written of the pet

    @rx.event
    async def open(self):
        """Show the pet in the address, and have the part in the address load its own data."""
        try:
            pet_id = identifier(self._in_address("pet_id"))
        except NotFound:
            return self._miss()
        if not (wanted := self._in_address("tab")):
            return rx.redirect(f"/pets/{pet_id}/overview", replace=True)
        if str(pet_id) != self.pet_shown:
            self.status, self.head, self.tabs, self.pet_shown = "loading", HeadRow(), [], ""
        self._screen = "pet"
        if not await self._show(pet_id):
            return None
        asked = wanted if wanted in pets.TABS else "overview"
        self.tab_shown = asked if asked in self.tabs else ""
        return _LOADERS.get(self.tab_shown)

    @rx.event
    async def refresh(self):
        """Show the head and the tabs again, if a pet is on screen."""
        if self.pet_shown:
            await self._show(identifier(self.pet_shown))
            self.tab_shown = self.tab_shown if self.tab_shown in self.tabs else ""

    async def _show(self, pet_id: UUID) -> bool:
        try:
            head, tabs, may = await self._read(_file, pet_id)
        except NotFound:
            self._miss()
            return False
        self.status, self.pet_shown, self.head, self.tabs = "ready", str(pet_id), head, tabs
        self.takes_photo, self.takes_edits = may
        return True

    def _miss(self) -> None:
        self.status, self.pet_shown, self.tab_shown = "missing", "", ""
        self.head, self.tabs = HeadRow(), []
        self.takes_photo = self.takes_edits = False


def _dashboard(db: Session, actor: Actor, limit: int) -> _Dashboard:
    in_force = settings.load(db)
    return _Dashboard(
        cards=pets.listed(db, actor, limit),
        phone=in_force.clinic_phone,
        email=in_force.clinic_email,
        adds=owning.may_add(db, actor),
    )


def _file(db: Session, actor: Actor, pet_id: UUID) -> tuple[HeadRow, list[str], tuple[bool, bool]]:
    head = head_row(pets.header(db, actor, pet_id))
    has_documents = pets.has_documents(db, actor, pet_id)
    may = owning.may_change_photo(db, actor), owning.may_edit(db, actor)
    return head, pets.tabs(settings.load(db), has_documents=has_documents), may


def card_row(card: pets.Card) -> CardRow:
    """Write a pet as a card of a list."""
    return CardRow(
        id=str(card.id),
        name=card.name,
        photo=_photo(card),
        drawing=card.drawing,
        kind=_joined(card.species, card.breed),
        about=_joined(card.sex, _unbroken(card.age)),
        detail=card.detail,
    )


def head_row(header: pets.Header) -> HeadRow:
    """Write the head of a pet's file as pages show it."""
    card = header.card
    return HeadRow(
        name=card.name,
        photo=_photo(card),
        drawing=card.drawing,
        kind=_joined(card.species, card.breed),
        about=_joined(card.sex, _unbroken(card.age)),
        died=_("Died on {date}", date=header.died) if header.died else "",
        born=header.born,
        markings=header.markings,
        microchip=header.microchip,
        passport=header.passport,
        weight=header.weight,
        weighed_on=header.weighed_on,
        allergies=[caution.text for caution in header.cautions if caution.allergy],
        alerts=[caution.text for caution in header.cautions if not caution.allergy],
    )


def _photo(card: pets.Card) -> str:
    # The address changes with the picture, so that a page that is open shows the new one.
    return f"/files/pets/{card.id}/photo?v={card.photo[:8]}" if card.photo else ""


def _unbroken(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
