"""Every file that pydicom brings along: an image that equals pydicom's own, or the right code."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.data import get_testdata_file
from pydicom.dataset import FileDataset

from services.decoding.dicom import frames, wire
from services.decoding.dicom.codes import Unviewable
from services.decoding.dicom.opening import opened
from services.decoding.dicom.wire import Wire

pytestmark = pytest.mark.spec("IMG-5", "IMG-6", "IMG-10")
FOLDER = Path(pydicom.__file__).parent / "data" / "test_files"
BROKEN = {
    "badVR.dcm": "bad_pixels",
    "ExplVR_BigEndNoMeta.dcm": "not_dicom",
    "ExplVR_LitEndNoMeta.dcm": "not_dicom",
    "no_meta.dcm": "not_dicom",
    "rtstruct.dcm": "not_dicom",
    "JPEG2000-embedded-sequence-delimiter.dcm": "bad_pixels",
    "MR_truncated.dcm": "bad_pixels",
}
OTHER = (".txt", ".icc", ".dump", ".json", ".gz")


def bundled() -> Iterator[str]:
    """The names of all files, those of the many that hold no image left out but one."""
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file() and "TINY_ALPHA" not in path.parts:
            yield str(path.relative_to(FOLDER))


def expected(name: str) -> str:
    """The code that a file ends in; empty where it is an image."""
    if name in BROKEN:
        return BROKEN[name]
    if name.endswith(OTHER) or Path(name).name == "README":
        return "not_dicom"
    data = pydicom.dcmread(FOLDER / name, force=True, stop_before_pixels=True)
    return "" if "Rows" in data else "no_image"


def unpacked(sent: Wire, rows: int, columns: int, *, signed: bool) -> np.ndarray:
    """What the viewer makes of grey values: the inverse of `packed`, written from its words."""
    plain = np.frombuffer(imagecodecs.gzip_decode(sent.content), np.uint8)
    if sent.media_type == wire.GREY_8:
        return np.cumsum(plain.reshape(rows, columns), axis=1, dtype=np.uint8)
    low, high = plain.reshape(2, rows, columns).astype(np.uint16)
    values = np.cumsum(low | high << 8, axis=1, dtype=np.uint16)
    return values.view(np.int16) if signed else values


def read(name: str) -> FileDataset:
    return opened(Path(str(get_testdata_file(name))), pixels=True)


@pytest.mark.parametrize("name", list(bundled()))
@pytest.mark.filterwarnings("ignore")
def test_a_bundled_file_is_the_image_that_pydicom_sees_or_the_right_code(name):
    if code := expected(name):
        with pytest.raises(Unviewable, match=code):
            wire.frame(opened(FOLDER / name, pixels=True), 0)
        return

    data = opened(FOLDER / name, pixels=True)
    sent = wire.frame(data, 0)

    theirs = pydicom.pixels.pixel_array(data, index=0)
    if sent.media_type.startswith("application/"):
        tolerance = 0 if sent.slope == 1 else sent.slope / 2  # of values that need 32 bits
        signed = theirs.dtype.kind == "i"
        ours = unpacked(sent, *theirs.shape, signed=signed).astype(np.float64)
        assert abs(ours * sent.slope + sent.intercept - theirs).max() <= tolerance


@pytest.mark.parametrize(
    "name", ["examples_rgb_color.dcm", "SC_rgb_rle.dcm", "SC_rgb_small_odd.dcm"]
)
def test_colours_travel_without_loss(name):
    sent = wire.frame(data := read(name), 0)

    ours = np.asarray(Image.open(BytesIO(sent.content)).convert("RGB"))
    assert (ours == pydicom.pixels.pixel_array(data, index=0)).all()


@pytest.mark.parametrize(
    "syntax", ["RLE", "bigendian", "expb", "implicit", "jp2klossless", "jpeg_ls_lossless", "padded"]
)
def test_one_image_is_the_same_in_every_syntax(syntax):
    plain = frames.decoded(read("MR_small.dcm"), 0)

    assert (frames.decoded(read(f"MR_small_{syntax}.dcm"), 0) == plain).all()
