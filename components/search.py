"""Searching the files of all of a customer's pets."""

import reflex as rx

from components.overview import entry_lines
from components.ui.controls import button, field, select_field
from components.ui.display import card, empty_state, loading
from components.ui.layout import back_link, page
from services.core.i18n import t
from states.search import SearchState


def search_page() -> rx.Component:
    """Ask for text, type and dates; below is what was found, newest first."""
    return page(
        t("Search"),
        rx.cond(
            SearchState.status == "loading",
            loading(),
            rx.fragment(card(_form()), _found()),
        ),
        tab="home",
        above=back_link(t("All pets"), "/"),
    )


def _form() -> rx.Component:
    return rx.el.form(
        field(
            t("Words"),
            "text",
            type="search",
            default_value=SearchState.text,
            max_length=100,
            auto_complete="off",
        ),
        select_field(
            t("Type"),
            "kind",
            SearchState.choices,
            default_value=SearchState.kind,
        ),
        rx.el.div(
            _day(t("From"), "since", SearchState.since),
            _day(t("Until"), "until", SearchState.until),
            class_name="grid grid-cols-2 gap-4 sm:contents",
        ),
        rx.el.div(
            button(rx.icon("search", size=18, aria_hidden="true"), t("Search"), type="submit"),
            button(t("Clear"), variant="quiet", type="reset", on_click=SearchState.clear),
            class_name="flex flex-wrap gap-3 sm:col-span-2",
        ),
        on_submit=SearchState.find,
        key=SearchState.cleared,
        role="search",
        aria_label=t("Search all records"),
        class_name="grid grid-cols-1 gap-4 sm:grid-cols-2",
    )


def _day(label: str, name: str, value: str) -> rx.Component:
    wrong = rx.cond(SearchState.refused == name, SearchState.refusal, "")
    return field(label, name, type="date", default_value=value, error=wrong)


def _found() -> rx.Component:
    return rx.el.div(
        rx.el.p(SearchState.said, role="status", class_name="text-sm text-muted"),
        rx.cond(
            SearchState.found,
            entry_lines(SearchState.found),
            card(
                empty_state(
                    "search-x",
                    t("Nothing was found"),
                    t("Try fewer words, another type, or a longer time."),
                )
            ),
        ),
        rx.cond(
            SearchState.more,
            button(
                t("Show more"),
                variant="quiet",
                on_click=SearchState.show_more,
                class_name="self-center",
            ),
        ),
        class_name="flex flex-col gap-4",
    )
