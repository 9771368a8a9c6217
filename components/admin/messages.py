"""The staff's inbox: the list, the thread, and whom it is with."""

import reflex as rx

from components.admin.frame import allowed, staff_page
from components.messaging import conversation, missing_thread, writing
from components.ui.controls import INPUT, button, link_button
from components.ui.display import badge, callout, card, empty_state, loading, photo, pill
from components.ui.layout import back_link
from components.ui.lists import search_box, sheet_of_lines
from components.ui.shield import shield
from components.ui.shortcuts import keys
from components.ui.tokens import FOCUS, LINK, SMALL
from services.access import Permission
from services.core.i18n import t
from states.admin.messages import BesidePetRow, InboxRow, InboxState
from states.messaging import MessagingState
from states.shields import ShieldRow

_PARTS = (
    ("unanswered", t("Unanswered"), "u"),
    ("mine", t("Mine"), "m"),
    ("all", t("All"), "a"),
    ("closed", t("Closed"), "c"),
)
_ANSWERS = Permission.ANSWER_MESSAGES


def inbox_page() -> rx.Component:
    """Show the threads of a part of the inbox."""
    return staff_page(
        t("Messages"),
        rx.el.div(_list(), class_name="flex max-w-3xl flex-col gap-4"),
        section="messages",
        actions=[_to_replies()],
    )


def staff_thread_page() -> rx.Component:
    """Show one thread between the list and what is known of its customer."""
    return staff_page(
        rx.cond(MessagingState.thread_shown != "", MessagingState.topic, t("Messages")),
        rx.cond(
            MessagingState.status == "missing",
            missing_thread(),
            rx.el.div(
                rx.el.div(_list(), class_name="hidden flex-col gap-3 xl:flex"),
                _thread(),
                rx.el.aside(
                    _about(), aria_label=t("Customer"), class_name="min-w-0 max-md:order-first"
                ),
                class_name=(
                    "grid grow items-stretch gap-6 md:grid-cols-[minmax(0,1fr)_15rem] "
                    "xl:grid-cols-[17rem_minmax(0,1fr)_15rem]"
                ),
            ),
        ),
        section="messages",
        above=back_link(t("All messages"), "/admin/messages"),
    )


def _to_replies() -> rx.Component:
    return rx.cond(
        allowed(_ANSWERS),
        link_button(t("Saved replies"), href="/admin/messages/replies", variant="quiet"),
    )


def _list() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            *[_part(*part) for part in _PARTS],
            role="group",
            aria_label=t("Part of the inbox"),
            class_name="flex flex-wrap gap-1",
        ),
        search_box(
            "find-threads",
            t("Search messages"),
            t("Customer, pet or words"),
            default_value=InboxState.text,
            on_change=InboxState.search,
            pause_ms=200,
        ),
        rx.match(
            InboxState.status,
            ("loading", loading()),
            ("missing", card(empty_state("message-circle", t("There are no messages here"), ""))),
            rx.cond(InboxState.rows, _rows(), _none()),
        ),
    )


def _part(key: str, label: str, shortcut: str) -> rx.Component:
    look = f"min-h-11 cursor-pointer rounded-xl px-3 text-sm font-semibold {FOCUS} "
    here = InboxState.part == key
    return rx.el.button(
        label,
        type="button",
        on_click=InboxState.choose(key),
        custom_attrs={"aria-pressed": rx.cond(here, "true", "false"), **keys(shortcut)},
        class_name=rx.cond(
            here, f"{look} bg-accent-soft text-accent", f"{look} text-muted hover:bg-sunken"
        ),
    )


def _rows() -> rx.Component:
    return sheet_of_lines(InboxState.rows, _row, more=InboxState.more, on_more=InboxState.show_more)


def _row(row: rx.vars.ObjectVar[InboxRow]) -> rx.Component:
    here = InboxState.beside.thread == row.thread.id
    look = f"flex gap-3 px-4 py-3 -outline-offset-2 hover:bg-accent-soft {FOCUS} "
    return rx.el.li(
        rx.el.a(
            rx.el.span(
                rx.el.bdi(row.customer, class_name="truncate text-sm font-semibold"),
                rx.el.bdi(row.thread.topic, class_name="truncate"),
                rx.el.span(
                    row.thread.about,
                    " · ",
                    row.thread.author,
                    ": ",
                    rx.el.bdi(row.thread.preview),
                    class_name="truncate text-sm text-muted",
                ),
                class_name="flex min-w-0 grow flex-col",
            ),
            rx.el.span(
                rx.el.span(row.thread.when, class_name="text-xs text-muted"),
                badge(row.thread.unread, t("unread")),
                rx.cond(row.waits, pill(t("Waiting"), "warning")),
                rx.cond(row.closed, pill(t("Closed"))),
                class_name="flex shrink-0 flex-col items-end gap-1",
            ),
            href=row.thread.href,
            custom_attrs={"aria-current": rx.cond(here, "page", None)},
            class_name=rx.cond(here, f"{look} bg-accent-soft", look),
        ),
        key=row.thread.id,
    )


def _none() -> rx.Component:
    return card(
        rx.cond(
            InboxState.text != "",
            empty_state(
                "search-x", t("Nothing was found"), t("Try fewer letters, or another word.")
            ),
            rx.match(
                InboxState.part,
                (
                    "unanswered",
                    empty_state("circle-check", t("Every customer has been answered."), ""),
                ),
                empty_state("message-circle", t("No messages yet"), ""),
            ),
        )
    )


def _thread() -> rx.Component:
    return rx.el.div(
        rx.el.p(
            InboxState.others,
            role="status",
            class_name="text-sm font-semibold text-warning empty:hidden",
        ),
        rx.cond(MessagingState.thread_shown != "", conversation(), loading()),
        rx.cond(
            allowed(_ANSWERS),
            writing(
                staff=True,
                replies=InboxState.replies,
                channels=InboxState.channels,
                on_stay=InboxState.stay,
            ),
        ),
        class_name="flex min-w-0 flex-col gap-4",
    )


def _about() -> rx.Component:
    beside = InboxState.beside
    return rx.cond(
        beside.thread != "",
        rx.el.div(
            rx.el.div(
                rx.el.a(
                    rx.el.bdi(beside.customer),
                    href=f"/admin/customers/{beside.customer_id}",
                    class_name=f"{LINK} font-semibold",
                ),
                rx.el.p(beside.email, class_name=f"{SMALL} [overflow-wrap:anywhere] empty:hidden"),
                rx.el.p(beside.phone, class_name=f"{SMALL} empty:hidden"),
            ),
            rx.el.ul(
                rx.foreach(InboxState.pets, _pet), class_name="flex flex-col gap-3 empty:hidden"
            ),
            rx.cond(beside.closed, callout("archive", t("This conversation is closed."))),
            rx.cond(allowed(_ANSWERS), _deeds()),
            class_name=(
                "flex flex-col gap-4 rounded-2xl border border-line bg-surface p-4 shadow-card "
                "md:sticky md:top-20"
            ),
        ),
    )


def _pet(row: rx.vars.ObjectVar[BesidePetRow]) -> rx.Component:
    pet = row.card
    return rx.el.li(
        photo(pet.photo, pet.drawing, size="sm"),
        rx.el.div(
            rx.el.a(
                pet.name, href=f"/admin/pets/{pet.id}/overview", class_name=f"{LINK} font-semibold"
            ),
            rx.el.p(pet.kind, class_name=SMALL),
            class_name="min-w-0 grow [overflow-wrap:anywhere]",
        ),
        shield(row.shield.to(ShieldRow)),
        key=pet.id,
        class_name="flex items-start gap-3",
    )


def _deeds() -> rx.Component:
    beside = InboxState.beside
    return rx.el.div(
        rx.el.label(t("Seen to by"), html_for="assigned", class_name="text-sm font-semibold"),
        rx.el.select(
            rx.el.option(t("Nobody yet"), value=""),
            rx.foreach(InboxState.colleagues, lambda one: rx.el.option(one[1], value=one[0])),
            id="assigned",
            value=beside.assigned,
            on_change=lambda to: InboxState.assign(beside.thread, to),
            class_name=f"{INPUT} cursor-pointer",
        ),
        rx.cond(
            beside.closed,
            button(
                t("Reopen"),
                variant="quiet",
                on_click=InboxState.reopen_thread(beside.thread),
                custom_attrs=keys("o"),
            ),
            button(
                t("Close the conversation"),
                variant="quiet",
                on_click=InboxState.close_thread(beside.thread),
                custom_attrs=keys("e"),
            ),
        ),
        class_name="flex flex-col gap-2 border-t border-line pt-4",
    )
