"""Keys that press what the page shows, and the list that tells them."""

import reflex as rx

from components.ui.controls import icon_button
from components.ui.dialog import dialog
from components.ui.scripts import script
from services.core.i18n import t


class _Shortcuts(rx.Component):
    """Listens for the keys and lists them; see shortcuts.jsx."""

    library = script(__file__, "shortcuts.jsx")
    tag = "Shortcuts"
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
        _Shortcuts.create(
            words=rx.Var.create(words),
            class_name=(
                "flex flex-col gap-4 [&_li]:flex [&_li]:min-h-10 [&_li]:items-center "
                "[&_li]:justify-between [&_li]:gap-6 [&_li]:border-b [&_li]:border-line "
                "[&_kbd]:rounded-md [&_kbd]:border [&_kbd]:border-edge [&_kbd]:bg-sunken "
                "[&_kbd]:px-2 [&_kbd]:py-0.5 [&_kbd]:font-sans [&_kbd]:text-sm "
                "[&_kbd]:font-semibold [&_label]:flex [&_label]:min-h-11 "
                "[&_label]:cursor-pointer [&_label]:items-center [&_label]:gap-3 "
                "[&_label]:font-medium [&_input]:size-5"
            ),
        ),
        trigger=icon_button("keyboard", t("Keyboard shortcuts"), custom_attrs=keys("?")),
    )
