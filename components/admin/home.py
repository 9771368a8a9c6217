"""Where a staff member's day begins."""

import reflex as rx

from components.admin.frame import allowed, staff_page
from components.ui.controls import link_button
from components.ui.display import card, empty_state, loading
from components.ui.table import table
from components.ui.tokens import HEADING, LINK
from services.access import Permission
from services.core.i18n import t
from states.admin.home import DraftRow, HomeState


def home_page() -> rx.Component:
    """Offer what is done most, and show what waits to be finished."""
    return staff_page(
        t("Home"),
        rx.cond(allowed(Permission.VIEW_RECORDS), _drafts()),
        section="home",
        actions=[rx.cond(allowed(Permission.MANAGE_CUSTOMERS), _add())],
    )


def _add() -> rx.Component:
    return link_button(
        rx.icon("user-plus", size=18, aria_hidden="true"),
        t("Add customer and pet"),
        href="/admin/customers/new",
    )


def _drafts() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Drafts to finish"), class_name=HEADING),
        rx.cond(
            HomeState.status == "loading",
            loading(rows=4, height="3.25rem"),
            rx.cond(HomeState.drafts, _list(), card(_none())),
        ),
        class_name="flex flex-col gap-3",
    )


def _list() -> rx.Component:
    return table(
        [t("Record"), t("Kind"), t("Pet"), t("Begun")],
        HomeState.drafts,
        _cells,
        caption=t("Drafts to finish"),
    )


def _cells(row: rx.vars.ObjectVar[DraftRow]) -> tuple:
    return (
        rx.el.a(
            row.title,
            href=f"/admin/records/{row.id}",
            class_name=f"{LINK} [overflow-wrap:anywhere]",
        ),
        row.kind,
        rx.el.a(
            row.pet,
            href=f"/admin/pets/{row.pet_id}/overview",
            class_name=f"{LINK} [overflow-wrap:anywhere]",
        ),
        row.about,
    )


def _none() -> rx.Component:
    return empty_state(
        "circle-check", t("Nothing waits to be finished"), t("Drafts of records show up here.")
    )
