"""Publishing what waits in a pet's file: a list of its drafts, each with a box."""

import reflex as rx

from components.ui.controls import alert, button
from components.ui.dialog import closing, dialog
from components.ui.display import empty_state, pill
from components.ui.shortcuts import keys
from components.ui.tokens import FOCUS, LINK, SMALL
from services.core.i18n import t
from states.admin.pets import StaffPetState
from states.admin.publishing import DraftRow, PublishingState
from states.pets import PetState

_BOX = f"mt-0.5 size-5 shrink-0 cursor-pointer disabled:cursor-default {FOCUS}"


def publish_drafts() -> rx.Component:
    """Show the button that says how many drafts wait, and the list behind it."""
    return rx.fragment(
        button(
            rx.icon("send", size=18, aria_hidden="true"),
            t("Publish…"),
            rx.cond(
                StaffPetState.file.drafts > 0,
                rx.el.span(
                    StaffPetState.file.drafts,
                    class_name=(
                        "min-w-6 rounded-full bg-accent px-1.5 text-center text-sm "
                        "text-accent-ink tabular-nums"
                    ),
                ),
            ),
            variant="quiet",
            on_click=PublishingState.look(PetState.pet_shown),
            aria_haspopup="dialog",
            class_name="max-sm:col-span-2",
            custom_attrs=keys("p"),
        ),
        dialog(
            "publish-drafts",
            t("Publish drafts"),
            rx.cond(PublishingState.rows, _choice(), _nothing()),
            trigger=rx.fragment(),
            open=PublishingState.shown,
            on_open_change=PublishingState.close,
        ),
    )


def _choice() -> rx.Component:
    return rx.el.div(
        rx.el.p(t("The customer sees these at once."), class_name=SMALL),
        rx.el.ul(
            rx.foreach(PublishingState.rows, _draft),
            class_name="flex flex-col divide-y divide-line",
        ),
        rx.cond(
            PublishingState.notifiable,
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    checked=PublishingState.notify,
                    on_change=PublishingState.tick_notify,
                    class_name=_BOX,
                ),
                t("Tell the customer, once for all of them"),
                class_name="flex min-h-11 cursor-pointer items-center gap-3 font-medium",
            ),
        ),
        rx.el.div(
            closing(button(t("Cancel"), variant="quiet", custom_attrs={})),
            button(
                rx.icon("send", size=18, aria_hidden="true"),
                t("Publish"),
                on_click=PublishingState.publish,
                disabled=~PublishingState.some,
            ),
            class_name=(
                "sticky bottom-0 -mx-2 flex flex-wrap justify-end gap-3 border-t border-line "
                "bg-surface px-2 pt-3"
            ),
        ),
        class_name="flex flex-col gap-3",
    )


def _draft(row: rx.vars.ObjectVar[DraftRow]) -> rx.Component:
    box = rx.Var.create(f"draft-{row.id}")
    return rx.el.li(
        rx.el.input(
            type="checkbox",
            id=box,
            checked=row.chosen,
            disabled=(row.fault != "") & ~row.chosen,
            on_change=lambda _value: PublishingState.choose(row.id),
            class_name=_BOX,
        ),
        rx.el.div(
            rx.el.label(
                rx.el.span(row.title, class_name="font-medium [overflow-wrap:anywhere]"),
                rx.el.span(row.label, " · ", row.about, class_name=f"block {SMALL}"),
                html_for=box,
                class_name="block cursor-pointer",
            ),
            rx.cond(row.changing, pill(t("Changes not published yet"), "warning")),
            alert(row.fault),
            class_name="min-w-0 grow",
        ),
        rx.cond(
            row.href != "",
            rx.el.a(
                t("Open"),
                rx.el.span(" ", row.title, class_name="sr-only"),
                href=row.href,
                class_name=f"inline-flex min-h-11 shrink-0 items-center {LINK}",
            ),
        ),
        key=row.id,
        class_name="flex items-start gap-3 py-3",
    )


def _nothing() -> rx.Component:
    return empty_state(
        "circle-check",
        t("Nothing waits to be published"),
        t("Drafts of this pet show up here until they are published or discarded."),
    )
