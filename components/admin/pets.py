"""A pet's file as staff see it: the customer's, with what only staff know and do."""

import reflex as rx

from components.admin.frame import allowed, staff_page
from components.admin.marks import marks
from components.admin.pet_bar import pet_bar
from components.admin.pet_tabs import PET_TABS
from components.owning import change_photo
from components.pets import pet_facts
from components.ui.controls import link_button
from components.ui.display import callout, card, empty_state, loading, pill
from components.ui.layout import back_link
from components.ui.shield import shield
from components.ui.table import table
from components.ui.tabs import Tab, tabs
from components.ui.tokens import FOCUS, LINK, SMALL
from services.access import Permission
from services.core.i18n import t
from states.admin.pets import AlertRow, ChangeRow, StaffPetState
from states.pets import PetState

_WRAP = "[overflow-wrap:anywhere]"


def pet_page() -> rx.Component:
    """One pet: its head, what can be done, the parts of its file, and the part that is open."""
    missing = PetState.status == "missing"
    return staff_page(
        rx.cond(missing, t("We could not find that pet"), PetState.head.name),
        rx.cond(
            PetState.status == "ready",
            rx.fragment(_head(), _bar(), _tabs(), _open_tab()),
            rx.cond(missing, _missing(), loading(height="8rem")),
        ),
        section="customers",
        above=_owner(),
    )


def _owner() -> rx.Component:
    file = StaffPetState.file
    return rx.cond(
        file.owner_id != "",
        rx.el.div(
            back_link(file.owner, f"/admin/customers/{file.owner_id}"),
            rx.cond(file.owner_disabled, pill(t("Account disabled"), "warning")),
            class_name="flex flex-wrap items-center gap-3",
        ),
        back_link(t("All customers"), "/admin/customers"),
    )


def _head() -> rx.Component:
    file = StaffPetState.file
    return rx.el.section(
        pet_facts(),
        rx.el.div(
            shield(rx.Var.create(file.shield), told=True),
            rx.cond(file.deceased, pill(t("In memory"))),
            rx.cond(file.added_by_customer, pill(t("Added by the customer"), "accent")),
            marks(file.marks),
            class_name="flex flex-wrap items-center gap-2 empty:hidden",
        ),
        rx.cond(file.disputed, _disputed()),
        rx.cond(
            file.alerts,
            callout(
                "triangle-alert",
                rx.el.ul(rx.foreach(file.alerts, _alert), class_name="flex flex-col gap-1"),
                tone="danger",
            ),
        ),
        rx.cond(
            file.notes,
            callout(
                "notebook-pen",
                rx.el.p(t("Only for staff"), class_name="text-sm font-semibold"),
                rx.el.p(file.notes, class_name="whitespace-pre-line [overflow-wrap:anywhere]"),
                tone="neutral",
            ),
        ),
        rx.cond(file.changes, _changes()),
        aria_label=t("About this pet"),
        class_name="flex flex-col gap-4",
    )


def _disputed() -> rx.Component:
    """Say that two pets cannot have one chip; a number that staff save settles it."""
    file = StaffPetState.file
    return callout(
        "scan-barcode",
        rx.el.p(t("Microchip in doubt"), class_name="font-semibold"),
        rx.el.p(
            t("The customer has typed a number that another pet has:"),
            " ",
            rx.el.span(file.disputed, class_name="font-medium tabular-nums"),
            rx.cond(
                file.claimed_id,
                rx.el.span(
                    " · ",
                    rx.el.a(
                        file.claimed,
                        href=f"/admin/pets/{file.claimed_id}/overview",
                        class_name=f"{LINK} {_WRAP}",
                    ),
                ),
            ),
        ),
        rx.el.p(t("Please read the chip, and save its number."), class_name=SMALL),
        tone="warning",
    )


def _changes() -> rx.Component:
    """List what the customer has changed, behind a line that can be opened."""
    look = f"inline-flex min-h-11 cursor-pointer items-center {LINK} {FOCUS}"
    return rx.el.details(
        rx.el.summary(t("What the customer has changed"), class_name=look),
        table(
            [t("Field"), t("Before"), t("After"), t("When")],
            StaffPetState.file.changes,
            _change,
            caption=t("What the customer has changed"),
        ),
    )


def _change(row: rx.vars.ObjectVar[ChangeRow]) -> list[rx.Component]:
    return [
        rx.el.span(row.field, class_name="font-medium"),
        rx.el.span(row.before, class_name=f"text-muted {_WRAP}"),
        rx.el.span(row.after, class_name=_WRAP),
        rx.el.span(
            rx.el.span(row.when, class_name="whitespace-nowrap"),
            rx.el.span(row.who, class_name=f"block {SMALL} {_WRAP}"),
        ),
    ]


def _alert(row: rx.vars.ObjectVar[AlertRow]) -> rx.Component:
    return rx.el.li(
        rx.el.span(row.text, class_name="font-medium [overflow-wrap:anywhere]"),
        rx.cond(row.allergy, rx.el.span(t("Allergy"), class_name=SMALL)),
        rx.cond(
            row.seen,
            rx.el.span(t("The customer sees this"), class_name=SMALL),
            rx.el.span(t("Only for staff"), class_name=SMALL),
        ),
        key=row.id,
        class_name="flex flex-wrap items-baseline gap-x-3",
    )


def _bar() -> rx.Component:
    return rx.el.div(
        *pet_bar(),
        change_photo(allowed(Permission.MANAGE_PETS), StaffPetState.remove_photo),
        role="toolbar",
        aria_label=t("What to do with this file"),
        class_name=(
            "grid grid-cols-2 gap-2 empty:hidden sm:flex sm:flex-wrap sm:items-center print:hidden "
            "max-sm:text-sm max-sm:[&>a,&>button,&>span>button]:px-3"
        ),
    )


def _tabs() -> rx.Component:
    shown = rx.Var.create(PetState.tabs).to(list[str])
    return tabs(
        [
            Tab(
                tab.key,
                tab.label,
                f"/admin/pets/{PetState.pet_shown}/{tab.key}",
                shown=shown.contains(tab.key),
            )
            for tab in PET_TABS
        ],
        PetState.tab_shown,
        label=t("Parts of the file"),
    )


def _open_tab() -> rx.Component:
    parts = [(tab.key, tab.component()) for tab in PET_TABS]
    return rx.fragment(rx.match(PetState.tab_shown, *parts, _switched_off()))


def _switched_off() -> rx.Component:
    return card(
        empty_state(
            "eye-off",
            t("This part is switched off"),
            t("The settings decide which kinds of record there are. What was written is kept."),
            link_button(t("To the overview"), href=f"/admin/pets/{PetState.pet_shown}/overview"),
        )
    )


def _missing() -> rx.Component:
    return card(
        empty_state(
            "search-x",
            t("There is no such pet here"),
            t("The link may be wrong."),
            rx.el.a(t("To the customers"), href="/admin/customers", class_name=LINK),
        )
    )
