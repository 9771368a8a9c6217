"""Registering, for somebody who is new to the clinic."""

import reflex as rx

from components.auth import PROVEN, preferences
from components.ui.controls import alert, button, field, link_button, native_form
from components.ui.display import card, empty_state
from components.ui.layout import bare_page
from components.ui.tokens import LINK
from services.core.i18n import t
from states.sign_up import SignUpState


def sign_up_page() -> rx.Component:
    """Ask for a name and a contact; the code that is sent there does the rest."""
    return bare_page(
        t("Sign up"),
        rx.cond(
            SignUpState.open,
            rx.fragment(alert(SignUpState.other_error), card(_form()), _known()),
            _closed(),
        ),
        preferences("/sign-up"),
    )


def _form() -> rx.Component:
    return native_form(
        field(
            t("First name"),
            "first_name",
            error=SignUpState.first_name_error,
            default_value=SignUpState.first_name,
            key=f"first-{SignUpState.first_name}",
            auto_complete="given-name",
            max_length=60,
            required=True,
            auto_focus=True,
        ),
        field(
            t("Last name"),
            "last_name",
            error=SignUpState.last_name_error,
            default_value=SignUpState.last_name,
            key=f"last-{SignUpState.last_name}",
            auto_complete="family-name",
            max_length=60,
        ),
        field(
            t("E-mail or mobile number"),
            "contact",
            hint=t("We send a code there. You sign in by such codes; there is no password."),
            error=SignUpState.contact_error,
            default_value=SignUpState.contact,
            key=f"contact-{SignUpState.contact}",
            auto_complete="email",
            auto_capitalize="none",
            spell_check=False,
            required=True,
        ),
        button(t("Send code"), type="submit", class_name="w-full"),
        action="/auth/sign-up",
        class_name="flex flex-col gap-5",
        custom_attrs=PROVEN,
    )


def _known() -> rx.Component:
    link = rx.el.a(t("I have been here before"), href="/sign-in", class_name=f"{LINK} py-3")
    return rx.el.p(link, class_name="text-center")


def _closed() -> rx.Component:
    return card(
        empty_state(
            "clipboard-pen",
            t("The clinic registers new customers"),
            t("Please call or visit them. Afterwards you sign in with the contact you left."),
            link_button(t("To sign-in"), href="/sign-in"),
        )
    )
