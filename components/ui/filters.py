"""Narrowing a list down by type and date."""

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from components.ui.controls import button, field, select_field
from services.core.i18n import t

Text = rx.Var[str] | str


def filter_bar(
    types: Sequence[tuple[Text, str]] | rx.Var,
    kind: Text,
    days: tuple[Text, Text],
    *,
    on_change: Callable[[str, Any], Any],
    on_clear: Any,
    standings: tuple[Sequence[tuple[Text, str]] | rx.Var, Text] = ((), ""),
) -> rx.Component:
    """Ask for a type and two days, and how far an entry has come.

    Args:
        types: Pairs of value and text; none leaves the choice out.
        days: From and until, as ISO 8601 days, or empty.
        on_change: A handler that takes "kind", "since", "until" or "standing", and the value.
        standings: Pairs like the types, and the chosen one.
    """
    since, until = days
    return rx.el.form(
        _choice(t("Type"), "kind", types, kind, on_change),
        _choice(t("Status"), "standing", *standings, on_change),
        _day(t("From"), "since", since, on_change),
        _day(t("Until"), "until", until, on_change),
        button(
            rx.icon("x", size=18, aria_hidden="true"),
            t("Clear"),
            type="reset",
            variant="quiet",
            on_click=on_clear,
            disabled=_all_empty(kind, since, until, standings[1]),
            class_name="col-span-2",
        ),
        role="search",
        aria_label=t("Filter"),
        class_name=(
            "grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap max-sm:[&_input]:px-2.5"
        ),
    )


def _choice(
    label: str,
    name: str,
    types: Sequence[tuple[Text, str]] | rx.Var,
    chosen: Text,
    on_change: Callable[[str, Any], Any],
) -> rx.Component:
    if not isinstance(types, rx.Var) and not types:
        return rx.fragment()
    changed = _changed(name, on_change)
    choice = rx.el.div(
        select_field(label, f"filter-{name}", types, value=chosen, on_change=changed),
        class_name="col-span-2 sm:col-span-1 sm:min-w-48 sm:grow",
    )
    if isinstance(types, rx.Var):
        return rx.cond(types.to(list).length() > 0, choice)
    return choice


def _all_empty(*values: Text) -> rx.Var[bool]:
    empty = rx.Var.create(True)
    for value in values:
        empty &= rx.Var.create(value) == ""
    return empty


def _day(label: str, name: str, value: Text, on_change: Callable[[str, Any], Any]) -> rx.Component:
    """Ask for a day; not controlled, for what is typed in part must not be overwritten."""
    return field(
        label,
        f"filter-{name}",
        type="date",
        default_value=value,
        on_change=_changed(name, on_change),
    )


def _changed(name: str, on_change: Callable[[str, Any], Any]) -> Callable[[Any], Any]:
    return lambda value: on_change(name, value)
