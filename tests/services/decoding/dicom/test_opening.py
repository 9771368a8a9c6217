"""Files that were made to break a reader end in a code, and take no memory."""

import struct
import tracemalloc
import zlib

import pytest
from pydicom.uid import DeflatedExplicitVRLittleEndian

from services.decoding.dicom import describing
from services.decoding.dicom.codes import Code, Unviewable
from services.decoding.dicom.opening import opened
from tests.scans import scan, written

pytestmark = pytest.mark.spec("IMG-10")
META = 132 + 12  # bytes in front of what the group's length counts


@pytest.fixture
def place(tmp_path):
    """Write a file and return where."""

    def put(content):
        path = tmp_path / "scan.dcm"
        path.write_bytes(content)
        return path

    return put


def deflated():
    """A deflated scan, and where its data set begins."""
    made = scan()
    made.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    content = written(made)
    return content, META + int.from_bytes(content[140:144], "little")


def test_a_deflated_file_is_inflated(place):
    content, _ = deflated()

    data = opened(place(content), pixels=True)

    assert data.PixelData == scan().PixelData


def test_a_deflated_bomb_is_refused_before_it_is_whole(place):
    content, start = deflated()
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    parts = [content[:start], squeezed.compress(struct.pack("<HH2sHI", 9, 0x1001, b"OB", 0, 2**30))]
    parts += [squeezed.compress(bytes(2**20)) for _ in range(300)]
    bomb = place(b"".join([*parts, squeezed.flush()]))
    tracemalloc.start()

    with pytest.raises(Unviewable) as refusal:
        opened(bomb, pixels=False)

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refusal.value.code == Code.TOO_LARGE
    assert most < 150 * 2**20


def test_sequences_nested_without_end_are_refused(place):
    content = written(scan())
    start = META + int.from_bytes(content[140:144], "little")
    one = struct.pack("<HH2sHI", 0x40, 0xA730, b"SQ", 0, 0xFFFFFFFF)
    one += struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)

    with pytest.raises(Unviewable) as refusal:
        opened(place(content[:start] + one * 20_000), pixels=False)

    assert refusal.value.code == Code.MALFORMED


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Code.NOT_DICOM),
        (b"<html><script>alert(1)</script></html>" + bytes(200), Code.NOT_DICOM),
        (b"%PDF-1.7" + bytes(300), Code.NOT_DICOM),
        (bytes(128) + b"DICM", Code.MALFORMED),
        (bytes(128) + b"DICM" + b"\xff" * 300, Code.MALFORMED),
    ],
)
def test_what_is_no_dicom_file_is_said_so(place, content, code):
    with pytest.raises(Unviewable) as refusal:
        describing.image(opened(place(content), pixels=False))

    assert refusal.value.code in (code, Code.NO_IMAGE, Code.UNSUPPORTED_CODEC)


def test_a_page_in_the_preamble_changes_nothing(place):
    content = written(scan())
    script = b"<html><script>alert(1)</script>".ljust(128)

    data = opened(place(script + content[128:]), pixels=True)

    assert describing.image(data).rows == 12
