"""The texts of the notices: what there is, and the form of one with its preview beside it."""

from typing import Any

import reflex as rx

from components.admin.frame import staff_page
from components.ui.controls import button, select_field
from components.ui.dialog import closing, dialog
from components.ui.display import card, empty_state, error_state, loading, pill
from components.ui.fields import Fields
from components.ui.forms import form, save_bar
from components.ui.layout import back_link
from components.ui.tokens import FOCUS, LINK, SMALL, SUBHEADING
from services.core.i18n import t
from states.admin.wordings import NoticeRow, PlaceRow, WordingsState, WordingState

_TAB = "/admin/settings/notifications"


def wordings() -> rx.Component:
    """Lead to the text of each notice."""
    return card(
        rx.el.h2(t("What notices say"), class_name=SUBHEADING),
        rx.el.p(
            t("Each can be written in your own words, by channel and language."), class_name=SMALL
        ),
        rx.el.ul(
            rx.foreach(WordingsState.rows, _notice),
            class_name="grid gap-x-8 sm:grid-cols-2",
        ),
        class_name="flex flex-col gap-3",
    )


def wording_page() -> rx.Component:
    """Show one text with its preview."""
    return staff_page(
        rx.cond(WordingState.heading != "", WordingState.heading, t("Notice")),
        rx.match(
            WordingState.status,
            ("ready", _ready()),
            ("missing", _missing()),
            ("refused", _refusal()),
            loading(4),
        ),
        section="settings",
        above=back_link(t("Notifications"), _TAB),
    )


def _notice(row: rx.vars.ObjectVar[NoticeRow]) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            row.label,
            href=f"{_TAB}/{row.key}",
            class_name=f"{LINK} inline-flex min-h-11 items-center",
        ),
        rx.cond(row.own != "", pill(row.own, "accent")),
        key=row.key,
        class_name="flex flex-wrap items-center gap-3",
    )


def _ready() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            _choice(t("Sent by"), "channel", WordingState.channels, WordingState.channel),
            _choice(t("Language"), "language", WordingState.languages, WordingState.language),
            class_name="grid gap-3 min-[26rem]:grid-cols-2 sm:max-w-md",
        ),
        rx.el.div(
            card(_form()),
            rx.el.div(
                _preview(), places(WordingState.places), class_name="flex min-w-0 flex-col gap-5"
            ),
            class_name="grid items-start gap-5 lg:grid-cols-2",
        ),
    )


def _choice(label: str, name: str, options: list[tuple[str, str]], chosen: str) -> rx.Component:
    return select_field(
        label,
        f"wording-{name}",
        options,
        value=chosen,
        on_change=lambda value: WordingState.choose(name, value),
    )


def _form() -> rx.Component:
    fields = Fields("wording", WordingState.form)
    return form(
        fields,
        rx.cond(
            WordingState.channel != "sms",
            fields.text(
                "subject",
                t("Subject"),
                max_length=200,
                on_change=lambda value: WordingState.type_subject(value).debounce(300),
            ),
        ),
        fields.area(
            "body",
            t("Text"),
            hint=t("What stands in braces is filled in. Nothing about a pet's health, please."),
            rows=8,
            on_change=lambda value: WordingState.type_text(value).debounce(300),
        ),
        on_save=WordingState.save,
        label=t("What the notice says"),
        bar=save_bar(rx.cond(WordingState.own, _reset())),
    )


def _reset() -> rx.Component:
    return dialog(
        "reset-wording",
        t("Write it as it ships again?"),
        rx.el.p(t("Your own words for this channel and language are gone then.")),
        rx.el.div(
            closing(button(t("Keep them"), variant="quiet")),
            closing(button(t("As it ships"), on_click=WordingState.reset_text)),
            class_name="flex flex-wrap justify-end gap-3",
        ),
        trigger=button(t("As it ships"), variant="quiet"),
    )


def _preview() -> rx.Component:
    return card(
        rx.el.h2(t("Preview"), class_name=SUBHEADING),
        rx.el.p(
            WordingState.shown_subject,
            class_name="font-semibold [overflow-wrap:anywhere] empty:hidden",
        ),
        rx.el.p(
            WordingState.shown_body,
            class_name="rounded-lg bg-sunken p-4 whitespace-pre-wrap [overflow-wrap:anywhere]",
        ),
        rx.el.p(WordingState.length, class_name=f"empty:hidden tabular-nums {SMALL}"),
        rx.el.div(
            button(
                rx.icon("send", size=18, aria_hidden="true"),
                t("Send a test to me"),
                variant="quiet",
                on_click=WordingState.send_test,
            ),
            rx.cond(
                WordingState.channel == "sms",
                rx.el.p(t("The text of an SMS comes to you by e-mail."), class_name=SMALL),
            ),
            class_name="flex flex-wrap items-center gap-3",
        ),
        class_name="flex min-w-0 flex-col gap-3",
    )


def places(rows: Any) -> rx.Component:
    """List what can be filled in."""
    return card(
        rx.el.h2(t("What can be filled in"), class_name=SUBHEADING),
        rx.el.dl(rx.foreach(rows, _place), class_name="flex flex-col gap-2 text-sm"),
        class_name="flex min-w-0 flex-col gap-3",
    )


def _place(row: rx.vars.ObjectVar[PlaceRow]) -> rx.Component:
    return rx.el.div(
        rx.el.dt(rx.el.code(row.name, class_name=f"[overflow-wrap:anywhere] {FOCUS}")),
        rx.el.dd(row.meaning, class_name="text-muted"),
        key=row.name,
        class_name="grid gap-x-4 sm:grid-cols-2",
    )


def _missing() -> rx.Component:
    return empty_state(
        "mail-question", t("No such notice"), t("It may be called otherwise in this release.")
    )


def _refusal() -> rx.Component:
    return error_state(
        t("Not for you to change"),
        t("The settings are changed by those whose group may. Please ask an administrator."),
    )
