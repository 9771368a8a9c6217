"""The smaller parts, in every state."""

import reflex as rx

from components.ui.controls import (
    alert,
    button,
    checkbox,
    field,
    icon_button,
    link_button,
    select_field,
)
from components.ui.display import (
    badge,
    callout,
    card,
    definition_list,
    dotted,
    link_card,
    photo,
    pill,
    section,
    tag,
)
from components.ui.tokens import HEADING, LINK, OVERLINE, SMALL, SUBHEADING, TITLE
from services.core.i18n import t

LONG = "Bartholomäus-Maximilian von und zu Hohenstein-Württemberg III"
ROW = "flex flex-wrap items-center gap-3"
_SPECIES = ("dog", "cat", "horse", "bird", "rabbit", "reptile", "rodent", "ferret", "other")
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
_GRID = "grid gap-4 sm:grid-cols-2"


def scale() -> rx.Component:
    """Show the scale of type."""
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


def colors() -> rx.Component:
    """Show what lies behind text."""
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


def buttons() -> rx.Component:
    """Show what is pressed."""
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
                class_name=ROW,
            ),
            rx.el.div(
                button(t("Save"), disabled=True),
                button(t("Cancel"), variant="quiet", disabled=True),
                button(t("Delete"), variant="danger", disabled=True),
                class_name=ROW,
            ),
            rx.el.div(button(LONG), class_name=ROW),
            class_name="flex flex-col gap-4",
        ),
    )


def fields() -> rx.Component:
    """Show what is typed into."""
    wrong = t("Please enter an e-mail address such as name@example.com, or a mobile number.")
    return section(
        t("Fields"),
        card(
            rx.el.div(
                field(t("Name"), "kit-name", hint=t("As it stands in the passport.")),
                field(t("E-mail address"), "kit-mail", error=wrong, default_value="name@"),
                field(t("Microchip"), "kit-chip", disabled=True, default_value="276098102345678"),
                select_field(
                    t("Type"), "kit-type", [("", t("All")), ("note", LONG)], hint=t("Choose one.")
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


def cards() -> rx.Component:
    """Show what groups."""
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
                (t("Name"), LONG),
                (t("Passport number"), rx.Var.create("")),
            )
        ),
    )


def pets() -> rx.Component:
    """Show the drawings of the species."""
    return section(
        t("Pets"),
        card(
            rx.el.div(
                *[photo("", species, size="md") for species in _SPECIES],
                class_name=ROW,
            ),
            rx.el.div(
                *[photo("", "cat", size=size) for size in ("sm", "md", "lg")], class_name=ROW
            ),
            class_name="flex flex-col gap-5",
        ),
    )


def labels() -> rx.Component:
    """Show labels and counts."""
    tones = ("neutral", "accent", "success", "warning", "danger")
    texts = (t("Planned"), t("Tentative"), t("Given"), t("Due soon"), t("Overdue"))
    return section(
        t("Labels and counts"),
        card(
            rx.el.div(*[tag(color, color) for color in _COLORS], class_name=ROW),
            rx.el.div(tag(LONG, "#0d6b5b"), class_name="max-w-60"),
            rx.el.div(dotted("A · B · C"), class_name="max-w-60"),
            rx.el.div(
                *[pill(text, tone) for text, tone in zip(texts, tones, strict=True)],
                class_name=ROW,
            ),
            rx.el.div(
                *[
                    rx.el.p(t("Messages"), " ", badge(count, t("unread")))
                    for count in (0, 1, 42, 1000)
                ],
                class_name=ROW,
            ),
            class_name="flex flex-col gap-4",
        ),
    )
