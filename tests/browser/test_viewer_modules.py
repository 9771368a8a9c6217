"""The viewer's own modules in a real browser, given real frames: right greys, right lengths."""

import base64
import gzip
import json
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, Route
from pydicom import dcmread
from pydicom.dataset import FileDataset
from pydicom.pixels.processing import apply_modality_lut, apply_voi_lut, apply_windowing

from services.decoding.dicom import describing, frames, wire
from services.decoding.dicom.opening import opened
from tests import samples
from tests.scans import items, ramp, scan, written
from tests.services.decoding.dicom.test_bundled import listed, read
from tests.verdicts import FOLDER, Verdict

pytestmark = pytest.mark.spec("IMG-5")
MODULES = Path("components/viewer")
HOST = "http://viewer.test"
TABLE = {
    "LUTDescriptor": [4096, 0, 16],
    "LUTData": (np.sqrt(np.arange(4096) / 4095) * 65535).astype("<u2").tobytes(),
}
WINDOW = {"WindowCenter": 2048, "WindowWidth": 1500}
MADE = {
    "linear": WINDOW,
    "linear exact": WINDOW | {"VOILUTFunction": "LINEAR_EXACT"},
    "sigmoid": WINDOW | {"VOILUTFunction": "SIGMOID"},
    "table": {"VOILUTSequence": items(TABLE)},
    "white is low": WINDOW | {"PhotometricInterpretation": "MONOCHROME1"},
    "rescaled": {"WindowCenter": 40, "WindowWidth": 400, "RescaleSlope": 0.5}
    | {"RescaleIntercept": -1024},
}
GREYS = """async ({image, window}) => {
    const {Frames} = await import('/frames.js');
    const {initial, palette} = await import('/greys.js');
    const place = {id: 'x', number: 0, key: 'x/0', image};
    const frame = await new Frames().get(place);
    const chosen = window ?? initial(image, frame);
    const {colors, lowest} = palette(image, frame, chosen, false);
    const greys = Uint8Array.from(frame.levels[0].data, (value) => colors[value - lowest] & 255);
    return [btoa(greys.reduce((said, grey) => said + String.fromCharCode(grey), '')), chosen];
}"""


@dataclass
class Lone:
    """A blank page that has nothing but the viewer's modules, and one frame."""

    page: Page
    frame: wire.Wire | None = None

    def answer(self, route: Route) -> None:
        name = route.request.url.removeprefix(f"{HOST}/")
        if name.startswith("imaging/") and (made := self.frame):
            told = f"{made.media_type}; slope={made.slope}; intercept={made.intercept}"
            content = gzip.decompress(made.content) if made.gzipped else made.content
            route.fulfill(body=content, headers={"Content-Type": told})
        elif name:
            route.fulfill(body=(MODULES / name).read_text(), content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><html lang=en>", content_type="text/html")

    def greys(self, data: FileDataset) -> np.ndarray:
        """What the viewer draws of the first frame at first: shape (rows, columns)."""
        self.frame = wire.frame(data, 0)
        about = json.loads(json.dumps(asdict(describing.image(data))))
        drawn, self.window = self.page.evaluate(GREYS, {"image": about})
        return np.frombuffer(base64.b64decode(drawn), np.uint8).reshape(data.Rows, data.Columns)


@pytest.fixture(scope="module")
def lone(browser):
    context = browser.new_context()
    made = Lone(context.new_page())
    made.page.route(f"{HOST}/**", made.answer)
    made.page.goto(f"{HOST}/")
    yield made
    context.close()


def expected(data: FileDataset, window: dict[str, float] | None) -> np.ndarray:
    """What pydicom makes of the same frame, on a scale of 256 greys.

    Args:
        window: The one that the viewer has found by itself, where the file names none.
    """
    stored = frames.decoded(data, 0)
    looked_up = "ModalityLUTSequence" in data  # which is done while decoding
    values = stored if looked_up else apply_modality_lut(stored, data)
    if "VOILUTSequence" not in data and not describing.image(data).scale.windows:
        data.WindowCenter, data.WindowWidth = window["center"], window["width"]
    seen = apply_voi_lut(values, data, prefer_lut=True).astype(np.float64)
    low, high = _range(data, values)
    greys = np.floor((seen - low) / (high - low) * 255 + 0.5).clip(0, 255).astype(np.uint8)
    return 255 - greys if data.PhotometricInterpretation == "MONOCHROME1" else greys


def _range(data: FileDataset, values: np.ndarray) -> tuple[float, float]:
    """The lowest and the highest value that pydicom's windows lead to."""
    if table := describing.image(data).table:
        return 0, 2**table.bits - 1
    ends = np.array([-1e5, 1e5])
    low, high = apply_windowing(ends if values.dtype.kind == "f" else ends.astype(np.int64), data)
    return float(low), float(high)


def differs(lone: Lone, data: FileDataset) -> bool:
    ours = lone.greys(data)
    return bool(abs(ours.astype(int) - expected(data, lone.window)).max())


def are_greys(one: Verdict) -> bool:
    return one.greys and not one.tolerance  # values of 32 bits travel in steps


@pytest.mark.filterwarnings("ignore")  # of pydicom, at what some of the files hold
def test_the_greys_of_every_bundled_file_are_those_of_pydicom(lone):
    names = [name for name, one in listed().items() if are_greys(one)]

    wrong = [name for name in names if differs(lone, opened(FOLDER / name, pixels=True))]

    assert wrong == []
    assert len(names) > 50


@pytest.mark.parametrize("name", samples.SEEN)
def test_the_greys_of_every_made_file_are_those_of_pydicom(lone, name):
    data = dcmread(BytesIO(written(samples.SEEN[name]())))
    if describing.image(data).color:
        return

    assert not differs(lone, data)


@pytest.mark.parametrize("tags", MADE.values(), ids=MADE)
def test_each_way_from_values_to_greys_is_that_of_pydicom(lone, tags):
    data = dcmread(BytesIO(written(scan(ramp(64, 64), **tags))))

    ours = lone.greys(data)

    assert abs(ours.astype(int) - expected(data, lone.window)).max() == 0


def measured(lone, data, *points):
    about = json.loads(json.dumps(asdict(describing.image(data))))
    return lone.page.evaluate(
        """async ([image, points]) => {
            const {label} = await import('/marks.js');
            const kind = points.length > 2 ? 'angle' : 'length';
            return label(image, {kind, points});
        }""",
        [about, points],
    )


def test_the_ruler_agrees_with_the_caliper_of_a_real_machine(lone):
    caliper = [[330, 203], [330, 243.5]]  # its crosses; "1.06 cm" stands beside them

    assert measured(lone, read("examples_palette.dcm"), *caliper) == "10.6\N{NO-BREAK SPACE}mm"


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ({"Modality": "CT", "PixelSpacing": [0.5, 0.25]}, "25.0 mm"),
        ({"ImagerPixelSpacing": [0.5, 0.25]}, "≈ 25.0 mm"),
        ({"Modality": "CT", "PixelSpacing": [5, 2.5]}, "25.0 cm"),
        ({}, "100 px"),
    ],
)
def test_a_length_says_how_far_it_can_be_trusted(lone, tags, said):
    data = dcmread(BytesIO(written(scan(ramp(200, 200), **tags))))

    found = measured(lone, data, [10, 10], [110, 10])

    assert found.replace("\N{NO-BREAK SPACE}", " ") == said


def test_an_angle_is_that_of_the_body_not_of_the_pixels(lone):
    data = dcmread(BytesIO(written(scan(Modality="CT", PixelSpacing=[2, 1]))))

    assert measured(lone, data, [0, 0], [0, 10], [20, 10]) == "90.0°"
    assert measured(lone, data, [20, 0], [0, 10], [20, 10]) == "45.0°"
