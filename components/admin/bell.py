"""The bell: what happened that the staff member wants to know of, at hand on every page."""

import reflex as rx

from components.ui.controls import ICON_BUTTON
from components.ui.menu import PANEL
from components.ui.tokens import FOCUS, SMALL, SUBHEADING
from services.bell import Told
from services.core.i18n import t
from states.admin.bell import BellState, NewsRow

_PANEL = "bell"
_ICONS = {
    Told.CUSTOMER_REGISTERED: "user-plus",
    Told.CUSTOMER_CHANGED: "user-pen",
    Told.DOCUMENT_UPLOADED: "file-up",
    Told.MESSAGE_RECEIVED: "message-circle",
    Told.LEAD_RECEIVED: "user-search",
    Told.DELETION_ASKED: "user-x",
    Told.DELIVERY_FAILED: "mail-warning",
}
_ICON = "flex size-9 shrink-0 items-center justify-center rounded-xl"
_TEXT_BUTTON = (
    "min-h-11 shrink-0 cursor-pointer rounded-xl px-3 text-sm font-semibold text-accent "
    f"hover:bg-sunken {FOCUS}"
)


def bell() -> rx.Component:
    """Show how many are unread, and all of them at a press."""
    return rx.fragment(
        rx.el.button(
            rx.icon("bell", size=22, aria_hidden="true"),
            rx.cond(
                BellState.unread > 0,
                rx.el.span(
                    BellState.shown,
                    aria_hidden="true",
                    data_testid="bell-count",
                    class_name=(
                        "absolute top-0.5 right-0.5 inline-flex h-4.5 min-w-4.5 items-center "
                        "justify-center rounded-full bg-accent px-1 text-[0.6875rem] leading-none "
                        "font-bold text-accent-ink tabular-nums"
                    ),
                ),
            ),
            type="button",
            aria_label=rx.cond(BellState.unread > 0, BellState.said, t("Notifications")),
            title=t("Notifications"),
            custom_attrs={"popoverTarget": _PANEL},
            class_name=f"{ICON_BUTTON} relative",
        ),
        # Said when it changes, whether or not the panel is open.
        rx.el.p(
            rx.cond(BellState.unread > 0, BellState.said, ""), role="status", class_name="sr-only"
        ),
        rx.el.div(
            _head(),
            rx.cond(BellState.acted_on != "", _undo()),
            rx.cond(BellState.news, _list(), _nothing()),
            id=_PANEL,
            role="region",
            aria_label=t("Notifications"),
            custom_attrs={"popover": "auto"},
            class_name=f"{PANEL} max-h-[80dvh] w-96 overflow-y-auto overscroll-contain",
        ),
    )


def _head() -> rx.Component:
    return rx.el.div(
        rx.el.h2(t("Notifications"), class_name=f"{SUBHEADING} px-3"),
        rx.cond(
            BellState.unread > 0,
            rx.el.button(
                t("Mark all as read"),
                type="button",
                on_click=BellState.read_all,
                class_name=_TEXT_BUTTON,
            ),
        ),
        class_name="flex min-h-11 items-center justify-between gap-2",
    )


def _undo() -> rx.Component:
    return rx.el.div(
        rx.el.span(t("Taken off the list."), class_name="min-w-0 grow"),
        rx.el.button(
            t("Undo"),
            type="button",
            on_click=BellState.bring_back(BellState.acted_on),
            class_name=_TEXT_BUTTON,
        ),
        role="status",
        class_name="flex items-center gap-2 rounded-xl bg-sunken pl-3 text-sm",
    )


def _list() -> rx.Component:
    return rx.el.ul(rx.foreach(BellState.news, _line), class_name="flex flex-col")


def _line(row: rx.vars.ObjectVar[NewsRow]) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            _icon(row),
            _words(row),
            href=row.href,
            on_click=BellState.read(row.id),
            class_name=(
                "flex min-h-11 min-w-0 grow items-center gap-3 rounded-xl px-3 py-2 "
                f"hover:bg-sunken -outline-offset-2! {FOCUS}"
            ),
        ),
        rx.el.button(
            rx.icon("check", size=18, aria_hidden="true"),
            type="button",
            aria_label=t("Seen to: take it off the list"),
            title=t("Seen to: take it off the list"),
            on_click=BellState.act(row.id),
            class_name=ICON_BUTTON,
        ),
        key=row.id,
        class_name="flex items-center gap-1",
    )


def _icon(row: rx.vars.ObjectVar[NewsRow]) -> rx.Component:
    icons = [(event.value, rx.icon(icon, size=18)) for event, icon in _ICONS.items()]
    return rx.el.span(
        rx.match(row.event, *icons, rx.icon("bell", size=18)),
        aria_hidden="true",
        class_name=rx.cond(
            row.unread, f"{_ICON} bg-accent-soft text-accent", f"{_ICON} bg-sunken text-muted"
        ),
    )


def _words(row: rx.vars.ObjectVar[NewsRow]) -> rx.Component:
    return rx.el.span(
        rx.el.span(
            row.text,
            rx.cond(row.unread, rx.el.span(" ", t("(unread)"), class_name="sr-only")),
            class_name=rx.cond(row.unread, "text-sm font-semibold", "text-sm text-muted"),
        ),
        rx.el.span(
            rx.el.bdi(row.customer),
            rx.cond(row.customer != "", " · ", ""),
            rx.el.time(row.when, date_time=row.moment, title=row.moment),
            class_name=f"{SMALL} [overflow-wrap:anywhere]",
        ),
        class_name="flex min-w-0 grow flex-col",
    )


def _nothing() -> rx.Component:
    return rx.el.p(
        t("Nothing has happened that waits for you."),
        class_name="px-3 pb-4 text-sm text-muted",
    )
