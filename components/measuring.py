"""The weight and the temperature part where they are written: added to, corrected, deleted."""

from typing import Any

import reflex as rx

from components.measurements import measurements_tab
from components.ui.controls import button, icon_button
from components.ui.dialog import closing, dialog
from components.ui.display import card
from components.ui.fields import Fields
from components.ui.forms import form, save_bar
from components.ui.tokens import HEADING
from services.core.i18n import t
from states.measurements import MeasuredRow, MeasurementsState
from states.measuring import HomeMeasuringState

_ADD = {"weight": t("Add weight"), "temperature": t("Add temperature")}


def weight_tab() -> rx.Component:
    """A pet's weights, and the form for one that was taken at home."""
    return _at_home("weight")


def temperature_tab() -> rx.Component:
    """A pet's temperatures, and the form for one that was taken at home."""
    return _at_home("temperature")


def _at_home(quantity: str) -> rx.Component:
    adds = MeasurementsState.adds

    def edit(row: rx.vars.ObjectVar[MeasuredRow]) -> rx.Component:
        return rx.cond(row.mine, correct(HomeMeasuringState, row))

    return measuring_part(HomeMeasuringState, quantity, adds, edit, for_staff=False)


def measuring_part(
    state: Any, quantity: str, may: Any, edit: Any, *, for_staff: bool
) -> rx.Component:
    """A pet's measurements of one quantity, and the form for one.

    Args:
        state: Whose form it is (states/measuring.py).
        may: Whether the reader may add one.
        edit: What can be done with a row.
        for_staff: Whether the form asks who sees it.
    """
    add = _ADD[quantity]
    here = state.shown & (state.quantity == quantity)
    return rx.el.div(
        rx.cond(
            may,
            rx.cond(
                here,
                _form(state, add, for_staff=for_staff),
                rx.el.div(
                    button(
                        rx.icon("plus", size=18, aria_hidden="true"),
                        add,
                        variant="quiet",
                        on_click=state.begin(quantity),
                    ),
                    class_name="flex justify-end print:hidden",
                ),
            ),
        ),
        measurements_tab(quantity, edit, for_staff=for_staff),
        class_name="flex flex-col gap-4",
    )


def correct(state: Any, row: rx.vars.ObjectVar[MeasuredRow]) -> rx.Component:
    """Lead to the form with a measurement in it."""
    return icon_button("pencil", t("Correct this value"), on_click=state.correct(row.id))


def _form(state: Any, add: str, *, for_staff: bool) -> rx.Component:
    fields = Fields("measuring", state.form)
    return card(
        rx.el.h2(rx.cond(state.correcting, t("Correct this value"), add), class_name=HEADING),
        form(
            fields,
            rx.el.div(
                fields.number("value", t("Value"), required=True, auto_focus=True),
                fields.choice("unit", t("Unit"), state.units),
                fields.text("measured_at", t("Measured on"), type="datetime-local", required=True),
                _seen_by(fields) if for_staff else rx.fragment(),
                class_name="grid gap-4 sm:grid-cols-2 lg:grid-cols-4",
            ),
            fields.area("notes", t("Notes"), rows=2),
            rx.cond(
                state.doubt,
                fields.tick("sure", t("Yes, number, unit and day are right")),
            ),
            on_save=state.save,
            label=add,
            bar=save_bar(rx.cond(state.correcting, _delete(state)), _put_away(state)),
        ),
        class_name="flex flex-col gap-4",
    )


def _seen_by(fields: Fields) -> rx.Component:
    return fields.choice(
        "status",
        t("Who sees it"),
        [
            ("published", t("The customer and the clinic")),
            ("private", t("The clinic only")),
            ("draft", t("Nobody yet: a draft")),
        ],
    )


def _put_away(state: Any) -> rx.Component:
    return button(t("Cancel"), variant="quiet", on_click=state.close)


def _delete(state: Any) -> rx.Component:
    remove = state.remove(state.form.of)
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
