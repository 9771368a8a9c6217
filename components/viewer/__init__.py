"""The viewer of X-rays, ultrasound and scans; see viewer.jsx."""

from typing import Any

import reflex as rx

from components.ui.scripts import script
from components.ui.tokens import FOCUS
from services.core.i18n import t

_PARTS = (
    "drawing.js",
    "frames.js",
    "greys.js",
    "hands.js",
    "marks.js",
    "pixels.js",
    "view.js",
    "viewer.js",
)
_DARK = "bg-neutral-950 text-neutral-100"  # in both themes: around an image, light would blind
_BUTTON = (
    "inline-flex min-h-11 cursor-pointer items-center justify-center rounded-lg "
    "hover:bg-neutral-800 aria-pressed:bg-sky-700 aria-expanded:bg-neutral-800 "
    f"disabled:cursor-default disabled:opacity-40 {FOCUS}"
)
_SELECT = (
    "min-h-11 max-w-full min-w-0 cursor-pointer truncate rounded-lg border border-neutral-700 "
    f"bg-neutral-900 px-2 text-sm text-neutral-100 {FOCUS}"
)
_CORNER = (
    "pointer-events-none absolute max-w-[60%] truncate text-xs "
    "[text-shadow:0_0_3px_#000,0_0_3px_#000]"
)
_OVER = "pointer-events-none absolute inset-x-0 p-4 text-center text-sm"
_ROOT = f"relative flex min-h-0 flex-col overflow-hidden {_DARK}"
_LOOKS = {
    "root": f"{_ROOT} h-[calc(100dvh-16rem)] min-h-112 rounded-2xl",
    "full": f"{_ROOT} fixed inset-0 z-50 h-dvh w-full",
    "refused": "m-auto max-w-md p-6 text-center",
    "bar": (
        "relative flex items-center gap-1 border-b border-neutral-800 bg-neutral-900 px-2 py-1"
    ),
    "gap": "grow",
    "control": f"{_BUTTON} size-11 shrink-0",
    "named": f"{_BUTTON} gap-3 px-3 text-left text-sm !justify-start",
    "more": (
        "absolute right-1 top-full z-20 grid max-h-[85dvh] w-72 max-w-full "
        "grid-cols-1 gap-1 overflow-y-auto rounded-xl border border-neutral-700 bg-neutral-900 "
        "p-2 shadow-lifted"
    ),
    "one": "relative flex min-h-0 grow",
    "two": "relative flex min-h-0 grow flex-col gap-0.5 sm:flex-row",
    "pane": "flex min-h-0 min-w-0 grow basis-0 flex-col",
    "series": f"{_SELECT} m-1",
    "stage": "relative min-h-0 grow bg-black",
    "canvas": (
        "absolute inset-0 size-full touch-none cursor-crosshair outline-none "
        "focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-sky-400"
    ),
    "overlay": "pointer-events-none absolute inset-0 size-full overflow-visible",
    "waiting": f"{_OVER} top-1/2 -translate-y-1/2 text-neutral-300",
    "wrong": f"{_OVER} top-1/2 -translate-y-1/2 text-base",
    "damaged": f"{_OVER} top-6 font-medium text-amber-300",
    "above": f"{_CORNER} left-3 top-2",
    "dated": f"{_CORNER} right-3 top-2",
    "below": f"{_CORNER} bottom-2 left-3 tabular-nums",
    "strip": "flex items-center gap-2 bg-neutral-900 px-2 py-1",
    "slider": f"h-11 min-w-0 grow cursor-pointer accent-sky-400 {FOCUS}",
    "count": "min-w-16 text-center text-sm tabular-nums",
    "rate": f"{_SELECT} shrink-0",
    "note": "bg-neutral-900 px-3 py-1.5 text-xs text-amber-200",
    "said": "max-h-24 overflow-y-auto bg-neutral-900 px-3 py-1.5 text-sm whitespace-pre-line",
    "asked": "flex flex-col gap-1 text-sm",
    "typed": f"{_SELECT} !whitespace-pre-wrap p-2",
    "deeds": "flex flex-wrap gap-2",
    "label": "bg-neutral-900 px-3 py-1.5 text-center text-xs text-neutral-300",
    "help": (
        "absolute inset-2 z-30 m-auto flex h-fit max-h-full max-w-lg flex-col gap-3 "
        "overflow-y-auto rounded-xl border border-neutral-700 bg-neutral-900 p-4 shadow-lifted"
    ),
    "keys": (
        "grid grid-cols-1 gap-x-6 gap-y-1 text-sm sm:grid-cols-2 "
        "[&_div]:flex [&_div]:gap-3 [&_dt]:w-20 [&_dt]:shrink-0 [&_dt]:text-neutral-400"
    ),
}


def _keys() -> list[tuple[str, str]]:
    """Say what each key does."""
    return [
        ("W P Z S", t("Window, move, zoom, scroll")),
        ("L, A", t("Length, angle; Enter begins and ends, arrows lead")),
        ("↑ ↓ ← →", t("Previous and next image")),
        ("⇧ ↑ ↓ ← →", t("Move the image")),
        ("+ -", t("Zoom")),
        ("[ ]", t("Less and more contrast")),
        (", .", t("Lighter and darker")),
        ("0, 1", t("Reset, true size of the pixels")),
        ("I R H V", t("Invert, turn, mirror")),
        ("␣", t("Play and pause")),
        ("Del", t("Remove the measurement that is chosen")),
        ("F", t("Full screen")),
    ]


def _tools() -> dict[str, str]:
    """Name what can be done."""
    return {
        "tools": t("Tools"),
        "window": t("Brightness and contrast"),
        "pan": t("Move"),
        "zoom": t("Zoom"),
        "scroll": t("Scroll through the images"),
        "length": t("Measure a length"),
        "angle": t("Measure an angle"),
        "auto": t("Brightness and contrast by itself"),
        "invert": t("Invert"),
        "turn": t("Turn"),
        "mirror": t("Mirror left and right"),
        "upend": t("Mirror top and bottom"),
        "actual": t("True size of the pixels"),
        "reset": t("Reset"),
        "clear": t("Remove all measurements"),
        "presets": t("Presets"),
        "beside": t("Side by side"),
        "full": t("Full screen"),
        "help": t("Keys"),
        "mark": t("Key image"),
        "note": t("What should the customer see here?"),
        "keep": t("Save"),
        "unmark": t("No key image any more"),
        "more": t("More"),
        "close": t("Close"),
    }


def _said() -> dict[str, object]:
    """Name what is seen, and say what is wrong with it."""
    return {
        "canvas": t("Image. Keys: W window, P move, L length, question mark for all."),
        "series": t("Series"),
        "frame": t("Image"),
        "speed": t("Speed"),
        "play": t("Play"),
        "pause": t("Pause"),
        "center": "C",
        "width": "W",
        "loading": t("Loading…"),
        "failed": t("The image could not be loaded. Please check the connection."),
        "damaged": t("Parts of this image are missing."),
        "overlays": t("The file holds drawings of the device that are not shown here."),
        "label": t("For information, not for diagnosis"),
        "keys": _keys(),
    }


def _marked(
    id: rx.Var[str], number: rx.Var[int], note: rx.Var[str]
) -> tuple[rx.Var[str], rx.Var[int], rx.Var[str]]:
    """Tell which frame of which file is a key image, and why."""
    return id, number, note


def _unmarked(id: rx.Var[str], number: rx.Var[int]) -> tuple[rx.Var[str], rx.Var[int]]:
    """Tell which frame of which file is none any more."""
    return id, number


class ImageViewer(rx.Component):
    """Shows the images of the record that the address ends with."""

    library = script(__file__, "viewer.jsx")
    tag = "ImageViewer"
    looks: rx.Var[dict[str, str]]
    words: rx.Var[dict[str, object]]
    turn: rx.Var[int]  # counts what has changed the record's images
    on_mark: rx.EventHandler[_marked]
    on_unmark: rx.EventHandler[_unmarked]


def viewer(**more: Any) -> rx.Component:
    """Show the images of the record in the address.

    Args:
        more: What marks key images, where that is done.
    """
    for part in _PARTS:
        script(__file__, part)
    return ImageViewer.create(looks=_LOOKS, words=_tools() | _said(), **more)
