"""The parts of a pet's file as staff see them. One line a part."""

from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx

from components.admin.doses import doses_tab
from components.admin.immunizations import immunizations_tab
from components.admin.measurements import temperature_part, weight_part
from components.admin.record_tabs import records_tab, staff_laboratory_tab
from components.admin.timeline import timeline_tab
from components.documents import documents_tab
from components.messaging import pet_messages_tab
from services.core.i18n import t


@dataclass(frozen=True)
class PetTab:
    """One part: its key in the address and in states/admin/pet_tabs.py, and what it shows."""

    key: str
    label: str
    component: Callable[[], rx.Component]


PET_TABS = (
    PetTab("overview", t("Overview"), timeline_tab),
    PetTab("notes", t("Clinical notes"), records_tab("notes", "notebook-pen")),
    PetTab("diagnoses", t("Diagnoses"), records_tab("diagnoses", "clipboard-list")),
    PetTab("imaging", t("Imaging"), records_tab("imaging", "scan-line")),
    PetTab("laboratory", t("Laboratory"), staff_laboratory_tab),
    PetTab("treatments", t("Treatments"), records_tab("treatments", "pill")),
    PetTab("vaccinations", t("Vaccinations"), doses_tab),
    PetTab("immunizations", t("Immunizations"), immunizations_tab),
    PetTab("weight", t("Weight"), weight_part),
    PetTab("temperature", t("Temperature"), temperature_part),
    PetTab("incidents", t("Incident reports"), records_tab("incidents", "triangle-alert")),
    PetTab("documents", t("Documents"), documents_tab),
    PetTab("messages", t("Messages"), pet_messages_tab),
)
