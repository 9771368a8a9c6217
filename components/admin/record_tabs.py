"""The lists of records in a pet's file as staff see them: drafts and private ones, and a way in."""

from collections.abc import Callable

import reflex as rx

from components.paging import paged
from components.records import entry
from components.ui.controls import link_button
from components.ui.display import card, empty_state, pill
from services.core.i18n import t
from states.records import RecordRow, RecordsState


def records_tab(tab: str, icon: str) -> Callable[[], rx.Component]:
    """Make the list of one kind."""

    def shown() -> rx.Component:
        return paged(
            RecordsState,
            tab,
            rx.el.div(
                rx.foreach(RecordsState.rows, lambda row: entry(row, _standing(row))),
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


def _standing(row: rx.vars.ObjectVar[RecordRow]) -> rx.Component:
    """Say how far a record has come, and lead to where it is written."""
    return rx.el.div(
        rx.match(
            row.status,
            ("draft", pill(t("Draft"), "warning")),
            ("private", pill(t("Kept in the clinic"))),
            pill(t("Published"), "success"),
        ),
        link_button(
            rx.icon("pencil", size=16, aria_hidden="true"),
            t("Edit"),
            rx.el.span(row.title, class_name="sr-only"),
            href=f"/admin/records/{row.id}",
            variant="quiet",
        ),
        class_name="flex flex-wrap items-center justify-between gap-3",
    )
