"""The weight and the temperature part as staff see them: to be added to, corrected, deleted."""

import reflex as rx

from components.admin.frame import allowed
from components.measuring import correct, measuring_part
from services.access import Permission
from states.admin.measurements import MeasuringState
from states.measurements import MeasuredRow


def weight_part() -> rx.Component:
    """A pet's weights, and the form for one."""
    return _part("weight")


def temperature_part() -> rx.Component:
    """A pet's temperatures, and the form for one."""
    return _part("temperature")


def _part(quantity: str) -> rx.Component:
    may = allowed(Permission.WRITE_MEASUREMENTS)

    def edit(row: rx.vars.ObjectVar[MeasuredRow]) -> rx.Component:
        return rx.cond(may, correct(MeasuringState, row))

    return measuring_part(MeasuringState, quantity, may, edit, for_staff=True)
