"""What is shown where there is no page."""

import reflex as rx

from components.ui.layout import bare_page
from services.core.i18n import t


def not_found_page() -> rx.Component:
    """Say so, and lead back."""
    return bare_page(
        t("Page not found"),
        rx.el.p(t("There is nothing at this address. It may have been mistyped or moved.")),
        rx.el.a(
            t("Go to the start page"),
            href="/",
            class_name="self-start text-accent underline",
        ),
    )
