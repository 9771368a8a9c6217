"""What is shown where there is no page."""

import reflex as rx

from components.ui.controls import link_button
from components.ui.display import card, empty_state, error_state
from components.ui.layout import bare_page
from services.core.i18n import t


def not_found_page() -> rx.Component:
    """Say so, and lead back."""
    return bare_page(
        t("Page not found"),
        card(
            empty_state(
                "map-pin-off",
                t("There is nothing here"),
                t("The address may have been mistyped, or what was here has moved."),
                link_button(t("Go to the start page"), href="/"),
            )
        ),
    )


def not_there(what: rx.Var[str] | str) -> rx.Component:
    """Say that something of this customer's does not exist; the same for what is another's.

    Args:
        what: A whole sentence, such as "We could not find that pet".
    """
    return card(
        empty_state(
            "search-x",
            what,
            t("The link may be wrong or out of date."),
            link_button(t("Go to the start page"), href="/", variant="quiet"),
        )
    )


def not_loaded(*actions: rx.Component) -> rx.Component:
    """Say that something could not be fetched; `actions` try again."""
    return card(
        error_state(
            t("This could not be loaded"),
            t("Please check your connection and try again. Nothing has been lost."),
            *actions,
        )
    )
