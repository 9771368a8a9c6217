"""Where somebody is signed in, and the way to end it there."""

import reflex as rx

from components.ui.controls import button
from components.ui.display import card, pill, section
from components.ui.tokens import SMALL
from services.core.i18n import t
from states.sessions import SessionRow, SessionsState

Text = rx.Var[str] | str

BROWSER_ROW = (
    "flex flex-wrap items-center justify-between gap-3 border-t border-line py-3 "
    "first:border-0 first:pt-0 last:pb-0"
)


def sessions_section(state: type[SessionsState]) -> rx.Component:
    """Show the sessions of whoever is signed in.

    Args:
        state: The one that holds the account on screen.
    """

    def row(session: SessionRow) -> rx.Component:
        return rx.el.li(
            browser(session.browser, session.seen),
            rx.cond(session.here, this_browser(), _end(state, session)),
            key=session.id,
            class_name=BROWSER_ROW,
        )

    return section(
        t("Where you are signed in"),
        card(
            rx.el.ul(rx.foreach(state.sessions, row)),
            rx.cond(
                state.elsewhere,
                button(
                    t("Sign out everywhere else"),
                    variant="quiet",
                    on_click=state.end_others,
                    class_name="mt-3",
                ),
            ),
        ),
    )


def browser(name: Text, seen: Text, until: Text = "") -> rx.Component:
    """Name a browser, and say when it was seen and how long it is remembered."""
    return rx.el.div(
        rx.el.p(name, class_name="font-medium"),
        rx.el.p(seen, class_name=SMALL),
        rx.el.p(until, class_name=f"{SMALL} empty:hidden"),
        class_name="min-w-0",
    )


def this_browser() -> rx.Component:
    """Mark the browser that is looked from."""
    return pill(t("This browser"), "accent")


def _end(state: type[SessionsState], session: SessionRow) -> rx.Component:
    return button(
        t("End"),
        variant="quiet",
        aria_label=f"{t('End the session in')} {session.browser}",
        on_click=state.end_session(session.id),
    )
