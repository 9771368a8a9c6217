"""Two entries of a list that are one: which stays, and what goes over."""

import reflex as rx

from components.ui.controls import LABEL, button, select_field
from components.ui.dialog import closing, dialog
from components.ui.display import card, pill, section
from components.ui.fields import Fields
from components.ui.picker import picker
from components.ui.tokens import SMALL
from services.core.i18n import t
from states.admin.list_entries import EntryState
from states.admin.list_merging import EntryMergeState


def merging() -> rx.Component:
    """Ask for the duplicate, and say what merging would do."""
    fields = Fields("duplicate", EntryMergeState.form)
    return section(
        t("Merge with a duplicate"),
        card(
            rx.el.div(
                picker(
                    fields,
                    "other",
                    t("The same as"),
                    found=EntryMergeState.found,
                    on_search=EntryMergeState.seek,
                    on_pick=EntryMergeState.choose,
                ),
                select_field(
                    t("Which one stays"),
                    "duplicate-stays",
                    [("this", EntryState.heading), ("other", t("The other one"))],
                    value=EntryMergeState.stays,
                    on_change=EntryMergeState.keep,
                ),
                class_name="grid items-start gap-5 sm:grid-cols-2",
            ),
            rx.cond(EntryMergeState.plan.stays != "", rx.fragment(_outlook(), _confirm())),
            class_name="flex flex-col gap-5",
        ),
    )


def _outlook() -> rx.Component:
    plan = EntryMergeState.plan
    return rx.el.div(
        rx.el.p(
            rx.el.bdi(plan.goes, class_name="font-semibold"),
            rx.icon("arrow-right", size=16, aria_label=t("becomes"), class_name="shrink-0"),
            rx.el.bdi(plan.stays, class_name="font-semibold"),
            class_name="flex flex-wrap items-center gap-2 [overflow-wrap:anywhere]",
        ),
        rx.el.p(t("What goes over"), class_name=LABEL),
        rx.cond(
            plan.moves,
            rx.el.ul(
                rx.foreach(plan.moves, lambda text: rx.el.li(pill(text))),
                class_name="flex flex-wrap gap-2",
            ),
            rx.el.p(t("Nothing uses this yet."), class_name=SMALL),
        ),
        class_name="flex flex-col gap-2",
        role="status",
    )


def _confirm() -> rx.Component:
    plan = EntryMergeState.plan
    return dialog(
        "merge-entries",
        t("Merge these two?"),
        rx.el.p(
            t("This one goes for good:"),
            " ",
            rx.el.bdi(plan.goes, class_name="font-semibold [overflow-wrap:anywhere]"),
        ),
        rx.el.p(
            t("Whatever uses it uses this one from then on:"),
            " ",
            rx.el.bdi(plan.stays, class_name="font-semibold [overflow-wrap:anywhere]"),
        ),
        closing(button(t("Merge now"), variant="danger", on_click=EntryMergeState.merge)),
        trigger=button(t("Merge…"), variant="danger", class_name="self-start"),
    )
