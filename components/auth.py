"""Signing in."""

import reflex as rx

from components.ui.layout import bare_page
from services.core.i18n import t


def sign_in_page() -> rx.Component:
    """Ask for the contact on file."""
    return bare_page(t("Sign in"))
