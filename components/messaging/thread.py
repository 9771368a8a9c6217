"""One thread: its messages, and where the next one is written."""

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors
from reflex_components_core.el.elements.inline import A as PlainLink

from components.messaging.composer import composer
from components.messaging.expecting import expected
from components.messaging.files import message_files
from components.ui.controls import button
from components.ui.display import callout, card, empty_state, loading
from components.ui.layout import back_link, page
from components.ui.scripts import script
from components.ui.tokens import FOCUS
from services.core.i18n import t
from services.core.links import Piece
from states.base import PortalState
from states.messaging import MessageRow, MessagingState


def _seen(thread: rx.Var[str], position: rx.Var[int]) -> tuple[rx.Var[str], rx.Var[int]]:
    return thread, position


class Conversation(rx.Component):
    """Holds one thread's messages; see conversation.jsx for what it does."""

    library = script(__file__, "conversation.jsx")
    tag = "Conversation"

    thread: rx.Var[str]
    first: rx.Var[int]
    last: rx.Var[int]
    more: rx.Var[bool]
    offline: rx.Var[bool]
    on_seen: rx.EventHandler[_seen]
    on_more: rx.EventHandler[rx.event.no_args_event_spec]


def thread_page() -> rx.Component:
    """Show one thread: the messages, oldest first."""
    return page(
        rx.cond(MessagingState.thread_shown != "", MessagingState.topic, t("Messages")),
        rx.cond(
            MessagingState.status == "missing",
            missing_thread(),
            rx.fragment(
                rx.cond(MessagingState.thread_shown != "", conversation(), loading()),
                expected(),
                rx.el.div(
                    writing(),
                    class_name=rx.cond(
                        MessagingState.status == "loading", "customer-writes contents", "contents"
                    ),
                ),
            ),
        ),
        above=back_link(t("All messages"), "/messages"),
        tab="messages",
    )


def missing_thread() -> rx.Component:
    """Say that there is no such thread for the reader."""
    return card(
        empty_state(
            "search-x",
            t("We could not find that conversation"),
            t("The link may be wrong, or it may have been moved."),
        )
    )


def writing(**props) -> rx.Component:
    """Show where the next message is written, or why none can be.

    It is there before anything else is known of the thread: what is typed early is kept.
    """
    return rx.cond(
        MessagingState.writes,
        composer(**props),
        rx.cond(
            PortalState.viewing == "",
            callout("info", t("You can read messages here. To tell the clinic something, call.")),
        ),
    )


def conversation() -> rx.Component:
    """Show the messages of the thread, oldest first."""
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
            rx.foreach(MessagingState.settled + MessagingState.latest, _message),
            role="log",
            aria_label=t("Messages"),
            class_name="flex flex-col gap-3",
        ),
        thread=MessagingState.thread_shown,
        first=MessagingState.first_position,
        last=MessagingState.last_position,
        more=MessagingState.more,
        offline=has_connection_errors,
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
        rx.cond(
            row.pieces,
            rx.el.p(
                rx.foreach(row.pieces, _piece),
                dir="auto",
                class_name=rx.cond(
                    row.note,
                    f"{shape}self-end border border-warning bg-warning-soft {_TEXT}",
                    _sides(row, shape),
                ),
            ),
        ),
        message_files(row),
        rx.el.p(
            rx.el.bdi(row.author),
            " · ",
            row.time,
            rx.cond(
                row.note,
                rx.fragment(" · ", t("Internal note")),
                rx.cond(row.mine, _delivery(row), _unread_again(row)),
            ),
            class_name=rx.cond(
                row.mine,
                "max-w-[85%] self-end text-end text-xs text-muted break-words",
                "max-w-[85%] self-start text-xs text-muted break-words",
            ),
        ),
        key=row.id,
        custom_attrs={"data-position": row.position},
        class_name="group flex flex-col gap-1",
    )


def _sides(row: rx.vars.ObjectVar[MessageRow], shape: str) -> rx.Var[str]:
    return rx.cond(
        row.mine,
        f"{shape}self-end rounded-br-md bg-accent-soft {_TEXT}",
        f"{shape}self-start rounded-bl-md border border-line bg-surface {_TEXT}",
    )


def _delivery(row: rx.vars.ObjectVar[MessageRow]) -> rx.Component:
    return rx.fragment(
        " · ",
        rx.cond(
            row.position.to(int) <= MessagingState.seen_to,
            rx.fragment(t("Seen"), " ", row.seen),
            t("Sent"),
        ),
    )


def _unread_again(row: rx.vars.ObjectVar[MessageRow]) -> rx.Component:
    """Offer to make a message of the other side new again."""
    return rx.cond(
        PortalState.viewing == "",
        rx.el.button(
            rx.icon("mail", size=14, aria_hidden="true"),
            t("Mark as unread"),
            type="button",
            on_click=MessagingState.mark_unread(MessagingState.thread_shown, row.position),
            class_name=(
                "-my-4 ml-1 inline-flex min-h-11 cursor-pointer items-center gap-1 rounded px-1 "
                "align-middle opacity-0 "
                "group-hover:opacity-100 hover:text-ink focus-visible:opacity-100 "
                f"pointer-coarse:opacity-100 {FOCUS}"
            ),
        ),
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
