"""The account: who this is, where they are signed in, and the way out."""

import reflex as rx

from components.details import contacts_section, details_section
from components.documents import upload_link
from components.phone import phone_section
from components.sessions import BROWSER_ROW, browser, sessions_section, this_browser
from components.ui.controls import button, field, link_button, native_form
from components.ui.display import card, loading, section
from components.ui.layout import page
from services.core.i18n import LANGUAGES, t
from states.account import AccountState, DeviceRow


def account_page() -> rx.Component:
    """Show the account of whoever is signed in."""
    return page(
        t("Account"),
        rx.cond(
            AccountState.loaded,
            rx.fragment(
                upload_link(class_name="self-start"),
                details_section(_sign_out()),
                contacts_section(),
                _notices(),
                _looks(),
                phone_section(),
                _pin(),
                sessions_section(AccountState),
                _devices(),
            ),
            loading(height="11rem"),
        ),
        tab="account",
    )


def _sign_out() -> rx.Component:
    return native_form(
        button(
            rx.icon("log-out", size=18, aria_hidden="true"),
            t("Sign out"),
            type="submit",
            variant="quiet",
        ),
        action="/auth/sign-out",
    )


def _notices() -> rx.Component:
    return link_button(
        rx.icon("bell", size=18, aria_hidden="true"),
        t("What we may write to you, and when"),
        href="/account/notices",
        variant="quiet",
        class_name="self-start",
    )


def _looks() -> rx.Component:
    return section(
        t("Language and colours"),
        card(
            *[_language(code, name) for code, name in LANGUAGES.items()],
            button(
                rx.icon("sun-moon", size=18, aria_hidden="true"),
                t("Light or dark"),
                variant="quiet",
                on_click=rx.toggle_color_mode,
            ),
            class_name="flex flex-wrap gap-3",
        ),
    )


def _language(code: str, name: str) -> rx.Component:
    return native_form(
        rx.el.input(type="hidden", name="language", value=code),
        rx.el.input(type="hidden", name="next", value="/account"),
        button(
            rx.cond(
                AccountState.language == code,
                rx.icon("check", size=18, aria_hidden="true"),
            ),
            name,
            type="submit",
            variant="quiet",
            lang=code,
            custom_attrs={"aria-pressed": rx.cond(AccountState.language == code, "true", "false")},
        ),
        action="/language",
    )


def _pin() -> rx.Component:
    """Set, change and delete the PIN; only where it would be of use."""
    return rx.cond(
        AccountState.takes_pin | AccountState.has_pin,
        section(
            t("PIN"),
            card(
                rx.el.p(
                    rx.cond(
                        AccountState.takes_pin,
                        t("With a PIN you sign in faster on the devices that remember you."),
                        t("You can change your PIN on a device that remembers you."),
                    )
                ),
                rx.cond(AccountState.takes_pin, _pin_form()),
                rx.cond(
                    AccountState.has_pin,
                    button(t("Delete the PIN"), variant="danger", on_click=AccountState.delete_pin),
                ),
                class_name="flex flex-col items-start gap-4",
            ),
        ),
    )


def _pin_form() -> rx.Component:
    return rx.el.form(
        field(
            t("New PIN"),
            "pin",
            hint=t("Up to 8 digits that nobody would guess."),
            error=AccountState.pin_error,
            type="password",
            input_mode="numeric",
            auto_complete="new-password",
            max_length=8,
            required=True,
        ),
        button(
            rx.cond(AccountState.has_pin, t("Change the PIN"), t("Set the PIN")),
            type="submit",
            variant="quiet",
        ),
        on_submit=AccountState.set_pin,
        key=f"pin-{AccountState.pins_set}",
        class_name="flex w-full max-w-sm flex-col gap-4",
    )


def _devices() -> rx.Component:
    return rx.cond(
        AccountState.remembered,
        section(
            t("Devices that remember you"),
            card(rx.el.ul(rx.foreach(AccountState.devices, _device))),
        ),
    )


def _device(row: DeviceRow) -> rx.Component:
    return rx.el.li(
        browser(row.browser, row.seen, row.until),
        rx.el.div(
            rx.cond(row.here, this_browser()),
            button(
                t("Forget"),
                variant="quiet",
                aria_label=f"{t('Forget the device')} {row.browser}",
                on_click=AccountState.forget_device(row.id),
            ),
            class_name="flex items-center gap-3",
        ),
        key=row.id,
        class_name=BROWSER_ROW,
    )
