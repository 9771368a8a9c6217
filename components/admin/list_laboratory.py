"""The markers of a panel, and the reference ranges of a marker."""

from typing import Any

import reflex as rx

from components.ui.controls import ICON_BUTTON, QUIET
from components.ui.display import card, pill, section
from components.ui.fields import Fields
from components.ui.forms import form, save_bar
from components.ui.picker import picker
from components.ui.tokens import LINK, SMALL, SUBHEADING
from services.core.i18n import t
from services.lists.examining import NEW
from states.admin.list_laboratory import MemberRow, MembersState, RangeRow, RangesState

_LINE = "grid grid-cols-2 items-start gap-4 lg:grid-cols-[7rem_6rem_6rem_1fr_1fr]"


def members() -> rx.Component:
    """Show the markers of a panel, to be ordered."""
    fields = Fields("member", MembersState.form)
    return section(
        t("Markers of the panel"),
        card(
            rx.cond(
                MembersState.rows,
                rx.el.ul(rx.foreach(MembersState.rows, _member), class_name="divide-y divide-line"),
                rx.el.p(t("No markers yet."), class_name=SMALL),
            ),
            picker(
                fields,
                "marker",
                t("Add a marker"),
                found=MembersState.found,
                on_search=MembersState.seek,
                on_pick=MembersState.add,
                placeholder=t("Short name or name"),
            ),
            class_name="flex flex-col gap-5",
        ),
    )


def ranges() -> rx.Component:
    """Ask for the reference ranges of a marker."""
    fields = Fields("ranges", RangesState.form)
    return section(
        t("Reference ranges"),
        card(
            rx.el.p(
                t(
                    "A changed range holds for values that are written from now on; those that "
                    "are written keep the range of their day."
                ),
                class_name=SMALL,
            ),
            rx.cond(
                RangesState.sources,
                rx.el.p(
                    t("Source, where a range names none:"),
                    " ",
                    rx.Var.create(RangesState.sources).to(list[str]).join("; "),
                    class_name=f"{SMALL} [overflow-wrap:anywhere]",
                ),
            ),
            form(
                fields,
                rx.foreach(RangesState.rows, lambda row: _range(fields, row)),
                _fresh(fields),
                on_save=RangesState.save,
                label=t("Reference ranges"),
                bar=save_bar(label=t("Save the ranges")),
            ),
            class_name="flex flex-col gap-4",
        ),
    )


def _member(row: rx.vars.ObjectVar[MemberRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.a(row.key, href=f"/admin/lists/markers/{row.id}", class_name=LINK),
            rx.el.span(row.name, class_name="min-w-0 [overflow-wrap:anywhere]"),
            rx.el.span(row.unit, class_name=SMALL),
            rx.cond(row.retired, pill(t("No longer offered"), "warning")),
            class_name="flex min-w-0 grow flex-wrap items-center gap-x-3 gap-y-1",
        ),
        rx.el.div(
            _move(row, "up", t("Move up"), disabled=row.first),
            _move(row, "down", t("Move down"), disabled=row.last),
            rx.el.button(
                rx.icon("x", size=18, aria_hidden="true"),
                type="button",
                aria_label=f"{t('Take out')}: {row.key}",
                title=t("Take out"),
                on_click=MembersState.remove(row.id),
                class_name=ICON_BUTTON,
            ),
            class_name="flex gap-2",
        ),
        key=row.id,
        class_name="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-2 first:pt-0",
    )


def _move(row: Any, way: str, label: str, *, disabled: Any) -> rx.Component:
    return rx.el.button(
        rx.icon(f"chevron-{way}", size=18, aria_hidden="true"),
        id=f"{way}-{row.id}",
        type="button",
        aria_label=f"{label}: {row.key}",
        title=label,
        disabled=disabled,
        on_click=MembersState.move(row.id, way == "up"),
        class_name=f"{QUIET} size-11 px-0!",
    )


def _range(fields: Fields, row: rx.vars.ObjectVar[RangeRow]) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(row.species, class_name=f"{SUBHEADING} float-left pb-2"),
        rx.el.div(*_said(fields, row.id), class_name=f"{_LINE} clear-both"),
        fields.tick(f"{row.id}.gone", t("Take this range away")),
        key=row.id,
        class_name="flex flex-col gap-2 border-t border-line pt-4",
    )


def _fresh(fields: Fields) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("Add a range"), class_name=f"{SUBHEADING} float-left pb-2"),
        rx.el.div(
            fields.choice(f"{NEW}.species", t("Species"), RangesState.species),
            class_name="clear-both sm:w-64",
        ),
        rx.el.div(*_said(fields, NEW), class_name=_LINE),
        class_name="flex flex-col gap-4 border-t border-line pt-4",
    )


def _said(fields: Fields, key: Any) -> list[rx.Component]:
    return [
        fields.text(f"{key}.unit", t("Unit"), max_length=20, auto_complete="off"),
        fields.number(f"{key}.low", t("Lowest")),
        fields.number(f"{key}.high", t("Highest")),
        fields.text(f"{key}.expected", t("Or a word"), max_length=80, auto_complete="off"),
        fields.text(
            f"{key}.source",
            t("Source"),
            max_length=200,
            auto_complete="off",
            class_name="col-span-2 lg:col-span-1",
        ),
    ]
