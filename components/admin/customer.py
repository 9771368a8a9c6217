"""One customer's page."""

from typing import Any

import reflex as rx

from components.admin.customer_actions import actions
from components.admin.customer_papers import papers
from components.admin.frame import allowed, staff_page
from components.admin.marks import marks
from components.ui.controls import button, link_button
from components.ui.display import (
    callout,
    card,
    definition_list,
    empty_state,
    loading,
    photo,
    pill,
    section,
)
from components.ui.layout import back_link
from components.ui.shield import shield
from components.ui.tokens import LINK, SMALL, THUMB
from services.access import Permission
from services.core.i18n import t
from states.admin.customer import CustomerState, LineRow, OwnPetRow
from states.messaging import ThreadRow
from states.shields import ShieldRow

_LINES = "flex flex-col divide-y divide-line"
_LINE = "flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-3 first:pt-0 last:pb-0"
_MANAGE = Permission.MANAGE_CUSTOMERS


def customer_page() -> rx.Component:
    """Show how to reach a customer, what is theirs, and what was done about them."""
    missing = CustomerState.status == "missing"
    return staff_page(
        rx.cond(missing, t("We could not find that customer"), CustomerState.about.name),
        rx.match(
            CustomerState.status,
            ("ready", _whole()),
            ("missing", _missing()),
            loading(height="10rem"),
        ),
        section="customers",
        above=back_link(t("All customers"), "/admin/customers"),
        actions=[
            rx.cond(CustomerState.status == "ready", actions()),
        ],
    )


def _whole() -> rx.Component:
    """Lay the parts out; the documents come last, at the bottom right on a wide screen."""
    return rx.el.div(
        rx.el.div(_details(), _pets(), _threads(), _trail(), class_name=_COLUMN),
        rx.el.div(_notes(), _sessions(), _notices(), papers(), class_name=_COLUMN),
        class_name="grid items-start gap-6 lg:grid-cols-[3fr_2fr]",
    )


_COLUMN = "flex min-w-0 flex-col gap-6"


def _details() -> rx.Component:
    about = CustomerState.about
    return card(
        rx.cond(
            about.disabled,
            rx.el.div(
                callout("lock", t("This account is disabled: nobody can sign in."), tone="warning"),
                class_name="mb-4",
            ),
        ),
        definition_list(
            (t("E-mail"), about.email),
            (t("Mobile number"), about.phone),
            (t("Address"), about.address),
            (t("Language"), about.language),
            (t("Home location"), about.location),
            (t("Does not want"), about.declines),
            (t("Customer since"), about.since),
        ),
    )


def _notes() -> rx.Component:
    about = CustomerState.about
    return rx.cond(
        (about.notes != "") | rx.Var.create(about.marks).to(list).length().bool(),
        callout(
            "notebook-pen",
            rx.el.p(t("Only for staff"), class_name="text-sm font-semibold"),
            rx.el.p(about.notes, class_name="whitespace-pre-line [overflow-wrap:anywhere]"),
            rx.el.div(marks(about.marks), class_name="mt-2 flex flex-wrap gap-2 empty:hidden"),
            tone="neutral",
        ),
    )


def _pets() -> rx.Component:
    return section(
        t("Pets"),
        rx.cond(
            CustomerState.pets,
            rx.el.ul(rx.foreach(CustomerState.pets, _pet), class_name="grid gap-3 sm:grid-cols-2"),
            card(rx.el.p(t("No pets yet."), class_name=SMALL)),
        ),
        aside=rx.cond(
            allowed(Permission.MANAGE_PETS),
            link_button(
                rx.icon("plus", size=18, aria_hidden="true"),
                t("Add pet"),
                href=f"/admin/customers/new?customer={CustomerState.customer_shown}",
                variant="quiet",
            ),
        ),
    )


def _pet(row: rx.vars.ObjectVar[OwnPetRow]) -> rx.Component:
    pet = row.card
    return rx.el.li(
        photo(pet.photo, pet.drawing, size="sm"),
        rx.el.div(
            rx.el.a(
                pet.name,
                href=f"/admin/pets/{pet.id}/overview",
                class_name=f"{LINK} -mt-2 -mb-1 inline-flex min-h-11 items-center font-semibold",
            ),
            rx.el.p(pet.kind, class_name=SMALL),
            rx.el.p(pet.about, class_name=f"{SMALL} empty:hidden"),
            rx.cond(row.deceased, pill(t("In memory"))),
            class_name="min-w-0 grow [overflow-wrap:anywhere]",
        ),
        shield(row.shield.to(ShieldRow)),
        key=pet.id,
        class_name=(
            "flex min-w-0 items-start gap-3 rounded-2xl border border-line bg-surface p-4 "
            "shadow-card"
        ),
    )


def _threads() -> rx.Component:
    begin = rx.cond(
        allowed(Permission.ANSWER_MESSAGES),
        link_button(
            rx.icon("square-pen", size=18, aria_hidden="true"),
            t("Write a message"),
            href=f"/admin/messages/new?customer={CustomerState.customer_shown}",
            variant="quiet",
            class_name="self-start",
        ),
    )
    return rx.fragment(_listed_threads(), begin)


def _listed_threads() -> rx.Component:
    return _part(
        t("Messages"),
        Permission.READ_MESSAGES,
        CustomerState.threads,
        _thread,
        t("No conversation yet."),
    )


def _thread(row: rx.vars.ObjectVar[ThreadRow]) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.bdi(row.topic),
            href=row.href,
            class_name=f"{LINK} {THUMB} min-w-0 [overflow-wrap:anywhere]",
        ),
        rx.el.span(row.about, " · ", row.when, class_name=SMALL),
        rx.el.p(row.author, ": ", row.preview, class_name=f"w-full truncate {SMALL}"),
        key=row.id,
        class_name=_LINE,
    )


def _notices() -> rx.Component:
    return _part(
        t("Notices sent"),
        Permission.SEND_NOTICES,
        CustomerState.notices,
        _line,
        t("Nothing has been sent yet."),
        more=rx.el.a(
            t("All their notices"),
            href=f"/admin/notices?customer={CustomerState.customer_shown}",
            class_name=f"{LINK} {THUMB}",
        ),
    )


def _sessions() -> rx.Component:
    return _part(
        t("Signed in on"),
        _MANAGE,
        CustomerState.sessions,
        lambda row: _line(
            row,
            button(
                t("End"),
                variant="quiet",
                aria_label=f"{t('End the session in')} {row.text}",
                on_click=CustomerState.end_session(row.id),
            ),
        ),
        t("Not signed in anywhere."),
    )


def _trail() -> rx.Component:
    return _part(
        t("What was done"),
        Permission.SEE_AUDIT,
        CustomerState.trail,
        _line,
        t("Nothing yet."),
    )


def _part(
    title: str, permission: Permission, rows: Any, line: Any, empty: str, more: Any = None
) -> rx.Component:
    """Show a list to those who may see it."""
    return rx.cond(
        allowed(permission),
        section(
            title,
            card(
                rx.cond(
                    rows,
                    rx.el.ul(rx.foreach(rows, line), class_name=_LINES),
                    rx.el.p(empty, class_name=SMALL),
                ),
                class_name="max-h-96 overflow-y-auto",
                tab_index=0,
                aria_label=title,
            ),
            aside=more,
        ),
    )


def _line(row: rx.vars.ObjectVar[LineRow], *actions: rx.Component) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(row.text, class_name="font-medium [overflow-wrap:anywhere]"),
            rx.el.p(row.about, class_name=SMALL),
            class_name="min-w-0",
        ),
        *actions,
        key=row.id,
        class_name=_LINE,
    )


def _missing() -> rx.Component:
    return card(
        empty_state(
            "search-x",
            t("There is no such customer here"),
            t("The link may be wrong."),
            link_button(t("To the customers"), href="/admin/customers"),
        )
    )
