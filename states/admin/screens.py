"""What a staff member's tab looks at again when something has changed.

A page's state notes its screen with `self._screen = "…"`; each state named here for it has a
handler `refresh`.
"""

from typing import Any

from states.admin.customer import CustomerState
from states.admin.customer_forms import CustomerFormState, NewcomerState
from states.admin.customers import CustomersState
from states.admin.documents import ReviewState
from states.admin.doses import DosesState
from states.admin.home import HomeState
from states.admin.immunizations import ImmunizationsState
from states.admin.list_entries import EntryState
from states.admin.list_laboratory import MembersState, RangesState
from states.admin.lists import ListsState, ListState
from states.admin.mails import MailState
from states.admin.messages import InboxState
from states.admin.notices import NoticesState
from states.admin.pet_form import PetFormState
from states.admin.pet_list import PetListState
from states.admin.pets import StaffPetState
from states.admin.records import RecordEditorState
from states.admin.settings import SettingsState
from states.admin.staff import StaffListState
from states.admin.timeline import TimelineState
from states.admin.work import WorkState
from states.base import PortalState
from states.overview import OverviewState
from states.pets import PetState

SCREENS: dict[str, tuple[type[PortalState], ...]] = {
    "immunizations": (StaffPetState, ImmunizationsState),
    "home": (HomeState,),
    "inbox": (InboxState,),
    "inbox thread": (InboxState,),
    "pet list": (PetListState,),
    "work": (WorkState,),
    "mail": (MailState,),
    "review": (ReviewState, ImmunizationsState),
    "record": (RecordEditorState,),
    "settings": (SettingsState,),
    "customers": (CustomersState,),
    "customer": (CustomerState,),
    "notices": (NoticesState,),
    "staff": (StaffListState,),
    "lists": (ListsState,),
    "list": (ListState,),
    "customer form": (CustomerFormState,),
    "newcomer form": (NewcomerState,),
    "pet form": (PetFormState,),
    "list entry": (EntryState, MembersState, RangesState),
}

# What only staff have on a screen that customers have, too.
BESIDE: dict[str, tuple[type[PortalState], ...]] = {"vaccinations": (DosesState,)}

# What shows more to staff than to customers, and so stands in its place in a staff member's tab.
IN_PLACE_OF: dict[type[PortalState], Any] = {
    PetState: StaffPetState,
    OverviewState: TimelineState,
}
