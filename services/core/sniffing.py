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
    # DICOM of old devices, which begins with its data set: group 0008, or a header without its mark
    (
        re.compile(rb"\x08\x00[\x00\x01\x05\x08\x12-\x18]\x00([A-Z]{2}|..\x00\x00)", re.DOTALL),
        DICOM,
    ),
    (re.compile(rb"\x00\x08\x00[\x00\x01\x05\x08\x12-\x18][A-Z]{2}"), DICOM),
    (re.compile(rb"\x02\x00\x00\x00UL\x04\x00"), DICOM),
)


def type_of(head: bytes) -> str:
    """Tell what a file is from its first HEAD bytes; empty for what the portal does not take."""
    return next((media_type for begins, media_type in _BEGINNINGS if begins.match(head)), "")
