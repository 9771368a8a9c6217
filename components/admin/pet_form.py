"""The page on which staff change a pet."""

import reflex as rx

from components.admin.frame import staff_page
from components.admin.offers import for_staff, kind
from components.ui.controls import button
from components.ui.display import card, pill, section
from components.ui.fields import Fields
from components.ui.forms import form, save_bar
from components.ui.layout import back_link
from components.ui.lists import lines
from components.ui.picker import picker
from components.ui.tokens import SMALL
from services.core.i18n import t
from states.admin.pet_form import PetFormState
from states.admin.pets import AlertRow

_PAIRS = "grid items-start gap-5 sm:grid-cols-2"


def edit_page() -> rx.Component:
    """Change what is known of a pet, its alerts, and whose it is."""
    return staff_page(
        rx.cond(PetFormState.title != "", PetFormState.title, t("Edit the pet")),
        _fields(Fields("pet", PetFormState.form)),
        _alerts(),
        _transfer(),
        _merge(),
        section="customers",
        above=back_link(t("To the file"), f"/admin/pets/{PetFormState.form.of}/overview"),
    )


def _fields(fields: Fields) -> rx.Component:
    return form(
        fields,
        card(*_kind(fields), *_marks(fields), class_name=_PAIRS),
        for_staff(fields, PetFormState),
        on_save=PetFormState.save,
        label=t("Edit the pet"),
    )


def _kind(fields: Fields) -> list[rx.Component]:
    return [
        fields.text("name", t("Name"), required=True, max_length=60),
        *kind(fields, PetFormState),
        fields.choice(
            "neutered",
            t("Neutered"),
            [("", t("Not known")), ("yes", t("Yes")), ("no", t("No"))],
        ),
    ]


def _marks(fields: Fields) -> list[rx.Component]:
    return [
        fields.text("color", t("Colour and markings"), max_length=120),
        fields.day("born_on", t("Born on")),
        fields.tick("born_estimated", t("The birth date is estimated")),
        fields.text("microchip", t("Microchip"), max_length=40, input_mode="numeric"),
        fields.text("passport_number", t("Passport number"), max_length=40),
        fields.day("deceased_on", t("Died on")),
    ]


def _alerts() -> rx.Component:
    fields = Fields("alert", PetFormState.alert)
    return section(
        t("Alerts and allergies"),
        card(
            rx.cond(
                PetFormState.alerts,
                lines(PetFormState.alerts, _alert),
                rx.el.p(t("Nothing to be careful about is written down."), class_name=SMALL),
            ),
            form(
                fields,
                fields.text("text", t("What to know before touching this pet"), max_length=200),
                rx.el.div(
                    fields.tick("allergy", t("It is an allergy")),
                    fields.tick("customer_may_see", t("The customer may see it")),
                    class_name=_PAIRS,
                ),
                on_save=PetFormState.warn,
                label=t("Add an alert"),
                bar=save_bar(label=t("Add an alert")),
            ),
            class_name="flex flex-col gap-5",
        ),
    )


def _alert(row: rx.vars.ObjectVar[AlertRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(row.text, class_name="font-medium [overflow-wrap:anywhere]"),
            rx.cond(row.allergy, pill(t("Allergy"), "danger")),
            rx.cond(row.seen, pill(t("The customer sees this")), pill(t("Only for staff"))),
            class_name="flex min-w-0 grow flex-wrap items-center gap-2",
        ),
        button(
            rx.cond(row.seen, t("Hide from the customer"), t("Show to the customer")),
            variant="quiet",
            on_click=PetFormState.show_alert(row.id, ~row.seen),
        ),
        button(t("Take away"), variant="danger", on_click=PetFormState.remove_alert(row.id)),
        key=row.id,
        class_name="flex flex-wrap items-center gap-3 py-3 first:pt-0",
    )


def _transfer() -> rx.Component:
    fields = Fields("transfer", PetFormState.transfer)
    return section(
        t("Give to another customer"),
        card(
            rx.el.p(
                t("The whole file goes along. The former owner keeps only what they wrote."),
                class_name=f"{SMALL} mb-4",
            ),
            form(
                fields,
                picker(
                    fields,
                    "owner",
                    t("New owner"),
                    found=PetFormState.owners,
                    on_search=PetFormState.find_owner,
                ),
                on_save=PetFormState.give,
                label=t("Give to another customer"),
                bar=save_bar(label=t("Transfer")),
            ),
        ),
    )


def _merge() -> rx.Component:
    fields = Fields("merger", PetFormState.merger)
    return section(
        t("Merge with another entry of the same pet"),
        card(
            rx.cond(
                PetFormState.others,
                form(
                    fields,
                    fields.choice(
                        "other",
                        t("The other entry"),
                        PetFormState.others,
                        hint=t("The whole file of the other one goes over to this one."),
                    ),
                    on_save=PetFormState.merge,
                    label=t("Merge with another entry of the same pet"),
                    bar=save_bar(label=t("Merge")),
                ),
                rx.el.p(t("The same customer has no other pet of this species."), class_name=SMALL),
            )
        ),
    )
