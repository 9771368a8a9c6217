"""Where a message is written."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from components.ui.controls import ERROR, ICON_BUTTON, INPUT, LABEL, PRIMARY
from components.ui.scripts import script
from components.ui.tokens import FOCUS
from components.ui.upload import PICTURES
from services.core.i18n import t
from services.messaging import BODY_LIMIT, files
from states.base import PortalState
from states.messaging import ChannelRow, WritingState

script(__file__, "attaching.jsx")  # composer.jsx imports it

_TEXT = "whitespace-pre-wrap [overflow-wrap:anywhere]"
_LINE = f"{INPUT} field-sizing-content max-h-[40dvh] resize-none"
_CHOOSE = (
    "min-h-11 min-w-11 shrink-0 cursor-pointer items-center justify-center gap-2 "
    "rounded-xl px-3 text-sm font-semibold text-muted hover:bg-sunken hover:text-ink"
)
_FOCUSED = "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 outline-accent"
_CHIP = (
    "flex min-h-11 max-w-full grow basis-52 items-center gap-2 rounded-xl border pl-2 sm:max-w-72"
)
_LOOKS = {
    "list": "flex flex-col gap-3 empty:hidden",
    "waiting": "flex flex-col gap-1",
    "bubble": (
        "max-w-[min(85%,36rem)] self-end rounded-2xl rounded-br-md bg-accent-soft px-4 py-2.5 "
        f"opacity-70 {_TEXT}"
    ),
    "meta": "max-w-[85%] self-end text-end text-xs text-muted",
    "form": (
        "sticky bottom-(--below,0px) z-10 -mx-4 -mb-12 flex flex-col gap-1 border-t border-line "
        "bg-canvas px-4 pt-3 pb-3 sm:mx-0 sm:-mb-16 sm:px-0 sm:pb-4"
    ),
    "sheet": "flex flex-col gap-4",
    "row": "flex items-end gap-2",
    "column": "flex flex-col gap-2",
    "label": f"flex flex-col gap-1.5 {LABEL}",
    "field": f"{INPUT} font-normal",
    "select": f"{INPUT} cursor-pointer font-normal",
    "line": _LINE,
    "noteLine": f"{_LINE} border-warning bg-warning-soft",
    "extras": "flex flex-wrap items-center gap-x-5 gap-y-1 text-sm font-medium",
    "tick": "flex min-h-11 cursor-pointer items-center gap-2 [&_input]:size-5",
    "unable": "flex min-h-11 items-center gap-2 text-muted [&_input]:size-5",
    "replies": (
        f"ml-auto min-h-11 max-w-44 cursor-pointer rounded-xl border border-line bg-surface px-3 "
        f"{FOCUS}"
    ),
    "area": f"{INPUT} field-sizing-content max-h-[60dvh] min-h-36 resize-y",
    "button": f"{PRIMARY} shrink-0 self-end",
    "over": "rounded-2xl outline-2 outline-dashed outline-offset-4 outline-accent",
    "tools": "flex flex-wrap gap-2",
    "choose": f"{_CHOOSE} {_FOCUSED} inline-flex",
    "camera": f"{_CHOOSE} {_FOCUSED} hidden pointer-coarse:inline-flex",
    "tray": "flex flex-wrap gap-2",
    "chip": f"{_CHIP} border-line bg-surface",
    "failed": f"{_CHIP} basis-full border-danger bg-surface",
    "thumb": "size-11 shrink-0 rounded-lg bg-sunken object-cover",
    "name": "line-clamp-2 min-w-0 grow text-sm font-medium [overflow-wrap:anywhere]",
    "going": "flex min-w-0 grow flex-col gap-1 text-sm font-medium [overflow-wrap:anywhere]",
    "off": ICON_BUTTON,
    "again": f"cursor-pointer min-h-11 px-2 text-sm font-semibold text-accent {FOCUS}",
    "progress": "h-1.5 w-full accent-accent",
    "error": f"{ERROR} empty:hidden",
    "hint": "hidden text-xs text-muted pointer-fine:block empty:hidden",
}


def _told(typed: rx.Var[dict[str, Any]]) -> tuple[rx.Var[dict[str, Any]]]:
    return (typed,)


def _stays(thread: rx.Var[str], typing: rx.Var[bool]) -> tuple[rx.Var[str], rx.Var[bool]]:
    return thread, typing


class Composer(rx.Component):
    """Keeps what is typed until the server has it; see composer.jsx."""

    library = script(__file__, "composer.jsx")
    tag = "Composer"
    thread: rx.Var[str]
    in_address: rx.Var[bool]
    person: rx.Var[str]
    confirmed: rx.Var[str]
    refused: rx.Var[str]
    refusal: rx.Var[str]
    wrong: rx.Var[str]
    offline: rx.Var[bool]
    limit: rx.Var[int]
    topics: rx.Var[list[tuple[str, str]]]
    about: rx.Var[str]
    ready: rx.Var[bool]
    customer: rx.Var[str]
    looks: rx.Var[dict[str, Any]]
    words: rx.Var[dict[str, str]]
    staff: rx.Var[bool]
    replies: rx.Var[list[dict[str, str]]]
    channels: rx.Var[list[ChannelRow]]
    accept: rx.Var[str]
    most_bytes: rx.Var[int]
    most_files: rx.Var[int]
    on_send: rx.EventHandler[_told]
    on_stay: rx.EventHandler[_stays]


def composer(*, starts: bool = False, **props) -> rx.Component:
    """Let the reader write, into the thread of the page or a new one.

    Args:
        starts: Whether it begins a thread.
        props: Of staff: `staff`, `customer`, `replies`, `channels` and `on_stay`.
    """
    hint = t("Ctrl + Enter sends.") if starts else t("Enter sends, Shift + Enter begins a line.")
    return Composer.create(
        in_address=not starts,
        person=PortalState.person,
        confirmed=WritingState.confirmed,
        refused=WritingState.refused,
        refusal=WritingState.refusal,
        wrong=WritingState.field,
        offline=has_connection_errors,
        limit=BODY_LIMIT,
        topics=WritingState.topics,
        about=WritingState.about,
        ready=WritingState.ready,
        looks={**_LOOKS, **_icons()},
        words={**_words(), **_words_of_files(), "hint": hint},
        accept=f"{PICTURES},application/pdf,.pdf",
        most_bytes=files.MOST_BYTES,
        most_files=files.MOST,
        on_send=WritingState.send,
        **props,
    )


def _icons() -> dict[str, rx.Component]:
    names = {
        "icon": "send-horizontal",
        "clip": "paperclip",
        "lens": "camera",
        "paper": "file-text",
        "cross": "x",
    }
    return {
        use: rx.icon(name, size=20, aria_hidden="true", class_name="inline shrink-0")
        for use, name in names.items()
    }


def _words_of_files() -> dict[str, str]:
    return {
        "attach": t("Attach a picture or PDF"),
        "camera": t("Take a photo"),
        "files": t("Files of this message"),
        "wait": t("Please wait until all files are there, or remove them."),
        "many": t("At most 10 files fit into one message."),
        "cancel": t("Cancel"),
        "retry": t("Try again"),
        "remove": t("Remove"),
        "large": t("This file is too large."),
        "failed": t("This file could not be stored."),
        "broken": t("The connection broke off. Please try again."),
    }


def _words() -> dict[str, str]:
    return {
        "label": t("Write a message"),
        "body": t("Your message"),
        "placeholder": t("Write a message"),
        "send": t("Send"),
        "sending": t("Sending…"),
        "kept": t("Not sent yet. It is kept here and sent by itself once there is a connection."),
        "about": t("What is it about?"),
        "topic": t("Topic"),
        "topicHint": t("In a few words"),
        "topicMissing": t("Please say in a few words what it is about."),
        "missing": t("Please write something first."),
        "note": t("Internal note"),
        "notePlaceholder": t("Only staff see this note"),
        "replies": t("Saved replies"),
        "long": t("This is too long: at most 10,000 characters fit into one message."),
    }
