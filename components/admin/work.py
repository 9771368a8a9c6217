"""What waits for the staff, one queue a page."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from components.admin.frame import staff_page
from components.admin.stepping import steps
from components.ui.controls import button, link_button
from components.ui.display import callout, card, empty_state, loading
from components.ui.layout import back_link
from components.ui.table import table
from components.ui.tokens import LINK, SMALL, THUMB
from services.core.i18n import t
from services.queues import Queue
from states.admin.work import ItemRow, WorkState


@dataclass(frozen=True)
class Look:
    """How a queue is called and shown."""

    label: str
    icon: str
    about: str
    empty: str


QUEUES = {
    Queue.MESSAGES.value: Look(
        t("Unanswered messages"),
        "message-circle",
        t("Conversations in which a customer waits for an answer."),
        t("Every customer has been answered."),
    ),
    Queue.DOCUMENTS.value: Look(
        t("Documents to review"),
        "file-search",
        t("What customers have handed in and nobody has decided about."),
        t("Every document has been looked at."),
    ),
    Queue.MAILS.value: Look(
        t("E-mails to assign"),
        "mail-question",
        t("What came for the documents by e-mail and is not clearly a customer's."),
        t("Every e-mail has been seen to."),
    ),
    Queue.NOTICES.value: Look(
        t("Failed notices"),
        "mail-warning",
        t("What could not be delivered in the last two weeks. The contact may be wrong."),
        t("Everything has been delivered."),
    ),
    Queue.DRAFTS.value: Look(
        t("Drafts to finish"),
        "notebook-pen",
        t("Records that somebody has begun and no customer sees yet."),
        t("Every record has been finished."),
    ),
}


def work_page() -> rx.Component:
    """Show what waits in a queue, the oldest first, each leading to where it can be seen."""
    labels = [(key, look.label) for key, look in QUEUES.items()]
    return staff_page(
        rx.Var.create(rx.match(WorkState.queue_shown, *labels, t("Waiting"))).to(str),
        _seen_to(),
        rx.match(
            WorkState.status,
            ("ready", rx.cond(WorkState.rows, _filled(), _empty())),
            ("missing", _missing()),
            loading(rows=6, height="3.5rem"),
        ),
        section="home",
        above=back_link(t("Home"), "/admin"),
    )


def _filled() -> rx.Component:
    told = [(key, look.about) for key, look in QUEUES.items()]
    return rx.fragment(
        rx.el.p(rx.match(WorkState.queue_shown, *told, ""), class_name="-mt-3 text-muted"),
        rx.cond(WorkState.queue_shown == Queue.NOTICES, _failures(), _waiting()),
        steps(WorkState),
    )


def _waiting() -> rx.Component:
    heads = [t("What"), t("Pet"), t("Customer"), t("Waiting")]
    return table(heads, WorkState.rows, _cells, caption=t("Waiting"))


def _failures() -> rx.Component:
    """List the notices that failed, each with what can be done about it."""
    heads = [t("What"), t("Customer"), t("Waiting"), t("To do")]
    return table(heads, WorkState.rows, _failure, caption=t("Failed notices"))


def _failure(row: rx.vars.ObjectVar[ItemRow]) -> tuple[Any, ...]:
    what, _pet, customer, since = _cells(row)
    deeds = rx.el.div(
        button(t("Send again"), variant="quiet", on_click=WorkState.send_again(row.id)),
        button(t("Seen to"), variant="quiet", on_click=WorkState.see_to(row.id)),
        class_name="flex flex-wrap gap-2",
    )
    return what, customer, since, deeds


def _seen_to() -> rx.Component:
    """Say that a notice waits no longer, and let that be undone."""
    return rx.el.div(
        rx.cond(
            WorkState.undoable,
            callout(
                "circle-check",
                rx.el.div(
                    rx.el.p(t("The notice is seen to, and waits no longer.")),
                    button(
                        t("Undo"),
                        variant="quiet",
                        on_click=WorkState.undo(WorkState.undoable),
                    ),
                    class_name="flex flex-wrap items-center justify-between gap-3",
                ),
            ),
        ),
        role="status",
        class_name="empty:hidden",
    )


def _cells(row: rx.vars.ObjectVar[ItemRow]) -> tuple[Any, ...]:
    return (
        rx.el.div(
            _link(row.title, row.href),
            rx.el.span(row.detail, class_name=f"block font-normal empty:hidden {SMALL}"),
            class_name="min-w-0",
        ),
        _link(row.pet, row.pet_href),
        _link(row.customer, row.customer_href),
        rx.el.time(row.since, title=row.moment, class_name="whitespace-nowrap"),
    )


def _link(text: rx.Var[str], href: rx.Var[str]) -> rx.Component | rx.Var:
    return rx.cond(
        href != "",
        rx.el.a(text, href=href, class_name=f"{LINK} {THUMB} [overflow-wrap:anywhere]"),
        rx.el.span(text, class_name="[overflow-wrap:anywhere]"),
    )


def _empty() -> rx.Component:
    said = [
        (key, empty_state("circle-check", t("Nothing waits"), look.empty))
        for key, look in QUEUES.items()
    ]
    return card(rx.match(WorkState.queue_shown, *said, rx.fragment()))


def _missing() -> rx.Component:
    return card(
        empty_state(
            "search-x",
            t("There is no such list here"),
            t("The link may be wrong, or this is switched off."),
            link_button(t("Home"), href="/admin"),
        )
    )
