"""Signing in as staff: e-mail, password and the code of an authenticator."""

import reflex as rx

from components.auth import PROVEN, preferences
from components.ui.controls import alert, button, field, native_form, wanted_page
from components.ui.display import callout, card
from components.ui.layout import bare_page
from services.core.i18n import t
from states.admin.auth import StaffSignInState


def sign_in_page() -> rx.Component:
    """Ask a staff member for everything at once, so that nothing tells what was wrong."""
    return bare_page(
        t("Sign in"),
        rx.cond(StaffSignInState.demo, _demo()),
        card(_form()),
        preferences("/admin/sign-in"),
    )


def _form() -> rx.Component:
    return native_form(
        alert(StaffSignInState.refusal),
        field(
            t("E-mail"),
            "email",
            default_value=StaffSignInState.email,
            key=StaffSignInState.email,
            type="email",
            auto_complete="username",
            auto_capitalize="none",
            spell_check=False,
            max_length=254,
            required=True,
            auto_focus=True,
        ),
        field(
            t("Password"),
            "password",
            type="password",
            auto_complete="current-password",
            required=True,
        ),
        field(
            t("Authenticator code"),
            "code",
            hint=t("Six digits from your authenticator app, or one of your recovery codes."),
            input_mode="text",
            auto_complete="one-time-code",
            auto_capitalize="none",
            spell_check=False,
            max_length=24,
            required=True,
        ),
        wanted_page(),
        button(t("Sign in"), type="submit", class_name="w-full"),
        action="/auth/staff/sign-in",
        class_name="flex flex-col gap-5",
        custom_attrs=PROVEN,
    )


def _demo() -> rx.Component:
    people = (
        ("ada", t("administrator")),
        ("vera", t("veterinarian")),
        ("frank", t("front desk")),
        ("ria", t("read only")),
    )
    return callout(
        "flask-conical",
        rx.el.p(t("This is a demo. Sign in as one of these:")),
        rx.el.ul(
            *[
                rx.el.li(rx.el.span(f"{name}@demo.test", class_name="font-medium"), " · ", does)
                for name, does in people
            ],
            class_name="my-1",
        ),
        rx.el.p(
            t("The password is"),
            " ",
            rx.el.code("correct-horse-demo"),
            ". ",
            t("A code is printed by"),
            " ",
            rx.el.code(".venv/bin/portal totp ada@demo.test"),
            ".",
        ),
    )
