"""Going through a long list."""

import reflex as rx
from reflex.event import EventType

from components.ui.controls import button
from services.core.i18n import t


def pager(
    position: rx.Var[str] | str,
    *,
    newer: EventType[()] | None = None,
    older: EventType[()] | None = None,
    has_newer: rx.Var[bool] | bool,
    has_older: rx.Var[bool] | bool,
    labels: tuple[str, str] = (t("Newer"), t("Older")),
) -> rx.Component:
    """Lead to newer and older entries; nothing where one page holds them all.

    Args:
        position: Where one is, such as 'Page 2 of 7'; written on the server.
        labels: Where a list is in another order than that of time.
    """
    shown = rx.Var.create(has_newer) | rx.Var.create(has_older)
    return rx.cond(
        shown,
        rx.el.nav(
            _turn(
                rx.icon("arrow-left", size=18, aria_hidden="true"),
                labels[0],
                to=newer,
                there_is=has_newer,
            ),
            rx.el.p(
                position,
                class_name="text-center text-sm text-muted tabular-nums",
                aria_live="polite",
            ),
            _turn(
                labels[1],
                rx.icon("arrow-right", size=18, aria_hidden="true"),
                to=older,
                there_is=has_older,
            ),
            aria_label=t("Pages"),
            class_name="flex items-center justify-between gap-3 pt-2",
        ),
    )


def _turn(
    *label: rx.Component | str, to: EventType[()] | None, there_is: rx.Var[bool] | bool
) -> rx.Component:
    return button(
        *label,
        variant="quiet",
        on_click=to,
        disabled=~rx.Var.create(there_is),
        class_name="shrink-0 whitespace-nowrap px-4",
    )
