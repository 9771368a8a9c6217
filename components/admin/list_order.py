"""The order of a list's entries, as the clinic sets it."""

from typing import Any

import reflex as rx

from components.ui.controls import INPUT, QUIET
from services.core.i18n import t
from states.admin.list_rows import EntryRow
from states.admin.lists import ListState


def moves(row: rx.vars.ObjectVar[EntryRow]) -> rx.Component:
    """Offer to move an entry: by one place, or to one whose number is typed."""
    return rx.el.span(
        _place(row),
        _move(row, "up", t("Move up"), disabled=row.first),
        _move(row, "down", t("Move down"), disabled=row.last),
        class_name="inline-flex gap-2",
    )


def _place(row: rx.vars.ObjectVar[EntryRow]) -> rx.Component:
    return rx.el.form(
        rx.el.input(
            id=f"place-{row.id}",
            name="place",
            key=f"{row.id}-{row.place}",
            default_value=row.place,
            aria_label=f"{t('Place')}: {row.name}",
            title=t("Place: type another one and press Enter"),
            input_mode="numeric",
            max_length=4,
            required=True,
            auto_complete="off",
            class_name=f"{INPUT} w-16! px-2! text-center tabular-nums",
        ),
        on_submit=ListState.put(row.id),
    )


def _move(row: rx.vars.ObjectVar[EntryRow], way: str, label: str, *, disabled: Any) -> rx.Component:
    return rx.el.button(
        rx.icon(f"chevron-{way}", size=18, aria_hidden="true"),
        id=f"{way}-{row.id}",
        type="button",
        aria_label=f"{label}: {row.name}",
        title=label,
        disabled=disabled,
        on_click=ListState.move(row.id, way == "up"),
        class_name=f"{QUIET} size-11 px-0!",
    )
