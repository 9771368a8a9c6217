"""Pictures and PDFs in a message."""

import reflex as rx

from components.ui.tokens import FOCUS, SMALL
from services.core.i18n import t
from states.messaging import MessageFileRow, MessageRow


def message_files(row: rx.vars.ObjectVar[MessageRow]) -> rx.Component:
    """Show a message's files: small pictures, and a line for each PDF."""
    side = rx.cond(row.mine, "justify-end self-end", "justify-start self-start")
    return rx.cond(
        row.files,
        rx.el.ul(
            rx.foreach(row.files, _file),
            aria_label=t("Files"),
            class_name=f"flex max-w-[min(85%,36rem)] flex-wrap gap-2 {side}",
        ),
    )


def _file(file: rx.vars.ObjectVar[MessageFileRow]) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.cond(file.small != "", _picture(file), _paper(file)),
            rx.el.span(t("Opens in a new tab"), class_name="sr-only"),
            href=file.href,
            target="_blank",
            rel="noopener",
            class_name=(
                f"block overflow-hidden rounded-2xl border border-line bg-surface {FOCUS} "
                "hover:border-edge"
            ),
        ),
        key=file.id,
        class_name="min-w-0 max-w-full",
    )


def _picture(file: rx.vars.ObjectVar[MessageFileRow]) -> rx.Component:
    """Show a small picture; its place is kept before it has come.

    As props, Reflex would make a style of its size.
    """
    return rx.el.img(
        src=file.small,
        alt=file.name,
        loading="lazy",
        custom_attrs={"width": file.width, "height": file.height},
        class_name="h-44 w-auto max-w-full min-w-11 bg-sunken object-cover",
    )


def _paper(file: rx.vars.ObjectVar[MessageFileRow]) -> rx.Component:
    return rx.el.span(
        rx.icon("file-text", size=22, aria_hidden="true", class_name="shrink-0 text-accent"),
        rx.el.span(
            rx.el.bdi(file.name, class_name="font-medium [overflow-wrap:anywhere]"),
            rx.el.span(file.about, class_name=SMALL),
            class_name="flex min-w-0 flex-col",
        ),
        class_name="flex min-h-14 items-center gap-3 px-4 py-2",
    )
