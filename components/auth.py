"""Signing in: the contact, the code, and the PIN on a remembered device."""

import reflex as rx

from components.ui.controls import alert, button, checkbox, field, native_form, wanted_page
from components.ui.display import callout, card
from components.ui.layout import bare_page
from components.ui.tokens import FOCUS, LINK, SMALL
from services.core.i18n import LANGUAGES, t
from states.auth import SignInState, WayRow

PROVEN = {"data-proof": ""}  # assets/portal.js adds the proof that robots find costly
_WIDE = "w-full"
_FORM = "flex flex-col gap-5"


def sign_in_page() -> rx.Component:
    """Ask for the contact on file; on a remembered device, for the PIN."""
    return bare_page(
        rx.cond(SignInState.greeting != "", SignInState.greeting, t("Sign in")),
        rx.cond(SignInState.demo, _demo()),
        alert(SignInState.other_error),
        rx.cond(SignInState.greeting != "", _known(), card(_contact_form())),
        _pending(),
        _sign_up(),
        preferences("/sign-in"),
    )


def code_page() -> rx.Component:
    """Ask for the code; it submits itself at six digits (assets/portal.js)."""
    return bare_page(
        t("Enter your code"),
        rx.cond(SignInState.demo, callout("flask-conical", _demo_code())),
        card(
            rx.el.p(
                rx.cond(
                    SignInState.sent != "",
                    SignInState.sent,
                    t("If the clinic has that contact on file, a code is on its way."),
                ),
                class_name="[overflow-wrap:anywhere]",
            ),
            rx.el.p(
                rx.cond(
                    SignInState.sent_again,
                    t("We have sent a new code. Only the newest one works."),
                    "",
                ),
                role="status",
                class_name="mt-2 font-medium empty:hidden",
            ),
            _code_form(),
        ),
        alert(SignInState.other_error),
        _again(),
        preferences("/sign-in/code"),
    )


def _code_form() -> rx.Component:
    return native_form(
        checkbox(
            t("Remember this device for 30 days"),
            "remember",
            hint=t("Only on a device that nobody else uses."),
            default_checked=SignInState.remember,
            key=rx.cond(SignInState.remember, "kept", "new"),
        ),
        field(
            t("Code"),
            "code",
            hint=t("Six digits. The code is good for a few minutes."),
            error=SignInState.code_error,
            input_mode="numeric",
            auto_complete="one-time-code",
            max_length=12,
            required=True,
            auto_focus=True,
            custom_attrs={"data-submit-at": "6"},
        ),
        button(t("Sign in"), type="submit", class_name=_WIDE),
        action="/auth/sign-in",
        class_name=f"{_FORM} mt-4",
    )


def _contact_form() -> rx.Component:
    return native_form(
        field(
            t("E-mail or mobile number"),
            "contact",
            hint=t("The one the clinic has on file. We send a code; there is no password."),
            error=SignInState.contact_error,
            default_value=SignInState.contact,
            key=SignInState.contact,
            auto_complete="username",
            auto_capitalize="none",
            spell_check=False,
            required=True,
            auto_focus=True,
        ),
        wanted_page(),
        button(t("Send code"), type="submit", class_name=_WIDE),
        action="/auth/code",
        class_name=_FORM,
        custom_attrs=PROVEN,
    )


def _known() -> rx.Component:
    """Offer the PIN first, then a code, then to be somebody else."""
    return rx.fragment(
        rx.cond(SignInState.has_pin, card(_pin_form())),
        rx.cond(
            SignInState.has_pin,
            _disclosed(t("Use a code instead"), _ways()),
            card(alert(SignInState.contact_error, class_name="mb-4"), _ways()),
        ),
        _disclosed(t("Use another e-mail or mobile number"), card(_contact_form())),
        native_form(
            button(t("Forget this device"), type="submit", variant="quiet", class_name=_WIDE),
            action="/auth/forget-device",
        ),
    )


def _pin_form() -> rx.Component:
    return native_form(
        field(
            t("PIN"),
            "pin",
            error=SignInState.pin_error,
            type="password",
            input_mode="numeric",
            auto_complete="off",
            max_length=8,
            required=True,
            auto_focus=True,
        ),
        wanted_page(),
        button(t("Sign in"), type="submit", class_name=_WIDE),
        action="/auth/pin",
        class_name=_FORM,
    )


def _ways() -> rx.Component:
    """Offer the contacts on file; only a remembered device sees them."""
    return native_form(
        wanted_page(),
        rx.foreach(SignInState.ways, _way),
        action="/auth/code",
        class_name="flex flex-col gap-3",
        custom_attrs=PROVEN,
    )


def _way(way: WayRow) -> rx.Component:
    return button(
        way.label, type="submit", name="way", value=way.channel, variant="quiet", class_name=_WIDE
    )


def _disclosed(label: str, *children: rx.Component) -> rx.Component:
    """Hide what few people need behind a line that can be opened."""
    look = f"inline-flex min-h-11 cursor-pointer items-center {LINK} {FOCUS}"
    return rx.el.details(
        rx.el.summary(label, class_name=look),
        rx.el.div(*children, class_name="pt-2"),
    )


def _pending() -> rx.Component:
    """Lead whoever came back on to the code that is on its way."""
    link = rx.el.a(t("I have a code"), href="/sign-in/code", class_name=f"{LINK} py-3")
    return rx.cond(SignInState.sent != "", rx.el.p(link, class_name="text-center"))


def _sign_up() -> rx.Component:
    """Lead whoever is new on, where the clinic lets people register themselves."""
    link = rx.el.a(t("New here? Sign up"), href="/sign-up", class_name=f"{LINK} py-3")
    return rx.cond(SignInState.registers, rx.el.p(link, class_name="text-center"))


def _again() -> rx.Component:
    return native_form(
        button(t("Send another code"), type="submit", variant="quiet", class_name=_WIDE),
        rx.cond(
            SignInState.other_way != "",
            button(
                SignInState.other_label,
                type="submit",
                name="way",
                value=SignInState.other_way,
                variant="quiet",
                class_name=_WIDE,
            ),
        ),
        rx.el.a(
            t("Use another e-mail or mobile number"),
            href=rx.cond(SignInState.signing_up, "/sign-up", "/sign-in"),
            class_name=f"{LINK} self-center py-3",
        ),
        action="/auth/code/again",
        class_name="flex flex-col gap-3",
        custom_attrs=PROVEN,
    )


def _demo() -> rx.Component:
    return callout(
        "flask-conical",
        rx.el.p(t("This is a demo: the people, the pets and their records are made up.")),
        rx.el.p(
            t("Sign in as one of these, or with the mobile number +1 202 555 0143:"),
            class_name="mt-1",
        ),
        rx.el.ul(
            *[
                rx.el.li(f"{name}@demo.test", class_name="font-medium")
                for name in ("alice", "bob", "carla", "dora")
            ],
        ),
        _demo_code(),
    )


def _demo_code() -> rx.Component:
    return rx.el.p(t("The code appears in the terminal that the portal was started from."))


def preferences(here: str) -> rx.Component:
    """Let the person choose the language and the colours before anything else."""
    quiet = f"min-h-11 px-3 cursor-pointer rounded-lg hover:text-ink {SMALL} {FOCUS}"
    languages = [
        native_form(
            rx.el.input(type="hidden", name="language", value=code),
            rx.el.input(type="hidden", name="next", value=here),
            rx.el.button(name, type="submit", lang=code, class_name=quiet),
            action="/language",
        )
        for code, name in LANGUAGES.items()
    ]
    return rx.el.div(
        *languages,
        rx.el.button(
            t("Light or dark"), type="button", on_click=rx.toggle_color_mode, class_name=quiet
        ),
        class_name="flex flex-wrap justify-center gap-1",
    )
