"""The weight and the temperature part as staff see them: to be added to, corrected, deleted."""

import reflex as rx

from components.admin.frame import allowed
from components.measurements import measurements_tab
from components.ui.controls import button, icon_button
from components.ui.dialog import closing, dialog
from components.ui.display import card
from components.ui.fields import Fields
from components.ui.forms import form, save_bar
from components.ui.tokens import HEADING
from services.access import Permission
from services.core.i18n import t
from states.admin.measurements import MeasuringState
from states.measurements import MeasuredRow

_FIELDS = Fields("measuring", MeasuringState.form)


def weight_part() -> rx.Component:
    """A pet's weights, and the form for one."""
    return _part("weight", t("Add weight"))


def temperature_part() -> rx.Component:
    """A pet's temperatures, and the form for one."""
    return _part("temperature", t("Add temperature"))


def _part(quantity: str, add: str) -> rx.Component:
    here = MeasuringState.shown & (MeasuringState.quantity == quantity)
    return rx.el.div(
        rx.cond(
            allowed(Permission.WRITE_MEASUREMENTS),
            rx.cond(
                here,
                _form(add),
                rx.el.div(
                    button(
                        rx.icon("plus", size=18, aria_hidden="true"),
                        add,
                        variant="quiet",
                        on_click=MeasuringState.begin(quantity),
                    ),
                    class_name="flex justify-end",
                ),
            ),
        ),
        measurements_tab(quantity, _edit),
        class_name="flex flex-col gap-4",
    )


def _edit(row: rx.vars.ObjectVar[MeasuredRow]) -> rx.Component:
    return rx.cond(
        allowed(Permission.WRITE_MEASUREMENTS),
        icon_button("pencil", t("Correct this value"), on_click=MeasuringState.correct(row.id)),
    )


def _form(add: str) -> rx.Component:
    return card(
        rx.el.h2(
            rx.cond(MeasuringState.correcting, t("Correct this value"), add), class_name=HEADING
        ),
        form(
            _FIELDS,
            rx.el.div(
                _FIELDS.number("value", t("Value"), required=True, auto_focus=True),
                _FIELDS.choice("unit", t("Unit"), MeasuringState.units),
                _FIELDS.text("measured_at", t("Measured on"), type="datetime-local", required=True),
                _FIELDS.choice(
                    "status",
                    t("Who sees it"),
                    [
                        ("published", t("The customer and the clinic")),
                        ("private", t("The clinic only")),
                        ("draft", t("Nobody yet: a draft")),
                    ],
                ),
                class_name="grid gap-4 sm:grid-cols-2 lg:grid-cols-4",
            ),
            _FIELDS.area("notes", t("Notes"), rows=2),
            rx.cond(
                MeasuringState.doubt,
                _FIELDS.tick("sure", t("Yes, number, unit and day are right")),
            ),
            on_save=MeasuringState.save,
            label=add,
            bar=save_bar(rx.cond(MeasuringState.correcting, _delete()), _put_away()),
        ),
        class_name="flex flex-col gap-4",
    )


def _put_away() -> rx.Component:
    return button(t("Cancel"), variant="quiet", on_click=MeasuringState.close)


def _delete() -> rx.Component:
    remove = MeasuringState.remove(MeasuringState.form.of)
    return dialog(
        "measuring-delete",
        t("Delete this value?"),
        rx.el.p(t("It is gone for the customer, too. The audit trail says that you deleted it.")),
        rx.el.div(
            closing(button(t("Keep it"), variant="quiet")),
            closing(
                button(
                    t("Delete"),
                    variant="danger",
                    on_click=remove,
                )
            ),
            class_name="flex flex-wrap justify-end gap-3",
        ),
        trigger=button(t("Delete"), variant="danger"),
    )
