"""Narrowing a list down by type and date."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from components.ui.controls import button, field, select_field
from services.core.i18n import t


def filter_bar(
    *,
    types: Sequence[tuple[str, str]] | rx.Var | None = None,
    type_value: rx.Var[str] | str = "",
    since: rx.Var[str] | str = "",
    until: rx.Var[str] | str = "",
    on_type: Any = None,
    on_since: Any = None,
    on_until: Any = None,
    on_clear: Any = None,
    active: rx.Var[bool] | bool = False,
) -> rx.Component:
    """Ask for a type and two dates.

    Args:
        types: Pairs of value and text; None leaves the choice out.
        since, until: ISO 8601 days, or empty.
        active: Whether anything is narrowed down, so that it can be cleared.
    """
    return rx.el.search(
        select_field(t("Type"), "filter-type", types, value=type_value, on_change=on_type)
        if types is not None
        else rx.fragment(),
        field(t("From"), "filter-since", type="date", value=since, on_change=on_since),
        field(t("Until"), "filter-until", type="date", value=until, on_change=on_until),
        button(
            rx.icon("x", size=18, aria_hidden="true"),
            t("Clear"),
            variant="quiet",
            on_click=on_clear,
            disabled=~rx.Var.create(active),
        ),
        aria_label=t("Filter"),
        class_name=(
            "grid grid-cols-2 items-end gap-3 *:first:col-span-2 sm:grid-cols-[2fr_1fr_1fr_auto] "
            "sm:*:first:col-span-1"
        ),
    )
