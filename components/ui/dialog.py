"""A question that has to be answered before going on."""

from typing import Any

import reflex as rx

from components.ui.controls import ICON_BUTTON
from components.ui.scripts import script
from components.ui.tokens import HEADING
from services.core.i18n import t

_LOOK = (
    "max-h-[85dvh] overflow-y-auto rounded-3xl border border-line bg-surface shadow-lifted "
    "[--below:0px]"
)


_NARROW = "w-[min(32rem,calc(100vw-2rem))]"
_WIDE = "w-[min(56rem,calc(100vw-1rem))]"


def _opened(shown: rx.Var[bool]) -> tuple[rx.Var[bool]]:
    return (shown,)


class Modal(rx.Component):
    """The browser's own modal dialog; see behavior.jsx."""

    library = script(__file__, "behavior.jsx")
    tag = "Modal"
    open: rx.Var[bool]
    labelledby: rx.Var[str]
    trigger: rx.Var[rx.Component]
    on_open_change: rx.EventHandler[_opened]


def dialog(
    name: str,
    title: rx.Var[str] | str,
    *children: Any,
    trigger: rx.Component,
    wide: bool = False,
    **props,
) -> rx.Component:
    """Show a modal dialog.

    Args:
        name: Unique on the page.
        trigger: The button that opens it.
        wide: Whether it holds a chart or a table.
        props: `open` and `on_open_change` where a state decides.
    """
    return Modal.create(
        rx.el.div(
            rx.el.div(
                rx.el.h2(title, id=f"{name}-title", class_name=f"{HEADING} grow"),
                rx.el.button(
                    rx.icon("x", size=20, aria_hidden="true"),
                    type="button",
                    aria_label=t("Close"),
                    custom_attrs={"data-dialog": "close"},
                    class_name=f"{ICON_BUTTON} -mt-2 -mr-2",
                ),
                class_name="flex items-start gap-4",
            ),
            *children,
            class_name=f"flex flex-col gap-4 {'p-4 sm:p-6' if wide else 'p-6'}",
        ),
        trigger=trigger,
        labelledby=f"{name}-title",
        class_name=f"{_WIDE if wide else _NARROW} {_LOOK}",
        **props,
    )


def closing(button: rx.Component) -> rx.Component:
    """Have a button inside a dialog close it, too."""
    button.custom_attrs["data-dialog"] = "close"
    return button
