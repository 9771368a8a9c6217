"""Where files are handed in: by drop, paste, choice or camera, each with its own progress."""

import reflex as rx

from components.ui.controls import ERROR, PRIMARY, QUIET
from components.ui.scripts import script
from components.ui.tokens import FOCUS, SMALL
from services.core.i18n import t

Text = rx.Var[str] | str

PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif"
PAPERS = f"application/pdf,.pdf,{PICTURES}"
_MB = 2**20
_ZONE = (
    "flex flex-col items-center gap-3 rounded-2xl border-2 border-dashed px-4 py-8 text-center "
    "transition-colors"
)
_FOCUSED = "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 outline-accent"
_LOOKS = {
    "root": "flex flex-col gap-4",
    "zone": f"{_ZONE} border-edge bg-sunken",
    "over": f"{_ZONE} border-accent bg-accent-soft",
    "primary": PRIMARY,
    "quiet": QUIET,
    "camera": f"{QUIET} {_FOCUSED} hidden pointer-coarse:inline-flex",
    "list": "flex flex-col gap-3",
    "item": "flex flex-col gap-2 rounded-xl border border-line bg-surface p-3",
    "line": "flex flex-wrap items-center gap-2",
    "name": "min-w-0 grow basis-40 font-medium [overflow-wrap:anywhere]",
    "stored": "rounded-full bg-success-soft px-3 py-1 text-sm font-semibold text-success",
    "progress": "upload-progress h-2 w-full",
    "error": ERROR,
    "cut": "flex flex-col items-center gap-4",
    "frame": (
        "relative aspect-square w-full max-w-80 touch-none cursor-grab overflow-hidden rounded-2xl "
        f"bg-sunken active:cursor-grabbing {FOCUS}"
    ),
    "picture": "absolute select-none",
    "zoom": f"flex w-full max-w-80 items-center gap-3 {SMALL}",
    "slider": f"h-11 min-w-0 grow cursor-pointer accent-accent {FOCUS}",
    "note": "text-center",
    "buttons": "flex w-full flex-wrap justify-center gap-3",
}


def _told(id: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (id,)


class Upload(rx.Component):
    """Sends files to one of our routes; see upload.jsx."""

    library = script(__file__, "upload.jsx")
    tag = "Upload"
    address: rx.Var[str]
    accept: rx.Var[str]
    most: rx.Var[int]
    multiple: rx.Var[bool]
    square: rx.Var[bool]
    camera: rx.Var[bool]
    looks: rx.Var[dict[str, str]]
    words: rx.Var[dict[str, str]]
    icon: rx.Var[rx.Component]
    on_stored: rx.EventHandler[_told]


def upload(
    address: Text,
    *explained: rx.Component | Text,
    choose: str,
    most_mb: rx.vars.NumberVar[int] | int = 25,
    icon: str = "cloud-upload",
    main: bool = False,
    **props,
) -> rx.Component:
    """Take files in and post each, as it is, to a route of portal_app/api/receiving.py.

    Args:
        address: Of the route.
        explained: What stands in the box above the button.
        choose: What the button says.
        most_mb: What the route takes at most.
        main: Whether this is what the page or dialog is for; else the button is a quiet one.
        props: `accept` (types and endings), `multiple`, `camera`, `square` (a picture is cut
            first), and `on_stored`, which is given the id that the route answered with.
    """
    return Upload.create(
        *explained,
        address=address,
        most=most_mb * _MB,
        looks={**_LOOKS, "choose": f"{PRIMARY if main else QUIET} {_FOCUSED}"},
        words={"choose": choose, **_words()},
        icon=rx.icon(icon, size=40, aria_hidden="true", class_name="text-accent"),
        **props,
    )


def _words() -> dict[str, str]:
    return {
        "camera": t("Take a photo"),
        "use": t("Use this part"),
        "again": t("Choose another"),
        "square": t("Part of the photo. Arrow keys move it, plus and minus enlarge and reduce."),
        "zoom": t("Enlarge"),
        "unseen": t("This browser cannot show this kind of photo. The middle of it will be used."),
        "sending": t("Sending…"),
        "stored": t("Stored"),
        "cancel": t("Cancel"),
        "retry": t("Try again"),
        "remove": t("Remove from the list"),
        "large": t("This file is too large."),
        "failed": t("This file could not be stored."),
        "broken": t("The connection broke off. Please try again."),
    }
