"""The staff's page of the images of one record, and what they should look at before it is shown."""

import reflex as rx

from components.admin.frame import staff_page
from components.imaging import back, shown, title
from components.ui.controls import button
from components.ui.display import callout
from services.core.i18n import t
from states.admin.imaging import DoubtRow, ScansState


def staff_images_page() -> rx.Component:
    """Show the images of the record in the address, and mark key images."""
    return staff_page(
        title(),
        shown(
            "/admin",
            turn=ScansState.turn,
            on_mark=ScansState.mark,
            on_unmark=ScansState.unmark,
        ),
        section="pets",
        above=back(),
    )


def doubts() -> rx.Component:
    """Show what the files of a record say that staff have not looked at yet."""
    return rx.foreach(ScansState.doubts, _doubt)


def _doubt(row: rx.vars.ObjectVar[DoubtRow]) -> rx.Component:
    return rx.el.div(
        callout(
            "triangle-alert",
            rx.el.span(
                rx.cond(row.title != "", rx.el.strong(row.title), rx.fragment()),
                rx.foreach(
                    rx.Var.create(row.lines).to(list[str]),
                    lambda line: rx.el.span(line, class_name="block"),
                ),
            ),
            tone="warning",
        ),
        button(
            t("It is this pet, and may be shown"),
            variant="quiet",
            on_click=ScansState.accept(row.id),
        ),
        class_name="flex flex-col gap-2",
        key=row.id,
    )
