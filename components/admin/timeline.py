"""The overview of a pet's file as staff see it, with every entry there is."""

import reflex as rx

from components.overview import due, entry_lines, known
from components.printing import tab_paper
from components.ui.controls import button
from components.ui.display import card, empty_state, error_state, loading, section
from components.ui.filters import filter_bar
from services.core.i18n import t
from states.admin.timeline import TimelineState


def timeline_tab() -> rx.Component:
    """Show what is due, what is known, and all that was written, the newest first."""
    failed = error_state(t("This could not be shown"), t("Please load the page again."))
    return rx.fragment(
        rx.match(
            TimelineState.status,
            ("ready", rx.fragment(due(), known(), _entries(), tab_paper("overview"))),
            ("missing", failed),
            loading(),
        )
    )


def _entries() -> rx.Component:
    return section(
        t("Timeline"),
        filter_bar(
            TimelineState.kinds,
            TimelineState.kind,
            (TimelineState.since, TimelineState.until),
            on_change=TimelineState.narrow,
            on_clear=TimelineState.clear,
            standings=(TimelineState.standings, TimelineState.standing),
        ),
        rx.cond(
            TimelineState.recent,
            rx.fragment(
                entry_lines(TimelineState.recent),
                rx.cond(
                    TimelineState.more,
                    button(
                        t("Show more"),
                        variant="quiet",
                        on_click=TimelineState.show_more,
                        class_name="self-center",
                    ),
                ),
            ),
            card(_nothing()),
        ),
    )


def _nothing() -> rx.Component:
    return rx.cond(
        TimelineState.narrowed,
        empty_state(
            "search-x",
            t("Nothing matches"),
            t("There are entries, but none of this type and between these days."),
            button(t("Show everything"), variant="quiet", on_click=TimelineState.clear),
        ),
        empty_state(
            "folder-open",
            t("Nothing is written here yet"),
            t("“Add record” above begins a draft."),
        ),
    )
