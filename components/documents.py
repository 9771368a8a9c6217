"""The Documents tab of a pet."""

import reflex as rx
from reflex_components_core.el.elements.inline import A as PlainLink

from components.printing import tab_paper
from components.ui.controls import link_button
from components.ui.display import card, empty_state, loading, pill
from components.ui.lists import sheet_of_lines
from components.ui.tokens import FOCUS
from services.core.i18n import t
from states.base import PortalState
from states.documents import DocumentRow, DocumentsState
from states.pets import PetState


def documents_tab() -> rx.Component:
    """Show what was handed in for the pet, and how far each document has come."""
    return rx.fragment(
        rx.cond(
            DocumentsState.takes & ~PortalState.is_staff,
            rx.el.div(
                upload_link(f"/documents?pet={PetState.pet_shown}"),
                class_name="flex justify-end print:hidden",
            ),
        ),
        rx.match(
            DocumentsState.status,
            ("loading", loading()),
            ("missing", card(empty_state("search-x", t("We could not find that pet"), ""))),
            _list(),
        ),
    )


def upload_link(href: rx.Var[str] | str = "/documents", **props) -> rx.Component:
    """Lead to where papers are handed in."""
    return link_button(
        rx.icon("cloud-upload", size=18, aria_hidden="true"),
        t("Upload records"),
        href=href,
        variant="quiet",
        **props,
    )


def _list() -> rx.Component:
    return rx.cond(
        DocumentsState.documents,
        rx.fragment(
            sheet_of_lines(
                DocumentsState.documents,
                document_line,
                more=DocumentsState.more,
                on_more=DocumentsState.show_more,
            ),
            tab_paper("documents"),
        ),
        card(
            empty_state(
                "file-text",
                t("No documents yet"),
                t("Certificates and other papers about this pet will be here."),
            )
        ),
    )


def document_line(
    row: rx.vars.ObjectVar[DocumentRow], *below: rx.Component | rx.Var
) -> rx.Component:
    """Show a document as a line of a list, with what belongs below it."""
    return rx.el.li(
        _link(row),
        rx.cond(row.reason != "", _reason(row)),
        *below,
        key=row.id,
    )


def _link(row: rx.vars.ObjectVar[DocumentRow]) -> rx.Component:
    # A file is served over HTTP: a plain link, past the pages' router.
    return PlainLink.create(
        rx.icon("file-text", size=22, class_name="shrink-0 text-accent", aria_hidden="true"),
        rx.el.span(
            rx.el.bdi(row.name, class_name="block font-medium [overflow-wrap:anywhere]"),
            rx.el.span(
                row.date,
                " · ",
                row.size,
                " · ",
                row.origin,
                rx.cond(row.pet != "", rx.el.bdi(" · ", row.pet)),
                class_name="block text-sm text-muted [overflow-wrap:anywhere]",
            ),
            class_name="min-w-0 grow basis-40 sm:basis-0",
        ),
        state_pill(row),
        rx.el.span(t("Opens in a new tab"), class_name="sr-only"),
        href=row.href,
        target="_blank",
        rel="noopener",
        class_name=(
            "flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4 hover:bg-accent-soft "
            f"sm:flex-nowrap -outline-offset-2 {FOCUS}"
        ),
    )


def _reason(row: rx.vars.ObjectVar[DocumentRow]) -> rx.Component:
    return rx.el.p(
        rx.el.span(t("Why it was sent back:"), " ", class_name="font-medium"),
        row.reason,
        class_name="mx-5 mb-4 rounded-xl bg-danger-soft px-4 py-3 text-sm break-words",
    )


def state_pill(row: rx.vars.ObjectVar[DocumentRow]) -> rx.Component:
    """Say how far a document has come."""
    said = row.state_said
    return rx.fragment(
        rx.match(
            row.state,
            ("in_review", pill(said, "accent", icon="clock")),
            ("accepted", pill(said, "success", icon="circle-check")),
            ("sent_back", pill(said, "danger", icon="undo-2")),
            pill(said, icon="inbox"),
        )
    )
