"""The clinic's pets by species, and how pets read as lines of the staff's lists."""

import reflex as rx

from components.admin.frame import staff_page
from components.admin.stepping import steps
from components.ui.controls import select_field
from components.ui.display import card, empty_state, loading, photo, pill
from components.ui.shield import shield
from components.ui.tokens import LINK, SMALL
from services.core.i18n import t
from states.admin.pet_list import LineRow, PetListState
from states.shields import ShieldRow


def pet_list_page() -> rx.Component:
    """Show the living pets of one species by name."""
    return staff_page(
        t("Pets"),
        rx.cond(
            PetListState.status == "loading",
            loading(rows=6, height="4.5rem"),
            rx.cond(
                PetListState.species,
                rx.fragment(_choice(), pet_lines(PetListState.rows), steps(PetListState)),
                card(_nobody()),
            ),
        ),
        section="customers",
    )


def pet_lines(rows: rx.Var[list[LineRow]] | list[LineRow]) -> rx.Component:
    """List pets, each with whose it is and its shield."""
    return rx.el.ul(
        rx.foreach(rows, _line),
        class_name=(
            "divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface "
            "shadow-card"
        ),
    )


def _line(row: rx.vars.ObjectVar[LineRow]) -> rx.Component:
    pet = row.card
    return rx.el.li(
        photo(pet.photo, pet.drawing, size="sm"),
        rx.el.div(
            rx.el.p(
                rx.el.a(
                    pet.name,
                    href=f"/admin/pets/{pet.id}/overview",
                    class_name=f"{LINK} font-semibold",
                ),
                rx.cond(row.deceased, pill(t("In memory"))),
                class_name="flex flex-wrap items-center gap-x-2",
            ),
            rx.el.p(
                pet.kind,
                " · ",
                rx.el.a(
                    row.owner,
                    href=f"/admin/customers/{row.owner_id}",
                    class_name="underline-offset-4 hover:underline",
                ),
                class_name=SMALL,
            ),
            class_name="min-w-0 grow [overflow-wrap:anywhere]",
        ),
        rx.el.span(row.opened, class_name=f"{SMALL} hidden shrink-0 empty:hidden sm:block"),
        shield(row.shield.to(ShieldRow)),
        key=pet.id,
        class_name="flex min-w-0 items-center gap-3 px-4 py-2.5",
    )


def _choice() -> rx.Component:
    return rx.el.div(
        select_field(
            t("Species"),
            "species",
            PetListState.species,
            value=PetListState.chosen,
            on_change=PetListState.choose,
        ),
        class_name="sm:w-64",
    )


def _nobody() -> rx.Component:
    return empty_state(
        "paw-print",
        t("No pets yet"),
        t("Add the first one with its customer, or bring them all in at once."),
    )
