"""A staff member's own account: password, second factor, and where they are signed in."""

import reflex as rx

from components.admin.frame import staff_page
from components.admin.set_up import authenticator, new_password
from components.phone import phone_section
from components.sessions import sessions_section
from components.ui.controls import button, checkbox, field
from components.ui.display import callout, card, definition_list, loading, section
from services.core.i18n import t
from states.admin.account import MyAccountState

_FORM = "flex w-full max-w-sm flex-col gap-4"


def account_page() -> rx.Component:
    """Show the account of whoever is signed in."""
    return staff_page(
        t("My account"),
        rx.cond(
            MyAccountState.loaded,
            rx.fragment(
                _details(),
                phone_section(),
                _recovery_codes(),
                _password(),
                _authenticator(),
                sessions_section(MyAccountState),
            ),
            loading(height="11rem"),
        ),
    )


def _details() -> rx.Component:
    return card(
        definition_list(
            (t("Name"), MyAccountState.full_name),
            (t("E-mail"), MyAccountState.email),
            (t("Title"), MyAccountState.title),
            (t("Groups"), MyAccountState.groups),
        ),
        rx.el.div(
            checkbox(
                t("Send me an e-mail, too"),
                "wants-email",
                hint=t("Of what your groups are told of."),
                checked=MyAccountState.wants_email,
                on_change=lambda _: MyAccountState.want_email(
                    rx.cond(MyAccountState.wants_email, False, True)
                ),
            ),
            class_name="mt-4",
        ),
    )


def _recovery_codes() -> rx.Component:
    return section(
        t("Recovery codes"),
        rx.cond(
            MyAccountState.codes_left == 0,
            callout(
                "life-buoy",
                t("You have no recovery codes. Without one, a lost phone locks you out."),
                tone="warning",
            ),
        ),
        card(
            rx.el.p(
                t("Each stands in for your authenticator once."),
                " ",
                t("Good ones left:"),
                " ",
                rx.el.strong(MyAccountState.codes_left),
            ),
            rx.cond(MyAccountState.codes, _shown_codes()),
            button(
                rx.cond(
                    MyAccountState.codes_left == 0,
                    t("Make recovery codes"),
                    t("Make new recovery codes"),
                ),
                variant="quiet",
                on_click=MyAccountState.make_codes,
            ),
            class_name="flex flex-col items-start gap-4",
        ),
    )


def _shown_codes() -> rx.Component:
    return rx.el.div(
        rx.el.p(
            t("Keep them where only you find them. They are not shown again."),
            role="status",
            class_name="font-medium",
        ),
        rx.el.ul(
            rx.foreach(
                MyAccountState.codes, lambda code: rx.el.li(rx.el.code(code, class_name="text-lg"))
            ),
            class_name="grid grid-cols-1 gap-x-8 gap-y-1 rounded-2xl bg-sunken p-4 sm:grid-cols-2",
        ),
        button(t("I have kept them"), on_click=MyAccountState.hide_codes, class_name="self-start"),
        class_name="flex flex-col gap-3",
    )


def _password() -> rx.Component:
    return section(
        t("Password"),
        card(
            rx.el.form(
                new_password(MyAccountState.password_error),
                button(t("Change the password"), type="submit", variant="quiet"),
                on_submit=MyAccountState.set_password,
                key=f"password-{MyAccountState.changes}",
                class_name=_FORM,
            )
        ),
    )


def _authenticator() -> rx.Component:
    return section(
        t("Authenticator"),
        card(
            rx.cond(
                MyAccountState.picture != "",
                rx.el.form(
                    authenticator(MyAccountState.picture, MyAccountState.key),
                    field(
                        t("Authenticator code"),
                        "code",
                        hint=t("The six digits that the app shows now."),
                        error=MyAccountState.code_error,
                        input_mode="numeric",
                        auto_complete="one-time-code",
                        max_length=12,
                        required=True,
                    ),
                    button(t("Use this authenticator from now on"), type="submit"),
                    on_submit=MyAccountState.take_authenticator,
                    class_name=_FORM,
                ),
                rx.el.div(
                    rx.el.p(t("The one you have stays good until the new one is proven.")),
                    button(
                        t("Replace the authenticator"),
                        variant="quiet",
                        on_click=MyAccountState.begin_authenticator,
                    ),
                    class_name="flex flex-col items-start gap-4",
                ),
            )
        ),
    )
