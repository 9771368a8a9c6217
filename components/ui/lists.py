"""Lists: looked through by a word, a line for each entry, and more of them when asked for."""

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx
from reflex.event import EventType

from components.ui.controls import INPUT, button
from services.core.i18n import t

Text = rx.Var[str] | str


def search_box(
    id: str,
    label: str,
    placeholder: str,
    *,
    on_change: Any,
    pause_ms: int = 150,
    class_name: str = "",
    **shown,
) -> rx.Component:
    """Ask for a part of what is looked for; the list follows as one types.

    Args:
        label: What it looks through, for readers.
        on_change: The handler that takes the text.
        pause_ms: After the last key.
        shown: `value`, or `default_value` where what is being typed must not be overwritten.
    """
    return rx.fragment(
        rx.el.label(label, html_for=id, class_name="sr-only"),
        rx.el.input(
            id=id,
            type="search",
            placeholder=placeholder,
            on_change=on_change.debounce(pause_ms),
            auto_complete="off",
            max_length=100,
            class_name=f"{INPUT} {class_name}",
            **shown,
        ),
    )


def lines(rows: rx.Var | Sequence[Any], line: Callable[..., rx.Component]) -> rx.Component:
    """Show a line for each entry, one below the other."""
    return rx.el.ul(rx.foreach(rows, line), class_name="flex flex-col divide-y divide-line")


def sheet_of_lines(
    rows: rx.Var | Sequence[Any],
    line: Callable[..., rx.Component],
    *,
    more: rx.Var[bool] | bool,
    on_more: EventType[()],
) -> rx.Component:
    """Show a sheet of lines that reach its edges, with a button for more while there are any."""
    return rx.el.div(
        lines(rows, line),
        rx.cond(
            more,
            rx.el.div(
                button(t("Show more"), variant="quiet", on_click=on_more),
                class_name="flex justify-center border-t border-line p-3",
            ),
        ),
        class_name="overflow-hidden rounded-2xl border border-line bg-surface shadow-card",
    )
