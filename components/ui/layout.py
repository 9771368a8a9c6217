"""The frame around every page: header, tabs, the page itself, and what is said in passing."""

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from components.ui.app_badge import app_badge, no_badge
from components.ui.brand import brand, colors, mark
from components.ui.controls import ICON_BUTTON, button, native_form
from components.ui.display import badge
from components.ui.new_version import newer
from components.ui.tokens import FOCUS, TITLE
from services.core.i18n import t
from states.base import PortalState
from states.feedback import FeedbackState
from states.messaging import MessagingState

Text = rx.Var[str] | str

TITLE_ID = "page-title"


def page(
    title: Text,
    *children: rx.Component | rx.Var,
    tab: str = "",
    above: rx.Component | None = None,
) -> rx.Component:
    """Frame a page of somebody who is signed in.

    Args:
        title: The heading; it takes the focus on arrival, so that readers start there.
        tab: Which tab is current: "home", "messages", "account" or none.
        above: What leads back, over the title.
    """
    return rx.el.div(
        colors(),
        app_badge(),
        rx.cond(PortalState.viewing != "", _looking()),
        _header(tab),
        rx.el.main(
            above or rx.fragment(),
            heading(title),
            *children,
            id="main",
            on_mount=rx.set_focus(TITLE_ID),
            class_name=(
                "mx-auto flex w-full max-w-5xl grow flex-col gap-5 px-4 pt-6 pb-28 "
                "max-sm:[--below:3.75rem] sm:gap-6 sm:px-6 sm:pt-10 sm:pb-16"
            ),
        ),
        passing(),
        class_name="flex min-h-dvh flex-col bg-canvas text-ink",
    )


def _looking() -> rx.Component:
    """Say to a staff member whose eyes they look with."""
    return rx.el.div(
        rx.icon("eye", size=20, aria_hidden="true", class_name="shrink-0"),
        rx.el.p(
            t("You see the portal as this customer does; nothing can be changed:"),
            " ",
            rx.el.bdi(PortalState.viewing, class_name="font-semibold"),
            class_name=("min-w-0 grow basis-[calc(100%-3rem)] [overflow-wrap:anywhere] sm:basis-0"),
        ),
        native_form(
            button(t("Back to the admin page"), type="submit", variant="quiet"),
            action="/auth/staff/view-as/end",
        ),
        role="status",
        class_name=(
            "flex flex-wrap items-center gap-3 bg-warning-soft px-4 py-2 text-sm text-ink sm:px-6"
        ),
    )


def bare_page(title: Text, *children: rx.Component) -> rx.Component:
    """Frame a page of somebody who is not signed in."""
    return rx.el.div(
        colors(),
        no_badge(),
        rx.el.main(
            rx.el.div(
                mark("h-12 max-w-48"),
                rx.el.p(
                    PortalState.clinic,
                    class_name="min-h-7 text-center font-display text-lg font-semibold",
                ),
                class_name="mb-3 flex flex-col items-center gap-2",
            ),
            heading(title, centred=True),
            *children,
            class_name="mx-auto flex w-full max-w-md flex-col gap-5 px-4 pt-10 pb-12 sm:pt-[12vh]",
        ),
        passing(),
        class_name=(
            "min-h-dvh bg-canvas bg-linear-to-b from-accent-soft to-canvas to-[26rem] text-ink"
        ),
    )


def heading(title: Text, *, centred: bool = False) -> rx.Component:
    """Show the page's title."""
    side = "text-center" if centred else ""
    look = f"{TITLE} {side} min-h-8 text-balance outline-none [overflow-wrap:anywhere] sm:min-h-10"
    return rx.el.h1(title, id=TITLE_ID, tab_index=-1, class_name=look)


def back_link(label: Text, href: Text) -> rx.Component:
    """Lead back to where one came from; goes `above` the title."""
    return rx.el.a(
        rx.icon("arrow-left", size=18, aria_hidden="true", class_name="shrink-0"),
        rx.el.span(label, class_name="min-w-0 [overflow-wrap:anywhere]"),
        href=href,
        class_name=(
            "-mb-3 -ml-2 inline-flex min-h-11 items-center gap-1.5 self-start rounded-lg px-2 "
            f"text-sm font-semibold text-accent hover:underline underline-offset-4 {FOCUS}"
        ),
    )


def _header(tab: str) -> rx.Component:
    return rx.el.header(
        skip_link(),
        rx.el.div(
            brand(),
            _navigation(tab),
            class_name=(
                "mx-auto flex h-14 max-w-5xl items-center justify-between gap-4 px-4 sm:h-16 "
                "sm:px-6"
            ),
        ),
        class_name="border-b border-line bg-surface sm:sticky sm:top-0 sm:z-20",
    )


def _navigation(tab: str) -> rx.Component:
    return rx.el.nav(
        _tab(t("Home"), "house", "/", current=tab == "home"),
        rx.cond(
            MessagingState.enabled,
            _tab(
                t("Messages"),
                "message-circle",
                "/messages",
                current=tab == "messages",
                count=badge(MessagingState.unread, t("unread")),
            ),
        ),
        _tab(t("Account"), "paw-print", "/account", current=tab == "account"),
        aria_label=t("Main"),
        class_name=(
            "fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-surface "
            "pb-[env(safe-area-inset-bottom)] sm:static sm:gap-1 sm:border-0 "
            "sm:bg-transparent sm:pb-0"
        ),
    )


def _tab(
    label: Text,
    icon: str,
    href: str,
    *,
    current: bool,
    count: rx.Component | None = None,
) -> rx.Component:
    look = (
        "relative flex min-h-15 grow basis-0 flex-col items-center justify-center gap-0.5 px-3 "
        "text-xs font-semibold -outline-offset-4! transition-colors sm:min-h-11 sm:grow-0 "
        "sm:basis-auto sm:flex-row sm:gap-2 sm:rounded-xl sm:px-4 sm:text-sm "
        f"sm:outline-offset-2! {FOCUS}"
    )
    shade = (
        "text-accent sm:bg-accent-soft"
        if current
        else "text-muted hover:text-ink sm:hover:bg-sunken"
    )
    return rx.el.a(
        rx.icon(icon, size=22, aria_hidden="true", class_name="sm:size-5"),
        label,
        rx.el.span(
            count or rx.fragment(),
            class_name=(
                "absolute top-1 left-1/2 ml-1.5 sm:static sm:ml-0 empty:hidden "
                "[&>*]:ring-2 [&>*]:ring-surface"
            ),
        ),
        href=href,
        custom_attrs={"aria-current": "page"} if current else {},
        class_name=f"{look} {shade}",
    )


def skip_link() -> rx.Component:
    """Lead past the header; shown while it has the focus."""
    return rx.el.a(
        t("Skip to content"),
        href="#main",
        on_click=rx.set_focus(TITLE_ID),
        class_name=(
            "sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-30 "
            f"focus:rounded-xl focus:bg-surface focus:px-4 focus:py-3 {FOCUS}"
        ),
    )


def passing() -> rx.Component:
    """Hold what the portal says in passing; empty and listening from the start."""
    look = (
        "pointer-events-auto flex min-h-12 max-w-lg items-center gap-3 rounded-2xl border "
        "bg-surface px-4 py-2 text-sm font-medium shadow-lifted"
    )
    return rx.el.div(
        rx.cond(
            has_connection_errors,
            rx.el.p(
                rx.icon(
                    "wifi-off", size=18, aria_hidden="true", class_name="shrink-0 text-warning"
                ),
                t("You are offline. Trying to reconnect…"),
                class_name=f"{look} border-line",
            ),
        ),
        rx.cond(FeedbackState.text != "", _feedback(look)),
        newer(),
        role="status",
        aria_live="polite",
        custom_attrs={"data-passing": ""},
        class_name=(
            "pointer-events-none fixed inset-x-4 bottom-20 z-30 flex flex-col items-center gap-2 "
            "sm:bottom-6"
        ),
    )


def _feedback(look: str) -> rx.Component:
    return rx.el.div(
        rx.cond(
            FeedbackState.is_error,
            rx.icon("circle-alert", size=20, aria_hidden="true", class_name="shrink-0"),
            rx.icon("circle-check", size=20, aria_hidden="true", class_name="shrink-0 text-accent"),
        ),
        rx.el.span(FeedbackState.text, class_name="grow"),
        rx.el.button(
            rx.icon("x", size=18, aria_hidden="true"),
            type="button",
            aria_label=t("Dismiss"),
            on_click=FeedbackState.dismiss,
            class_name=f"{ICON_BUTTON} -mr-2",
        ),
        class_name=rx.cond(
            FeedbackState.is_error, f"{look} border-danger text-danger", f"{look} border-line"
        ),
    )
