"""The values of a laboratory record, typed line by line."""

import reflex as rx

from components.ui.controls import INPUT, LABEL, QUIET, alert
from components.ui.fields import Fields
from components.ui.scripts import script
from components.ui.tokens import FOCUS, SMALL
from services.core.i18n import t
from states.admin.laboratory import OfferRow, PanelRow, ValueGridState

_LOOK = {
    "root": "flex min-w-0 flex-col gap-3",
    "bar": "flex flex-wrap gap-2",
    "panel": f"{QUIET} text-sm",
    "choices": "relative w-full sm:w-56",
    "choice": f"{INPUT} cursor-pointer appearance-none truncate pr-11",
    "chevron": "pointer-events-none absolute inset-y-0 right-4 my-auto text-muted",
    "nothing": SMALL,
    "row": (
        "grid grid-cols-2 items-end gap-2 border-t border-line pt-3 "
        "sm:grid-cols-[minmax(8rem,2fr)_2fr_1.5fr_1fr_1fr_2.75rem]"
    ),
    "name": "col-span-2 self-center text-sm font-semibold [overflow-wrap:anywhere] sm:col-span-1",
    "cell": "flex min-w-0 flex-col gap-1 has-[[list]:not([data-result])]:col-span-2",
    "label": "text-xs text-muted",
    "input": f"{INPUT} px-3 tabular-nums",
    "drop": (
        "inline-flex size-11 cursor-pointer items-center justify-center rounded-full text-lg "
        f"text-muted hover:bg-sunken hover:text-ink {FOCUS} sm:col-start-6"
    ),
}


class _ValueGrid(rx.Component):
    """The grid; see values.jsx."""

    library = script(__file__, "values.jsx")
    tag = "ValueGrid"
    name: rx.Var[str]
    panels: rx.Var[list[PanelRow]]
    markers: rx.Var[list[OfferRow]]
    words: rx.Var[dict[str, str]]
    look: rx.Var[dict[str, str]]
    described: rx.Var[str]


def value_grid(fields: Fields, name: str = "values") -> rx.Component:
    """Ask for a record's values; the form reads and fills it like any other field."""
    return rx.el.div(
        rx.el.p(t("Values"), class_name=LABEL),
        _ValueGrid.create(
            id=fields.id(name),
            name=name,
            panels=ValueGridState.panels,
            markers=ValueGridState.markers,
            described=f"{fields.id(name)}-error",
            look=_LOOK,
            words={
                "values": t("Values"),
                "add": t("Add a marker"),
                "nothing": t("Choose a panel, or single markers, and type the results."),
                "result": t("Result"),
                "unit": t("Unit"),
                "low": t("From"),
                "high": t("To"),
                "expected": t("Expected"),
                "remove": t("Remove"),
            },
        ),
        alert(fields.error(name), id=f"{fields.id(name)}-error"),
        on_mount=ValueGridState.load,
        class_name="flex min-w-0 flex-col gap-2",
    )
