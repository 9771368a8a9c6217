"""What a person looks at."""

import reflex as rx

from services.core.i18n import t


def card(*children: rx.Component, **props) -> rx.Component:
    """A sheet that groups what belongs together."""
    look = "rounded-2xl border border-line bg-surface p-5 shadow-xs"
    return rx.el.section(*children, class_name=f"{look} {props.pop('class_name', '')}", **props)


def badge(count: rx.Var[int] | int, label: str) -> rx.Component:
    """Show how many, if any. `label` says of what, for those who cannot see where it sits."""
    return rx.cond(
        count,
        rx.el.span(
            count,
            rx.el.span(f" {label}", class_name="sr-only"),
            class_name=(
                "inline-flex h-5 min-w-5 items-center justify-center rounded-full bg-accent px-1.5 "
                "text-xs font-semibold text-accent-ink tabular-nums"
            ),
            data_testid="badge",
        ),
    )


def empty_state(icon: str, title: str, text: str) -> rx.Component:
    """Say kindly that there is nothing, and what will be here."""
    return rx.el.div(
        rx.icon(icon, size=32, class_name="text-accent", aria_hidden="true"),
        rx.el.p(title, class_name="text-lg font-semibold"),
        rx.el.p(text, class_name="max-w-xs text-muted"),
        class_name="flex flex-col items-center gap-2 py-16 text-center",
    )


def loading() -> rx.Component:
    """Hold the place of what is on its way."""
    bar = "h-16 animate-pulse rounded-2xl bg-line motion-reduce:animate-none"
    return rx.el.div(
        rx.el.span(t("Loading"), class_name="sr-only"),
        *[rx.el.div(class_name=bar, aria_hidden="true") for _ in range(3)],
        role="status",
        class_name="flex flex-col gap-3",
    )
