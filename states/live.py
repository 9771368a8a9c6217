"""What a tab does when something that it may be showing has changed."""

from typing import ClassVar

import reflex as rx

from services.auth import entry
from states.account import AccountState
from states.admin.bell import BellState
from states.admin.screens import BESIDE, IN_PLACE_OF
from states.admin.screens import SCREENS as STAFF_SCREENS
from states.attention import AttentionState
from states.auth import SignInState
from states.base import Audience, PortalState, open_to
from states.courses import CourseState
from states.details import DetailsState
from states.documents import DocumentsState
from states.handing_in import HandingInState
from states.imaging import ImagingState
from states.laboratory import LaboratoryState
from states.measurements import MeasurementsState
from states.messaging import MessagingState
from states.overview import OverviewState
from states.owning import OwnPetState
from states.pets import PetsState, PetState
from states.records import RecordsState
from states.search import SearchState
from states.vaccinations import VaccinationsState

_SCREENS = {
    "account": (DetailsState, AccountState),
    "documents": (PetState, DocumentsState),
    "handing in": (HandingInState,),
    "images": (ImagingState,),
    "laboratory": (PetState, LaboratoryState, CourseState),
    "measurements": (PetState, MeasurementsState),
    "new pet": (OwnPetState,),
    "overview": (PetState, OverviewState),
    "pet": (PetState,),
    "pets": (PetsState, AttentionState),
    "records": (PetState, RecordsState),
    "search": (SearchState,),
    "vaccinations": (PetState, VaccinationsState),
    **STAFF_SCREENS,
}


class LiveState(PortalState):
    """Called by the pump (portal_app/pump.py), never by a page.

    The screen's handler is called, not queued: a queued one would count as the person doing
    something, and an idle session would never end.
    """

    AUDIENCE: ClassVar[Audience] = Audience.SIGNED_IN

    @open_to(Audience.PUBLIC)
    @rx.event
    async def dress(self):
        """Have a page of nobody's follow the settings; the guard has just seen to its looks."""
        page = await self.get_state(SignInState)
        page.registers = (await self._recall(entry.offer)).registers

    @rx.event
    async def refresh(self):
        """Show the badge and what is on screen again."""
        parts = _SCREENS.get(self._screen, ())
        await (await self.get_state(MessagingState)).refresh()
        if self.is_staff:
            await (await self.get_state(BellState)).refresh()
            parts += BESIDE.get(self._screen, ())
        for part in parts:
            own = IN_PLACE_OF.get(part, part) if self.is_staff else part
            await (await self.get_state(own)).refresh()
