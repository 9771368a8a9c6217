"""Whom reminders of vaccinations would go to, beside their settings."""

import reflex as rx

from components.admin.frame import allowed
from components.ui.controls import button
from components.ui.display import card
from components.ui.tokens import LINK, SMALL, SUBHEADING
from services.access import Permission
from services.core.i18n import t
from states.admin.reminders import RemindedRow, RemindersState


def reminders() -> rx.Component:
    """Offer to count, and list the first by name, to those who may send notices."""
    may = allowed(Permission.SEND_NOTICES) & allowed(Permission.VIEW_RECORDS)
    return rx.cond(may, _card())


def _card() -> rx.Component:
    return card(
        rx.el.h2(t("Who would be reminded now"), class_name=SUBHEADING),
        rx.el.p(
            t("By the settings as they are saved, whether reminders are on or not."),
            class_name=SMALL,
        ),
        button(
            rx.icon("users", size=18, aria_hidden="true"),
            t("Show the preview"),
            variant="quiet",
            on_click=RemindersState.preview,
            class_name="self-start",
        ),
        rx.el.p(RemindersState.summary, role="status", class_name="font-medium empty:hidden"),
        rx.cond(RemindersState.rows, _list()),
        class_name="flex flex-col gap-3",
    )


def _list() -> rx.Component:
    return rx.fragment(
        rx.el.ul(
            rx.foreach(RemindersState.rows, _row),
            aria_label=t("Who would be reminded now"),
            class_name="flex flex-col divide-y divide-line",
        ),
        rx.cond(
            RemindersState.more != "",
            rx.el.p(RemindersState.more, class_name=SMALL),
        ),
    )


def _row(row: rx.vars.ObjectVar[RemindedRow]) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.bdi(row.name),
            href=f"/admin/customers/{row.id}",
            class_name=f"{LINK} inline-flex min-h-11 items-center [overflow-wrap:anywhere]",
        ),
        rx.el.span(row.told, class_name=f"{SMALL} min-w-0 [overflow-wrap:anywhere]"),
        key=row.id,
        class_name="flex flex-wrap items-center gap-x-4 py-1",
    )
