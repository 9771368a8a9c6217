"""Frames are decoded once, kept by their content, and go when they are needed no more."""

import asyncio
import os

import pytest

from services.core import files
from services.core.errors import TooMany
from services.decoding.dicom.codes import Code, Unviewable
from services.imaging import cache, frames, reader
from tests.scans import scan, written
from tests.services.test_pictures import below

pytestmark = pytest.mark.spec("IMG-8", "IMG-10")


@pytest.fixture
def digest():
    return files.keep(written(scan()))


@pytest.fixture
def asked(monkeypatch):
    """Note what the readers are asked for."""
    seen, ask = [], reader.READERS.ask

    async def noting(asked, seconds):
        seen.append((asked["number"], asked["side"]))
        return await ask(asked, seconds)

    monkeypatch.setattr(reader.READERS, "ask", noting)
    return seen


async def test_a_frame_is_decoded_once_for_all_who_look(digest, asked):
    await asyncio.gather(*(frames.frame(digest, 0) for _ in range(8)))
    kept = await frames.frame(digest, 0)

    assert asked == [(0, 0)]
    assert kept.path.stat().st_mode & 0o077 == 0
    assert kept.gzipped


async def test_small_pictures_are_frames_of_their_own(digest, asked):
    thumb = await frames.frame(digest, 0, frames.THUMB)
    await frames.frame(digest, 0)

    assert asked == [(0, frames.THUMB), (0, 0)]
    assert thumb.media_type == "image/webp"


async def test_what_cannot_be_shown_ends_in_its_code():
    digest = files.keep(written(scan(PixelData=b"\0\0")))

    with pytest.raises(Unviewable) as refusal:
        await frames.frame(digest, 0)

    assert refusal.value.code == Code.BAD_PIXELS


async def test_a_reader_that_dies_is_replaced(digest, monkeypatch):
    program = reader.READERS.program
    monkeypatch.setattr(reader.READERS, "program", (program[0], "-c", "print('nonsense')"))
    for child in [one for one in below(os.getpid()) if os.getpgid(one) == one]:
        os.killpg(child, 9)
    with pytest.raises(Unviewable) as refusal:
        await frames.frame(digest, 0)
    monkeypatch.setattr(reader.READERS, "program", program)

    assert (await frames.frame(digest, 0)).media_type.startswith("application/")
    assert refusal.value.code == Code.TIMEOUT


async def test_too_many_at_once_are_asked_to_come_again(digest, monkeypatch):
    monkeypatch.setattr(frames, "_MOST_WAITING", 0)

    with pytest.raises(TooMany):
        await frames.frame(digest, 0)


async def test_frames_go_with_their_file(digest):
    kept = await frames.frame(digest, 0)
    cache.tidy()
    assert kept.path.exists()

    files.path(digest).unlink()
    cache.tidy()

    assert not kept.path.exists()


async def test_those_asked_for_longest_ago_make_room(digest):
    old, new = await frames.frame(digest, 0), await frames.frame(digest, 0, frames.THUMB)
    os.utime(old.path, (1, 1))

    cache.tidy(new.path.stat().st_size)

    assert not old.path.exists()
    assert new.path.exists()
    assert cache.find(digest, "f-0") is None
