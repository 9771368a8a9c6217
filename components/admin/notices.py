"""The log of notices: what has left the portal, and what has not."""

from typing import Any

import reflex as rx

from components.admin.frame import staff_page
from components.admin.stepping import steps
from components.ui.controls import button, field, select_field
from components.ui.display import card, empty_state, error_state, loading, pill
from components.ui.table import table
from components.ui.tokens import FOCUS, LINK, SMALL, THUMB
from services.core.i18n import t
from states.admin.notices import NoticeRow, NoticesState


def notices_page() -> rx.Component:
    """Show the log, newest first."""
    return staff_page(
        t("Notices"),
        rx.el.p(
            t(
                "What customers and the clinic were sent. Addresses are shortened, and codes"
                " are never kept."
            ),
            class_name=SMALL,
        ),
        rx.match(
            NoticesState.status,
            ("ready", rx.fragment(_filter(), _lines())),
            ("refused", _refusal()),
            loading(6),
        ),
        section="notices",
    )


def _refusal() -> rx.Component:
    return error_state(
        t("Not for you to see"),
        t("The log of notices is read by those whose group may. Please ask an administrator."),
    )


def _filter() -> rx.Component:
    return rx.el.form(
        _choice(t("State"), "state", NoticesState.states, NoticesState.state),
        _choice(t("Kind"), "kind", NoticesState.kinds, NoticesState.kind),
        _choice(t("Sent by"), "channel", NoticesState.channels, NoticesState.channel),
        rx.cond(
            NoticesState.customer != "",
            rx.el.p(
                t("Only of"),
                " ",
                rx.el.bdi(NoticesState.customer, class_name="font-semibold"),
                class_name="self-center [overflow-wrap:anywhere]",
            ),
            field(
                t("Customer"),
                "notices-text",
                type="search",
                max_length=100,
                on_change=lambda value: NoticesState.narrow("text", value),
            ),
        ),
        button(
            rx.icon("x", size=18, aria_hidden="true"),
            t("Clear"),
            type="reset",
            variant="quiet",
            on_click=NoticesState.clear,
            disabled=~NoticesState.narrowed,
        ),
        role="search",
        aria_label=t("Filter"),
        class_name="grid items-end gap-3 min-[26rem]:grid-cols-2 lg:grid-cols-5",
    )


def _choice(label: str, name: str, options: Any, chosen: Any) -> rx.Component:
    return select_field(
        label,
        f"notices-{name}",
        options,
        value=chosen,
        on_change=lambda value: NoticesState.narrow(name, value),
    )


def _lines() -> rx.Component:
    columns = (t("When"), t("Notice"), t("Customer"), t("State"))
    return rx.cond(
        NoticesState.rows,
        rx.fragment(
            table(columns, NoticesState.rows, _cells, caption=t("Notices")), steps(NoticesState)
        ),
        card(rx.cond(NoticesState.narrowed, _no_match(), _nothing())),
    )


def _cells(row: rx.vars.ObjectVar[NoticeRow]) -> tuple[rx.Component, ...]:
    return (
        rx.el.span(row.when, class_name="whitespace-nowrap tabular-nums"),
        rx.el.div(
            rx.cond(row.readable, _opener(row), rx.el.span(row.kind, class_name="font-medium")),
            rx.el.span(row.way, class_name=f"block [overflow-wrap:anywhere] {SMALL}"),
            rx.cond(
                NoticesState.reading == row.id,
                rx.el.p(
                    NoticesState.said,
                    id=f"text-{row.id}",
                    class_name=(
                        "mt-2 rounded-lg bg-sunken p-3 whitespace-pre-wrap [overflow-wrap:anywhere]"
                    ),
                ),
            ),
            class_name="min-w-0",
        ),
        rx.cond(
            row.customer_id != "",
            rx.el.a(
                row.customer,
                href=f"/admin/customers/{row.customer_id}",
                class_name=f"{LINK} {THUMB} [overflow-wrap:anywhere]",
            ),
            rx.el.span(row.customer),
        ),
        rx.el.div(
            rx.el.div(
                pill(row.state, row.tone),
                rx.el.span(row.tries, class_name=f"empty:hidden {SMALL}"),
                class_name="flex flex-wrap items-center gap-2 max-sm:justify-end",
            ),
            rx.el.span(
                row.error, class_name=f"mt-1 block empty:hidden [overflow-wrap:anywhere] {SMALL}"
            ),
        ),
    )


def _opener(row: rx.vars.ObjectVar[NoticeRow]) -> rx.Component:
    opened = NoticesState.reading == row.id
    return rx.el.button(
        row.kind,
        rx.el.span(
            rx.icon("chevron-down", size=16, aria_hidden="true"),
            class_name=rx.cond(opened, "rotate-180", ""),
        ),
        type="button",
        aria_expanded=opened,
        aria_controls=f"text-{row.id}",
        title=t("Read what it said"),
        on_click=NoticesState.read(row.id),
        class_name=(
            "-my-2 inline-flex min-h-11 items-center gap-1 rounded-lg text-start font-medium "
            f"{FOCUS}"
        ),
    )


def _no_match() -> rx.Component:
    return empty_state(
        "search-x",
        t("No such notice"),
        t("Nothing that was sent fits what you ask for."),
        button(t("Show all notices"), variant="quiet", on_click=NoticesState.clear),
    )


def _nothing() -> rx.Component:
    return empty_state(
        "mail",
        t("Nothing has been sent yet"),
        t("Codes, welcomes and reminders are listed here as soon as they leave the portal."),
    )
