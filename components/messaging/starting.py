"""The page on which a customer begins a conversation."""

import reflex as rx

from components.messaging.composer import composer
from components.messaging.expecting import expected
from components.ui.display import card, empty_state
from components.ui.layout import back_link, page
from services.core.i18n import t
from states.messaging import MessagingState, WritingState


def new_thread_page() -> rx.Component:
    """Ask what it is about, for a topic, and for the first message."""
    return page(
        t("Write to the clinic"),
        rx.el.div(
            rx.cond(
                MessagingState.writes,
                card(expected(), composer(starts=True), class_name="flex flex-col gap-4"),
                card(
                    empty_state(
                        "message-circle",
                        t("The clinic takes no messages here at present"),
                        t("Please call them instead."),
                    )
                ),
            ),
            class_name=rx.cond(WritingState.ready, "contents", "customer-writes contents"),
        ),
        above=back_link(t("All messages"), "/messages"),
        tab="messages",
    )
