"""A few things to do, behind one button."""

import reflex as rx

from components.ui.controls import ICON_BUTTON, QUIET
from components.ui.shortcuts import keys
from components.ui.tokens import FOCUS

PANEL = (
    "menu min-w-52 max-w-[90vw] rounded-2xl border border-line bg-surface p-1.5 text-ink "
    "shadow-lifted"
)
ITEM = (
    "flex min-h-11 w-full cursor-pointer items-center gap-3 rounded-xl px-3 text-left text-sm "
    f"font-medium hover:bg-sunken -outline-offset-2! {FOCUS}"
)


def closes(name: str) -> dict[str, str]:
    """Have a button of a menu put the menu away; give the result as its `custom_attrs`.

    It is needed where the page stays: a menu closes by itself only with its page.

    Args:
        name: Of the menu.
    """
    return {"popoverTarget": name, "popoverTargetAction": "hide"}


def menu(
    name: str, label: str, *items: rx.Component, icon: str = "", key: str = ""
) -> rx.Component:
    """Show a button that opens a list; Escape or a press elsewhere closes it.

    Args:
        name: Unique on the page.
        label: Of the button; read only where there is an icon.
        items: Links and buttons, looking like `ITEM`.
        key: A single key that opens it.
    """
    opens = {"popoverTarget": name, **(keys(key) if key else {})}
    if icon:
        trigger = rx.el.button(
            rx.icon(icon, size=20, aria_hidden="true"),
            type="button",
            aria_label=label,
            title=label,
            custom_attrs=opens,
            class_name=ICON_BUTTON,
        )
    else:
        trigger = rx.el.button(
            label,
            rx.icon("chevron-down", size=16, aria_hidden="true", class_name="text-muted"),
            type="button",
            custom_attrs=opens,
            class_name=QUIET,
        )
    return rx.fragment(
        trigger,
        rx.el.ul(
            *[rx.el.li(item) for item in items],
            id=name,
            custom_attrs={"popover": "auto"},
            class_name=PANEL,
        ),
    )
