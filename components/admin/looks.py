"""The clinic's logo, and how its colour looks in light and dark."""

import reflex as rx

from components.ui.controls import button
from components.ui.display import card
from components.ui.tokens import SMALL, SUBHEADING
from components.ui.upload import PICTURES, upload
from services.core.i18n import t
from states.admin.looks import LooksState, ShadeRow
from states.base import PortalState

_GROUNDS = ((t("In light"), "#ffffff", "#26221d"), (t("In dark"), "#1e1b18", "#f1ece4"))
_SHEET = "flex min-w-0 flex-col gap-3 rounded-2xl border border-line p-4"


def logo() -> rx.Component:
    """Take in the clinic's logo, show it as pages do, and remove it."""
    return card(
        rx.el.h2(t("Logo"), class_name=SUBHEADING),
        rx.el.p(
            t("Stands beside the clinic's name on every page and on printed papers."),
            class_name=SMALL,
        ),
        rx.cond(PortalState.logo != "", _shown()),
        upload(
            "/uploads/logo",
            rx.el.p(t("Drop a picture here, or paste it.")),
            rx.el.p(
                t("PNG, JPEG, WebP or HEIC. What is see-through stays see-through."),
                class_name=SMALL,
            ),
            choose=t("Choose a picture"),
            accept=PICTURES,
            icon="image-plus",
        ),
        class_name="flex flex-col gap-4",
        id="logo",
    )


def _shown() -> rx.Component:
    sheets = [
        rx.el.figure(
            rx.el.div(
                rx.el.img(
                    src=PortalState.logo, alt="", class_name="h-10 max-w-32 w-auto object-contain"
                ),
                rx.el.span(
                    PortalState.clinic,
                    class_name="min-w-0 font-display font-semibold [overflow-wrap:anywhere]",
                ),
                style={"background": ground, "color": ink},
                class_name="flex min-h-20 items-center gap-3 rounded-2xl border border-line p-4",
            ),
            rx.el.figcaption(name, class_name=f"mt-1 {SMALL}"),
        )
        for name, ground, ink in _GROUNDS
    ]
    return rx.fragment(
        rx.el.div(*sheets, class_name="grid gap-4 sm:grid-cols-2"),
        button(
            rx.icon("trash-2", size=18, aria_hidden="true"),
            t("Remove the logo"),
            variant="quiet",
            on_click=LooksState.remove_logo,
            class_name="self-start",
        ),
    )


def accent() -> rx.Component:
    """Show what becomes of the colour that stands in the field, as it changes."""
    return rx.el.div(
        _shade(t("In light"), LooksState.light, t("Made darker, so that text can be read.")),
        _shade(t("In dark"), LooksState.dark, t("Made brighter, so that text can be read.")),
        role="status",
        class_name="grid gap-3 min-[26rem]:grid-cols-2",
    )


def _shade(name: str, row: ShadeRow, corrected: str) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.span(
                t("Button"),
                style={"background": row.accent, "color": row.ink},
                class_name="rounded-xl px-4 py-2 text-sm font-semibold",
            ),
            rx.el.span(
                t("Link"),
                style={"color": row.accent},
                class_name="text-sm font-semibold underline underline-offset-4",
            ),
            style={"background": row.ground},
            aria_hidden="true",
            class_name="flex min-h-16 items-center gap-4 rounded-xl border border-line px-3",
        ),
        rx.el.p(name, " · ", row.contrast, class_name=SMALL),
        rx.cond(row.corrected, rx.el.p(corrected, class_name="text-sm font-medium")),
        class_name=_SHEET,
    )
