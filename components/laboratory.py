"""The laboratory tab: reports, newest first, each with its values."""

import reflex as rx

from components.paging import paged
from components.records import entry
from components.ui.display import empty_state, pill
from components.ui.table import Column, table
from services.core.i18n import t
from states.laboratory import LaboratoryState, ReportRow, ValueRow
from states.records import RecordRow


def laboratory_tab() -> rx.Component:
    """A pet's laboratory reports."""
    return paged(
        LaboratoryState,
        "laboratory",
        rx.el.div(rx.foreach(LaboratoryState.rows, _report), class_name="flex flex-col gap-4"),
        empty=empty_state(
            "flask-conical",
            t("No laboratory results yet"),
            t("Results of blood, urine and other tests are here once the clinic shares them."),
        ),
        height="20rem",
    )


def _report(row: rx.vars.ObjectVar[ReportRow]) -> rx.Component:
    return entry(
        row.record.to(RecordRow),
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
        rx.el.span(row.name, class_name="font-medium"),
        rx.el.span(
            rx.el.span(row.value, class_name="font-semibold whitespace-nowrap"),
            rx.cond(row.before, _before(row)),
            class_name="flex flex-col sm:items-end",
        ),
        rx.cond(row.reference, row.reference, rx.el.span("\N{EN DASH}", aria_hidden="true")),
        rx.match(
            row.flag,
            ("low", pill(row.flagged, "warning", icon="arrow-down-to-line")),
            ("high", pill(row.flagged, "danger", icon="arrow-up-to-line")),
            ("normal", pill(row.flagged, "success", icon="check")),
            rx.el.span("\N{EN DASH}", aria_hidden="true"),
        ),
    ]


def _before(row: rx.vars.ObjectVar[ValueRow]) -> rx.Component:
    return rx.el.span(
        rx.match(
            row.trend,
            ("up", _arrow("trending-up")),
            ("down", _arrow("trending-down")),
            ("same", _arrow("equal")),
            rx.fragment(),
        ),
        row.before,
        class_name="text-end text-xs text-muted",
    )


def _arrow(icon: str) -> rx.Component:
    return rx.icon(icon, size=14, class_name="me-1 inline align-text-bottom", aria_hidden="true")
