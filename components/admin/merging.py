"""The page that makes two customers one."""

from typing import Any

import reflex as rx

from components.admin.frame import staff_page
from components.ui.controls import button
from components.ui.dialog import closing, dialog
from components.ui.display import callout, card
from components.ui.fields import Fields
from components.ui.layout import back_link
from components.ui.picker import picker
from services.core.i18n import t
from states.admin.merging import MergeState

_NAME = "font-semibold [overflow-wrap:anywhere]"


def merge_page() -> rx.Component:
    """Choose the other, see what will be, and do it."""
    fields = Fields("merge", MergeState.form)
    return staff_page(
        t("Merge two customers"),
        card(
            rx.el.p(
                t("This one stays:"),
                " ",
                rx.el.bdi(MergeState.title, class_name=_NAME),
            ),
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
            callout(
                "merge",
                t(
                    "Everything of the other one goes over to this customer: pets, messages,"
                    " documents. The other one can no longer sign in."
                ),
                tone="warning",
            ),
            rx.cond(MergeState.goes != "", _confirm()),
            class_name="flex flex-col gap-5",
        ),
        section="customers",
        above=back_link(t("To the customer"), f"/admin/customers/{MergeState.form.of}"),
    )


def _confirm() -> rx.Component:
    return dialog(
        "merge-customers",
        t("Merge these two?"),
        rx.el.p(t("This one goes for good:"), " ", rx.el.bdi(MergeState.goes, class_name=_NAME)),
        rx.el.p(t("This one stays:"), " ", rx.el.bdi(MergeState.title, class_name=_NAME)),
        rx.el.div(
            closing(button(t("Cancel"), variant="quiet", custom_attrs={})),
            closing(
                button(t("Merge now"), variant="danger", on_click=MergeState.merge, custom_attrs={})
            ),
            class_name="flex flex-wrap justify-end gap-3",
        ),
        trigger=button(t("Merge…"), variant="danger", class_name="self-start"),
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
