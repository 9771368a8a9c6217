"""Printing what a part of a pet's file shows, or keeping it as PDF."""

import reflex as rx
from reflex_components_core.el.elements.inline import A as PlainLink

from components.ui.tokens import FOCUS
from services.core.i18n import t
from states.pets import PetState

Text = rx.Var[str] | str

_LOOK = (
    "inline-flex min-h-11 items-center gap-2 rounded-xl px-3 text-sm font-semibold text-muted "
    f"hover:bg-sunken hover:text-ink {FOCUS}"
)


def paper_links(address: Text) -> rx.Component:
    """Offer to print, or to save as PDF.

    Args:
        address: Of the PDF, with its query begun.
    """
    return rx.el.div(
        paper_link(f"{address}&show=1", "printer", t("Print"), new_tab=True),
        paper_link(address, "file-down", t("Save as PDF")),
        class_name="ml-auto flex flex-wrap items-center justify-end gap-1 print:hidden",
    )


def tab_paper(tab: str) -> rx.Component:
    """Offer the same for a part that cannot be narrowed down."""
    return paper_links(f"/print/pets/{PetState.pet_shown}/{tab}.pdf?")


def certificate_link() -> rx.Component:
    """Offer the vaccination certificate."""
    address = f"/print/pets/{PetState.pet_shown}/certificate.pdf?show=1"
    return paper_link(address, "award", t("Certificate"), new_tab=True)


def paper_link(address: Text, icon: str, label: str, *, new_tab: bool = False) -> rx.Component:
    """Lead to a PDF: a plain link, past the pages' router."""
    return PlainLink.create(
        rx.icon(icon, size=18, aria_hidden="true"),
        label,
        rx.el.span(t("Opens in a new tab"), class_name="sr-only") if new_tab else rx.fragment(),
        href=address,
        class_name=_LOOK,
        target="_blank" if new_tab else "_self",
        rel="noopener",
    )
