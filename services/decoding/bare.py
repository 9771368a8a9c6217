"""Compressed pictures as they lie in PDFs, without what cameras and programs wrote beside them.

The pixels are not touched: nothing is decoded, and nothing loses quality.
"""

import re
from collections.abc import Iterator

_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length (ITU-T T.81, B.1.1.3)
_END, _SCAN, _JFIF, _ADOBE, _COMMENT = 0xD9, 0xDA, 0xE0, 0xEE, 0xFE
_SAID = {*range(0xE0, 0xF0), _COMMENT}  # what programs say, to each other or to people
_JFIF_LENGTH = 16  # without its thumbnail
_NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)  # ends what is compressed
_BOXES = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}  # of a JPEG 2000 file, those that draw


def jpeg(content: bytes) -> bytes:
    """Return a JPEG with its pixels alone; what is none becomes empty."""
    begin = content.find(b"\xff\xd8")
    if begin < 0:
        return b""
    found = _segments(content, begin + 2)
    return b"\xff\xd8" + b"".join(_kept(marker, content[at:end]) for marker, at, end in found)


def jpeg2000(content: bytes) -> bytes:
    """Return a JPEG 2000 picture, as a file or bare, with its pixels alone."""
    if content.startswith(b"\xff\x4f"):
        return _without_comments(content)
    return b"".join(
        head + (_without_comments(body) if kind == b"jp2c" else body)
        for kind, head, body in _boxes(content)
        if kind in _BOXES
    )


def drawing(content: bytes) -> bytes:
    """Blank what small pictures within a page's drawing tell beside their pixels."""
    begin = content.find(b"\xff\xd8\xff")
    if begin < 0:
        return content
    made = bytearray(content)
    while begin >= 0:
        for marker, at, end in _segments(content, begin + 2):
            if marker in _SAID and not _kept(marker, content[at:end]):
                made[at + 4 : end] = bytes(max(0, end - at - 4))
        begin = content.find(b"\xff\xd8\xff", begin + 3)
    return bytes(made)


def _segments(content: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield the marker, begin and end of each segment, up to the end of the first picture."""
    while at + 1 < len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker in _ALONE or marker == _END:
            end = at + 2
        else:
            end = at + 2 + max(2, int.from_bytes(content[at + 2 : at + 4]))
        if marker == _SCAN:
            found = _NEXT.search(content, end)
            end = found.start() if found else len(content)
        end = min(end, len(content))
        yield marker, at, end
        if marker == _END:
            return
        at = end


def _kept(marker: int, segment: bytes) -> bytes:
    if marker == _JFIF and segment[4:9] == b"JFIF\0":
        return b"\xff\xe0\x00\x10" + segment[4:_JFIF_LENGTH] + b"\0\0"
    if marker == _ADOBE and segment[4:9] == b"Adobe":  # says what its colours mean
        return b"\xff\xee\x00\x0e" + segment[4:16]
    return b"" if marker in _SAID else segment


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield the kind, head and body of each box (ISO/IEC 15444-1, annex I.4)."""
    at = 0
    while at + 8 <= len(content):
        size, kind, head = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(content[at + 8 : at + 16]), 16
        end = at + size if size else len(content)
        if end < at + head:
            return
        yield kind, content[at : at + head], content[at + head : end]
        at = end


def _without_comments(stream: bytes) -> bytes:
    """Blank the comments in the main header of a code stream (ISO/IEC 15444-1, annex A.9.2)."""
    made, at = bytearray(stream), 2
    while at + 4 <= len(stream) and stream[at : at + 2] != b"\xff\x90":
        length = int.from_bytes(stream[at + 2 : at + 4])
        if stream[at : at + 2] == b"\xff\x64":
            end = min(len(made), at + 2 + length)
            made[at + 6 : end] = bytes(max(0, end - at - 6))
        at += 2 + max(2, length)
    return bytes(made)
