"""The lists of threads: all of a customer, and those about one pet."""

import reflex as rx

from components.printing import tab_paper
from components.ui.controls import link_button
from components.ui.display import badge, card, empty_state, loading
from components.ui.layout import page
from components.ui.lists import search_box, sheet_of_lines
from components.ui.tokens import FOCUS
from services.core.i18n import t
from states.base import PortalState
from states.messaging import MessagingState, ThreadRow
from states.pets import PetState


def threads_page() -> rx.Component:
    """Show all threads of the customer."""
    return page(
        t("Messages"),
        _threads(t("Ask the clinic anything; their answer comes here."), "/messages/new"),
        tab="messages",
    )


def pet_messages_tab() -> rx.Component:
    """Show the threads about one pet."""
    return rx.fragment(
        _threads(
            t("What you and the clinic write about this pet stands here."),
            rx.cond(PortalState.is_staff, "/admin", "").to(str)
            + f"/messages/new?pet={PetState.pet_shown}",
        ),
        tab_paper("messages"),
    )


def pet_badge(pet_id: rx.Var[str] | str) -> rx.Component:
    """Show how much is unread about a pet."""
    counts = rx.Var.create(MessagingState.of_pets).to(dict[str, int])
    return badge(rx.cond(counts.contains(pet_id), counts[pet_id], 0).to(int), t("unread"))


def _threads(when_empty: str, new: rx.Var[str] | str) -> rx.Component:
    return rx.fragment(
        rx.match(
            MessagingState.status,
            ("loading", loading()),
            (
                "missing",
                card(empty_state("message-circle", t("There are no messages here"), "")),
            ),
            rx.fragment(_above(new), _list(when_empty)),
        )
    )


def _above(new: rx.Var[str] | str) -> rx.Component:
    """Show the search once there is something to search, and the way to write."""
    write = link_button(
        rx.icon("square-pen", size=18, aria_hidden="true"), t("Write a message"), href=new
    )
    any_there = rx.Var.create(MessagingState.threads).to(list).bool() | (
        MessagingState.sought != ""
    )
    return rx.el.div(
        rx.cond(any_there, _search()),
        rx.cond(MessagingState.writes, write),
        class_name="flex flex-wrap items-center justify-end gap-3 empty:hidden",
    )


def _search() -> rx.Component:
    return rx.el.div(
        search_box(
            "find-messages",
            t("Search messages"),
            t("Search messages"),
            default_value=MessagingState.sought,
            on_change=MessagingState.find,
            pause_ms=200,
        ),
        role="search",
        class_name="min-w-48 grow basis-60",
    )


def _list(when_empty: str) -> rx.Component:
    return rx.cond(
        MessagingState.threads,
        sheet_of_lines(
            MessagingState.threads,
            _thread_line,
            more=MessagingState.more,
            on_more=MessagingState.show_more,
        ),
        rx.cond(
            MessagingState.sought != "",
            card(
                empty_state(
                    "search-x",
                    t("Nothing was found"),
                    t("Try fewer letters, or another word."),
                )
            ),
            card(empty_state("message-circle", t("No messages yet"), when_empty)),
        ),
    )


def _thread_line(row: rx.vars.ObjectVar[ThreadRow]) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.span(
                rx.el.span(row.about, class_name="truncate text-sm text-accent"),
                rx.el.bdi(
                    row.topic,
                    class_name=rx.cond(
                        row.unread, "truncate font-semibold", "truncate font-medium"
                    ),
                ),
                rx.el.span(
                    rx.el.bdi(row.author),
                    ": ",
                    rx.el.bdi(row.preview),
                    class_name="truncate text-sm text-muted",
                ),
                class_name="flex min-w-0 grow flex-col",
            ),
            rx.el.span(
                rx.el.span(row.when, class_name="text-xs text-muted"),
                badge(row.unread, t("unread")),
                class_name="flex shrink-0 flex-col items-end gap-1",
            ),
            href=row.href,
            class_name=f"flex gap-4 px-5 py-4 hover:bg-accent-soft -outline-offset-2 {FOCUS}",
        ),
        key=row.id,
    )
