"""What was found in a document: marked on its pages, listed, and offered to the lines (DOC-13)."""

from typing import Any

import reflex as rx

from components.ui.controls import QUIET, icon_button
from components.ui.display import card, pill
from components.ui.scripts import script
from components.ui.tokens import FOCUS, HEADING, SMALL
from services.core.i18n import t
from states.admin.documents import PageRow, ReviewState
from states.admin.immunizations import LineRow
from states.admin.suggestions import FoundRow, OfferRow

_FINDINGS: Any = ReviewState.findings
# Like a marker pen on paper: the pages are light in both themes.
_MARK = {
    "background": "rgb(255 214 10 / 0.38)",
    "outline": "2px solid rgb(122 79 0 / 0.85)",
    "mix-blend-mode": "multiply",
}


class _Places(rx.Component):
    """A list whose lines lead to places; see suggestions.jsx."""

    library = script(__file__, "suggestions.jsx")
    tag = "Places"
    label: rx.Var[str]


def places(page: rx.vars.ObjectVar[PageRow]) -> rx.Component:
    """Mark what was found on a page where it stands."""

    def mark(row: rx.vars.ObjectVar[FoundRow]) -> rx.Component:
        return rx.cond(
            row.page == page.number,
            rx.el.div(
                id=f"place-{row.id}",
                role="img",
                aria_label=f"{row.told}: {row.said}",
                title=f"{row.told}: {row.said}",
                tab_index=-1,  # the list leads here
                class_name=f"absolute rounded {FOCUS}",
                style={
                    **_MARK,
                    "left": row.left,
                    "top": row.top,
                    "width": row.width,
                    "height": row.height,
                },
                key=row.id,
            ),
        )

    return rx.fragment(rx.foreach(_FINDINGS.rows, mark))


def findings_card() -> rx.Component:
    """List what was found, or say how far the reading is."""
    return rx.cond(
        _FINDINGS.state != "",
        card(
            rx.el.h2(t("Found in the document"), class_name=HEADING),
            rx.el.p(_standing(), role="status", class_name=SMALL),
            rx.cond(
                _FINDINGS.rows,
                _Places.create(
                    rx.foreach(_FINDINGS.rows, _found),
                    label=t("Found in the document"),
                    class_name="flex max-h-80 flex-col divide-y divide-line overflow-y-auto",
                ),
            ),
            class_name="flex flex-col gap-3",
        ),
    )


def offers(line: rx.vars.ObjectVar[LineRow]) -> rx.Component:
    """Offer a line of the immunizations the days that were found for it."""
    of_line = _FINDINGS.offers.to(dict[str, list[OfferRow]])
    return rx.fragment(
        rx.cond(
            of_line.contains(line.id),
            rx.el.div(
                rx.el.p(t("Found in the document, please check:"), class_name=SMALL),
                rx.foreach(of_line[line.id], lambda offer: _offer(line, offer)),
                class_name="flex flex-wrap items-center gap-3",
            ),
        ),
        rx.cond(
            _FINDINGS.others,
            rx.el.details(
                rx.el.summary(
                    t("Other dates in the document"),
                    class_name=f"{SMALL} flex min-h-11 cursor-pointer items-center {FOCUS}",
                ),
                rx.el.div(
                    rx.foreach(_FINDINGS.others, lambda offer: _offer(line, offer)),
                    class_name="flex flex-wrap items-center gap-3",
                ),
            ),
        ),
    )


def _standing() -> rx.Component:
    return rx.fragment(
        rx.match(
            _FINDINGS.state,
            ("waiting", t("The document is still being read. What is found will appear here.")),
            (
                "failed",
                t("The text of this document could not be read. Please type the dates yourself."),
            ),
            rx.cond(
                _FINDINGS.rows,
                t("Read by the computer, so please compare. Nothing is saved before you do it."),
                t("No date and no vaccine was found. Please type the dates yourself."),
            ),
        )
    )


def _found(row: rx.vars.ObjectVar[FoundRow]) -> rx.Component:
    return rx.cond(
        row.listed,
        rx.el.li(
            rx.el.div(
                rx.el.p(
                    rx.el.span(row.told, ": ", class_name="text-muted"),
                    rx.el.span(row.said, class_name="font-semibold"),
                    rx.cond(row.about != "", rx.el.span(" · ", row.about)),
                ),
                rx.cond(
                    row.unclear != "",
                    rx.el.p(
                        pill(t("Day and month unclear"), "warning", icon="triangle-alert"),
                        " ",
                        t("It may also be:"),
                        " ",
                        row.unclear,
                    ),
                ),
                rx.el.p(
                    rx.el.q(row.text), " · ", t("Page"), " ", row.page.to_string(), class_name=SMALL
                ),
                class_name="min-w-0 grow",
            ),
            icon_button(
                "locate-fixed",
                t("Show its place"),
                custom_attrs={"data-place": f"place-{row.id}"},
            ),
            icon_button("x", t("Dismiss"), on_click=ReviewState.dismiss(row.id)),
            class_name="flex items-center gap-2 py-3",
            key=row.id,
        ),
    )


def _offer(line: rx.vars.ObjectVar[LineRow], offer: rx.vars.ObjectVar[OfferRow]) -> rx.Component:
    return rx.el.span(
        rx.el.button(
            rx.icon("calendar-check", size=18, aria_hidden="true"),
            t("Use"),
            " ",
            offer.said,
            type="button",
            class_name=QUIET,
            custom_attrs={
                "data-form": "take",
                "data-field": line.expires_on,
                "data-value": offer.value,
            },
        ),
        rx.cond(offer.told != "", pill(offer.told, "warning", icon="triangle-alert")),
        class_name="inline-flex flex-wrap items-center gap-2",
        key=offer.value,
    )
