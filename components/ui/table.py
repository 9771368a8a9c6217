"""Rows and columns on a wide screen, a stack of cards on a phone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

_END = "sm:text-end tabular-nums"


@dataclass(frozen=True)
class Column:
    """One column: its head, and whether it holds figures, which line up at the end."""

    label: str
    figures: bool = False


def table(
    columns: Sequence[str | Column],
    rows: rx.Var | Sequence,
    render: Callable[[Any], Sequence[Any]],
    *,
    caption: rx.Var[str] | str,
) -> rx.Component:
    """Show rows.

    Args:
        render: Turns a row into its cells, in the order of the columns.
        caption: What the table is about, for readers.
    """
    heads = [column if isinstance(column, Column) else Column(column) for column in columns]
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="sr-only"),
            rx.el.thead(
                rx.el.tr(*[_head(column) for column in heads], role="row"),
                role="rowgroup",
                class_name="bg-sunken text-left text-muted",
            ),
            rx.el.tbody(
                rx.foreach(rows, lambda row: _row(heads, render(row))),
                role="rowgroup",
                class_name="divide-y divide-line",
            ),
            role="table",
            class_name="stack w-full border-collapse text-sm",
        ),
        class_name="overflow-hidden rounded-2xl border border-line bg-surface shadow-card",
    )


def _head(column: Column) -> rx.Component:
    look = f"px-5 py-3 font-semibold {_END if column.figures else ''}"
    return rx.el.th(column.label, role="columnheader", scope="col", class_name=look)


def _row(heads: Sequence[Column], cells: Sequence[Any]) -> rx.Component:
    return rx.el.tr(
        *[_cell(head, cell) for head, cell in zip(heads, cells, strict=True)],
        role="row",
    )


def _cell(head: Column, cell: Any) -> rx.Component:
    return rx.el.td(
        cell,
        role="cell",
        custom_attrs={"data-label": head.label},
        class_name=f"px-5 py-3.5 align-top {_END if head.figures else ''}",
    )
