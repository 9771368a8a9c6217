"""What sends the clinic's notices, and a letter to try it out with."""

import reflex as rx

from components.ui.controls import button
from components.ui.display import callout, card, pill
from components.ui.tokens import SMALL, SUBHEADING
from services.core.i18n import t
from states.admin.delivery import DeliveryState, WayRow


def delivery() -> rx.Component:
    """Show what is configured, never with what key, and offer a test."""
    return card(
        rx.el.h2(t("What can send"), class_name=SUBHEADING),
        rx.el.ul(
            rx.foreach(DeliveryState.ways, _way), class_name="flex flex-col divide-y divide-line"
        ),
        rx.el.h2(t("Try it out"), class_name=SUBHEADING),
        rx.el.p(
            t("Sends a letter to your own address and shows what the provider answers."),
            class_name=SMALL,
        ),
        button(
            rx.icon("send", size=18, aria_hidden="true"),
            t("Send a test to me"),
            variant="quiet",
            on_click=DeliveryState.send_test,
            class_name="self-start",
        ),
        rx.el.div(rx.cond(DeliveryState.answer != "", _answer()), role="status"),
        class_name="flex flex-col gap-4",
    )


def _way(row: rx.vars.ObjectVar[WayRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(row.name, " · ", row.channel, class_name="font-medium"),
            rx.el.p(
                rx.el.code(row.variable, class_name="text-xs [overflow-wrap:anywhere]"),
                class_name=SMALL,
            ),
            class_name="min-w-0 grow max-sm:basis-full",
        ),
        rx.cond(row.in_use, pill(t("In use"), "accent")),
        rx.cond(
            row.configured,
            pill(t("Configured"), "success", icon="check"),
            pill(t("Not configured")),
        ),
        key=row.name,
        class_name="flex flex-wrap items-center gap-2 py-3 first:pt-0 last:pb-0",
    )


def _answer() -> rx.Component:
    said = rx.el.p(DeliveryState.answer, class_name="[overflow-wrap:anywhere]")
    return rx.cond(
        DeliveryState.answered_well,
        callout("circle-check", said, tone="accent"),
        callout("circle-alert", said, tone="warning"),
    )
