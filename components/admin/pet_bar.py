"""What staff do with a pet's file: the bar that stands over every part of it (ADMIN-5)."""

import reflex as rx

from components.admin.frame import allowed
from components.admin.publishing import publish_drafts
from components.ui.controls import link_button
from components.ui.menu import ITEM, menu
from components.ui.shortcuts import keys
from services.access import Permission
from services.core.i18n import t
from states.admin.records import RecordEditorState
from states.pets import PetState

_RECORDS = (  # the part of the file that shows it, its kind, and who may write it
    ("notes", "note", t("Clinical note"), "notebook-pen", Permission.WRITE_NOTES),
    ("diagnoses", "diagnosis", t("Diagnosis"), "clipboard-list", Permission.WRITE_DIAGNOSES),
    ("imaging", "imaging", t("Imaging"), "scan-line", Permission.WRITE_IMAGING),
    ("laboratory", "laboratory", t("Laboratory"), "test-tube", Permission.WRITE_LABORATORY),
    ("treatments", "treatment", t("Treatment"), "pill", Permission.WRITE_TREATMENTS),
    ("", "incident", t("Incident report"), "triangle-alert", Permission.WRITE_NOTES),
)

_WRITING = tuple(
    {
        *(permission for *_rest, permission in _RECORDS),
        Permission.WRITE_VACCINATIONS,
        Permission.WRITE_MEASUREMENTS,
    }
)


def pet_bar() -> list[rx.Component]:
    """List the actions; each leads to the part where it is done, with its form open."""
    return [
        rx.cond(allowed(*[permission for *_rest, permission in _RECORDS]), _add_record()),
        _add("vaccinations", t("Add dose"), ("syringe", "d"), Permission.WRITE_VACCINATIONS),
        _add("weight", t("Add weight"), ("weight", "w"), Permission.WRITE_MEASUREMENTS),
        _add(
            "temperature",
            t("Add temperature"),
            ("thermometer", "t"),
            Permission.WRITE_MEASUREMENTS,
        ),
        rx.cond(allowed(*_WRITING), publish_drafts()),
        rx.cond(
            allowed(Permission.MANAGE_PETS),
            link_button(
                rx.icon("pencil", size=18, aria_hidden="true"),
                t("Edit"),
                href=f"/admin/pets/{PetState.pet_shown}/edit",
                variant="quiet",
                custom_attrs=keys("e"),
            ),
        ),
    ]


def _add_record() -> rx.Component:
    return menu(
        "add-record",
        t("Add record"),
        *[
            rx.cond(
                (_shown(tab) if tab else True) & allowed(permission),
                rx.el.button(
                    rx.icon(icon, size=18, aria_hidden="true"),
                    label,
                    type="button",
                    on_click=RecordEditorState.begin(PetState.pet_shown, kind, ""),
                    class_name=ITEM,
                ),
            )
            for tab, kind, label, icon, permission in _RECORDS
        ],
        key="r",
    )


def _add(tab: str, label: str, shown: tuple[str, str], permission: Permission) -> rx.Component:
    icon, key = shown
    return rx.cond(
        _shown(tab) & allowed(permission),
        link_button(
            rx.icon(icon, size=18, aria_hidden="true"),
            label,
            href=_new(tab),
            variant="quiet",
            custom_attrs=keys(key),
        ),
    )


def _shown(tab: str) -> rx.Var[bool]:
    return rx.Var.create(PetState.tabs).to(list[str]).contains(tab)


def _new(tab: str) -> rx.Var[str]:
    """Return the address of a part with the form for a new entry open."""
    return rx.Var.create(f"/admin/pets/{PetState.pet_shown}/{tab}?add=1")
