"""The weight and the temperature tab: a chart, and the same figures as a table."""

from collections.abc import Callable

import reflex as rx

from components.paging import paged
from components.ui.charts import line_chart
from components.ui.display import card, empty_state, pill
from components.ui.table import Column, table
from components.ui.tokens import SMALL
from services.core.i18n import t
from states.charts import Chart
from states.measurements import MeasuredRow, MeasurementsState

Act = Callable[[rx.vars.ObjectVar[MeasuredRow]], rx.Component]

_WRAP = "[overflow-wrap:anywhere]"


_LABELS = {"weight": t("Weight"), "temperature": t("Temperature")}


def measurements_tab(tab: str, act: Act, *, for_staff: bool) -> rx.Component:
    """A pet's measurements of one quantity.

    Args:
        act: What can be done with one of them.
    """
    label = _LABELS[tab]
    return paged(
        MeasurementsState,
        tab,
        table(
            [t("Date"), Column(label, figures=True), t("Measured by")],
            MeasurementsState.rows,
            lambda row: _cells(row, act),
            caption=label,
        ),
        empty=_empty(tab, for_staff=for_staff),
        height="9rem",
        above=_chart(tab, label),
    )


def _empty(tab: str, *, for_staff: bool) -> rx.Component:
    if tab == "weight":
        told = t("When the clinic weighs your pet, you see here how it develops.")
        said = t("Weights are drawn and listed here as soon as there is one.")
        return empty_state("scale", t("No weights yet"), said if for_staff else told)
    told = t("When the clinic takes your pet's temperature, it is here.")
    said = t("Temperatures are drawn and listed here as soon as there is one.")
    return empty_state("thermometer", t("No temperatures yet"), said if for_staff else told)


def _chart(tab: str, label: str) -> rx.Component:
    return card(
        rx.el.h2(label, class_name="sr-only"),
        line_chart(rx.Var.create(MeasurementsState.chart).to(Chart), name=f"{tab}-chart"),
        rx.cond(
            MeasurementsState.guide,
            rx.el.p(MeasurementsState.guide, class_name=f"{SMALL} mt-4"),
        ),
    )


def _cells(row: rx.vars.ObjectVar[MeasuredRow], act: Act) -> list[rx.Component]:
    return [
        rx.el.span(
            rx.el.span(row.date, class_name="font-medium whitespace-nowrap"),
            " ",
            rx.el.span(row.time, class_name="font-normal whitespace-nowrap text-muted"),
        ),
        rx.el.span(
            rx.el.span(row.value, class_name="font-semibold whitespace-nowrap"),
            rx.cond(row.typed, rx.el.span(row.typed, class_name="text-xs text-muted")),
            class_name="flex flex-col sm:items-end",
        ),
        rx.el.span(
            rx.el.span(
                rx.cond(row.at_home, pill(t("At home"), icon="house"), row.author),
                rx.cond(row.status, pill(row.status, "warning")),
                rx.cond(row.notes, rx.el.span(row.notes, class_name=f"{SMALL} {_WRAP}")),
                class_name="flex grow flex-col items-end gap-1 sm:items-start",
            ),
            act(row),
            class_name="flex items-start gap-2",
        ),
    ]
