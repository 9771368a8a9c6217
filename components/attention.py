"""The notification centre on the dashboard."""

import reflex as rx

from components.ui.controls import button
from components.ui.display import pill, section
from components.ui.tokens import FOCUS, SMALL, SUBHEADING
from services.core.i18n import t
from states.attention import AttentionState, ItemRow


def attention_section() -> rx.Component:
    """List what the customer can act on now; nothing at all where there is nothing."""
    return rx.cond(
        AttentionState.items,
        section(
            t("Needs your attention"),
            rx.el.ul(
                rx.foreach(AttentionState.items, _item),
                class_name=(
                    "divide-y divide-line overflow-hidden rounded-2xl border border-line "
                    "bg-surface shadow-card"
                ),
            ),
            rx.cond(
                AttentionState.more,
                button(
                    t("Show all"),
                    variant="quiet",
                    on_click=AttentionState.show_all,
                    class_name="self-center",
                ),
            ),
        ),
    )


def _item(row: rx.vars.ObjectVar[ItemRow]) -> rx.Component:
    look = "flex items-start gap-3 px-4 py-3.5 sm:gap-4 sm:px-5"
    lead = f"{look} transition-colors hover:bg-sunken -outline-offset-2! {FOCUS}"
    return rx.el.li(
        rx.cond(
            row.href,
            # All of it can be read where the link leads; without a link, nowhere else.
            rx.el.a(*_parts(row, clamp="line-clamp-4"), href=row.href, class_name=lead),
            rx.el.div(*_parts(row), class_name=look),
        ),
        key=row.id,
    )


def _parts(row: rx.vars.ObjectVar[ItemRow], *, clamp: str = "") -> list[rx.Component]:
    return [
        rx.el.span(
            _icon(row.kind),
            class_name=(
                "hidden size-10 shrink-0 items-center justify-center rounded-xl bg-accent-soft "
                "text-accent min-[26rem]:flex"
            ),
        ),
        rx.el.span(
            rx.el.span(
                rx.el.bdi(row.title, class_name=f"line-clamp-2 min-w-0 {SUBHEADING}"),
                rx.el.span(pill(row.state, row.tone), class_name="shrink-0"),
                class_name=(
                    "flex flex-col-reverse items-start gap-x-4 gap-y-1.5 sm:flex-row "
                    "sm:justify-between"
                ),
            ),
            rx.el.span(row.about, class_name=f"empty:hidden {SMALL}"),
            rx.el.span(row.detail, class_name=f"{clamp} empty:hidden {SMALL}"),
            class_name="flex min-w-0 grow flex-col gap-0.5 [overflow-wrap:anywhere]",
        ),
    ]


def _icon(kind: rx.Var[str]) -> rx.Component:
    return rx.fragment(
        rx.match(
            kind,
            ("vaccination", rx.icon("syringe", size=20, aria_hidden="true")),
            ("contact", rx.icon("hourglass", size=20, aria_hidden="true")),
            ("document", rx.icon("undo-2", size=20, aria_hidden="true")),
            rx.icon("message-circle", size=20, aria_hidden="true"),
        )
    )
