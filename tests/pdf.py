"""Reading a PDF as a person would: the text of each page, and how large the page is.

Just enough of the format for what our own library writes (ISO 32000-1, 7 and 9.10.3).
"""

import re
import zlib
from dataclasses import dataclass

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\sendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\nendstream", re.DOTALL)  # it may end with \r
_SHOWN = re.compile(
    rb"/F(\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) ?Tj|\[(.*?)\] ?TJ|(?<=\n)ET", re.DOTALL
)


@dataclass(frozen=True)
class Read:
    """What stands in a PDF."""

    pages: list[str]
    size: tuple[float, float]  # width and height of the first page, in points

    @property
    def text(self) -> str:
        return "\n".join(self.pages)


def read(content: bytes) -> Read:
    """Take a PDF apart; it must be one, and whole."""
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    fonts = _fonts(objects)
    pages = [body for body in objects.values() if b"/Type /Page\n" in body + b"\n"]
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert box
    return Read(
        [_text(_stream(objects[_reference(page, b"Contents")]), fonts) for page in pages],
        (float(box[1]), float(box[2])),
    )


def _fonts(objects):
    """Map each font's number to what its codes stand for."""
    resources = next(body for body in objects.values() if b"/Font <<" in body)
    found = {}
    for number, reference in re.findall(rb"/F(\d+) (\d+) 0 R", resources):
        font = objects[int(reference)]
        found[number] = _codes(_stream(objects[_reference(font, b"ToUnicode")]))
    return found


def _codes(cmap):
    codes = {}
    for code, text in re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>", cmap):
        codes[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return codes


def _reference(body, name):
    return int(re.search(rb"/" + name + rb" (\d+) 0 R", body)[1])


def _stream(body):
    inside = _STREAM.search(body)[1]
    return zlib.decompress(inside) if b"/FlateDecode" in body else inside


def _text(stream, fonts):
    said, codes = [], {}
    for font, single, several in re.findall(_SHOWN, stream):
        if font:
            codes = fonts[font]
        for piece in [single] if single else re.findall(rb"\(((?:\\.|[^\\)])*)\)", several):
            raw = re.sub(rb"\\([\\()nrt])", _escaped, piece)
            pairs = zip(raw[::2], raw[1::2], strict=True)
            said.append("".join(codes.get(high * 256 + low, "?") for high, low in pairs))
        said.append("\n")
    return re.sub(r"\n+", "\n", "".join(said))


def _escaped(found):
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(found[1], found[1])
