"""What each part of a pet's file loads when staff open it. One line a part."""

from collections.abc import Sequence
from typing import Any

from services.settings import Settings
from states.admin.doses import DosesState
from states.admin.immunizations import ImmunizationsState
from states.admin.measurements import MeasuringState
from states.admin.timeline import TimelineState
from states.documents import DocumentsState
from states.laboratory import LaboratoryState
from states.measurements import MeasurementsState
from states.messaging import MessagingState
from states.records import RecordsState
from states.vaccinations import VaccinationsState

LOADERS: dict[str, Any] = {  # in the order they are shown
    "overview": TimelineState.load,
    "notes": RecordsState.load,
    "diagnoses": RecordsState.load,
    "imaging": RecordsState.load,
    "laboratory": LaboratoryState.load,
    "treatments": RecordsState.load,
    "vaccinations": [VaccinationsState.load, DosesState.load],
    "immunizations": ImmunizationsState.load,
    "weight": [MeasurementsState.load, MeasuringState.arrive],
    "temperature": [MeasurementsState.load, MeasuringState.arrive],
    "incidents": RecordsState.load,
    "documents": DocumentsState.load_pet,
    "messages": MessagingState.load_pet,
}
# What `_screen` may say while a part of a pet's file is open (states/live.py).
SCREENS = frozenset(
    {
        "pet",
        "overview",
        "records",
        "laboratory",
        "measurements",
        "vaccinations",
        "documents",
        "messaging",
        "immunizations",
    }
)


def order(shown: Sequence[str], in_force: Settings, *, incidents: bool) -> list[str]:
    """List the parts that staff see: the customer's, and what the clinic keeps to itself.

    Args:
        incidents: Whether there are any reports of such in the file.
    """
    own = ["immunizations"] if in_force.shows("vaccination") else []
    own += ["incidents"] if incidents else []
    return [tab for tab in LOADERS if tab in (*shown, *own)]
