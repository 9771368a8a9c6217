"""The parts of a record's form that are made by hand: by kind, given what makes the fields."""

from collections.abc import Callable

import reflex as rx

from components.admin.laboratory import value_grid
from components.ui.fields import Fields

SPECIAL_EDITORS: dict[str, Callable[[Fields], rx.Component]] = {"laboratory": value_grid}
