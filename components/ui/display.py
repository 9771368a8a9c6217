"""What a person looks at."""

from typing import Any

import reflex as rx

from components.ui.tokens import FOCUS, HEADING
from services.core.i18n import t

Text = rx.Var[str] | str

_CARD = "rounded-2xl border border-line bg-surface shadow-card"
_TONES = {
    "neutral": "bg-sunken text-ink",
    "accent": "bg-accent-soft text-accent",
    "success": "bg-success-soft text-success",
    "warning": "bg-warning-soft text-warning",
    "danger": "bg-danger-soft text-danger",
}
_DOT = "before:inline-block before:w-4 before:text-center before:content-['·']"
_PHOTO = {
    "sm": "size-12 rounded-xl",
    "md": "size-20 rounded-2xl",
    "lg": "size-24 rounded-2xl sm:size-32 sm:rounded-3xl",
}


def card(*children: Any, **props) -> rx.Component:
    """A sheet that groups what belongs together."""
    extra = props.pop("class_name", "")
    return rx.el.section(*children, class_name=f"{_CARD} min-w-0 p-5 sm:p-6 {extra}", **props)


def link_card(*children: Any, href: Text, **props) -> rx.Component:
    """A sheet that leads somewhere as a whole."""
    look = (
        "block min-w-0 p-5 sm:p-6 transition-colors duration-200 "
        "hover:border-edge hover:shadow-lifted"
    )
    extra = props.pop("class_name", "")
    return rx.el.a(*children, href=href, class_name=f"{_CARD} {look} {FOCUS} {extra}", **props)


def section(title: Text, *children: Any, aside: rx.Component | None = None) -> rx.Component:
    """Head a part of a page; `aside` stands at the end of the heading's line."""
    return rx.el.section(
        rx.el.div(
            rx.el.h2(title, class_name=HEADING),
            aside or rx.fragment(),
            class_name="flex min-h-11 flex-wrap items-center justify-between gap-x-4",
        ),
        *children,
        class_name="flex min-w-0 flex-col gap-3",
    )


def badge(count: rx.Var[int] | int, label: str) -> rx.Component:
    """Show how many, if any. `label` says of what, for those who cannot see where it sits."""
    number = _short(count)
    return rx.cond(
        count,
        rx.el.span(
            number,
            rx.el.span(" ", label, class_name="sr-only"),
            class_name=(
                "inline-flex h-5 min-w-5 items-center justify-center rounded-full bg-accent px-1.5 "
                "text-xs leading-none font-bold text-accent-ink tabular-nums"
            ),
            data_testid="badge",
        ),
    )


def tag(text: Text, color: Text) -> rx.Component:
    """Label a record with its type or subtype; any colour stays legible (`.tag`)."""
    return rx.el.span(
        rx.el.span(
            class_name="size-2 shrink-0 rounded-full bg-(--dot)",
            aria_hidden="true",
        ),
        rx.el.span(text, class_name="truncate"),
        style={"--tag": color},
        class_name=(
            "tag inline-flex max-w-full items-center gap-1.5 rounded-full px-2.5 py-1 text-xs "
            "leading-none font-semibold"
        ),
    )


def pill(text: Text, tone: Text = "neutral", *, icon: str = "") -> rx.Component:
    """Say how something stands.

    Args:
        tone: "neutral", "accent", "success", "warning" or "danger".
    """
    look = (
        "inline-flex w-fit max-w-full shrink-0 items-center gap-1 rounded-full px-2.5 py-1 text-xs "
        "leading-none font-semibold "
    )
    return rx.el.span(
        rx.icon(icon, size=14, aria_hidden="true") if icon else rx.fragment(),
        text,
        class_name=_toned(look, tone),
    )


def callout(icon: str, *children: Any, tone: str = "accent") -> rx.Component:
    """Set something apart that should be known first."""
    return rx.el.div(
        rx.icon(icon, size=20, aria_hidden="true", class_name="mt-0.5 shrink-0"),
        rx.el.div(*children, class_name="min-w-0 grow text-ink"),
        class_name=f"flex gap-3 rounded-2xl px-4 py-3.5 {_TONES[tone]}",
    )


def empty_state(icon: str, title: Text, text: Text, *actions: rx.Component) -> rx.Component:
    """Say kindly that there is nothing, and what will be here."""
    return _state(icon, title, text, actions, "bg-accent-soft text-accent")


def error_state(title: Text, text: Text, *actions: rx.Component) -> rx.Component:
    """Say that something could not be shown, and what to do."""
    return _state("cloud-off", title, text, actions, "bg-danger-soft text-danger", role="alert")


def loading(rows: int = 3, height: str = "4.5rem") -> rx.Component:
    """Hold the place of what is on its way.

    Args:
        height: Of each row, as CSS; as tall as what will stand there, so that nothing moves.
    """
    return rx.el.div(
        rx.el.span(t("Loading"), class_name="sr-only"),
        *[
            rx.el.div(
                class_name="skeleton rounded-2xl", style={"height": height}, aria_hidden="true"
            )
            for _ in range(rows)
        ],
        role="status",
        class_name="flex flex-col gap-3",
    )


def definition_list(*pairs: tuple[Text, Any]) -> rx.Component:
    """Show what is known, as label and value. A var that is empty leaves its line out."""
    return rx.el.dl(
        *[_definition(label, value) for label, value in pairs],
        class_name="grid grid-cols-1 gap-x-8 gap-y-4 min-[26rem]:grid-cols-2 lg:grid-cols-3",
    )


def photo(url: Text, species: Text, *, size: str = "md", alt: Text = "") -> rx.Component:
    """Show a pet's picture, or the drawing of its species.

    Args:
        species: The key of the species, which names a drawing in assets/species.
        size: "sm" 48, "md" 80, "lg" 96 px, 128 on wide screens.
        alt: Empty where the pet's name stands beside it.
    """
    frame = f"{_PHOTO[size]} block shrink-0 overflow-hidden bg-accent-soft"
    return rx.el.span(
        rx.cond(
            url,
            rx.el.img(src=url, alt=alt, class_name="size-full object-cover", loading="lazy"),
            rx.el.img(src=f"/species/{species}.svg", alt=alt, class_name="size-full p-[8%]"),
        ),
        class_name=frame,
    )


def _short(count: rx.Var[int] | int) -> rx.Var:
    number = rx.Var.create(count).to(int)
    return rx.cond(number > 999, "999+", number.to_string())


def _toned(look: str, tone: Text) -> Any:
    if not isinstance(tone, rx.Var):
        return look + _TONES[tone]
    others = [(name, look + colors) for name, colors in _TONES.items() if name != "neutral"]
    return rx.match(tone, *others, look + _TONES["neutral"])


def _definition(label: Text, value: Any) -> rx.Component:
    line = rx.el.div(
        rx.el.dt(label, class_name="text-sm text-muted"),
        rx.el.dd(value, class_name="font-medium [overflow-wrap:anywhere]"),
        class_name="min-w-0",
    )
    return rx.cond(value, line) if isinstance(value, rx.Var) else line


def _state(icon: str, title: Text, text: Text, actions: tuple, tone: str, **props) -> rx.Component:
    return rx.el.div(
        rx.el.span(
            rx.icon(icon, size=28, aria_hidden="true"),
            class_name=f"mb-2 flex size-16 items-center justify-center rounded-3xl {tone}",
        ),
        rx.el.p(title, class_name="font-display text-lg font-semibold text-balance"),
        rx.el.p(text, class_name="max-w-sm text-pretty text-muted"),
        rx.el.div(*actions, class_name="mt-4 flex flex-wrap justify-center gap-3")
        if actions
        else rx.fragment(),
        class_name="flex flex-col items-center gap-1 px-4 py-12 text-center",
        **props,
    )


def dotted(text: Text) -> rx.Component:
    """Show parts with a dot between two that stand on one line, and none where a line ends.

    Args:
        text: The parts, joined by " · ".
    """
    return rx.el.span(
        rx.el.span(
            rx.foreach(
                rx.Var.create(text).to(str).split(" · "),
                lambda part: rx.el.span(
                    part,
                    class_name=_DOT,
                ),
            ),
            class_name="-ml-4 flex flex-wrap",
        ),
        class_name="block overflow-hidden",
    )
