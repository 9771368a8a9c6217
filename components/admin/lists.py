"""The clinic's lists: all of them, and one, page by page."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from components.admin.frame import staff_page
from components.admin.list_order import moves
from components.ui.controls import button, link_button, select_field
from components.ui.display import (
    card,
    empty_state,
    error_state,
    link_card,
    loading,
    photo,
    section,
    tag,
)
from components.ui.layout import back_link
from components.ui.lists import search_box
from components.ui.pager import pager
from components.ui.table import Column, table
from components.ui.tokens import LINK, SMALL, SUBHEADING
from services.core.i18n import t
from states.admin.list_rows import EntryRow, ListRow
from states.admin.lists import ListsState, ListState

_PARTS = (
    (t("Pets"), (("species", "paw-print"), ("breeds", "dog"))),
    (
        t("Records"),
        (("subtypes", "tags"), ("diagnoses", "clipboard-list"), ("treatments", "pill")),
    ),
    (
        t("Vaccinations"),
        (("vaccine-types", "syringe"), ("products", "package"), ("manufacturers", "factory")),
    ),
    (t("Laboratory"), (("panels", "layout-list"), ("markers", "test-tube"))),
)


def lists_page() -> rx.Component:
    """Show which lists there are."""
    return staff_page(
        t("Lists"),
        rx.match(
            ListsState.status,
            ("loading", loading(rows=4, height="6rem")),
            ("refused", refused()),
            rx.fragment(*[_part(title, keys) for title, keys in _PARTS]),
        ),
        section="lists",
    )


def list_page() -> rx.Component:
    """Show one list."""
    return staff_page(
        rx.cond(ListState.heading != "", ListState.heading, t("Lists")),
        rx.match(
            ListState.status,
            ("loading", loading(rows=6, height="3.5rem")),
            ("refused", refused()),
            ("missing", missing()),
            rx.fragment(
                _search(),
                rx.cond(ListState.rows, rx.fragment(_rows(), _pages()), card(_nothing())),
            ),
        ),
        section="lists",
        above=back_link(t("All lists"), "/admin/lists"),
        actions=[rx.cond(ListState.status == "ready", _add())],
    )


def refused() -> rx.Component:
    """Say that the lists are not theirs to change."""
    return error_state(
        t("Not for you to change"),
        t("The lists are changed by those whose group may. Please ask an administrator."),
    )


def missing() -> rx.Component:
    """Say that there is no such list or entry."""
    return empty_state(
        "file-question",
        t("This is not here"),
        t("It may have been merged with another one meanwhile."),
        link_button(t("All lists"), href="/admin/lists", variant="quiet"),
    )


def _part(title: str, lists: tuple[tuple[str, str], ...]) -> rx.Component:
    icons = rx.Var.create(dict(lists)).to(dict[str, str])
    return section(
        title,
        rx.el.ul(
            rx.foreach(
                ListsState.rows,
                lambda row: rx.cond(icons.contains(row.key), _list(row, lists)),
            ),
            class_name="grid gap-3 sm:grid-cols-2 lg:grid-cols-3",
        ),
    )


def _list(row: rx.vars.ObjectVar[ListRow], lists: tuple[tuple[str, str], ...]) -> rx.Component:
    drawn = [(key, rx.icon(icon, size=22, aria_hidden="true")) for key, icon in lists]
    return rx.el.li(
        link_card(
            rx.el.span(
                rx.match(row.key, *drawn, rx.fragment()),
                class_name=(
                    "flex size-11 shrink-0 items-center justify-center rounded-xl bg-accent-soft "
                    "text-accent"
                ),
            ),
            rx.el.span(
                rx.el.span(row.label, class_name=f"block {SUBHEADING}"),
                rx.el.span(row.about, class_name=f"block tabular-nums {SMALL}"),
                class_name="min-w-0",
            ),
            href=f"/admin/lists/{row.key}",
            class_name="flex! h-full items-center gap-4 p-4! sm:p-4!",
        ),
        key=row.key,
    )


def _add() -> rx.Component:
    return link_button(
        rx.icon("plus", size=18, aria_hidden="true"),
        t("Add an entry"),
        href=f"/admin/lists/{ListState.key}/new",
    )


def _search() -> rx.Component:
    return rx.el.div(
        search_box(
            "list-search",
            t("Search the list"),
            t("A part of the name"),
            value=ListState.text,
            on_change=ListState.search,
            class_name="min-w-0 grow sm:max-w-md",
        ),
        rx.cond(
            rx.Var.create(ListState.parts).to(list).length() > 0,
            _choice(
                t("Part of the list"),
                "list-part",
                ListState.parts,
                ListState.part,
                ListState.narrow,
            ),
        ),
        _choice(
            t("Show"),
            "list-standing",
            [("", t("Offered")), ("retired", t("No longer offered"))],
            rx.cond(ListState.retired, "retired", ""),
            ListState.show,
        ),
        role="search",
        class_name="flex flex-col gap-3 sm:flex-row sm:flex-wrap sm:items-end",
    )


def _choice(label: str, name: str, options: Any, value: Any, on_change: Any) -> rx.Component:
    return rx.el.div(
        select_field(label, name, options, value=value, on_change=on_change),
        class_name="[&_label]:sr-only sm:w-52",
    )


def _rows() -> rx.Component:
    name, about, used = t("Name"), t("About"), Column(t("Used"), figures=True)
    order = Column(t("Order"), figures=True)
    return rx.cond(
        ListState.ordered,
        rx.cond(
            ListState.counted,
            _table([name, about, used, order], _name, _about, _uses, moves),
            _table([name, about, order], _name, _about, moves),
        ),
        rx.cond(
            ListState.counted,
            _table([name, about, used], _name, _about, _uses),
            _table([name, about], _name, _about),
        ),
    )


def _table(columns: list[str | Column], *cells: Callable[[Any], rx.Component]) -> rx.Component:
    return table(
        columns,
        ListState.rows,
        lambda row: [cell(row) for cell in cells],
        caption=ListState.heading,
    )


def _name(row: rx.vars.ObjectVar[EntryRow]) -> rx.Component:
    link = rx.el.a(
        row.name,
        href=f"/admin/lists/{ListState.key}/{row.id}",
        class_name=f"{LINK} inline-flex min-h-11 items-center [overflow-wrap:anywhere]",
    )
    return rx.el.div(
        rx.cond(row.drawing != "", photo("", row.drawing, size="sm")),
        link,
        class_name="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1",
    )


def _about(row: rx.vars.ObjectVar[EntryRow]) -> rx.Component:
    return rx.el.div(
        rx.cond(row.color != "", tag(row.name, row.color)),
        rx.el.span(row.about, class_name="[overflow-wrap:anywhere] empty:hidden"),
        class_name="flex min-h-11 min-w-0 flex-wrap items-center gap-x-3 gap-y-1",
    )


def _uses(row: rx.vars.ObjectVar[EntryRow]) -> rx.Component:
    return rx.el.span(row.uses, class_name="inline-flex min-h-11 items-center")


def _pages() -> rx.Component:
    return pager(
        ListState.position,
        newer=ListState.go_back,
        older=ListState.go_on,
        has_newer=ListState.has_previous,
        has_older=ListState.has_next,
        labels=(t("Back"), t("Further")),
    )


def _nothing() -> rx.Component:
    everything = button(t("Show everything"), variant="quiet", on_click=ListState.clear)
    narrowed = (ListState.text != "") | (ListState.part != "")
    return rx.cond(
        narrowed,
        empty_state(
            "search-x",
            t("Nothing was found"),
            t("Please check the spelling, or search for a part of it only."),
            everything,
        ),
        rx.cond(
            ListState.retired,
            empty_state(
                "archive",
                t("Everything is offered"),
                t("What the clinic offers no longer stands here, and can be brought back."),
                everything,
            ),
            empty_state(
                "list-plus",
                t("Nothing in this list yet"),
                t("Add the first entry here."),
                _add(),
            ),
        ),
    )
