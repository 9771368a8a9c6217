"""What a file is, by its content: neither its name nor what a browser says of it counts."""

import re

HEAD = 1024  # bytes that tell what a file is
DICOM = "application/dicom"
_BEGINNINGS = (
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"....ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)", re.DOTALL), "image/heic"),
    (re.compile(rb".{128}DICM", re.DOTALL), DICOM),
    (re.compile(rb"\s{0,16}%PDF-"), "application/pdf"),
)


def type_of(head: bytes) -> str:
    """Tell what a file is from its first HEAD bytes; empty for what the portal does not take."""
    return next((media_type for begins, media_type in _BEGINNINGS if begins.match(head)), "")
