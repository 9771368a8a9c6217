"""What a paper is that somebody hands in: read apart, limited, and drawn page by page (DOC-5)."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from services.core import sniffing
from services.core.errors import Invalid
from services.decoding import papers
from services.decoding.pictures import Picture
from services.readers import Lost, Readers

PDF = "application/pdf"
_SECONDS = 60.0  # for one paper, however busy the machine is
_readers = Readers("services.decoding.paper_reader", at_once=2, most_bytes=128 * 2**20)


@dataclass(frozen=True)
class Paper:
    """A paper that can be taken in."""

    media_type: str  # of what came in
    pages: list[Picture]
    whole: Picture | None  # what is handed out in place of a picture that came in
    active: bool  # a PDF that would run, start or hide something where it is opened


def type_of(head: bytes, taken: Collection[str]) -> str:
    """Tell what a file is from its first bytes.

    Args:
        taken: The media types that the clinic takes.

    Raises:
        Invalid: It is nothing that can be handed in.
    """
    media_type = sniffing.type_of(head)
    if media_type not in taken:
        names = ", ".join(sorted(named(one) for one in taken))
        raise Invalid("This type of file is not taken. Please send one of: {types}.", types=names)
    return media_type


def named(media_type: str) -> str:
    """Write a media type as people call it, such as PDF or WebP."""
    name = media_type.rpartition("/")[2]
    return "WebP" if name == "webp" else name.upper()


async def examined(path: Path, media_type: str) -> Paper:
    """Look through a file in a process of its own, and draw its pages.

    Raises:
        Invalid: It is not taken; says why in plain words.
    """
    pdf = media_type == PDF
    try:
        answer = await _readers.ask({"path": str(path.resolve()), "pdf": pdf}, _SECONDS)
        if not (refused := answer.told.get("refused", "")):
            whole = answer.contents.pop() if answer.told["whole"] else b""
            drawn = zip(answer.contents, answer.told["pages"], strict=True)
            pages = [Picture(content, width, height) for content, (width, height) in drawn]
            kept = Picture(whole, pages[0].width, pages[0].height) if whole else None
            return Paper(media_type, pages, kept, bool(answer.told["active"]))
    except (Lost, LookupError, ValueError, TypeError):
        refused = ""
    raise _refusal(refused)


def _refusal(why: str) -> Invalid:
    match why:
        case "Locked":
            return Invalid("This PDF opens with a password only. Please send it without.", "file")
        case "Mixed":
            return Invalid("This PDF holds something else as well, so it is not taken.", "file")
        case "TooLarge":
            return Invalid("This has too many pixels. At most 50 million are fine.", "file")
        case "TooLong":
            return Invalid("At most {most} pages are fine.", "file", most=papers.MOST_PAGES)
        case _:
            return Invalid("This file is damaged, or could not be read.", "file")
