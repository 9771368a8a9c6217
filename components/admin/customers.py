"""The list of the clinic's customers."""

import reflex as rx

from components.admin.frame import allowed, staff_page
from components.admin.stepping import steps
from components.ui.controls import button, link_button, select_field
from components.ui.display import card, empty_state, loading, pill
from components.ui.lists import search_box
from components.ui.shield import shield
from components.ui.table import table
from components.ui.tokens import LINK, SMALL, THUMB
from services.access import Permission
from services.core.i18n import t
from states.admin.customers import CustomerRow, CustomersState, NameRow
from states.shields import ShieldRow


def customers_page() -> rx.Component:
    """Show everybody, or those who hold what is typed."""
    return staff_page(
        t("Customers"),
        _search(),
        rx.cond(
            CustomersState.status == "loading",
            loading(rows=6, height="3.5rem"),
            rx.cond(
                CustomersState.rows,
                rx.fragment(_list(), steps(CustomersState)),
                card(rx.cond(CustomersState.narrowed, _no_match(), _nobody())),
            ),
        ),
        section="customers",
        actions=[rx.cond(allowed(Permission.MANAGE_CUSTOMERS), _add())],
    )


def pet_link(row: rx.vars.ObjectVar[NameRow]) -> rx.Component:
    """Lead to a pet's file by its name."""
    return rx.el.span(
        rx.el.a(
            row.name,
            href=f"/admin/pets/{row.id}/overview",
            class_name=f"{LINK} {THUMB} [overflow-wrap:anywhere]",
        ),
        shield(row.shield.to(ShieldRow), link=False),
        key=row.id,
        class_name="inline-flex min-w-0 items-center gap-1",
    )


def _add() -> rx.Component:
    return link_button(
        rx.icon("user-plus", size=18, aria_hidden="true"),
        t("Add customer"),
        href="/admin/customers/new",
    )


def _search() -> rx.Component:
    return rx.el.div(
        search_box(
            "customer-search",
            t("Search customers"),
            t("Name, e-mail, phone, pet or chip"),
            value=CustomersState.text,
            on_change=CustomersState.search,
            class_name="min-w-0 grow sm:max-w-md",
        ),
        rx.el.div(
            select_field(
                t("Show"),
                "customer-state",
                [
                    ("", t("Everybody")),
                    ("active", t("Who may sign in")),
                    ("disabled", t("Accounts disabled")),
                    ("without_pets", t("Without pets")),
                ],
                value=CustomersState.state,
                on_change=CustomersState.narrow,
            ),
            class_name="[&_label]:sr-only sm:w-56",
        ),
        role="search",
        class_name="flex flex-col gap-3 sm:flex-row sm:items-end",
    )


def _list() -> rx.Component:
    return table(
        [t("Name"), t("Contact"), t("Pets")],
        CustomersState.rows,
        _cells,
        caption=t("Customers"),
    )


def _cells(row: rx.vars.ObjectVar[CustomerRow]) -> list[rx.Component]:
    return [
        rx.el.div(
            rx.el.a(
                row.name,
                href=f"/admin/customers/{row.id}",
                class_name=f"{LINK} {THUMB} [overflow-wrap:anywhere]",
            ),
            rx.cond(row.disabled, pill(t("Disabled"), "warning")),
            class_name="flex flex-wrap items-center gap-2",
        ),
        rx.el.div(
            rx.el.span(row.email, class_name="block [overflow-wrap:anywhere] empty:hidden"),
            rx.el.span(row.phone, class_name=f"block empty:hidden {SMALL}"),
            class_name="sm:min-w-44",
        ),
        rx.el.div(
            rx.foreach(row.pets, pet_link),
            rx.el.span(row.more, class_name=f"empty:hidden {SMALL}"),
            class_name="flex flex-wrap gap-x-3 gap-y-1 max-sm:justify-end",
        ),
    ]


def _no_match() -> rx.Component:
    return empty_state(
        "search-x",
        t("Nobody was found"),
        t("Please check the spelling, or type only the first letters of each word."),
        button(t("Show everybody"), variant="quiet", on_click=CustomersState.clear),
    )


def _nobody() -> rx.Component:
    return empty_state(
        "users",
        t("No customers yet"),
        t("Add the first one here, or bring them all in from the clinic's program."),
        rx.cond(allowed(Permission.MANAGE_CUSTOMERS), _add()),
    )
