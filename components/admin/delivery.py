"""What sends the clinic's notices, and a letter to try it out with."""

from typing import Any

import reflex as rx

from components.ui.controls import button
from components.ui.display import callout, card, pill
from components.ui.tokens import SMALL, SUBHEADING
from services.core.i18n import t
from states.admin.delivery import DeliveryState, WayRow


def delivery() -> rx.Component:
    """Show what is configured, never with what key, and offer tests."""
    return rx.fragment(_sending(), _intake())


def _sending() -> rx.Component:
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
        rx.el.div(
            rx.cond(
                DeliveryState.answer != "",
                _answer(DeliveryState.answer, DeliveryState.answered_well),
            ),
            role="status",
        ),
        class_name="flex flex-col gap-4",
    )


def _intake() -> rx.Component:
    """Show by which ways papers come by e-mail, and try the mailbox out (DOC-7)."""
    row: Any = DeliveryState.intake
    return card(
        rx.el.h2(t("Documents by e-mail"), class_name=SUBHEADING),
        rx.el.p(
            t(
                "What a customer sends from their own address is filed as if they had uploaded "
                "it. Everything else waits among the e-mails to assign."
            ),
            class_name=SMALL,
        ),
        rx.el.ul(
            _configured(t("A mailbox that is read"), "PORTAL_IMAP_URL", row.mailbox),
            _configured("SendGrid Inbound Parse", "PORTAL_SENDGRID_INBOUND_KEY", row.posted),
            class_name="flex flex-col divide-y divide-line",
        ),
        _warnings(row),
        rx.cond(
            row.mailbox,
            button(
                rx.icon("plug", size=18, aria_hidden="true"),
                t("Test the mailbox"),
                variant="quiet",
                on_click=DeliveryState.try_mailbox,
                class_name="self-start",
            ),
        ),
        rx.el.div(
            rx.cond(
                DeliveryState.tried != "", _answer(DeliveryState.tried, DeliveryState.tried_well)
            ),
            role="status",
        ),
        class_name="flex flex-col gap-4",
    )


def _warnings(row: Any) -> rx.Component:
    return rx.fragment(
        rx.cond(
            row.unbelieved,
            callout(
                "circle-alert",
                t(
                    "PORTAL_IMAP_VERIFIER is not set. Nobody's address is believed, so every "
                    "e-mail waits to be assigned."
                ),
                tone="warning",
            ),
        ),
        rx.cond(
            (row.mailbox | row.posted) & (row.address == ""),
            callout(
                "info",
                t("Customers are not offered an address yet: see E-mail address for documents."),
            ),
        ),
    )


def _configured(name: str, variable: str, configured: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(name, class_name="font-medium"),
            rx.el.p(
                rx.el.code(variable, class_name="text-xs [overflow-wrap:anywhere]"),
                class_name=SMALL,
            ),
            class_name="min-w-0 grow max-sm:basis-full",
        ),
        _whether(configured),
        class_name="flex flex-wrap items-center gap-2 py-3 first:pt-0 last:pb-0",
    )


def _whether(configured: Any) -> rx.Component:
    return rx.fragment(
        rx.cond(
            configured,
            pill(t("Configured"), "success", icon="check"),
            pill(t("Not configured")),
        )
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
        _whether(row.configured),
        key=row.name,
        class_name="flex flex-wrap items-center gap-2 py-3 first:pt-0 last:pb-0",
    )


def _answer(answer: Any, well: Any) -> rx.Component:
    said = rx.el.p(answer, class_name="[overflow-wrap:anywhere]")
    return rx.cond(
        well,
        callout("circle-check", said, tone="accent"),
        callout("circle-alert", said, tone="warning"),
    )
