"""The icons that staff put on customers and pets."""

from typing import Any

import reflex as rx

from services.core import marks as there


def marks(rows: Any) -> rx.Component:
    """Show the icons of a customer or a pet, each with its meaning."""
    return rx.fragment(rx.foreach(rows, _mark))


def drawing(key: Any, size: int = 16) -> rx.Component:
    """Draw one icon, by its key."""
    drawn = [(name, rx.icon(name, size=size, aria_hidden="true")) for name in sorted(there.KEYS)]
    return rx.fragment(rx.match(key, *drawn, rx.fragment()))


def _mark(row: Any) -> rx.Component:
    return rx.el.span(
        drawing(row.icon),
        row.label,
        key=row.icon,
        class_name=(
            "inline-flex items-center gap-1.5 rounded-full border border-line px-2.5 py-1 text-xs "
            "leading-none font-semibold text-muted"
        ),
    )
