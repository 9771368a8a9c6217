"""Keys that press what the page shows, and the list that tells them."""

import reflex as rx

from components.ui.controls import icon_button
from components.ui.dialog import dialog
from components.ui.scripts import script
from services.core.i18n import t

_LOOKS = {
    "list": "flex flex-col gap-4",
    "line": "flex min-h-11 items-center justify-between gap-5 border-b border-line",
    "key": "rounded-lg border border-edge bg-sunken px-2 py-1 text-sm font-semibold",
    "choice": "flex min-h-11 cursor-pointer items-center gap-3 font-medium [&_input]:size-5",
}


class _Shortcuts(rx.Component):
    """Listens for the keys and lists them; see shortcuts.jsx."""

    library = script(__file__, "shortcuts.jsx")
    tag = "Shortcuts"
    looks: rx.Var[dict[str, str]]
    words: rx.Var[dict[str, str]]


def keys(key: str) -> dict[str, str]:
    """Have a key press a button or follow a link; give the result as its `custom_attrs`.

    Args:
        key: One letter, not used twice on a page.
    """
    return {"data-key": key, "aria-keyshortcuts": key}


def shortcuts() -> rx.Component:
    """Show the button that lists the keys of the page."""
    words = {
        "search": t("Find a customer or a pet"),
        "save": t("Save the form"),
        "publish": t("Publish the record"),
        "arrows": t("Go through an open menu"),
        "use": t("Use single keys on this device"),
    }
    return dialog(
        "shortcuts",
        t("Keyboard shortcuts"),
        _Shortcuts.create(looks=rx.Var.create(_LOOKS), words=rx.Var.create(words)),
        trigger=icon_button("keyboard", t("Keyboard shortcuts"), custom_attrs=keys("?")),
    )
