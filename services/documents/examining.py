"""What a paper is that somebody hands in: read apart, limited, and drawn page by page (DOC-5)."""

import asyncio
from collections.abc import Collection
from pathlib import Path, PurePath

from services import copies
from services.copies import PDF
from services.core import sniffing
from services.core.errors import Invalid
from services.core.files import Incoming
from services.documents.intake import Drawn, Stored
from services.readers import Lost, Told

_SECONDS = 60.0  # for one paper, however busy the machine is


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


async def stored(file: Incoming, name: str, media_type: str) -> Stored:
    """Look through a file in a process of its own, and keep it with its drawn pages.

    Args:
        name: As whoever sent it calls it.
        media_type: What it is by its content.

    Raises:
        Invalid: It is not taken; says why in plain words. Nothing of it is kept.
    """
    answer = await _examined(file.path, pdf=media_type == PDF)
    try:
        return await asyncio.to_thread(_kept, file, name, media_type, answer)
    except (LookupError, ValueError, TypeError):
        raise copies.refusal("") from None
    finally:
        for each in answer.contents:
            each.discard()


async def _examined(path: Path, *, pdf: bool) -> Told[Incoming]:
    asked = {"path": str(path.resolve()), "pdf": pdf}
    try:
        answer = await copies.PAPERS.spool(asked, _SECONDS)
    except Lost:
        raise copies.refusal("") from None
    if "refused" in answer.told:
        raise copies.refusal(str(answer.told["refused"]))
    return answer


def _kept(file: Incoming, name: str, media_type: str, answer: Told[Incoming]) -> Stored:
    *drawn, instead = answer.contents
    sides = [(int(width), int(height)) for width, height in answer.told["pages"]]
    active, picture = bool(answer.told["active"]), bool(answer.told["whole"])
    pages = [
        Drawn(each.keep(), width, height)
        for each, (width, height) in zip(drawn, sides, strict=True)
    ]
    digest, whole = file.keep(), instead.keep() if picture else ""
    if not picture:
        copies.keep(digest, instead)
    return Stored(
        digest=digest,
        name=f"{PurePath(name).stem or 'picture'}.jpg" if picture else name,
        media_type=media_type,
        size_bytes=file.size_bytes,
        pages=pages,
        whole=whole,
        active=active,
    )
