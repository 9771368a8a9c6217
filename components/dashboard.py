"""The dashboard with a card per pet.

It has a module of its own because a page's module is what a first visit downloads.
"""

import reflex as rx

from components.attention import attention_section
from components.messaging import pet_badge
from components.owning import add_pet, no_pets
from components.ui.controls import button, link_button
from components.ui.display import link_card, loading, photo, section
from components.ui.layout import page
from components.ui.tokens import SUBHEADING
from services.core.i18n import t
from states.pets import CardRow, PetsState

_GRID = "grid grid-cols-1 gap-4 sm:grid-cols-2 sm:gap-5"


def dashboard_page() -> rx.Component:
    """What a customer sees first: what needs them, and their pets."""
    return page(
        t("Your pets"),
        rx.cond(
            PetsState.status == "loading",
            loading(height="7.5rem"),
            rx.fragment(
                attention_section(),
                rx.cond(PetsState.has_pets, _pets(), no_pets()),
                link_button(
                    rx.icon("paw-print", size=18, aria_hidden="true"),
                    t("Account"),
                    href="/account",
                    variant="quiet",
                    class_name="self-center",
                ),
            ),
        ),
        tab="home",
    )


def _pets() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            link_button(
                rx.icon("search", size=18, aria_hidden="true"),
                t("Search all records"),
                href="/search",
                variant="quiet",
                class_name="w-full sm:w-fit",
            ),
            add_pet("quiet"),
            class_name="flex flex-wrap gap-3",
        ),
        rx.cond(
            PetsState.living,
            rx.el.ul(rx.foreach(PetsState.living, _card), class_name=_GRID),
        ),
        rx.cond(
            PetsState.remembered,
            section(
                t("In memory"),
                rx.el.ul(rx.foreach(PetsState.remembered, _quiet_card), class_name=_GRID),
            ),
        ),
        rx.cond(
            PetsState.more,
            button(
                t("Show more"),
                variant="quiet",
                on_click=PetsState.show_more,
                class_name="self-center",
            ),
        ),
    )


def _card(row: rx.vars.ObjectVar[CardRow]) -> rx.Component:
    return rx.el.li(
        link_card(
            photo(row.photo, row.drawing, size="lg"),
            rx.el.span(
                rx.el.span(
                    rx.el.span(row.name, class_name="line-clamp-2 min-w-0"),
                    rx.el.span(pet_badge(row.id), class_name="shrink-0 empty:hidden"),
                    class_name=(
                        "flex items-center gap-2 font-display text-lg leading-snug font-semibold "
                        "sm:text-xl"
                    ),
                ),
                _line(row.kind),
                _line(row.about),
                _line(row.detail, "text-muted"),
                class_name="flex min-w-0 grow flex-col gap-0.5 [overflow-wrap:anywhere]",
            ),
            href=f"/pets/{row.id}/overview",
            class_name="flex h-full items-center gap-4",
        ),
        key=row.id,
        class_name="min-w-0",
    )


def _quiet_card(row: rx.vars.ObjectVar[CardRow]) -> rx.Component:
    return rx.el.li(
        link_card(
            photo(row.photo, row.drawing, size="sm"),
            rx.el.span(
                rx.el.span(row.name, class_name=f"line-clamp-2 {SUBHEADING}"),
                _line(row.kind, "text-muted"),
                class_name="flex min-w-0 grow flex-col [overflow-wrap:anywhere]",
            ),
            href=f"/pets/{row.id}/overview",
            class_name="flex h-full items-center gap-4",
        ),
        key=row.id,
        class_name="min-w-0",
    )


def _line(text: rx.Var[str], shade: str = "") -> rx.Component:
    return rx.el.span(text, class_name=f"line-clamp-2 text-sm empty:hidden {shade}")
