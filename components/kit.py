"""Every part of the design system in every state, on one page of the demo."""

from datetime import UTC, datetime, timedelta

import reflex as rx

from components.ui.charts import line_chart
from components.ui.controls import (
    alert,
    button,
    checkbox,
    field,
    icon_button,
    link_button,
    select_field,
)
from components.ui.dialog import closing, dialog
from components.ui.display import (
    badge,
    callout,
    card,
    definition_list,
    empty_state,
    error_state,
    link_card,
    loading,
    photo,
    pill,
    section,
    tag,
)
from components.ui.filters import filter_bar
from components.ui.layout import back_link, page
from components.ui.menu import ITEM, menu
from components.ui.pager import pager
from components.ui.table import Column, table
from components.ui.tabs import Tab, tabs
from components.ui.tokens import HEADING, LINK, OVERLINE, SMALL, SUBHEADING, TITLE
from services.core.i18n import t
from states import charts

_SPECIES = ("dog", "cat", "horse", "bird", "rabbit", "reptile", "rodent", "ferret", "other")
_LONG = "Bartholomäus-Maximilian von und zu Hohenstein-Württemberg III"
_COLORS = ("#0d6b5b", "#d6336c", "#ffd43b", "#1c2a8c", "#f76707", "#101010", "#f8f8f8", "#7048e8")
_GROUNDS = {
    "canvas": "bg-canvas",
    "surface": "bg-surface",
    "sunken": "bg-sunken",
    "accent": "bg-accent",
    "accent-soft": "bg-accent-soft",
    "success-soft": "bg-success-soft",
    "warning-soft": "bg-warning-soft",
    "danger-soft": "bg-danger-soft",
}
_WEIGHTS = (24.1, 24.6, 25.3, 25.1, 26.4, 26.9, 27.6, 27.2, 26.8, 26.1, 25.7, 25.4)
_ROWS = [
    ["2026-03-04", "Leukocytes", "9.8", "6 - 17"],
    ["2026-03-04", "Alanine aminotransferase", "1,204", "10 - 125"],
    ["2025-11-19", _LONG, "0.4", "0.3 - 0.9"],
]
_ROW = "flex flex-wrap items-center gap-3"
_GRID = "grid gap-4 sm:grid-cols-2"


def kit_page() -> rx.Component:
    """Show it all."""
    return page(
        t("Design system"),
        rx.el.p(t("Every part of the portal, in every state."), class_name="-mt-3 text-muted"),
        *(
            part()
            for part in (
                _type,
                _colors,
                _buttons,
                _fields,
                _cards,
                _pets,
                _labels,
                _navigation,
                _tables,
                _overlays,
                _charts,
                _states,
            )
        ),
        above=back_link(t("Home"), "/"),
    )


def _type() -> rx.Component:
    return section(
        t("Type scale"),
        card(
            rx.el.p(t("A calm place for everything about your pets"), class_name=TITLE),
            rx.el.p(t("A heading of a part"), class_name=HEADING),
            rx.el.p(t("A heading inside a card"), class_name=SUBHEADING),
            rx.el.p(
                t("Running text is easy to read: ample lines, short measure, strong contrast."),
                " ",
                rx.el.a(t("A link"), href="#main", class_name=LINK),
                class_name="max-w-prose",
            ),
            rx.el.p(t("Small text, for what is secondary"), class_name=SMALL),
            rx.el.p(t("An overline"), class_name=OVERLINE),
            class_name="flex flex-col gap-3",
        ),
    )


def _colors() -> rx.Component:
    swatches = [
        rx.el.div(
            rx.el.div(class_name=f"h-14 rounded-xl border border-line {ground}"),
            rx.el.p(name, class_name="text-xs text-muted"),
            class_name="flex flex-col gap-1",
        )
        for name, ground in _GROUNDS.items()
    ]
    return section(
        t("Colors"),
        card(
            rx.el.div(*swatches, class_name="grid grid-cols-2 gap-3 sm:grid-cols-4 lg:grid-cols-8")
        ),
    )


def _buttons() -> rx.Component:
    return section(
        t("Buttons"),
        card(
            rx.el.div(
                button(t("Save")),
                button(t("Cancel"), variant="quiet"),
                button(t("Delete"), variant="danger"),
                button(rx.icon("upload", size=18, aria_hidden="true"), t("Upload records")),
                link_button(t("A link"), href="#main", variant="quiet"),
                icon_button("ellipsis", t("More")),
                class_name=_ROW,
            ),
            rx.el.div(
                button(t("Save"), disabled=True),
                button(t("Cancel"), variant="quiet", disabled=True),
                button(t("Delete"), variant="danger", disabled=True),
                class_name=_ROW,
            ),
            rx.el.div(button(_LONG), class_name=_ROW),
            class_name="flex flex-col gap-4",
        ),
    )


def _fields() -> rx.Component:
    wrong = t("Please enter an e-mail address such as name@example.com, or a mobile number.")
    return section(
        t("Fields"),
        card(
            rx.el.div(
                field(t("Name"), "kit-name", hint=t("As it stands in the passport.")),
                field(t("E-mail address"), "kit-mail", error=wrong, default_value="name@"),
                field(t("Microchip"), "kit-chip", disabled=True, default_value="276098102345678"),
                select_field(
                    t("Type"), "kit-type", [("", t("All")), ("note", _LONG)], hint=t("Choose one.")
                ),
                field(t("From"), "kit-day", type="date"),
                rx.el.div(
                    checkbox(t("Remember this device"), "kit-keep", hint=t("For 30 days.")),
                    checkbox(t("Not available"), "kit-off", disabled=True),
                ),
                class_name="grid items-start gap-5 sm:grid-cols-2",
            ),
            alert(t("That code is not right or no longer valid."), class_name="mt-5"),
        ),
    )


def _cards() -> rx.Component:
    return section(
        t("Cards"),
        rx.el.div(
            card(
                rx.el.h3(t("A card"), class_name=SUBHEADING),
                rx.el.p(t("It groups what belongs together."), class_name="text-muted"),
            ),
            link_card(
                rx.el.h3(t("A card that leads somewhere"), class_name=SUBHEADING),
                rx.el.p(t("It lifts under the pointer."), class_name="text-muted"),
                href="#main",
            ),
            class_name=_GRID,
        ),
        callout("info", rx.el.p(t("Something to know first."))),
        callout("circle-check", rx.el.p(t("Saved.")), tone="success"),
        callout("clock", rx.el.p(t("Due soon")), tone="warning"),
        callout("triangle-alert", rx.el.p(t("Allergy")), tone="danger"),
        card(
            definition_list(
                (t("Species"), t("Dog")),
                (t("Microchip"), "276098102345678"),
                (t("Name"), _LONG),
                (t("Passport number"), rx.Var.create("")),
            )
        ),
    )


def _pets() -> rx.Component:
    return section(
        t("Pets"),
        card(
            rx.el.div(
                *[photo("", species, size="md") for species in _SPECIES],
                class_name=_ROW,
            ),
            rx.el.div(
                *[photo("", "cat", size=size) for size in ("sm", "md", "lg")], class_name=_ROW
            ),
            class_name="flex flex-col gap-5",
        ),
    )


def _labels() -> rx.Component:
    tones = ("neutral", "accent", "success", "warning", "danger")
    texts = (t("Planned"), t("Tentative"), t("Given"), t("Due soon"), t("Overdue"))
    return section(
        t("Labels and counts"),
        card(
            rx.el.div(*[tag(color, color) for color in _COLORS], class_name=_ROW),
            rx.el.div(tag(_LONG, "#0d6b5b"), class_name="max-w-60"),
            rx.el.div(
                *[pill(text, tone) for text, tone in zip(texts, tones, strict=True)],
                class_name=_ROW,
            ),
            rx.el.div(
                *[
                    rx.el.p(t("Messages"), " ", badge(count, t("unread")))
                    for count in (0, 1, 42, 1000)
                ],
                class_name=_ROW,
            ),
            class_name="flex flex-col gap-4",
        ),
    )


def _navigation() -> rx.Component:
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
                "2026-01-05",
                "",
                on_change=lambda _name, _value: rx.noop(),
                on_clear=rx.noop(),
            )
        ),
        pager("21-40 / 2,000", has_newer=True, has_older=True),
        pager("1,981-2,000 / 2,000", has_newer=True, has_older=False),
    )


def _tables() -> rx.Component:
    return section(
        t("Tables"),
        table(
            [t("Date"), t("Marker"), Column(t("Value"), figures=True), t("Reference range")],
            _ROWS,
            lambda row: (row[0], row[1], row[2], row[3]),
            caption=t("Laboratory"),
        ),
    )


def _overlays() -> rx.Component:
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
            class_name=_ROW,
        ),
    )


def _charts() -> rx.Component:
    first = datetime(2025, 1, 14, 10, tzinfo=UTC)
    readings = [(first + timedelta(days=38 * at), kg) for at, kg in enumerate(_WEIGHTS)]
    banded = charts.line_chart(readings, unit="kg", low=24.5, high=27)
    single = charts.line_chart(readings[:1], unit="kg")
    return section(
        t("Charts"),
        card(line_chart(rx.Var.create(banded).to(charts.Chart), name="kit-chart")),
        card(line_chart(rx.Var.create(single).to(charts.Chart), name="kit-single")),
    )


def _states() -> rx.Component:
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
