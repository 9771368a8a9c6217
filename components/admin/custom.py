"""The page on which staff write a customer a notice in their own words."""

import reflex as rx

from components.admin.frame import staff_page
from components.admin.wordings import places
from components.ui.controls import link_button
from components.ui.display import card, empty_state, loading
from components.ui.fields import Fields
from components.ui.forms import form, save_bar
from components.ui.layout import back_link
from components.ui.tokens import SMALL, SUBHEADING
from services.core.i18n import t
from states.admin.custom import CustomState


def custom_page() -> rx.Component:
    """Write to the customer in the address."""
    return staff_page(
        t("Send a notice"),
        rx.match(CustomState.status, ("ready", _ready()), ("missing", _missing()), loading(4)),
        section="customers",
        above=back_link(t("To the customer"), f"/admin/customers/{CustomState.customer_shown}"),
    )


def _ready() -> rx.Component:
    return rx.el.div(
        card(_form(), class_name="flex min-w-0 flex-col gap-5"),
        rx.el.div(_preview(), places(CustomState.places), class_name="flex min-w-0 flex-col gap-5"),
        class_name="grid items-start gap-5 lg:grid-cols-2",
    )


def _form() -> rx.Component:
    fields = Fields("custom", CustomState.form)
    return form(
        fields,
        rx.el.p(
            t("To:"),
            " ",
            rx.el.bdi(CustomState.customer, class_name="font-semibold [overflow-wrap:anywhere]"),
        ),
        rx.el.fieldset(
            rx.el.legend(t("How it is sent"), class_name="font-medium"),
            _way(fields, "email", t("By e-mail")),
            _way(fields, "sms", t("By SMS")),
            _way(fields, "push", t("On their devices")),
            class_name="flex flex-col gap-1",
        ),
        fields.text(
            "subject",
            t("Subject"),
            hint=t("An SMS has none; devices show nothing else."),
            required=True,
            max_length=200,
            on_change=lambda value: CustomState.type_subject(value).debounce(300),
        ),
        fields.area(
            "body",
            t("Text"),
            hint=t("What stands in braces is filled in. Nothing about a pet's health, please."),
            required=True,
            rows=8,
            on_change=lambda value: CustomState.type_text(value).debounce(300),
        ),
        on_save=CustomState.send,
        label=t("Send a notice"),
        bar=save_bar(label=t("Send")),
    )


def _way(fields: Fields, name: str, label: str) -> rx.Component:
    why = CustomState.hindered[name]
    return rx.cond(
        rx.Var.create(CustomState.ways).contains(name),
        fields.tick(name, label, hint=why, disabled=why != ""),
    )


def _preview() -> rx.Component:
    text = "rounded-lg bg-sunken p-4 whitespace-pre-wrap [overflow-wrap:anywhere]"
    return card(
        rx.el.h2(t("Preview"), class_name=SUBHEADING),
        rx.el.p(
            CustomState.shown_subject,
            class_name="font-semibold [overflow-wrap:anywhere] empty:hidden",
        ),
        rx.el.p(CustomState.shown_body, class_name=text),
        rx.cond(
            CustomState.shown_sms != "",
            rx.fragment(
                rx.el.h3(t("As an SMS"), class_name="font-medium"),
                rx.el.p(CustomState.shown_sms, class_name=text),
                rx.el.p(CustomState.length, class_name=f"tabular-nums {SMALL}"),
            ),
        ),
        class_name="flex min-w-0 flex-col gap-3",
    )


def _missing() -> rx.Component:
    return empty_state(
        "search-x",
        t("We could not find that customer"),
        t("The link may be wrong, or they may have been merged into another."),
        link_button(t("Customers"), href="/admin/customers", variant="quiet"),
    )
