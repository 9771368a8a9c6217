"""Frames as they travel: exactly what the file holds, and nothing that hides in it."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from pydicom import dcmread
from pydicom.encaps import encapsulate, get_frame
from pydicom.pixels.processing import apply_modality_lut, apply_voi_lut
from pydicom.uid import JPEGBaseline8Bit, RLELossless

from services.decoding.dicom import describing, frames, wire
from services.decoding.dicom.codes import Code, Unviewable
from tests.scans import grey, items, ramp, scan, written
from tests.services.decoding.dicom.test_bundled import read
from tests.verdicts import unpacked

pytestmark = pytest.mark.spec("IMG-5")


def back(made):
    """A file as it comes back from a disk."""
    return dcmread(BytesIO(written(made)))


def seen(content):
    return np.asarray(Image.open(BytesIO(content)).convert("L")).astype(int)


@pytest.mark.parametrize("kind", ["<u2", "<i2", "u1"])
def test_grey_values_come_out_as_they_went_in(kind):
    pixels = (ramp(31, 17, 60_000).astype(np.int64) - 30_000).astype(kind)
    made = scan()
    grey(made, pixels, stored=pixels.dtype.itemsize * 8)

    sent = wire.frame(back(made), 0)

    assert (unpacked(sent, 31, 17, signed=kind == "<i2") == pixels).all()


@pytest.mark.spec("IMG-7", "GEN-11")
def test_a_jpeg_travels_without_what_is_noted_in_it():
    data = read("examples_ybr_color.dcm")
    plain = get_frame(data.PixelData, 0, number_of_frames=30)
    noted = plain[:2] + b"\xff\xfe\x00\x0cMarigold 9" + b"\xff\xe1\x00\x0cExif Holli" + plain[2:]
    data.PixelData = encapsulate([noted] * 30)

    sent = wire.frame(data, 0)

    assert sent.media_type == "image/jpeg"
    assert not [word for word in (b"Marigold", b"Exif") if word in sent.content]
    assert Image.open(BytesIO(sent.content)).size == (320, 240)


@pytest.mark.spec("IMG-10")
def test_a_jpeg_of_another_size_than_promised_is_refused():
    content = BytesIO()
    Image.new("RGB", (3000, 3000)).save(content, "JPEG")
    made = scan(SamplesPerPixel=3, PlanarConfiguration=0, PhotometricInterpretation="YBR_FULL_422")
    made.BitsAllocated = made.BitsStored = 8
    made.HighBit = 7
    made.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
    made.PixelData = encapsulate([content.getvalue()])

    with pytest.raises(Unviewable) as refusal:
        wire.frame(back(made), 0)

    assert refusal.value.code == Code.BAD_PIXELS


@pytest.mark.spec("IMG-10")
@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda made: delattr(made, "PixelData"), Code.NO_PIXELS),
        (lambda made: setattr(made, "PixelData", b""), Code.NO_PIXELS),
        (lambda made: setattr(made, "PixelData", made.PixelData[:100]), Code.BAD_PIXELS),
    ],
    ids=["missing", "empty", "cut short"],
)
def test_pixels_that_are_not_all_there_are_said_so(spoil, code):
    spoil(made := scan())

    with pytest.raises(Unviewable) as refusal:
        wire.frame(back(made), 0)

    assert refusal.value.code == code


@pytest.mark.spec("IMG-10")
def test_a_decoder_that_panics_is_a_damaged_image():
    made = scan()
    made.file_meta.TransferSyntaxUID = RLELossless
    made.PixelData = encapsulate([b"\x02\0\0\0" + bytes(60) + b"\x81"])

    with pytest.raises(Unviewable) as refusal:
        wire.frame(back(made), 0)

    assert refusal.value.code == Code.BAD_PIXELS


@pytest.mark.parametrize("number", [-1, 1, 99])
def test_there_are_no_other_frames(number):
    with pytest.raises(Unviewable) as refusal:
        wire.frame(back(scan()), number)

    assert refusal.value.code == Code.NO_SUCH_FRAME


def test_a_table_of_the_device_is_applied_before_the_values_travel():
    entries = (np.arange(4096) // 2).astype("<u2")
    table = {"LUTDescriptor": [4096, 0, 16], "ModalityLUTType": "US", "LUTData": entries.tobytes()}
    data = back(scan(ModalityLUTSequence=items(table)))

    sent = wire.frame(data, 0)

    stored = frames.decoded(back(scan()), 0)
    assert (unpacked(sent, 12, 16, signed=False) == stored // 2).all()
    assert describing.image(data).scale.slope == 1


@pytest.mark.parametrize(
    "tags",
    [
        {"WindowCenter": 2048, "WindowWidth": 1500},
        {"WindowCenter": 300, "WindowWidth": 200, "RescaleSlope": 0.5, "RescaleIntercept": -100},
        {"WindowCenter": 2048, "WindowWidth": 1500, "PhotometricInterpretation": "MONOCHROME1"},
    ],
)
def test_a_small_picture_is_what_the_window_of_the_file_shows(tags):
    data = back(scan(ramp(200, 240), **tags))

    made = wire.picture(data, 0, 240)

    values = apply_voi_lut(apply_modality_lut(frames.decoded(data, 0), data), data)
    theirs = (values - values.min()) / (values.max() - values.min()) * 255
    theirs = 255 - theirs if data.PhotometricInterpretation == "MONOCHROME1" else theirs
    assert abs(seen(made.content) - theirs).mean() < 3  # of 255; the picture is lossy


def test_a_small_picture_of_an_outline_shows_it():
    data = read("liver_1frame.dcm")

    made = wire.picture(data, 0, 512)

    assert ((seen(made.content) > 127) == (frames.decoded(data, 0) > 0)).mean() > 0.99


def test_a_small_picture_keeps_its_shape_and_size():
    made = wire.picture(back(scan(ramp(400, 100))), 0, 64)

    assert Image.open(BytesIO(made.content)).size == (16, 64)
