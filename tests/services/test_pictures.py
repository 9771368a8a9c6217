"""Pictures are read apart: whatever becomes of the reader, the portal goes on."""

import asyncio
import os
import signal
import struct
import subprocess
import sys
import zlib
from contextlib import suppress
from pathlib import Path

import pytest

from services import pictures
from services.core.errors import Invalid
from services.decoding import pictures as decoding
from services.pictures import Square

HEIC = Path("tests/fixtures/photo.heic")


def below(pid: int) -> list[int]:
    """The processes that a process has begun."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that has just ended
            found += [int(child) for child in task.read_text().split()]
    return found


def readers() -> list[int]:
    """Our children that read pictures."""
    return [
        child
        for child in below(os.getpid())
        if b"services.decoding.picture_reader" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


@pytest.fixture
def anew():
    """Begin and end without any child, so that each test has the kind it wants."""

    def forget():
        for child in [one for one in below(os.getpid()) if os.getpgid(one) == one]:
            os.killpg(child, signal.SIGKILL)

    forget()
    yield
    forget()


def png(side: int) -> bytes:
    """A white square, written line by line so that it never stands in memory."""
    squeezed, line = zlib.compressobj(1), b"\0" + b"\xff" * 3 * side
    body = b"".join(squeezed.compress(line) for _ in range(side)) + squeezed.flush()
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)), (b"IDAT", body)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in [*chunks, (b"IEND", b"")]
    )


@pytest.mark.spec("PET-5")
async def test_remade_says_what_a_reader_makes_of_a_picture():
    made = await pictures.remade(HEIC, [40, 20], part=Square())

    assert made == decoding.remake(HEIC, [40, 20], part=Square())


@pytest.mark.spec("PET-5", "GEN-5")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"GIF89a" + bytes(64), "JPEG, PNG, WebP or HEIC"),
        (HEIC.read_bytes()[:-200], "JPEG, PNG, WebP or HEIC"),
        (png(64)[:90], "JPEG, PNG, WebP or HEIC"),
        (png(7_200), "50 million"),
    ],
    ids=["gif", "cut short", "a stump", "a bomb"],
)
async def test_remade_refuses_in_words_what_cannot_be_read(content, said, tmp_path):
    place = tmp_path / "picture"
    place.write_bytes(content)

    with pytest.raises(Invalid, match=said) as refusal:
        await pictures.remade(place, [40])

    assert refusal.value.field == "picture"


@pytest.mark.spec("OPS-11")
async def test_the_largest_picture_takes_no_memory_of_the_portal(tmp_path):
    place = tmp_path / "picture"
    place.write_bytes(png(7_000))
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts from here
    before = _peak()

    [made] = await pictures.remade(place, [40])

    assert (made.width, made.height) == (40, 40)
    assert _peak() - before < 40_000  # KiB; decoded it takes 147,000


def _peak() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


@pytest.mark.spec("OPS-11")
async def test_a_reader_that_dies_half_way_is_a_picture_that_cannot_be_read(anew, tmp_path):
    place = tmp_path / "picture"
    os.mkfifo(place)  # whoever opens it waits
    reading = asyncio.create_task(pictures.remade(place, [40]))
    while not (half_way := [one for child in readers() for one in below(child)]):
        await asyncio.sleep(0.02)

    os.kill(half_way[0], signal.SIGSEGV)

    with pytest.raises(Invalid, match="could not be read"):
        await reading
    assert len(await pictures.remade(HEIC, [40])) == 1


@pytest.mark.spec("OPS-11")
async def test_a_child_that_is_killed_half_way_keeps_nobody_waiting(anew, tmp_path):
    place = tmp_path / "picture"
    os.mkfifo(place)  # whoever opens it waits
    reading = asyncio.create_task(pictures.remade(place, [40]))
    while not [one for child in readers() for one in below(child)]:
        await asyncio.sleep(0.02)

    for child in readers():
        os.kill(child, signal.SIGKILL)

    async with asyncio.timeout(pictures._SECONDS / 2):
        with pytest.raises(Invalid, match="could not be read"):
            await reading
    assert len(await pictures.remade(HEIC, [40])) == 1


@pytest.mark.spec("OPS-11")
async def test_a_child_that_was_killed_between_two_pictures_is_replaced(anew):
    await pictures.remade(HEIC, [40])
    for child in readers():
        os.kill(child, signal.SIGKILL)
    while readers():  # what has ended has no command line any more
        await asyncio.sleep(0.02)

    assert len(await pictures.remade(HEIC, [40])) == 1


@pytest.mark.spec("OPS-11")
@pytest.mark.parametrize(
    "program",
    [
        "",
        "print('nonsense')",
        "print('{}')",
        "print('[]')",
        'print(\'{"made": [[1, 1]], "sizes": [100]}\')',
        'print(\'{"made": [[1, 1]], "sizes": [99999999999]}\')',
        'print(\'{"made": [[1, 1]], "sizes": [-1]}\')',
        'print(\'{"made": [[1, 1]], "sizes": []}\')',
        'print(\'{"made": 1, "sizes": []}\')',
        "print('x' * 2_000_000)",
        "import time; time.sleep(60)",
    ],
)
async def test_a_child_is_not_believed(anew, program, monkeypatch):
    monkeypatch.setattr(pictures._readers, "program", (sys.executable, "-c", program))
    monkeypatch.setattr(pictures, "_SECONDS", 2.0)

    with pytest.raises(Invalid, match="could not be read"):
        await pictures.remade(HEIC, [40])


@pytest.mark.spec("OPS-11")
def test_a_reader_can_take_little_memory_and_time_and_write_nothing(tmp_path):
    tries = f"""
import resource, signal
from services.decoding.answering import restrict
from services.decoding.picture_reader import MOST_MEMORY
restrict(MOST_MEMORY)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    bytearray(2 * 2**30)
except MemoryError:
    print("no memory")
try:
    with open({str(tmp_path / "file")!r}, "w") as file:
        file.write("x")
except OSError:
    print("no file")
print(resource.getrlimit(resource.RLIMIT_CPU), resource.getrlimit(resource.RLIMIT_CORE))
"""
    said = subprocess.run([sys.executable, "-c", tries], capture_output=True, text=True, check=True)

    assert said.stdout.splitlines() == ["no memory", "no file", "(20, 20) (0, 0)"]


@pytest.mark.parametrize("given", ["", "x", "nan", "inf", "-1", "1.01", "1e9", None, [], "1" * 99])
def test_square_refuses_what_is_no_fraction(given):
    with pytest.raises(Invalid):
        pictures.square(given, "0.5", "1")
    with pytest.raises(Invalid):
        pictures.square("0.5", "0.5", given)


def test_square_reads_fractions():
    assert pictures.square("0.25", 1, "0.5") == Square(0.25, 1.0, 0.5)
