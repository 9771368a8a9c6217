"""Files that were broken by chance end in an image or a code; what reads them goes on."""

import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest

from services.decoding.dicom import reader
from services.decoding.dicom.codes import Code
from services.imaging.reader import READERS
from services.readers import Lost
from tests import samples
from tests.verdicts import FOLDER

pytestmark = pytest.mark.spec("IMG-10")
SEEDS = (
    *("CT_small.dcm", "MR_small_RLE.dcm", "MR_small_jpeg_ls_lossless.dcm", "examples_overlay.dcm"),
    *("MR_small_jp2klossless.dcm", "SC_rgb_jpeg_gdcm.dcm", "SC_rgb_rle.dcm", "JPGExtended.dcm"),
    *("MR_small_implicit.dcm", "ExplVR_BigEnd.dcm", "image_dfl.dcm", "693_J2KI.dcm"),
    *("SC_rgb_small_odd_jpeg.dcm", "test-SR.dcm", "no_meta.dcm", "nested_priv_SQ.dcm"),
)
OLD = "CR, no header"
FEW, MANY = 500, 20_000
_LOST = 0.01  # of all files: those that took their reader along, which was replaced


def broken(content: bytes, luck: random.Random) -> bytes:
    """Return a file with a few of its bytes changed, lost, doubled or made up."""
    spoiled = bytearray(content)
    for _ in range(luck.choice((1, 1, 2, 4, 16))):
        at = luck.randrange(luck.choice((min(2_000, len(spoiled)), len(spoiled))))
        long = luck.choice((1, 2, 4, 30))
        match luck.randrange(5):
            case 0:
                spoiled[at : at + long] = luck.randbytes(long)
            case 1:
                spoiled[at] ^= 1 << luck.randrange(8)
            case 2:
                del spoiled[at : at + long]
            case 3:
                spoiled[at:at] = spoiled[at : at + long]
            case _:
                spoiled[at : at + 4] = luck.choice((b"\xff" * 4, b"\0" * 4, b"\xff\xff\xff\x7f"))
        spoiled = spoiled or bytearray(b"\0")
    return bytes(spoiled[: luck.randrange(1, len(spoiled) + 1)] if luck.random() < 0.1 else spoiled)


def resident(child: int) -> int:
    """The memory of a process, in bytes."""
    pages = int(Path(f"/proc/{child}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE")


async def outcome(asked: dict) -> str:
    try:
        told = (await READERS.ask(asked, 15)).told
    except Lost:
        return "lost"
    refused = told.get("refused") or told.get("code")
    return str(Code(refused)) if refused else "told"


async def read_all(place: Path, count: int) -> Counter[str]:
    """Have this many broken files described and drawn, one after the other."""
    seeds = [(FOLDER / name).read_bytes() for name in SEEDS] + [samples.FILES[OLD]()]
    luck = random.Random(20260101)
    found: Counter[str] = Counter()
    for number in range(count):
        place.write_bytes(broken(seeds[number % len(seeds)], luck))
        asked = {"path": str(place), "wanted": "description"}
        if (said := await outcome(asked)) == "told":
            said = await outcome({"path": str(place), "wanted": "frame", "number": 0})
        found[said] += 1
    place.write_bytes(seeds[0])
    assert await outcome({"path": str(place), "wanted": "frame", "number": 0}) == "told"
    return found


async def prove(place: Path, count: int) -> None:
    before = resident(os.getpid())

    found = await read_all(place, count)

    assert found.total() == count
    assert found["lost"] <= count * _LOST
    assert found["told"] > count / 10
    assert resident(os.getpid()) - before < 64 * 2**20


async def test_broken_files_end_in_an_image_or_a_code(tmp_path):
    await prove(tmp_path / "broken.dcm", FEW)


@pytest.mark.slow
async def test_very_many_broken_files_end_in_an_image_or_a_code(tmp_path):
    await prove(tmp_path / "broken.dcm", MANY)


@pytest.mark.parametrize("name", samples.BOMBS)
def test_a_bomb_is_refused_within_a_second_of_work(name, tmp_path):
    (tmp_path / "bomb.dcm").write_bytes(samples.BOMBS[name]())
    begun = time.process_time()

    told, _ = reader.read({"path": str(tmp_path / "bomb.dcm"), "wanted": "description"})
    if "refused" not in told:
        told, _ = reader.read({"path": str(tmp_path / "bomb.dcm"), "wanted": "frame", "number": 0})

    assert told.get("refused") or told.get("code")
    assert time.process_time() - begun < 1
