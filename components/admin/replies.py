"""The saved replies, and the form that writes them."""

import reflex as rx

from components.admin.frame import staff_page
from components.ui.controls import button
from components.ui.display import card, empty_state, loading
from components.ui.fields import Fields
from components.ui.forms import form
from components.ui.layout import back_link
from components.ui.tokens import SMALL
from services.core.i18n import t
from services.messaging.replies import PLACEHOLDERS
from states.admin.replies import RepliesState, ReplyRow


def replies_page() -> rx.Component:
    """List the saved replies, with the form beside them."""
    fields = Fields("reply", RepliesState.form)
    words = ", ".join(f"{{{word}}}" for word in PLACEHOLDERS)
    return staff_page(
        t("Saved replies"),
        rx.el.div(
            rx.cond(
                RepliesState.status == "loading",
                loading(),
                rx.cond(
                    RepliesState.rows,
                    rx.el.ul(rx.foreach(RepliesState.rows, _row), class_name="flex flex-col gap-3"),
                    card(
                        empty_state(
                            "message-square-quote",
                            t("No saved replies yet"),
                            t("Write one here; it is offered wherever you answer a customer."),
                        )
                    ),
                ),
            ),
            card(
                form(
                    fields,
                    fields.text("name", t("Name"), required=True, max_length=60),
                    fields.area("body", t("Text"), required=True, rows=6),
                    rx.el.p(t("These are filled in:"), " ", words, class_name=SMALL),
                    on_save=RepliesState.save,
                    label=t("Saved reply"),
                ),
                class_name="lg:sticky lg:top-20",
            ),
            class_name="grid items-start gap-6 lg:grid-cols-2",
        ),
        section="messages",
        above=back_link(t("All messages"), "/admin/messages"),
    )


def _row(row: rx.vars.ObjectVar[ReplyRow]) -> rx.Component:
    return rx.el.li(
        rx.el.p(row.name, class_name="font-semibold [overflow-wrap:anywhere]"),
        rx.el.p(row.body, class_name="whitespace-pre-wrap [overflow-wrap:anywhere]"),
        rx.el.div(
            button(t("Edit"), variant="quiet", on_click=RepliesState.edit(row.id)),
            button(t("Remove"), variant="danger", on_click=RepliesState.remove(row.id)),
            class_name="flex flex-wrap gap-2",
        ),
        key=row.id,
        class_name="flex flex-col gap-3 rounded-2xl border border-line bg-surface p-4 shadow-card",
    )
