"""Where a staff member's day begins."""

import reflex as rx

from components.admin.frame import staff_page
from services.core.i18n import t


def home_page() -> rx.Component:
    """Greet whoever has signed in."""
    return staff_page(t("Home"), section="home")
