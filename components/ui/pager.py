"""Going through a long list, newest first."""

import reflex as rx
from reflex.event import EventType

from components.ui.controls import button
from services.core.i18n import t

_TURN = "shrink-0 whitespace-nowrap px-4"


def pager(
    position: rx.Var[str] | str,
    *,
    newer: EventType[()] | None = None,
    older: EventType[()] | None = None,
    has_newer: rx.Var[bool] | bool,
    has_older: rx.Var[bool] | bool,
) -> rx.Component:
    """Lead to newer and older entries; nothing where one page holds them all.

    Args:
        position: Where one is, such as 'Page 2 of 7'; written on the server.
    """
    shown = rx.Var.create(has_newer) | rx.Var.create(has_older)
    return rx.cond(
        shown,
        rx.el.nav(
            button(
                rx.icon("arrow-left", size=18, aria_hidden="true"),
                t("Newer"),
                variant="quiet",
                on_click=newer,
                class_name=_TURN,
                disabled=~rx.Var.create(has_newer),
            ),
            rx.el.p(
                position,
                class_name="text-center text-sm text-muted tabular-nums",
                aria_live="polite",
            ),
            button(
                t("Older"),
                rx.icon("arrow-right", size=18, aria_hidden="true"),
                variant="quiet",
                on_click=older,
                class_name=_TURN,
                disabled=~rx.Var.create(has_older),
            ),
            aria_label=t("Pages"),
            class_name="flex items-center justify-between gap-3 pt-2",
        ),
    )
