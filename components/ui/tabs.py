"""A strip of links that name the parts of one thing; each part has an address of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

import reflex as rx

from components.ui.scripts import script
from components.ui.tokens import FOCUS

Text = rx.Var[str] | str

_LOOK = (
    "relative flex min-h-12 shrink-0 items-center gap-1.5 whitespace-nowrap px-3 text-sm "
    "font-semibold transition-colors lg:px-1.5 lg:tracking-tight after:absolute after:inset-x-3 "
    "after:bottom-0 after:h-[3px] lg:after:inset-x-1.5 after:rounded-t-full rounded-lg "
    f"-outline-offset-2! {FOCUS} "
)
_CURRENT = f"{_LOOK} text-accent after:bg-accent"
_OTHER = f"{_LOOK} text-muted hover:text-ink after:bg-transparent hover:after:bg-line"


@dataclass(frozen=True)
class Tab:
    """One part: what `current` calls it, how it reads, and where it is."""

    key: str
    label: Text
    href: Text
    shown: rx.Var[bool] | bool = True
    count: rx.Component | None = None


class Strip(rx.Component):
    """Keeps the current link in view; see behavior.jsx."""

    library = script(__file__, "behavior.jsx")
    tag = "Strip"
    label: rx.Var[str]


def tabs(items: Sequence[Tab], current: Text, *, label: Text) -> rx.Component:
    """Show the parts, the current one marked.

    Args:
        label: What they are parts of, for readers.
    """
    return Strip.create(
        rx.el.ul(
            *[rx.cond(item.shown, _link(item, current)) for item in items],
            class_name="flex w-max gap-0.5 lg:gap-0",
        ),
        label=label,
        class_name="strip -mx-4 border-b border-line px-1 sm:mx-0 sm:px-0",
    )


def _link(item: Tab, current: Text) -> rx.Component:
    here = current == item.key
    if not isinstance(here, rx.Var):
        here = rx.Var.create(here)
    return rx.el.li(
        rx.el.a(
            item.label,
            item.count or rx.fragment(),
            href=item.href,
            custom_attrs={"aria-current": rx.cond(here, "page", None)},
            class_name=rx.cond(here, _CURRENT, _OTHER),
        ),
    )
