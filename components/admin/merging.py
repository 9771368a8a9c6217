"""The page that makes two customers one."""

from typing import Any

import reflex as rx

from components.admin.frame import staff_page
from components.ui.display import callout, card
from components.ui.fields import Fields
from components.ui.forms import form, save_bar
from components.ui.layout import back_link
from components.ui.picker import picker
from services.core.i18n import t
from states.admin.merging import MergeState


def merge_page() -> rx.Component:
    """Choose the other, see what will be, and do it."""
    fields = Fields("merge", MergeState.form)
    return staff_page(
        t("Merge two customers"),
        form(
            fields,
            card(
                rx.el.p(MergeState.title, class_name="font-semibold [overflow-wrap:anywhere]"),
                picker(
                    fields,
                    "other",
                    t("The same person as"),
                    required=True,
                    found=MergeState.found,
                    on_search=MergeState.find,
                    on_pick=MergeState.choose,
                ),
                _values(t("Taken over"), MergeState.taken),
                _values(t("Kept only in the note of the merger"), MergeState.left),
                class_name="flex flex-col gap-5",
            ),
            callout(
                "merge",
                t(
                    "Everything of the other one goes over to this customer: pets, messages,"
                    " documents. The other one can no longer sign in."
                ),
                tone="warning",
            ),
            on_save=MergeState.save,
            label=t("Merge two customers"),
            bar=save_bar(label=t("Merge now")),
        ),
        section="customers",
        above=back_link(t("To the customer"), f"/admin/customers/{MergeState.form.of}"),
    )


def _values(label: str, values: Any) -> rx.Component:
    return rx.cond(
        values,
        rx.el.div(
            rx.el.p(label, class_name="text-sm text-muted"),
            rx.el.ul(
                rx.foreach(values, lambda value: rx.el.li(value)),
                class_name="font-medium [overflow-wrap:anywhere]",
            ),
        ),
    )
