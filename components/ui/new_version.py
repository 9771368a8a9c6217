"""What is said where the portal has become a newer one than the page that is open."""

import reflex as rx

from components.ui.controls import QUIET
from components.ui.scripts import script
from services.core.i18n import t

_LOOKS = {
    "box": (
        "fixed inset-x-4 bottom-36 z-40 mx-auto flex w-fit max-w-full flex-wrap items-center "
        "justify-center gap-x-4 gap-y-2 rounded-xl border border-line bg-surface px-4 py-3 "
        "text-sm font-medium text-ink shadow-lifted sm:bottom-20"
    ),
    "button": QUIET,
}


class NewVersion(rx.Component):
    """Dresses what Reflex says of a newer version; see new_version.jsx."""

    library = script(__file__, "new_version.jsx")
    tag = "NewVersion"
    looks: rx.Var[dict[str, str]]
    words: rx.Var[dict[str, str]]


def newer() -> rx.Component:
    """Say in the reader's language that the portal has become a newer one, and offer to reload."""
    return NewVersion.create(
        looks=_LOOKS,
        words={"said": t("There is a newer version of this page."), "reload": t("Reload")},
    )
