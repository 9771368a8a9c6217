"""The customer's own details on the account page, and the forms that change them."""

from typing import Any

import reflex as rx

from components.ui.controls import button
from components.ui.dialog import dialog
from components.ui.display import card, definition_list, section
from components.ui.fields import Fields
from components.ui.forms import form, save_bar
from components.ui.tokens import SMALL, SUBHEADING
from services.core.i18n import t
from states.details import DetailsState

_GRID = "grid items-start gap-5 sm:grid-cols-2"
_WRAP = "[overflow-wrap:anywhere]"


def details_section(aside: rx.Component) -> rx.Component:
    """Show who the customer is.

    Args:
        aside: What stands at the end of the heading's line.
    """
    return section(
        t("Your details"),
        card(
            definition_list(
                (t("Name"), DetailsState.full_name),
                (t("Address"), DetailsState.address),
                (t("Home location"), DetailsState.place),
            ),
            rx.cond(DetailsState.changes, _edit(), _told_the_clinic()),
            class_name="flex flex-col items-start gap-5",
        ),
        aside=aside,
    )


def contacts_section() -> rx.Component:
    """Show by what the customer is recognised and reached."""
    return section(
        t("How we reach you"),
        card(
            rx.el.ul(
                _contact("email", t("E-mail"), _change_email(), DetailsState.email),
                _contact("sms", t("Mobile number"), _change_number(), DetailsState.sms),
                class_name=(
                    "flex flex-col gap-5 [&>li+li]:border-t [&>li+li]:border-line [&>li+li]:pt-5"
                ),
            ),
            rx.el.p(
                t("You sign in by codes that we send to these, and we write to you there."),
                class_name=f"{SMALL} mt-5",
            ),
        ),
    )


def _told_the_clinic() -> rx.Component:
    return rx.el.p(t("Has something changed? Please tell the clinic."), class_name=SMALL)


def _edit() -> rx.Component:
    fields = Fields("own-details", DetailsState.form)
    return dialog(
        "edit-details",
        t("Change your details"),
        form(
            fields,
            rx.el.div(*_person(fields), class_name=_GRID),
            rx.cond(
                DetailsState.place,
                fields.choice("home_location_id", t("Home location"), DetailsState.places),
            ),
            on_save=DetailsState.save,
            label=t("Change your details"),
        ),
        trigger=button(
            rx.icon("pencil", size=18, aria_hidden="true"),
            t("Change your details"),
            variant="quiet",
            on_click=DetailsState.edit,
        ),
        open=DetailsState.opened == "details",
        on_open_change=DetailsState.close,
    )


def _person(fields: Fields) -> list[rx.Component]:
    return [
        fields.text(
            "first_name",
            t("First name"),
            required=True,
            max_length=60,
            auto_complete="given-name",
        ),
        fields.text("last_name", t("Last name"), max_length=60, auto_complete="family-name"),
        fields.text(
            "street",
            t("Street"),
            max_length=120,
            auto_complete="street-address",
            class_name="sm:col-span-2",
        ),
        fields.text("postal_code", t("Postal code"), max_length=20, auto_complete="postal-code"),
        fields.text("city", t("City"), max_length=80, auto_complete="address-level2"),
    ]


def _contact(channel: str, label: str, change: rx.Component, row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.el.p(label, class_name=SMALL),
                rx.cond(
                    row.shown,
                    rx.el.p(row.shown, class_name=f"font-medium {_WRAP}"),
                    rx.el.p(t("None on file"), class_name="text-muted"),
                ),
                class_name="min-w-0",
            ),
            rx.cond(row.changes & (row.id == ""), change),
            class_name="flex flex-wrap items-center justify-between gap-3",
        ),
        rx.cond(row.id != "", _waiting(channel, row)),
        class_name="flex flex-col gap-4",
    )


def _change_email() -> rx.Component:
    return _change(
        "email",
        DetailsState.email_form,
        t("Change the e-mail address"),
        rx.cond(DetailsState.email.shown != "", t("Change"), t("Add")),
        t("New e-mail address"),
        type="email",
        auto_complete="email",
    )


def _change_number() -> rx.Component:
    return _change(
        "sms",
        DetailsState.sms_form,
        t("Change the mobile number"),
        rx.cond(DetailsState.sms.shown != "", t("Change"), t("Add")),
        t("New mobile number"),
        type="tel",
        auto_complete="tel",
    )


def _change(
    channel: str, filled: Any, title: str, short: rx.Var, label: str, **props: str
) -> rx.Component:
    fields = Fields(f"new-{channel}", filled)
    return dialog(
        f"change-{channel}",
        title,
        form(
            fields,
            fields.text(
                "contact",
                label,
                hint=t("We send a code there. Nothing changes until you have entered it."),
                required=True,
                auto_focus=True,
                max_length=254,
                auto_capitalize="none",
                spell_check=False,
                **props,
            ),
            on_save=lambda typed: DetailsState.request(channel, typed),
            label=title,
            bar=save_bar(label=t("Send code")),
        ),
        trigger=button(
            rx.icon("pencil", size=18, aria_hidden="true"),
            short,
            variant="quiet",
            aria_label=title,
            on_click=DetailsState.change(channel),
        ),
        open=DetailsState.opened == channel,
        on_open_change=DetailsState.close,
    )


def _waiting(channel: str, row: Any) -> rx.Component:
    """Show what a new contact still lacks; the one on file is in force until then."""
    return rx.el.div(
        rx.el.div(
            rx.icon("hourglass", size=20, aria_hidden="true", class_name="mt-0.5 shrink-0"),
            rx.el.div(
                rx.el.p(
                    t("Waiting for the code sent to"),
                    " ",
                    rx.el.bdi(row.waiting, class_name="text-ink"),
                    class_name=f"{SUBHEADING} {_WRAP}",
                ),
                rx.el.p(
                    t("Until you enter it, everything stays as it was."),
                    class_name=SMALL,
                ),
                class_name="min-w-0",
            ),
            class_name="flex gap-3 text-warning",
        ),
        rx.cond(
            row.good,
            _code(channel, row),
            rx.el.p(
                t("No code for it is good any more. Please ask for another one."),
                role="status",
                class_name="font-medium",
            ),
        ),
        rx.el.div(
            button(
                t("Send another code"), variant="quiet", on_click=DetailsState.ask_again(row.id)
            ),
            button(t("Cancel the change"), variant="quiet", on_click=DetailsState.cancel(row.id)),
            class_name="flex flex-wrap gap-3",
        ),
        class_name="flex flex-col gap-4 rounded-2xl bg-sunken p-4 sm:p-5",
    )


def _code(channel: str, row: Any) -> rx.Component:
    """Ask for the code; it submits itself at six digits (assets/portal.js)."""
    filled = DetailsState.email_code if channel == "email" else DetailsState.sms_code
    fields = Fields(f"code-{channel}", filled)
    return form(
        fields,
        fields.text(
            "code",
            t("Code"),
            hint=t("Six digits. The code is good for a few minutes."),
            input_mode="numeric",
            auto_complete="one-time-code",
            max_length=12,
            required=True,
            auto_focus=row.fresh,
            custom_attrs={"data-submit-at": "6"},
        ),
        on_save=lambda typed: DetailsState.confirm(channel, typed),
        label=t("Confirm the new contact"),
        bar=rx.el.div(button(t("Confirm"), type="submit")),
        class_name="max-w-sm",
    )
