"""The first way in: choosing a password and an authenticator."""

import reflex as rx

from components.auth import PROVEN, preferences
from components.ui.controls import alert, button, field, native_form
from components.ui.display import card, empty_state, loading
from components.ui.layout import bare_page
from components.ui.tokens import SMALL
from services.core.i18n import t
from states.admin.set_up import SetUpState

Text = rx.Var[str] | str

_FORM = "flex flex-col gap-5"


def set_up_page() -> rx.Component:
    """Have somebody choose how they sign in from now on."""
    return bare_page(
        t("Set up your account"),
        rx.cond(
            SetUpState.loaded,
            rx.cond(SetUpState.good, card(_form()), _spent()),
            loading(height="24rem", rows=1),
        ),
        preferences("/admin/sign-in"),
    )


def first_run_page() -> rx.Component:
    """Have whoever installed the portal make the first administrator."""
    return bare_page(
        t("Welcome"),
        card(
            native_form(
                rx.el.p(
                    t("Nobody works here yet. Who is the first administrator?"),
                ),
                alert(SetUpState.problem),
                field(
                    t("One-time code"),
                    "code",
                    hint=t("It is shown where the portal was started."),
                    auto_complete="off",
                    auto_capitalize="characters",
                    spell_check=False,
                    max_length=40,
                    required=True,
                    auto_focus=True,
                ),
                field(t("Name"), "name", auto_complete="name", max_length=120, required=True),
                field(
                    t("E-mail"),
                    "email",
                    default_value=SetUpState.email,
                    key=SetUpState.email,
                    type="email",
                    auto_complete="username",
                    max_length=254,
                    required=True,
                ),
                button(t("Go on"), type="submit", class_name="w-full"),
                action="/auth/staff/first-run",
                class_name=_FORM,
                custom_attrs=PROVEN,
            )
        ),
        preferences("/admin/first-run"),
    )


def new_password(error: rx.Var[str] | str) -> rx.Component:
    """Ask for a password that is to be used from now on."""
    return field(
        t("New password"),
        "password",
        hint=t("At least 8 characters that nobody would guess."),
        error=error,
        type="password",
        auto_complete="new-password",
        max_length=128,
        required=True,
    )


def authenticator(picture: Text, key: Text) -> rx.Component:
    """Show the QR code of an authenticator, and the same to be typed."""
    return rx.el.div(
        rx.el.p(
            t(
                "Scan this with an authenticator app such as Aegis, or the one of your password "
                "manager."
            ),
        ),
        rx.el.img(
            src=picture,
            alt=t("QR code for the authenticator app"),
            class_name="size-48 self-center rounded-2xl border border-line bg-white p-2",
        ),
        rx.el.p(t("Or type this key:"), class_name=SMALL),
        rx.el.code(key, class_name="rounded-xl bg-sunken p-3 text-sm [overflow-wrap:anywhere]"),
        class_name="flex flex-col gap-3",
    )


def _form() -> rx.Component:
    return native_form(
        rx.el.p(
            rx.el.bdi(SetUpState.person_name, class_name="font-semibold"),
            " · ",
            SetUpState.email,
            class_name="[overflow-wrap:anywhere]",
        ),
        alert(SetUpState.problem),
        rx.el.input(
            type="hidden",
            name="username",
            value=SetUpState.email,
            auto_complete="username",
            read_only=True,
        ),
        new_password(SetUpState.password_error),
        authenticator(SetUpState.picture, SetUpState.key),
        _code(),
        rx.el.input(type="hidden", name="token", value=SetUpState.token, read_only=True),
        button(t("Save and sign in"), type="submit", class_name="w-full"),
        action="/auth/staff/set-up",
        class_name=_FORM,
    )


def _code() -> rx.Component:
    return field(
        t("Authenticator code"),
        "code",
        hint=t("The six digits that the app shows now."),
        error=SetUpState.code_error,
        input_mode="numeric",
        auto_complete="one-time-code",
        max_length=12,
        required=True,
    )


def _spent() -> rx.Component:
    return card(
        empty_state(
            "link-2-off",
            t("This link is good no more"),
            t("It was used, or it is too old. Please ask an administrator for a new one."),
        )
    )
