"""The page on which staff begin a conversation with a customer."""

import reflex as rx

from components.admin.frame import staff_page
from components.messaging import composer
from components.ui.controls import link_button
from components.ui.display import card, empty_state, loading
from components.ui.layout import back_link
from services.core.i18n import t
from states.messaging import WritingState


def new_page() -> rx.Component:
    """Begin a conversation with a customer."""
    return staff_page(
        t("Write a message"),
        rx.cond(
            WritingState.nobody,
            _nobody(),
            rx.cond(WritingState.ready, _first_message(), loading()),
        ),
        section="messages",
        above=back_link(t("All messages"), "/admin/messages"),
    )


def _first_message() -> rx.Component:
    return card(
        rx.el.p(t("To:"), " ", rx.el.bdi(WritingState.customer_name, class_name="font-semibold")),
        composer(
            starts=True,
            staff=True,
            customer=WritingState.customer,
            channels=WritingState.channels,
        ),
        class_name="flex max-w-3xl flex-col gap-4",
    )


def _nobody() -> rx.Component:
    return card(
        empty_state(
            "search-x",
            t("We could not find whom this is for"),
            t("Open the customer or the pet, and begin the message there."),
            link_button(t("Customers"), href="/admin/customers", variant="quiet"),
        )
    )
