"""From what a device measured to what an eye can tell apart: windows and tables of grey values."""

import base64
from dataclasses import dataclass

import numpy as np
from pydicom.dataset import Dataset

from services.decoding.dicom import reading

_MOST_WINDOWS = 8
_MOST_ENTRIES = 65_536
_FUNCTIONS = ("LINEAR", "LINEAR_EXACT", "SIGMOID")


@dataclass(frozen=True)
class Window:
    """A range of values that is spread over all greys, in the unit of the rescaled values."""

    center: float
    width: float  # above 0
    name: str = ""


@dataclass(frozen=True)
class Table:
    """A VOI LUT: which grey a value becomes.

    Source:
        DICOM PS3.3, section C.11.2.1.1.
    """

    first: int  # the value that the first entry is for; lower ones become that, too
    bits: int  # of an entry
    entries: str  # unsigned 16 bit, little endian, in base 64


def function(data: Dataset) -> str:
    """Return how a window is applied; LINEAR unless another known one is named."""
    named = reading.words(data, "VOILUTFunction", 16)
    return named if named in _FUNCTIONS else "LINEAR"


def windows(data: Dataset, of_frame: Dataset | None = None) -> list[Window]:
    """List the windows that a device suggests: those of the frame, else those of the image.

    Pairs that are incomplete or impossible are left out.
    """
    for source in (of_frame, data):
        if source is not None and (found := _windows(source)):
            return found
    return []


def table(data: Dataset) -> Table | None:
    """Return the first VOI LUT of an image."""
    item = reading.first(data, "VOILUTSequence")
    if item is None:
        return None
    descriptor = [reading.number(one) for one in reading.several(item, "LUTDescriptor")]
    if len(descriptor) != 3 or None in descriptor:
        return None
    count, first, bits = (int(one or 0) for one in descriptor)
    entries = _entries(item, count or _MOST_ENTRIES, bits)
    if entries is None:
        return None
    return Table(first, bits, base64.b64encode(entries.tobytes()).decode())


def _windows(source: Dataset) -> list[Window]:
    centers = reading.several(source, "WindowCenter")[:_MOST_WINDOWS]
    widths = reading.several(source, "WindowWidth")[:_MOST_WINDOWS]
    names = reading.several(source, "WindowCenterWidthExplanation")
    found: list[Window] = []
    for place, (center, width) in enumerate(zip(centers, widths, strict=False)):
        middle, extent = reading.number(center), reading.number(width)
        if middle is None or not extent or not 0 < extent < 1e7 or abs(middle) > 1e7:
            continue
        name = str(names[place])[:24] if place < len(names) else ""
        found.append(Window(middle, extent, "".join(filter(str.isprintable, name)).strip()))
    return found


def _entries(item: Dataset, count: int, bits: int) -> np.ndarray | None:
    """Return the grey values: unsigned 16 bit, shape (count,)."""
    given = reading.value(item, "LUTData")
    if not 2 <= count <= _MOST_ENTRIES or not 8 <= bits <= 16 or given is None:
        return None
    if isinstance(given, bytes):
        wide = len(given) >= 2 * count
        entries = np.frombuffer(given, "<u2" if wide else "u1", count if len(given) >= count else 0)
    else:
        entries = np.array([reading.whole(one) & 0xFFFF for one in given][:count])
    return entries.astype("<u2") if len(entries) == count else None
