"""Reviewing a document: its pages beside the pet's immunizations, on one screen (DOC-12)."""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.inline import A as PlainLink

from components.admin.frame import allowed, staff_page
from components.admin.immunizations import immunizations_tab
from components.admin.mails import came_by_mail
from components.admin.suggestions import findings_card, offers, places
from components.documents import state_pill
from components.ui.controls import QUIET, button, icon_button, select_field
from components.ui.dialog import closing, dialog
from components.ui.display import callout, card, empty_state, loading
from components.ui.fields import Fields
from components.ui.forms import form, save_bar
from components.ui.layout import back_link
from components.ui.tokens import FOCUS, SMALL
from services.access import Permission
from services.core.i18n import t
from states.admin.documents import PageRow, ReviewState

_PAPER: Any = ReviewState.paper
_DOCUMENT: Any = ReviewState.document


def review_page() -> rx.Component:
    """Show the document in the address."""
    return staff_page(
        rx.cond(ReviewState.status == "ready", _DOCUMENT.name, t("Document")),
        rx.match(
            ReviewState.status,
            ("ready", _review()),
            (
                "missing",
                card(empty_state("search-x", t("We could not find that document"), "")),
            ),
            loading(height="14rem"),
        ),
        section="customers",
        above=rx.cond(
            ReviewState.status == "ready",
            back_link(_PAPER.customer, f"/admin/customers/{_PAPER.customer_id}"),
        ),
    )


def _review() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            _told(),
            _tools(),
            _pages(),
            class_name="flex min-w-0 flex-col gap-4",
        ),
        rx.el.div(
            _handling(),
            findings_card(),
            rx.cond(_PAPER.pet_id != "", immunizations_tab(offers)),
            class_name="flex min-w-0 flex-col gap-4",
        ),
        class_name="grid items-start gap-6 lg:grid-cols-[3fr_2fr]",
    )


def _told() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            state_pill(_DOCUMENT),
            rx.el.span(
                _DOCUMENT.date, " · ", _DOCUMENT.size, " · ", _DOCUMENT.origin, class_name=SMALL
            ),
            class_name="flex flex-wrap items-center gap-3",
        ),
        came_by_mail(),
        rx.cond(
            _PAPER.proves,
            callout(
                "message-square-quote",
                rx.el.p(t("The customer says that it proves:"), class_name="font-medium"),
                rx.el.ul(rx.foreach(_PAPER.proves, rx.el.li)),
            ),
        ),
        rx.cond(
            _PAPER.active,
            callout(
                "triangle-alert",
                rx.el.p(
                    t(
                        "This PDF would run, start or hide something where it is opened. What you "
                        "see here is drawn and harmless; think twice before you open the file."
                    )
                ),
                tone="warning",
            ),
        ),
        rx.cond(
            _DOCUMENT.reason != "",
            callout("undo-2", rx.el.p(_DOCUMENT.reason), tone="danger"),
        ),
        class_name="flex flex-col gap-3",
    )


def _tools() -> rx.Component:
    return rx.el.div(
        icon_button("zoom-in", t("Enlarge"), on_click=ReviewState.enlarge(1)),
        icon_button("zoom-out", t("Reduce"), on_click=ReviewState.enlarge(-1)),
        icon_button("rotate-cw", t("Turn"), on_click=ReviewState.rotate),
        # A file is served over HTTP: a plain link, past the pages' router.
        PlainLink.create(
            rx.icon("download", size=18, aria_hidden="true"),
            t("Download file"),
            href=_DOCUMENT.href,
            class_name=f"{QUIET} ml-auto",
        ),
        role="toolbar",
        aria_label=t("How it is shown"),
        class_name="flex flex-wrap items-center gap-2",
    )


def _pages() -> rx.Component:
    return rx.cond(
        _PAPER.pages,
        rx.el.div(
            rx.foreach(_PAPER.pages, _page),
            tab_index=0,
            role="region",
            aria_label=t("Pages"),
            class_name=(
                "flex max-h-[85dvh] flex-col gap-3 overflow-auto rounded-2xl border border-line "
                f"bg-sunken p-3 {FOCUS}"
            ),
        ),
        card(empty_state("file-text", t("No pages to show"), t("Please open the file."))),
    )


def _page(page: rx.vars.ObjectVar[PageRow]) -> rx.Component:
    sideways = ReviewState.turn % 180 != 0
    return rx.el.div(
        rx.el.div(
            rx.el.img(
                src=page.address,
                alt=f"{t('Page')} {page.number}",
                class_name="size-full max-w-none",
            ),
            places(page),
            class_name="relative",
            style={
                "rotate": f"{ReviewState.turn}deg",
                "aspect-ratio": page.ratio,
                "width": rx.cond(sideways, page.lying, "100%"),
            },
        ),
        class_name="flex shrink-0 items-center justify-center",
        # On its side a page takes the room of a square, so that nothing lies over another.
        style={
            "width": f"{ReviewState.zoom}%",
            "aspect-ratio": rx.cond(sideways, "1", page.ratio),
        },
        key=page.address,
    )


def _handling() -> rx.Component:
    return card(
        select_field(
            t("About which pet?"),
            "about-pet",
            _PAPER.pets,
            value=_PAPER.pet_id,
            on_change=ReviewState.assign,
        ),
        rx.cond(_PAPER.from_clinic, _seen()),
        _deeds(),
        _why(),
        rx.cond(
            (_PAPER.pet_id != "") & _PAPER.waits & allowed(Permission.WRITE_VACCINATIONS),
            rx.el.p(
                t("Saving the dates below accepts the document, too, and tells the customer."),
                class_name=SMALL,
            ),
        ),
        class_name="flex flex-col gap-4",
    )


def _seen() -> rx.Component:
    return rx.el.div(
        rx.cond(
            _PAPER.seen,
            t("The customer sees it."),
            t("The customer does not see it."),
        ),
        button(
            rx.cond(_PAPER.seen, t("Hide it from them"), t("Show it to them")),
            variant="quiet",
            on_click=ReviewState.show_to_customer(~_PAPER.seen),
        ),
        class_name="flex flex-wrap items-center gap-3",
    )


def _deeds() -> rx.Component:
    return rx.el.div(
        rx.cond(
            _PAPER.waits,
            rx.fragment(
                button(
                    rx.icon("check", size=18, aria_hidden="true"),
                    t("Accept"),
                    on_click=ReviewState.accept,
                ),
                button(
                    rx.icon("undo-2", size=18, aria_hidden="true"),
                    t("Send back"),
                    variant="quiet",
                    on_click=ReviewState.ask_why,
                ),
            ),
        ),
        _remove(),
        class_name="flex flex-wrap gap-3",
    )


def _why() -> rx.Component:
    fields = Fields("why", ReviewState.form)
    return dialog(
        "why",
        t("Send back"),
        form(
            fields,
            fields.area(
                "reason",
                t("Why, and what can they do?"),
                hint=t("The customer reads this."),
                required=True,
                max_length=500,
            ),
            on_save=ReviewState.send_back,
            label=t("Send back"),
            bar=save_bar(label=t("Send back")),
        ),
        trigger=rx.fragment(),
        open=ReviewState.returning,
        on_open_change=ReviewState.close,
    )


def _remove() -> rx.Component:
    return dialog(
        "remove-document",
        t("Delete this document?"),
        rx.el.p(t("It is gone for the customer, too. This cannot be undone.")),
        rx.el.div(
            closing(button(t("Keep it"), variant="quiet")),
            closing(button(t("Delete"), variant="danger", on_click=ReviewState.remove)),
            class_name="flex flex-wrap justify-end gap-3",
        ),
        trigger=button(
            rx.icon("trash-2", size=18, aria_hidden="true"), t("Delete"), variant="quiet"
        ),
    )
