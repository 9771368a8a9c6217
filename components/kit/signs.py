"""The shields, in every colour."""

import reflex as rx

from components.ui.display import card, section
from components.ui.shield import shield
from services.core.i18n import t
from states.shields import ShieldRow


def shields() -> rx.Component:
    """Show the shields of pets."""
    rows = (
        ShieldRow("green", t("All required vaccines valid"), "#main"),
        ShieldRow("yellow", t("Due soon"), "#main"),
        ShieldRow("red", t("Overdue"), "#main"),
        ShieldRow(),
    )
    line = "flex flex-wrap items-center gap-3"
    return section(
        t("Shields"),
        card(
            rx.el.div(*[shield(rx.Var.create(row)) for row in rows], class_name=line),
            rx.el.div(*[shield(rx.Var.create(row), told=True) for row in rows], class_name=line),
            class_name="flex flex-col gap-4",
        ),
    )
