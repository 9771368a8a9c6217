"""What stands around every list of a pet's file: filter, pages, and what is shown without rows."""

import reflex as rx

from components.printing import paper_links
from components.ui.controls import button
from components.ui.display import empty_state, error_state, loading, pill
from components.ui.filters import filter_bar
from components.ui.pager import pager
from components.ui.tokens import FOCUS
from services.core.i18n import t
from states.paging import PagedState
from states.pets import PetState


def paged(
    state: type[PagedState],
    tab: str,
    rows: rx.Component,
    *,
    empty: rx.Component,
    height: str,
    above: rx.Component | None = None,
) -> rx.Component:
    """Frame a list of the pet in the address.

    Args:
        tab: As in the address. Another tab or another pet shares the state, so what it holds is
            shown only where it belongs.
        empty: What is shown while the pet's file has no such entry.
        above: What stands over the filter, unless the file has no such entry.
        height: Of an entry, about, so that nothing moves when they come.
    """
    here = state.shown == f"{PetState.pet_shown}/{tab}"
    return rx.cond(
        ~here | (state.status == "loading"),
        loading(height=height),
        rx.match(
            state.status,
            ("missing", _missing()),
            ("failed", _failed(state)),
            rx.cond(
                ~state.filled & ~state.narrowed,
                empty,
                _list(state, rows, above),
            ),
        ),
    )


def _list(state: type[PagedState], rows: rx.Component, above: rx.Component | None) -> rx.Component:
    return rx.el.div(
        above or rx.fragment(),
        rx.el.div(
            _filter(state),
            paper_links(state.paper),
            class_name="flex flex-wrap items-start gap-x-4",
        ),
        rx.cond(state.filled, rows, _no_match(state)),
        _pager(state),
        class_name="flex flex-col gap-4",
    )


def _filter(state: type[PagedState]) -> rx.Component:
    """Keep the filter folded away: on a phone it would push the entries out of sight."""
    return rx.el.details(
        rx.el.summary(
            rx.icon("list-filter", size=18, aria_hidden="true"),
            t("Filter"),
            rx.cond(state.narrowed, pill(t("On"), "accent")),
            class_name=(
                "inline-flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-xl pr-3 "
                f"text-sm font-semibold text-muted hover:text-ink {FOCUS}"
            ),
        ),
        rx.el.div(
            filter_bar(
                state.types,
                state.kind,
                (state.since, state.until),
                on_change=state.narrow,
                on_clear=state.clear,
                standings=(state.standings, state.standing),
            ),
            class_name="pt-2",
        ),
    )


def _pager(state: type[PagedState]) -> rx.Component:
    return pager(
        state.position,
        newer=state.newer(),
        older=state.older(),
        has_newer=state.has_newer,
        has_older=state.has_older,
    )


def _no_match(state: type[PagedState]) -> rx.Component:
    return empty_state(
        "search-x",
        t("Nothing matches"),
        t("There are entries, but none of this type and between these days."),
        button(t("Show everything"), variant="quiet", on_click=state.clear),
    )


def _missing() -> rx.Component:
    return empty_state(
        "file-question",
        t("This is not here"),
        t("The clinic does not show this part of the file at present."),
    )


def _failed(state: type[PagedState]) -> rx.Component:
    return error_state(
        t("This could not be shown"),
        t("Please try again. If it happens again, tell the clinic."),
        button(t("Try again"), variant="quiet", on_click=state.refresh),
    )
