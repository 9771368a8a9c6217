"""The larger parts, in every state."""

from datetime import UTC, datetime, timedelta

import reflex as rx

from components.kit.basics import LONG, ROW
from components.ui.charts import line_chart
from components.ui.controls import (
    button,
)
from components.ui.dialog import closing, dialog
from components.ui.display import (
    card,
    empty_state,
    error_state,
    loading,
    section,
)
from components.ui.filters import filter_bar
from components.ui.menu import ITEM, menu
from components.ui.pager import pager
from components.ui.table import Column, table
from components.ui.tabs import Tab, tabs
from services.core.i18n import t
from states import charts

_WEIGHTS = (24.1, 24.6, 25.3, 25.1, 26.4, 26.9, 27.6, 27.2, 26.8, 26.1, 25.7, 25.4)
_ROWS = [
    ["2026-03-04", "Leukocytes", "9.8", "6 - 17"],
    ["2026-03-04", "Alanine aminotransferase", "1,204", "10 - 125"],
    ["2025-11-19", LONG, "0.4", "0.3 - 0.9"],
]


def navigation() -> rx.Component:
    """Show what leads through long lists and files."""
    names = (
        t("Overview"),
        t("Clinical notes"),
        t("Diagnoses"),
        t("Imaging"),
        t("Laboratory"),
        t("Treatments"),
        t("Vaccinations"),
        t("Weight"),
        t("Temperature"),
        t("Documents"),
        t("Messages"),
    )
    items = [Tab(str(at), name, "#main") for at, name in enumerate(names)]
    return section(
        t("Navigation"),
        tabs(items, "6", label=t("Parts of the file")),
        card(
            filter_bar(
                [("", t("All")), ("note", t("Clinical notes"))],
                "",
                ("2026-01-05", ""),
                on_change=lambda _name, _value: rx.noop(),
                on_clear=rx.noop(),
            )
        ),
        pager("21-40 / 2,000", has_newer=True, has_older=True),
        pager("1,981-2,000 / 2,000", has_newer=True, has_older=False),
    )


def tables() -> rx.Component:
    """Show rows."""
    return section(
        t("Tables"),
        table(
            [t("Date"), t("Marker"), Column(t("Value"), figures=True), t("Reference range")],
            _ROWS,
            lambda row: (row[0], row[1], row[2], row[3]),
            caption=t("Laboratory"),
        ),
    )


def overlays() -> rx.Component:
    """Show what lies above a page."""
    return section(
        t("Menu and dialog"),
        card(
            menu(
                "kit-menu",
                t("More"),
                rx.el.a(t("Download"), href="#main", class_name=ITEM),
                rx.el.button(t("Print"), type="button", class_name=ITEM),
            ),
            menu(
                "kit-dots",
                t("More actions"),
                rx.el.button(t("Delete"), type="button", class_name=ITEM),
                icon="ellipsis-vertical",
            ),
            dialog(
                "kit-dialog",
                t("Sign out everywhere?"),
                rx.el.p(t("Every device has to sign in again."), class_name="text-muted"),
                rx.el.div(
                    closing(button(t("Cancel"), variant="quiet")),
                    closing(button(t("Sign out everywhere"))),
                    class_name="flex flex-wrap justify-end gap-3 pt-2",
                ),
                trigger=button(t("Sign out everywhere"), variant="quiet"),
            ),
            class_name=ROW,
        ),
    )


def lines() -> rx.Component:
    """Show values over time."""
    first = datetime(2025, 1, 14, 10, tzinfo=UTC)
    readings = [(first + timedelta(days=38 * at), kg) for at, kg in enumerate(_WEIGHTS)]
    banded = charts.line_chart(readings, unit="kg", low=24.5, high=27)
    single = charts.line_chart(readings[:1], unit="kg")
    return section(
        t("Charts"),
        card(line_chart(rx.Var.create(banded).to(charts.Chart), name="kit-chart")),
        card(line_chart(rx.Var.create(single).to(charts.Chart), name="kit-single")),
    )


def states() -> rx.Component:
    """Show what stands in for content."""
    return section(
        t("Waiting, nothing, failure"),
        rx.el.div(
            card(loading(rows=3, height="3rem")),
            card(
                empty_state(
                    "message-circle",
                    t("No messages yet"),
                    t("When the clinic writes to you, it is here."),
                    button(t("Write a message")),
                )
            ),
            card(
                error_state(
                    t("This could not be loaded"),
                    t("Please check your connection and try again. Nothing has been lost."),
                    button(t("Try again"), variant="quiet"),
                )
            ),
            class_name="grid gap-4 lg:grid-cols-3",
        ),
    )
