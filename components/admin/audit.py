"""The audit trail: who did what, when and from where."""

import reflex as rx

from components.admin.frame import staff_page
from components.ui.controls import button, field, select_field
from components.ui.display import empty_state, error_state, loading
from components.ui.pager import pager
from components.ui.table import table
from components.ui.tokens import LINK, SMALL, THUMB
from services.core.i18n import t
from states.admin.audit import AuditState, LineRow


def audit_page() -> rx.Component:
    """Show the trail, newest first."""
    return staff_page(
        t("Audit trail"),
        rx.el.p(
            t("Nothing here can be changed or taken out. Records themselves are not repeated."),
            class_name=SMALL,
        ),
        rx.match(
            AuditState.status,
            ("ready", rx.fragment(_filter(), _lines())),
            ("refused", _refusal()),
            loading(6),
        ),
        section="audit",
    )


def _refusal() -> rx.Component:
    return error_state(
        t("Not for you to see"),
        t("The audit trail is read by those whose group may. Please ask an administrator."),
    )


def _filter() -> rx.Component:
    return rx.el.form(
        select_field(
            t("What happened"),
            "audit-event",
            AuditState.events,
            value=AuditState.event,
            on_change=lambda value: AuditState.narrow("event", value),
        ),
        select_field(
            t("Who did it"),
            "audit-staff",
            AuditState.people,
            value=AuditState.staff,
            on_change=lambda value: AuditState.narrow("staff", value),
        ),
        field(
            t("Customer or pet"),
            "audit-about",
            type="search",
            max_length=80,
            on_change=lambda value: AuditState.narrow("about", value),
        ),
        _day(t("From"), "since"),
        _day(t("Until"), "until"),
        button(
            rx.icon("x", size=18, aria_hidden="true"),
            t("Clear"),
            type="reset",
            variant="quiet",
            on_click=AuditState.clear,
            disabled=~AuditState.narrowed,
        ),
        role="search",
        aria_label=t("Filter"),
        class_name="grid items-end gap-3 min-[26rem]:grid-cols-2 lg:grid-cols-3",
    )


def _day(label: str, name: str) -> rx.Component:
    return field(
        label,
        f"audit-{name}",
        type="date",
        on_change=lambda value: AuditState.narrow(name, value),
    )


def _lines() -> rx.Component:
    nothing = empty_state(
        "scroll-text", t("No such line"), t("Nothing that was done fits what you ask for.")
    )
    columns = (t("When"), t("What"), t("From"), t("Details"))
    return rx.cond(
        rx.Var.create(AuditState.lines).to(list[LineRow]).length() > 0,
        rx.fragment(
            table(columns, AuditState.lines, _cells, caption=t("Audit trail")),
            pager(
                "",
                newer=AuditState.newer,
                older=AuditState.older,
                has_newer=AuditState.has_newer,
                has_older=AuditState.has_older,
            ),
        ),
        nothing,
    )


def _cells(line: rx.vars.ObjectVar[LineRow]) -> tuple[rx.Component, ...]:
    said = rx.cond(
        line.path != "",
        rx.el.a(
            line.said,
            href=line.path,
            class_name=f"{LINK} {THUMB}",
        ),
        rx.el.span(line.said),
    )
    return (
        rx.el.span(line.when, class_name="whitespace-nowrap tabular-nums"),
        rx.el.span(said, class_name="[overflow-wrap:anywhere]"),
        rx.el.span(
            line.origin,
            class_name="inline-block tabular-nums [overflow-wrap:anywhere] sm:min-w-32",
        ),
        rx.el.span(line.details, class_name="text-muted [overflow-wrap:anywhere]"),
    )
