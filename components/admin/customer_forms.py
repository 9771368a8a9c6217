"""The forms that add a customer with a pet, and change what is known of a customer."""

from typing import Any

import reflex as rx

from components.admin.frame import staff_page
from components.admin.offers import for_staff, kind
from components.ui.display import callout, card, section
from components.ui.fields import Fields
from components.ui.forms import form, save_bar
from components.ui.layout import back_link
from components.ui.tokens import LINK
from components.wishes import kinds, quiet
from services.core.i18n import t
from states.admin.customer_forms import CustomerFormState, NewcomerState
from states.admin.customers import NameRow

_PAIRS = "grid items-start gap-5 sm:grid-cols-2"


def new_page() -> rx.Component:
    """Add a customer, and the pet they come with."""
    fields = Fields("newcomer", NewcomerState.form)
    known = NewcomerState.owner != ""
    return staff_page(
        rx.cond(known, t("Add pet"), t("Add customer")),
        form(
            fields,
            rx.cond(
                known,
                rx.el.p(t("For"), " ", rx.el.span(NewcomerState.owner, class_name="font-semibold")),
                _owner(fields),
            ),
            _pet(fields),
            on_save=NewcomerState.save,
            label=rx.cond(known, t("Add pet"), t("Add customer")),
            bar=save_bar(),
        ),
        section="customers",
        above=back_link(t("All customers"), "/admin/customers"),
    )


def edit_page() -> rx.Component:
    """Change what is known of a customer."""
    fields = Fields("customer", CustomerFormState.form)
    return staff_page(
        rx.cond(CustomerFormState.title != "", CustomerFormState.title, t("Customer")),
        form(
            fields,
            card(
                *_person(fields, "", lambda _name: {}),
                class_name="flex flex-col gap-5",
            ),
            _ways(fields),
            for_staff(fields, CustomerFormState),
            on_save=CustomerFormState.save,
            label=t("Customer"),
        ),
        section="customers",
        above=back_link(t("To the customer"), f"/admin/customers/{CustomerFormState.form.of}"),
    )


def _ways(fields: Fields) -> rx.Component:
    return section(
        t("How they are written to"),
        card(
            fields.choice("language", t("Language"), CustomerFormState.languages),
            fields.choice("home_location_id", t("Home location"), CustomerFormState.locations),
            fields.tick("declines_email", t("Wants no e-mail but codes")),
            fields.tick("declines_sms", t("Wants no SMS but codes")),
            quiet(fields),
            class_name=_PAIRS,
        ),
        kinds(fields, CustomerFormState.devices),
    )


def _owner(fields: Fields) -> rx.Component:
    def checked(name: str) -> dict[str, Any]:
        return {"on_blur": lambda text: NewcomerState.check(name, text)}

    return card(
        *_person(fields, "owner_", checked),
        fields.choice("owner_home_location_id", t("Home location"), NewcomerState.locations),
        rx.el.div(rx.cond(NewcomerState.alike, _alike()), role="status"),
        class_name="flex flex-col gap-5",
    )


def _person(fields: Fields, prefix: str, checked: Any) -> list[rx.Component]:
    def ask(name: str, label: str, limit: int, **props: Any) -> rx.Component:
        return fields.text(
            f"{prefix}{name}",
            label,
            max_length=limit,
            auto_complete="off",
            **checked(name),
            **props,
        )

    return [
        rx.el.div(
            ask("first_name", t("First name"), 60, required=True),
            ask("last_name", t("Last name"), 60),
            ask("email", t("E-mail"), 254, type="email", hint=t("This or a mobile number.")),
            ask("phone", t("Mobile number"), 40, type="tel"),
            class_name=_PAIRS,
        ),
        rx.el.div(
            ask("street", t("Street"), 120),
            rx.el.div(
                ask("postal_code", t("Postal code"), 20),
                ask("city", t("City"), 80),
                class_name="grid grid-cols-[1fr_2fr] gap-5",
            ),
            class_name=_PAIRS,
        ),
    ]


def _alike() -> rx.Component:
    return callout(
        "users",
        rx.el.p(t("Is it one of these?"), class_name="font-semibold"),
        rx.el.ul(rx.foreach(NewcomerState.alike, _same), class_name="flex flex-col gap-1"),
        tone="warning",
    )


def _same(row: rx.vars.ObjectVar[NameRow]) -> rx.Component:
    return rx.el.li(
        rx.el.a(row.name, href=f"/admin/customers/{row.id}", class_name=LINK), key=row.id
    )


def _pet(fields: Fields) -> rx.Component:
    return section(
        t("Pet"),
        card(
            fields.text(
                "name",
                t("Name"),
                max_length=60,
                auto_complete="off",
                hint=rx.cond(
                    NewcomerState.owner != "", "", t("Leave it empty to add the customer alone.")
                ),
            ),
            *kind(fields, NewcomerState),
            fields.day("born_on", t("Born on")),
            fields.text("microchip", t("Microchip"), max_length=40, input_mode="numeric"),
            class_name=_PAIRS,
        ),
    )
