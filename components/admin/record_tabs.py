"""The lists of records in a pet's file as staff see them: drafts and private ones, and a way in."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from components.laboratory import laboratory_tab
from components.paging import paged
from components.records import entry
from components.ui.controls import link_button
from components.ui.display import card, empty_state, pill
from components.ui.tokens import SMALL
from services.core.i18n import t
from states.laboratory import LaboratoryState
from states.records import RecordRow, RecordsState, StandingRow


def records_tab(tab: str, icon: str) -> Callable[[], rx.Component]:
    """Make the list of one kind."""

    def shown() -> rx.Component:
        return paged(
            RecordsState,
            tab,
            rx.el.div(
                rx.foreach(
                    RecordsState.rows,
                    lambda row: entry(row, _standing(row, RecordsState.standing_of)),
                ),
                class_name="flex flex-col gap-4",
            ),
            empty=card(
                empty_state(
                    icon, t("Nothing is written here yet"), t("“Add record” above begins a draft.")
                )
            ),
            height="12rem",
        )

    return shown


def staff_laboratory_tab() -> rx.Component:
    """A pet's laboratory reports, each with how far it has come."""
    return laboratory_tab(lambda row: _standing(row, LaboratoryState.standing_of))


def _standing(row: rx.vars.ObjectVar[RecordRow], known: Any) -> rx.Component:
    """Say how far a record has come and what staff note, and lead to where it is written."""
    beside = rx.Var.create(known).to(dict[str, StandingRow])[row.id].to(StandingRow)
    return rx.fragment(
        rx.el.div(
            pill(beside.said, beside.tone),
            rx.cond(beside.changing, pill(t("Changes not published yet"), "warning")),
            _edit(row),
            class_name="flex flex-wrap items-center gap-2",
        ),
        rx.cond(
            beside.notes,
            rx.el.p(
                rx.el.span(t("Only for staff"), ": ", class_name="font-semibold"),
                beside.notes,
                class_name=(
                    f"{SMALL} rounded-xl bg-sunken px-3 py-2 whitespace-pre-line "
                    "[overflow-wrap:anywhere]"
                ),
            ),
        ),
    )


def _edit(row: rx.vars.ObjectVar[RecordRow]) -> rx.Component:
    return rx.el.div(
        link_button(
            rx.icon("pencil", size=16, aria_hidden="true"),
            t("Edit"),
            rx.el.span(row.title, class_name="sr-only"),
            href=f"/admin/records/{row.id}",
            variant="quiet",
        ),
        class_name="ml-auto",
    )
