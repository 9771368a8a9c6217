"""The parts of a pet's file as staff see them. One line a part."""

from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx

from components.documents import documents_tab
from components.laboratory import laboratory_tab
from components.measurements import temperature_tab, weight_tab
from components.messaging import pet_messages_tab
from components.overview import overview_tab
from components.records import diagnoses_tab, imaging_tab, notes_tab, treatments_tab
from components.vaccinations import vaccinations_tab
from services.core.i18n import t


@dataclass(frozen=True)
class PetTab:
    """One part: its key in the address and in states/admin/pet_tabs.py, and what it shows."""

    key: str
    label: str
    component: Callable[[], rx.Component]


PET_TABS = (
    PetTab("overview", t("Overview"), overview_tab),
    PetTab("notes", t("Clinical notes"), notes_tab),
    PetTab("diagnoses", t("Diagnoses"), diagnoses_tab),
    PetTab("imaging", t("Imaging"), imaging_tab),
    PetTab("laboratory", t("Laboratory"), laboratory_tab),
    PetTab("treatments", t("Treatments"), treatments_tab),
    PetTab("vaccinations", t("Vaccinations"), vaccinations_tab),
    PetTab("weight", t("Weight"), weight_tab),
    PetTab("temperature", t("Temperature"), temperature_tab),
    PetTab("documents", t("Documents"), documents_tab),
    PetTab("messages", t("Messages"), pet_messages_tab),
)
