"""The overview of a pet's file, and the lines that entries of every kind share."""

import reflex as rx

from components.printing import tab_paper
from components.ui.controls import button
from components.ui.display import (
    card,
    definition_list,
    empty_state,
    error_state,
    loading,
    pill,
    section,
    tag,
)
from components.ui.tokens import FOCUS, SMALL, SUBHEADING
from services.core.i18n import t
from states.overview import DueRow, EntryRow, OverviewState
from states.pets import PetState

_ICONS = {
    "note": "notebook-pen",
    "diagnosis": "clipboard-list",
    "imaging": "scan-line",
    "laboratory": "flask-conical",
    "treatment": "pill",
    "vaccination": "syringe",
    "weight": "weight",
    "temperature": "thermometer",
    "incident": "triangle-alert",
}


def overview_tab() -> rx.Component:
    """What is due, what is known, and what was last."""
    failed = error_state(t("This could not be shown"), t("Please load the page again."))
    return rx.fragment(
        rx.match(
            OverviewState.status,
            ("ready", rx.fragment(due(), known(), _recent(), tab_paper("overview"))),
            ("missing", failed),
            loading(),
        )
    )


def entry_lines(rows: list[EntryRow]) -> rx.Component:
    """List entries of a file, each leading to the part it belongs to."""
    return rx.el.ul(
        rx.foreach(rows, _entry),
        class_name=(
            "divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface "
            "shadow-card"
        ),
    )


def due() -> rx.Component:
    """List what is due next."""
    return rx.cond(
        OverviewState.due,
        section(
            t("Due next"),
            rx.el.ul(
                rx.foreach(OverviewState.due, _due_line),
                class_name="grid grid-cols-1 gap-3 sm:grid-cols-2",
            ),
        ),
    )


def _due_line(row: rx.vars.ObjectVar[DueRow]) -> rx.Component:
    return rx.el.li(
        rx.icon("syringe", size=20, aria_hidden="true", class_name="mt-0.5 shrink-0 text-accent"),
        rx.el.div(
            rx.el.p(row.type, class_name=SUBHEADING),
            rx.el.p(row.date, " · ", row.words, class_name=SMALL),
            class_name="min-w-0 grow [overflow-wrap:anywhere]",
        ),
        pill(row.state, row.tone),
        key=row.id,
        class_name=(
            "flex items-start gap-3 rounded-2xl border border-line bg-surface p-4 shadow-card"
        ),
    )


def known() -> rx.Component:
    """Tell what else is known of the pet."""
    head = PetState.head
    facts = [
        (t("Born"), head.born),
        (t("Colour and markings"), head.markings),
        (t("Passport number"), head.passport),
    ]
    anything = rx.Var.create(False)
    for _label, value in facts:
        anything = anything | (value != "")
    return rx.cond(anything, section(t("Summary"), card(definition_list(*facts))))


def _recent() -> rx.Component:
    return section(
        t("Recent activity"),
        rx.cond(
            OverviewState.recent,
            rx.fragment(
                entry_lines(OverviewState.recent),
                rx.cond(
                    OverviewState.more,
                    button(
                        t("Show all"),
                        variant="quiet",
                        on_click=OverviewState.show_more,
                        class_name="self-center",
                    ),
                ),
            ),
            card(
                empty_state(
                    "folder-open",
                    t("Nothing here yet"),
                    t("As soon as your clinic adds something to this file, it is shown here."),
                )
            ),
        ),
    )


def _entry(row: rx.vars.ObjectVar[EntryRow]) -> rx.Component:
    look = f"flex gap-4 px-4 py-3.5 transition-colors hover:bg-sunken -outline-offset-2! {FOCUS}"
    return rx.el.li(
        rx.el.a(
            rx.el.span(
                _icon(row.kind),
                class_name=(
                    "mt-0.5 hidden size-10 shrink-0 items-center justify-center rounded-xl "
                    "bg-accent-soft text-accent min-[26rem]:flex"
                ),
            ),
            rx.el.span(
                rx.el.span(
                    tag(row.label, row.color),
                    rx.cond(row.standing, pill(row.standing, row.tone)),
                    rx.el.span(row.date, class_name=f"ml-auto shrink-0 {SMALL}"),
                    class_name="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1",
                ),
                rx.el.span(rx.cond(row.pet, f"{row.pet}: ", ""), row.title, class_name=SUBHEADING),
                rx.el.span(row.summary, class_name=f"line-clamp-2 empty:hidden {SMALL}"),
                class_name="flex min-w-0 grow flex-col gap-1 [overflow-wrap:anywhere]",
            ),
            href=row.href,
            class_name=look,
        ),
        key=row.id,
    )


def _icon(kind: rx.Var[str]) -> rx.Component:
    drawn = [(key, rx.icon(name, size=20, aria_hidden="true")) for key, name in _ICONS.items()]
    return rx.fragment(rx.match(kind, *drawn, rx.icon("file", size=20, aria_hidden="true")))
