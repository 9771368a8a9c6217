"""The vaccinations tab: what is due, then every dose, newest first."""

from collections.abc import Callable

import reflex as rx

from components.paging import paged
from components.printing import certificate_link
from components.records import facts, foot
from components.ui.display import card, empty_state, pill, section
from components.ui.lists import lines
from components.ui.tokens import SMALL, SUBHEADING
from services.core.i18n import t
from states.vaccinations import DoseRow, DueRow, NeedRow, VaccinationsState

OfStaff = Callable[[rx.vars.ObjectVar[DoseRow]], rx.Component]


def vaccinations_tab(of_staff: OfStaff | None = None) -> rx.Component:
    """A pet's vaccinations.

    Args:
        of_staff: What is added to each dose on the staff's pages; no customer is sent it.
    """
    tab = paged(
        VaccinationsState,
        "vaccinations",
        rx.el.div(
            rx.foreach(VaccinationsState.rows, lambda row: _dose(row, of_staff)),
            class_name="flex flex-col gap-4",
        ),
        empty=empty_state(
            "syringe",
            t("No vaccinations yet"),
            t("Each dose is here, with its batch and how long it protects."),
        ),
        height="11rem",
        above=rx.fragment(rx.cond(VaccinationsState.due, _due()), certificate_link()),
    )
    return rx.fragment(rx.cond(VaccinationsState.needs, _needs()), tab)


def _needs() -> rx.Component:
    return section(
        t("Required vaccines"),
        card(
            lines(VaccinationsState.needs, _need_line),
            class_name="py-1! sm:py-2!",
        ),
    )


def _need_line(row: rx.vars.ObjectVar[NeedRow]) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.el.span(row.type, class_name="font-semibold [overflow-wrap:anywhere]"),
            rx.el.span(row.date, class_name=f"{SMALL} empty:hidden"),
            class_name="flex min-w-0 flex-col",
        ),
        rx.el.span(pill(row.state, row.tone), class_name="ml-auto shrink-0"),
        key=row.id,
        class_name="flex items-center gap-4 py-3",
    )


def _due() -> rx.Component:
    return section(
        t("What is next"),
        card(
            lines(VaccinationsState.due, _due_line),
            class_name="py-1! sm:py-2!",
        ),
    )


def _due_line(row: rx.vars.ObjectVar[DueRow]) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.el.span(row.type, class_name="font-semibold [overflow-wrap:anywhere]"),
            rx.el.span(row.date, " · ", row.words, class_name=SMALL),
            class_name="flex min-w-0 flex-col",
        ),
        rx.el.span(pill(row.state, row.tone), class_name="ml-auto shrink-0"),
        key=row.id,
        class_name="flex items-center gap-4 py-3",
    )


def _dose(row: rx.vars.ObjectVar[DoseRow], of_staff: OfStaff | None) -> rx.Component:
    return card(
        rx.el.article(
            rx.el.header(
                rx.el.h3(row.type, class_name=f"{SUBHEADING} [overflow-wrap:anywhere]"),
                pill(row.state, row.tone),
                rx.el.p(row.date, class_name=f"{SMALL} ml-auto"),
                class_name="flex flex-wrap items-center gap-x-3 gap-y-1",
            ),
            facts(row.facts),
            rx.cond(
                row.notes,
                rx.el.p(row.notes, class_name="whitespace-pre-line [overflow-wrap:anywhere]"),
            ),
            foot(row.author, ""),
            of_staff(row) if of_staff else rx.fragment(),
            id=f"dose-{row.id}",
            class_name="flex flex-col gap-4",
        ),
        key=row.id,
    )
