"""The frame around every page: header, tabs, the page itself, and what is said in passing."""

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from components.ui.display import badge
from components.ui.tokens import FOCUS
from services.core.i18n import t
from states.base import PortalState
from states.feedback import FeedbackState
from states.messaging import MessagingState

_TITLE = "page-title"


def page(
    title: rx.Var[str] | str,
    *children: rx.Component | rx.Var,
    tab: str,
    above: rx.Component | None = None,
) -> rx.Component:
    """Frame a page of somebody who is signed in.

    Args:
        title: The heading; it takes the focus on arrival, so that readers start there.
        tab: Which tab is current: "home", "messages" or "account".
        above: What leads back, over the title.
    """
    return rx.el.div(
        _header(tab),
        rx.el.main(
            above or rx.fragment(),
            heading(title),
            *children,
            id="main",
            on_mount=rx.set_focus(_TITLE),
            class_name="mx-auto flex w-full max-w-3xl grow flex-col gap-4 px-4 pt-6 pb-16 sm:pb-8",
        ),
        _passing(),
        class_name="flex min-h-dvh flex-col bg-canvas text-ink",
    )


def bare_page(title: str, *children: rx.Component) -> rx.Component:
    """Frame a page of somebody who is not signed in."""
    return rx.el.div(
        rx.el.main(
            _brand(),
            heading(title),
            *children,
            class_name="mx-auto flex w-full max-w-md flex-col gap-5 px-4 py-12 sm:py-24",
        ),
        _passing(),
        class_name="min-h-dvh bg-canvas text-ink",
    )


def heading(title: rx.Var[str] | str) -> rx.Component:
    """Show the page's title."""
    look = "text-2xl font-semibold tracking-tight text-balance outline-none break-words"
    return rx.el.h1(title, id=_TITLE, tab_index=-1, class_name=look)


def _header(tab: str) -> rx.Component:
    return rx.el.header(
        rx.el.a(
            t("Skip to content"),
            href="#main",
            on_click=rx.set_focus(_TITLE),
            class_name="sr-only focus:not-sr-only focus:absolute focus:z-20 focus:p-3",
        ),
        rx.el.div(
            _brand(),
            rx.el.nav(
                _tab(t("Home"), "house", "/", current=tab == "home"),
                _tab(
                    t("Messages"),
                    "message-circle",
                    "/messages",
                    current=tab == "messages",
                    count=badge(MessagingState.unread, t("unread")),
                ),
                _tab(t("Account"), "circle-user-round", "/account", current=tab == "account"),
                aria_label=t("Main"),
                class_name=(
                    "fixed inset-x-0 bottom-0 z-10 flex border-t border-line bg-surface "
                    "pb-[env(safe-area-inset-bottom)] sm:static sm:gap-1 sm:border-0 sm:pb-0"
                ),
            ),
            class_name="mx-auto flex h-16 max-w-3xl items-center justify-between px-4",
        ),
        class_name="border-b border-line bg-surface",
    )


def _tab(
    label: rx.Var[str] | str,
    icon: str,
    href: rx.Var[str] | str,
    *,
    current: bool,
    count: rx.Component | None = None,
) -> rx.Component:
    look = (
        "flex min-h-14 grow flex-col items-center justify-center gap-0.5 px-4 text-xs font-medium "
        "sm:min-h-11 sm:flex-row sm:gap-2 sm:rounded-xl sm:text-sm " + FOCUS
    )
    shade = "text-accent sm:bg-accent-soft" if current else "text-muted hover:text-ink"
    return rx.el.a(
        rx.icon(icon, size=20, aria_hidden="true"),
        rx.el.span(label, " ", count or rx.fragment(), class_name="flex items-center gap-1.5"),
        href=href,
        custom_attrs={"aria-current": "page"} if current else {},
        class_name=f"{look} {shade}",
    )


def _brand() -> rx.Component:
    return rx.el.p(
        rx.icon("paw-print", size=22, class_name="text-accent", aria_hidden="true"),
        PortalState.clinic,
        class_name="flex items-center gap-2 text-lg font-semibold tracking-tight",
    )


def _passing() -> rx.Component:
    """Hold what the portal says in passing; empty and listening from the start."""
    look = "flex items-center gap-4 rounded-xl border px-4 py-3 shadow-lg bg-surface"
    return rx.el.div(
        rx.cond(
            has_connection_errors,
            rx.el.p(t("You are offline. Trying to reconnect…"), class_name=f"{look} border-line"),
        ),
        rx.cond(
            FeedbackState.text != "",
            rx.el.p(
                FeedbackState.text,
                rx.el.button(
                    rx.icon("x", size=18, aria_hidden="true"),
                    aria_label=t("Dismiss"),
                    on_click=FeedbackState.dismiss,
                    class_name=f"cursor-pointer rounded p-2 {FOCUS}",
                ),
                class_name=rx.cond(
                    FeedbackState.is_error,
                    f"{look} border-danger text-danger",
                    f"{look} border-line",
                ),
            ),
        ),
        role="status",
        aria_live="polite",
        class_name="fixed inset-x-4 bottom-20 z-20 flex flex-col items-center gap-2 sm:bottom-6",
    )
