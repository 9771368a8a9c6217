"""The documents on a customer's page: read, reviewed, and taken in for them (DOC-11, DOC-14)."""

import reflex as rx
from reflex_components_core.el.elements.inline import A as PlainLink

from components.admin.frame import allowed
from components.ui.controls import button
from components.ui.dialog import dialog
from components.ui.display import card, section
from components.ui.lists import lines
from components.ui.tokens import FOCUS, SMALL
from components.ui.upload import PAPERS, upload
from services.access import Permission
from services.core.i18n import t
from services.documents import intake
from states.admin.customer import CustomerState
from states.documents import DocumentRow

_LINK = f"flex min-h-11 min-w-0 flex-col justify-center rounded-lg hover:underline {FOCUS}"


def papers() -> rx.Component:
    """List a customer's documents, the newest first."""
    return rx.cond(
        allowed(Permission.VIEW_RECORDS),
        section(
            t("Documents"),
            card(
                rx.cond(
                    CustomerState.papers,
                    lines(CustomerState.papers, _paper),
                    rx.el.p(t("No documents yet."), class_name=SMALL),
                ),
                class_name="max-h-96 overflow-y-auto",
                tab_index=0,
                aria_label=t("Documents"),
            ),
            aside=rx.cond(allowed(Permission.REVIEW_DOCUMENTS), _handing_in()),
        ),
    )


def _handing_in() -> rx.Component:
    """Take papers in for a customer, such as those that came by post."""
    return dialog(
        "hand-in",
        t("Upload records"),
        upload(
            f"/uploads/documents?customer={CustomerState.customer_shown}",
            rx.el.p(t("Drop PDFs or photos here, or paste them.")),
            choose=t("Choose files"),
            accept=PAPERS,
            most_mb=intake.MOST_BYTES >> 20,
            main=True,
            multiple=True,
        ),
        trigger=button(
            rx.icon("cloud-upload", size=18, aria_hidden="true"), t("Upload"), variant="quiet"
        ),
    )


def _paper(row: rx.vars.ObjectVar[DocumentRow]) -> rx.Component:
    return rx.el.li(
        rx.cond(
            allowed(Permission.REVIEW_DOCUMENTS),
            rx.el.a(*_named(row), href=f"/admin/documents/{row.id}", class_name=_LINK),
            # A file is served over HTTP: a plain link, past the pages' router.
            PlainLink.create(
                *_named(row),
                rx.el.span(t("Opens in a new tab"), class_name="sr-only"),
                href=row.href,
                target="_blank",
                rel="noopener",
                class_name=_LINK,
            ),
        ),
        key=row.id,
        class_name="py-2 first:pt-0 last:pb-0",
    )


def _named(row: rx.vars.ObjectVar[DocumentRow]) -> tuple[rx.Component, rx.Component]:
    return (
        rx.el.bdi(row.name, class_name="block font-medium [overflow-wrap:anywhere]"),
        rx.el.span(row.date, " · ", row.origin, " · ", row.state_said, class_name=SMALL),
    )
