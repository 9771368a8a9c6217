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
    since: Text,
    until: Text,
    *,
    on_change: Callable[[str, Any], Any],
    on_clear: Any,
) -> rx.Component:
    """Ask for a type and two days.

    Args:
        types: Pairs of value and text; none leaves the choice out.
        since, until: ISO 8601 days, or empty.
        on_change: A handler that takes "kind", "since" or "until", and the value.
    """
    return rx.el.form(
        _choice(types, kind, on_change),
        _day(t("From"), "since", since, on_change),
        _day(t("Until"), "until", until, on_change),
        button(
            rx.icon("x", size=18, aria_hidden="true"),
            t("Clear"),
            type="reset",
            variant="quiet",
            on_click=on_clear,
            disabled=_all_empty(kind, since, until),
            class_name="col-span-2",
        ),
        role="search",
        aria_label=t("Filter"),
        class_name=(
            "grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap max-sm:[&_input]:px-2.5"
        ),
    )


def _choice(
    types: Sequence[tuple[Text, str]] | rx.Var, kind: Text, on_change: Callable[[str, Any], Any]
) -> rx.Component:
    changed = _changed("kind", on_change)
    choice = rx.el.div(
        select_field(t("Type"), "filter-kind", types, value=kind, on_change=changed),
        class_name="col-span-2 sm:col-span-1 sm:min-w-48 sm:grow",
    )
    if isinstance(types, rx.Var):
        return rx.cond(types.to(list).length() > 0, choice)
    return choice if types else rx.fragment()


def _all_empty(*values: Text) -> rx.Var[bool]:
    first, second, third = (rx.Var.create(value) == "" for value in values)
    return first & second & third


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
