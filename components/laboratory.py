"""The laboratory tab: reports, newest first, each with its values."""

from collections.abc import Callable

import reflex as rx

from components.courses import arrow, course_dialog, flag_pill
from components.paging import paged
from components.records import entry
from components.ui.display import empty_state, pill
from components.ui.table import Column, table
from components.ui.tokens import LINK
from services.core.i18n import t
from states.courses import CourseState
from states.laboratory import LaboratoryState, ReportRow, ValueRow
from states.records import RecordRow

Inside = Callable[[rx.vars.ObjectVar[RecordRow]], rx.Component]


def laboratory_tab(inside: Inside | None = None) -> rx.Component:
    """A pet's laboratory reports.

    Args:
        inside: What else stands in a report.
    """
    return rx.el.div(_reports(inside), course_dialog())


def _reports(inside: Inside | None) -> rx.Component:
    return paged(
        LaboratoryState,
        "laboratory",
        rx.el.div(
            rx.foreach(LaboratoryState.rows, lambda row: _report(row, inside)),
            class_name="flex flex-col gap-4",
        ),
        empty=empty_state(
            "flask-conical",
            t("No laboratory results yet"),
            t("Results of blood, urine and other tests are here once the clinic shares them."),
        ),
        height="20rem",
    )


def _report(row: rx.vars.ObjectVar[ReportRow], inside: Inside | None) -> rx.Component:
    record = row.record.to(RecordRow)
    return entry(
        record,
        inside(record) if inside else rx.fragment(),
        rx.cond(row.outside, rx.el.p(pill(row.outside, "warning", icon="triangle-alert"))),
        rx.cond(
            row.results,
            table(
                [
                    t("Marker"),
                    Column(t("Value"), figures=True),
                    Column(t("Reference range"), figures=True),
                    t("Result"),
                ],
                row.results,
                _cells,
                caption=row.record.title,
            ),
        ),
    )


def _cells(row: rx.vars.ObjectVar[ValueRow]) -> list[rx.Component | rx.Var]:
    return [
        rx.el.button(
            row.name,
            type="button",
            aria_haspopup="dialog",
            title=t("Show how this develops"),
            on_click=CourseState.open(row.marker),
            class_name=f"-my-2 min-h-11 cursor-pointer text-start {LINK}",
        ),
        rx.el.span(
            rx.el.span(row.value, class_name="font-semibold whitespace-nowrap"),
            rx.cond(row.before, _before(row)),
            class_name="flex flex-col sm:items-end",
        ),
        rx.cond(row.reference, row.reference, rx.el.span("\N{EN DASH}", aria_hidden="true")),
        flag_pill(row.flag, row.flagged),
    ]


def _before(row: rx.vars.ObjectVar[ValueRow]) -> rx.Component:
    return rx.el.span(
        arrow(row.trend),
        row.before,
        class_name="text-end text-xs text-muted",
    )
