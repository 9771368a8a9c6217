"""The first step of adding a pet: whose it is."""

import reflex as rx

from components.admin.frame import allowed, staff_page
from components.ui.controls import LABEL, link_button
from components.ui.display import card
from components.ui.layout import back_link
from components.ui.picker import LOOK, Combobox, words
from components.ui.tokens import SMALL
from services.access import Permission
from services.core.i18n import t
from states.admin.pet_owner import PetOwnerState


def pet_owner_page() -> rx.Component:
    """Ask for a customer; the form comes next."""
    return staff_page(
        t("Add pet"),
        card(
            rx.el.label(t("Whose pet is it?"), html_for="owner", class_name=LABEL),
            Combobox.create(
                id="owner",
                name="owner",
                found=PetOwnerState.found,
                placeholder=t("Name, e-mail, phone, pet or chip"),
                described="owner-hint",
                words=words(),
                look=LOOK,
                on_search=PetOwnerState.find,
                on_pick=PetOwnerState.choose,
            ),
            rx.el.p(
                t("Choose the customer, and the form for the pet opens."),
                id="owner-hint",
                class_name=SMALL,
            ),
            rx.cond(allowed(Permission.MANAGE_CUSTOMERS), _somebody_new()),
            class_name="flex max-w-2xl flex-col gap-2",
        ),
        section="customers",
        above=back_link(t("Home"), "/admin"),
    )


def _somebody_new() -> rx.Component:
    return rx.el.div(
        rx.el.span(t("Not a customer yet?"), class_name=SMALL),
        link_button(
            rx.icon("user-plus", size=18, aria_hidden="true"),
            t("Add customer and pet"),
            href="/admin/customers/new",
            variant="quiet",
        ),
        class_name="mt-3 flex flex-wrap items-center gap-3 border-t border-line pt-4",
    )
