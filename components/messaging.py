"""The lists of threads, and one thread."""

import reflex as rx
from reflex_components_core.el.elements.inline import A as PlainLink

from components.printing import tab_paper
from components.ui.controls import button
from components.ui.display import badge, card, empty_state, loading
from components.ui.layout import back_link, page
from components.ui.tokens import FOCUS
from services.core.i18n import t
from services.core.links import Piece
from states.messaging import MessageRow, MessagingState, ThreadRow


def _seen(thread: rx.Var[str], position: rx.Var[int]) -> tuple[rx.Var[str], rx.Var[int]]:
    return thread, position


class Conversation(rx.Component):
    """Holds one thread's messages; see messaging.jsx for what it does."""

    library = rx.asset("messaging.jsx", shared=True).importable_path
    tag = "Conversation"

    thread: rx.Var[str]
    first: rx.Var[int]
    last: rx.Var[int]
    more: rx.Var[bool]
    on_seen: rx.EventHandler[_seen]
    on_more: rx.EventHandler[rx.event.no_args_event_spec]


def threads_page() -> rx.Component:
    """Show all threads of the customer."""
    return page(
        t("Messages"),
        _threads(t("When the clinic writes to you, it is here.")),
        tab="messages",
    )


def pet_messages_tab() -> rx.Component:
    """Show the threads about one pet."""
    told = t("When the clinic writes to you about this pet, it is here.")
    return rx.fragment(_threads(told), tab_paper("messages"))


def thread_page() -> rx.Component:
    """Show one thread: the messages, oldest first."""
    return page(
        rx.cond(MessagingState.thread_shown != "", MessagingState.topic, t("Messages")),
        rx.cond(
            MessagingState.status == "missing",
            card(
                empty_state(
                    "search-x",
                    t("We could not find that conversation"),
                    t("The link may be wrong, or it may have been moved."),
                )
            ),
            rx.cond(MessagingState.thread_shown != "", _conversation(), loading()),
        ),
        above=back_link(t("All messages"), "/messages"),
        tab="messages",
    )


def _threads(when_empty: str) -> rx.Component:
    return rx.fragment(
        rx.match(
            MessagingState.status,
            ("loading", loading()),
            (
                "missing",
                card(empty_state("message-circle", t("There are no messages here"), "")),
            ),
            _list(when_empty),
        )
    )


def _list(when_empty: str) -> rx.Component:
    return rx.cond(
        MessagingState.threads,
        rx.el.div(
            rx.el.ul(
                rx.foreach(MessagingState.threads, _thread_line),
                class_name="flex flex-col divide-y divide-line",
            ),
            rx.cond(
                MessagingState.more,
                rx.el.div(
                    button(t("Show more"), variant="quiet", on_click=MessagingState.show_more),
                    class_name="flex justify-center border-t border-line p-3",
                ),
            ),
            class_name="overflow-hidden rounded-2xl border border-line bg-surface shadow-card",
        ),
        card(empty_state("message-circle", t("No messages yet"), when_empty)),
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


def _conversation() -> rx.Component:
    return Conversation.create(
        rx.el.p(MessagingState.about, class_name="-mt-4 text-muted sm:-mt-5"),
        rx.cond(
            MessagingState.more,
            rx.el.div(
                button(
                    t("Show earlier messages"), variant="quiet", on_click=MessagingState.show_more
                ),
                class_name="flex justify-center",
            ),
        ),
        rx.el.div(
            rx.foreach(MessagingState.older, _message),
            class_name="flex flex-col gap-3 empty:hidden",
        ),
        # Readers speak of what comes in here; earlier messages are not news.
        rx.el.div(
            rx.foreach(MessagingState.latest, _message),
            role="log",
            aria_label=t("Messages"),
            class_name="flex flex-col gap-3",
        ),
        thread=MessagingState.thread_shown,
        first=MessagingState.first_position,
        last=MessagingState.last_position,
        more=MessagingState.more,
        on_seen=MessagingState.mark_read,
        on_more=MessagingState.show_more,
        class_name="flex grow flex-col gap-3",
    )


def _message(row: rx.vars.ObjectVar[MessageRow]) -> rx.Component:
    """Show one message; the reader's own side is on the right."""
    shape = "max-w-[min(85%,36rem)] rounded-2xl px-4 py-2.5 "
    return rx.el.article(
        rx.cond(
            row.opens_day,
            rx.el.h2(row.day, class_name="self-center pt-2 pb-1 text-xs font-medium text-muted"),
        ),
        rx.el.p(
            rx.foreach(row.pieces, _piece),
            dir="auto",
            class_name=rx.cond(
                row.mine,
                f"{shape}self-end rounded-br-md bg-accent-soft {_TEXT}",
                f"{shape}self-start rounded-bl-md border border-line bg-surface {_TEXT}",
            ),
        ),
        rx.el.p(
            rx.el.bdi(row.author),
            " · ",
            row.time,
            rx.cond(
                row.mine & (row.position.to(int) <= MessagingState.seen_to),
                rx.fragment(" · ", t("Seen")),
            ),
            class_name=rx.cond(
                row.mine,
                "max-w-[85%] self-end text-end text-xs text-muted break-words",
                "max-w-[85%] self-start text-xs text-muted break-words",
            ),
        ),
        key=row.id,
        custom_attrs={"data-position": row.position},
        class_name="flex flex-col gap-1",
    )


def _piece(piece: rx.vars.ObjectVar[Piece]) -> rx.Component:
    return rx.cond(
        piece.href != "",
        PlainLink.create(
            piece.text,
            href=piece.href,
            target="_blank",
            rel="noopener noreferrer nofollow",
            class_name=f"rounded text-accent underline underline-offset-2 {FOCUS}",
        ),
        rx.fragment(piece.text),
    )


_TEXT = "whitespace-pre-wrap [overflow-wrap:anywhere]"
