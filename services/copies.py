"""What is handed out in place of a file that came in: the same to look at, and it tells no more.

The file that came in may name its writer, their camera and where they stood; it stays as it came,
and nobody is sent it. What is here can be made again at any time: it is not backed up.
"""

import asyncio
from pathlib import Path

from services import pictures
from services.core import files, sniffing
from services.core.config import config
from services.core.errors import Invalid
from services.core.files import Incoming
from services.decoding import papers
from services.readers import Lost, Readers

PAPERS = Readers("services.decoding.paper_reader", at_once=2, most_bytes=192 * 2**20)
PDF = "application/pdf"
_CLEANER = 1  # a copy that another version of the cleaner made is not used
_SECONDS = 60.0  # for one copy, however busy the machine is
_SIDE = 6000  # px; of the longer side of a picture
_under_way: dict[str, asyncio.Future[Path]] = {}


async def of(digest: str) -> Path:
    """Return what is handed out in place of a kept file; of a DICOM file that is the file itself.

    Raises:
        Invalid: It is a PDF or a picture that cannot be read.
        OSError: It is not there.
    """
    media_type = await asyncio.to_thread(_type_of, files.path(digest))
    if media_type != PDF and not media_type.startswith("image/"):
        return files.path(digest)
    if (place := _place(digest)).exists():
        return place
    if digest not in _under_way:
        task = asyncio.ensure_future(_made(digest, media_type))
        _under_way[digest] = task
        task.add_done_callback(lambda _done: _under_way.pop(digest, None))
    return await asyncio.shield(_under_way[digest])


async def keep_pdf(file: Incoming) -> str:
    """Keep a PDF, and its copy beside it; return its SHA-256.

    Raises:
        Invalid: It cannot be read; says why in plain words. Nothing of it is kept.
    """
    made = await _of_pdf(file.path)
    try:
        digest = await asyncio.to_thread(file.keep)
        await asyncio.to_thread(keep, digest, made)
    finally:
        made.discard()
    return digest


def keep(digest: str, copy: Incoming) -> Path:
    """Keep the copy of a file for good; whoever looks for it finds all of it or nothing."""
    copy.finish()
    place = _place(digest)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy.path.chmod(0o600)
    copy.path.replace(place)
    return place


def tidy() -> None:
    """Remove the copies of files that are gone, and those of another version of the cleaner."""
    for place in _root().glob("??/*"):
        digest, _, version = place.name.partition(".")
        if version != str(_CLEANER) or not files.path(digest).exists():
            place.unlink(missing_ok=True)


def refusal(why: str) -> Invalid:
    """Say in plain words why a paper is not taken.

    Args:
        why: As the reader names it.
    """
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


async def _made(digest: str, media_type: str) -> Path:
    path = files.path(digest)
    if media_type == PDF:
        made = await _of_pdf(path)
    else:
        [picture] = await pictures.remade(path, [_SIDE], quality=88)
        made = await asyncio.to_thread(_laid, picture.content)
    try:
        return await asyncio.to_thread(keep, digest, made)
    finally:
        made.discard()


async def _of_pdf(path: Path) -> Incoming:
    try:
        answer = await PAPERS.spool({"path": str(path.resolve()), "copy": True}, _SECONDS)
        if "refused" not in answer.told:
            [made] = answer.contents
            return made
        refused = answer.told["refused"]
    except (Lost, ValueError):
        refused = ""
    raise refusal(refused)


def _laid(content: bytes) -> Incoming:
    made = Incoming()
    made.write(content)
    return made


def _type_of(path: Path) -> str:
    with path.open("rb") as file:
        return sniffing.type_of(file.read(sniffing.HEAD))


def _place(digest: str) -> Path:
    return _root() / digest[:2] / f"{digest}.{_CLEANER}"


def _root() -> Path:
    return config().data_dir / "copies"
