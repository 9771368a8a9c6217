"""Every file that pydicom brings along: an image that equals pydicom's own, or the right code."""

from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import FileDataset

from docs import list_dicom_files
from services.decoding.dicom import frames, reader, wire
from services.decoding.dicom.opening import opened
from tests import samples
from tests.verdicts import FOLDER, Verdict, bundled, verdict

pytestmark = pytest.mark.spec("IMG-5", "IMG-6", "IMG-10")
BROKEN = {
    "badVR.dcm": "bad_pixels",
    "ExplVR_BigEndNoMeta.dcm": "not_dicom",
    "ExplVR_LitEndNoMeta.dcm": "not_dicom",
    "no_meta.dcm": "not_dicom",
    "rtstruct.dcm": "not_dicom",
    "JPEG2000-embedded-sequence-delimiter.dcm": "bad_pixels",
    "MR_truncated.dcm": "bad_pixels",
}
REFUSED = {
    "CR, no pixels": "no_pixels",
    "CR, empty pixels": "no_pixels",
    "CR, cut short": "bad_pixels",
    "a page of the web": "not_dicom",
    "bomb, deflated to 600 MB": "too_large",
    "bomb, 20,000 nested sequences": "malformed",
    "bomb, 65,535 rows and columns": "too_large",
    "bomb, 2,147,483,647 frames": "too_large",
    "bomb, JPEG larger than promised": "bad_pixels",
}
LOSSLESS = ["RLE", "JPEG lossless", "JPEG-LS", "JPEG 2000 lossless", "HTJ2K"]
OTHER = (".txt", ".icc", ".dump", ".json", ".gz")


def read(name: str) -> FileDataset:
    return opened(Path(str(get_testdata_file(name))), pixels=True)


@cache
def listed() -> dict[str, Verdict]:
    return {name: verdict(FOLDER / name) for name in bundled()}


@cache
def made() -> dict[str, Verdict]:
    """What becomes of the files that are made where the bundled ones are not enough."""
    verdicts = {}
    with TemporaryDirectory() as folder:
        for name, make in samples.FILES.items():
            (place := Path(folder) / "made.dcm").write_bytes(make())
            verdicts[name] = verdict(place)
    return verdicts


def expected(name: str) -> str:
    """The code that a file ends in; empty where it is an image."""
    if name in BROKEN:
        return BROKEN[name]
    if name.endswith(OTHER) or Path(name).name == "README":
        return "not_dicom"
    data = pydicom.dcmread(FOLDER / name, force=True, stop_before_pixels=True)
    return "" if "Rows" in data else "no_image"


@pytest.mark.filterwarnings("ignore")
def test_every_bundled_file_is_the_image_that_pydicom_sees_or_the_right_code():
    found = listed()

    assert {name: one.code for name, one in found.items()} == {
        name: expected(name) for name in found
    }
    assert [name for name, one in found.items() if one.difference > one.tolerance] == []


def test_every_made_file_is_the_image_that_pydicom_sees_or_the_right_code():
    found = made()

    assert {name: str(one.code) for name, one in found.items() if one.code} == REFUSED
    assert [name for name, one in found.items() if one.difference > one.tolerance] == []


def test_the_list_in_the_docs_is_what_becomes_of_the_files():
    assert Path("docs/dicom-files.md").read_text() == list_dicom_files.page(listed(), made())


@pytest.mark.parametrize("packed", LOSSLESS)
def test_what_is_packed_without_loss_comes_out_as_it_went_in(packed):
    plain, unpacked = (
        frames.decoded(dcmread(BytesIO(samples.FILES[f"DX 14 bit, {name}"]())), 0)
        for name in ("explicit", packed)
    )

    assert (unpacked == plain).all()


@pytest.mark.parametrize("name", ["CR, no header", "CT, big endian"])
def test_a_file_without_a_header_gets_one(name, tmp_path):
    whole = samples.FILES[name]()
    content = whole if name == "CR, no header" else whole[samples.start(whole) :]
    (tmp_path / "old.dcm").write_bytes(content)

    told, [header] = reader.read({"path": str(tmp_path / "old.dcm"), "wanted": "description"})
    (tmp_path / "new.dcm").write_bytes(header + content)

    again = reader.read({"path": str(tmp_path / "new.dcm"), "wanted": "description"})
    assert again == (told, [])
    assert not verdict(tmp_path / "new.dcm").difference


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made: delattr(made, "SOPInstanceUID"),
        lambda made: setattr(made, "PixelData", made.PixelData + bytes(8)),
        lambda made: setattr(made, "PixelData", made.PixelData[:-8]),
    ],
    ids=["no identity", "too many pixels", "too few pixels"],
)
def test_a_file_without_a_header_that_is_not_certain_is_refused(spoil, tmp_path):
    spoil(data := samples.SEEN["CR, no window"]())
    (tmp_path / "old.dcm").write_bytes(samples.bare(data))

    told, _ = reader.read({"path": str(tmp_path / "old.dcm"), "wanted": "description"})

    assert told == {"refused": "not_dicom"}


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
