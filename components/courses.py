"""How one laboratory marker develops: a chart for each unit, and the same figures as a table."""

import reflex as rx

from components.ui.charts import line_chart
from components.ui.controls import button, select_field
from components.ui.dialog import dialog
from components.ui.display import empty_state, loading, pill
from components.ui.table import Column, table
from components.ui.tokens import SMALL
from services.core.i18n import t
from states.charts import Chart
from states.courses import CourseLine, CourseRow, CourseState

_ARROWS = {"up": "trending-up", "down": "trending-down", "same": "equal"}
_DASH = rx.el.span("\N{EN DASH}", aria_hidden="true")


def course_dialog() -> rx.Component:
    """Show the course that was asked for, over the page."""
    return dialog(
        "course",
        rx.cond(CourseState.name, CourseState.name, t("Course")),
        rx.match(
            CourseState.status,
            ("loading", loading(height="16rem")),
            ("ready", _course()),
            empty_state(
                "flask-conical",
                t("Nothing to show"),
                t("There are no values of this marker any more."),
            ),
        ),
        trigger=rx.fragment(),
        wide=True,
        open=CourseState.shown,
        on_open_change=CourseState.show,
    )


def flag_pill(flag: rx.Var | str, flagged: rx.Var | str) -> rx.Component | rx.Var:
    """Say whether a value is low, normal or high; rows of the list and of a course have it."""
    return rx.match(
        flag,
        ("low", pill(flagged, "warning", icon="arrow-down-to-line")),
        ("high", pill(flagged, "danger", icon="arrow-up-to-line")),
        ("normal", pill(flagged, "success", icon="check")),
        rx.el.span("\N{EN DASH}", aria_hidden="true"),
    )


def arrow(trend: rx.Var | str) -> rx.Component | rx.Var:
    """Point where a value went."""
    return rx.match(trend, *[(word, _icon(icon)) for word, icon in _ARROWS.items()], rx.fragment())


def _icon(icon: str) -> rx.Component:
    return rx.icon(icon, size=14, class_name="me-1 inline align-text-bottom", aria_hidden="true")


def _course() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            select_field(
                t("Marker"),
                "course-marker",
                CourseState.choices,
                value=CourseState.marker,
                on_change=CourseState.open,
            ),
            class_name="max-w-sm",
        ),
        rx.foreach(CourseState.lines, _line),
        rx.cond(
            rx.Var.create(CourseState.lines).to(list[CourseLine]).length() > 1,
            rx.el.p(
                t("Values in different units are not compared with each other."), class_name=SMALL
            ),
        ),
        table(
            [
                t("Date"),
                Column(t("Value"), figures=True),
                Column(t("Reference range"), figures=True),
                t("Result"),
                t("Since the one before"),
            ],
            CourseState.rows,
            _cells,
            caption=CourseState.name,
        ),
        rx.cond(
            CourseState.has_more,
            button(t("Show more"), variant="quiet", on_click=CourseState.show_more),
        ),
        class_name="flex flex-col gap-5",
    )


def _line(line: rx.vars.ObjectVar[CourseLine]) -> rx.Component:
    return rx.el.section(
        rx.cond(line.unit, rx.el.h3(line.unit, class_name="text-sm font-semibold text-muted")),
        line_chart(line.chart.to(Chart), name=f"course-{line.unit}"),
    )


def _cells(row: rx.vars.ObjectVar[CourseRow]) -> list[rx.Component | rx.Var]:
    return [
        rx.el.span(row.date, class_name="font-medium whitespace-nowrap"),
        rx.el.span(row.value, class_name="font-semibold whitespace-nowrap"),
        rx.cond(row.reference, row.reference, _DASH),
        flag_pill(row.flag, row.flagged),
        rx.cond(row.said, rx.el.span(arrow(row.trend), row.said), _DASH),
    ]
