"""Asking staff again who they are."""

import reflex as rx

from components.auth import preferences
from components.ui.controls import button, field, native_form
from components.ui.dialog import dialog
from components.ui.display import card
from components.ui.layout import back_link, bare_page
from services.core.i18n import t
from states.admin.confirming import ConfirmState


def confirm_dialog() -> rx.Component:
    """Hold the question in every page; the server opens it."""
    return dialog(
        "confirm",
        t("Is it still you?"),
        _why(),
        rx.cond(ConfirmState.asked, _form("confirm-secret")),
        trigger=rx.fragment(),
        open=ConfirmState.asked,
        on_open_change=ConfirmState.leave,
    )


def confirm_page() -> rx.Component:
    """Ask once more, after a wrong answer."""
    return bare_page(
        t("Is it still you?"),
        card(_why(), _form("secret"), class_name="flex flex-col gap-5"),
        back_link(t("Back"), ConfirmState.next_path),
        preferences("/admin/confirm"),
    )


def _why() -> rx.Component:
    return rx.el.p(t("This needs your password or a code. It is then good for 15 minutes."))


def _form(id: str) -> rx.Component:
    return native_form(
        field(
            t("Password or authenticator code"),
            "secret",
            error=ConfirmState.refusal,
            type="password",
            auto_complete="current-password",
            max_length=128,
            required=True,
            auto_focus=True,
        ),
        rx.el.input(type="hidden", name="next", value=ConfirmState.next_path, read_only=True),
        button(t("Confirm"), type="submit", class_name="w-full"),
        action="/auth/staff/confirm",
        class_name="flex flex-col gap-5",
        id=id,
    )
