"""Pictures that are damaged, enormous, animated, or something else as well."""

import struct
import zlib
from io import BytesIO

from PIL import PngImagePlugin

from tests.hostile.cases import DAMAGED, PIXELS, TAKEN, TYPE, Case
from tests.papers import pdf, png
from tests.services.decoding.test_pictures import HEIC, drawn, tagged, written

_SCRIPT = b"<script>alert('hostile')</script>"
_MARKS = (b"hostile", b"PK\x03\x04", b"<?php", b"%PDF", b"Exif", b"MZ\x90")
JPEG, WEBP = written("JPEG"), written("WEBP")
_SIGN = b"\x89PNG\r\n\x1a\n"


def _chunk(kind: bytes, content: bytes) -> bytes:
    whole = kind + content
    return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))


def _png(width: int, height: int, *more: bytes, pixels: bytes = b"") -> bytes:
    about = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(pixels or bytes(1000), 9)
    return b"".join(
        [_SIGN, _chunk(b"IHDR", about), *more, _chunk(b"IDAT", packed), _chunk(b"IEND", b"")]
    )


def _after_head(content: bytes, more: bytes) -> bytes:
    """Put something behind the head of a PNG."""
    return content[:33] + more + content[33:]


def _segment(marker: int, content: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def _sized(content: bytes, width: int, height: int) -> bytes:
    """Have a JPEG say that it has another size."""
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", height, width) + content[at + 4 :]


def _heic_sized(width: int, height: int) -> bytes:
    made, at = bytearray(HEIC), HEIC.find(b"ispe")
    while at >= 0:
        made[at + 8 : at + 16] = struct.pack(">II", width, height)
        at = HEIC.find(b"ispe", at + 4)
    return bytes(made)


def _moving(form: str) -> bytes:
    out, frames = BytesIO(), [drawn(96 + 0 * n) for n in range(20)]
    frames = [
        frame.point(lambda value, n=n: (value + 9 * n) % 256) for n, frame in enumerate(frames)
    ]
    frames[0].save(out, form, save_all=True, append_images=frames[1:])
    return out.getvalue()


def _multi() -> bytes:
    out = BytesIO()
    other = drawn()
    other.save(out, "MPO", save_all=True, append_images=[drawn()], exif=tagged())
    return out.getvalue()


def _texts() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "<?php hostile ?>")
    info.add_itxt("XML:com.adobe.xmp", "hostile", zip=True)
    return written("PNG", pnginfo=info)


def _webp_sized(width: int, height: int) -> bytes:
    about = b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + about + WEBP[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


_INFLATED = zlib.compress(bytes(200 * 2**20), 9)

CASES = [
    *[
        Case(f"{form}: {name}", content, DAMAGED, called=f"photo.{form.lower()}")
        for form, whole in (("JPEG", JPEG), ("PNG", png()), ("WebP", WEBP), ("HEIC", HEIC))
        for name, content in (
            ("its first bytes", whole[:16]),
            ("first half", whole[: len(whole) // 2]),
            ("zeros behind its head", whole[:24] + bytes(2000)),
        )
    ],
    Case("PNG: 60 million pixels", lambda: png(10_000, 6_000), PIXELS),
    Case("PNG: says 900 million pixels", _png(30_000, 30_000), PIXELS),
    Case("PNG: says all the pixels there can be", _png(2**31 - 1, 2**31 - 1), PIXELS),
    Case("PNG: a line of 50 million pixels and one", _png(50_000_001, 1), PIXELS),
    Case("PNG: no side", _png(0, 10), DAMAGED),
    Case("PNG: fewer pixels than it says", _png(500, 500), DAMAGED),
    Case("PNG: wrong sums", png()[:-20] + b"\0\0\0\0" + png()[-16:], DAMAGED),
    Case("PNG: bomb in a text", _after_head(png(), _chunk(b"zTXt", b"k\0\0" + _INFLATED)), DAMAGED),
    Case(
        "PNG: bomb in a profile", _after_head(png(), _chunk(b"iCCP", b"k\0\0" + _INFLATED)), DAMAGED
    ),
    Case("PNG: bomb of pixels", _png(60, 40, pixels=bytes(100 * 2**20)), TAKEN),
    Case("PNG: texts that tell", _texts, TAKEN, lacks=_MARKS),
    Case("PNG: moves", lambda: _moving("PNG"), TAKEN, called="moves.apng"),
    Case("PNG: before a page of the web", png() + _SCRIPT, TAKEN, lacks=_MARKS),
    Case("PNG: before an archive", png() + b"PK\x03\x04 hostile", TAKEN, lacks=_MARKS),
    Case("PNG: in capital letters", png(), TAKEN, called="PHOTO.PNG"),
    Case("PNG: called a script", png(), TAKEN, called="photo.png.js"),
    Case("JPEG: says 4,000 million pixels", _sized(JPEG, 65_500, 65_500), PIXELS),
    Case("JPEG: no side", _sized(JPEG, 0, 0), DAMAGED),
    Case("JPEG: before an archive", JPEG + b"PK\x03\x04 hostile", TAKEN, lacks=_MARKS),
    Case("JPEG: before a PDF", lambda: JPEG + pdf(), TAKEN, lacks=_MARKS),
    Case("JPEG: before a program", JPEG + b"MZ\x90 hostile", TAKEN, lacks=_MARKS),
    Case("JPEG: a script as its comment", written("JPEG", comment=_SCRIPT), TAKEN, lacks=_MARKS),
    Case(
        "JPEG: a thousand comments",
        JPEG[:2] + _segment(0xFE, b"hostile" * 40) * 1000 + JPEG[2:],
        TAKEN,
        lacks=_MARKS,
    ),
    Case(
        "JPEG: a program beside its place",
        written("JPEG", exif=tagged() + b"<?php hostile"),
        TAKEN,
        lacks=_MARKS,
    ),
    Case("JPEG: two pictures in one", _multi, TAKEN, lacks=_MARKS),
    Case(
        "JPEG: a script for careless browsers",
        JPEG[:2] + _segment(0xE0, b"*/=alert('hostile')/*" * 9) + JPEG[2:],
        TAKEN,
        lacks=_MARKS,
    ),
    Case("JPEG: for printing", lambda: written("JPEG", drawn().convert("CMYK")), TAKEN),
    Case("JPEG: in capital letters", JPEG, TAKEN, called="DSC_0001.JPG"),
    Case("WebP: moves", lambda: _moving("WEBP"), TAKEN),
    Case("WebP: says 268 million pixels", lambda: _webp_sized(16_384, 16_384), PIXELS),
    Case("WebP: length that lies", WEBP[:4] + b"\xff\xff\xff\x7f" + WEBP[8:], DAMAGED),
    Case("WebP: before a page of the web", WEBP + _SCRIPT, TAKEN, lacks=_MARKS),
    Case("HEIC: says 3,600 million pixels", _heic_sized(60_000, 60_000), PIXELS),
    Case("HEIC: says 60 million pixels", _heic_sized(10_000, 6_000), PIXELS),
    Case("HEIC: its type only", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", DAMAGED),
    Case("HEIC: before an archive", HEIC + b"PK\x03\x04 hostile", TAKEN, lacks=_MARKS),
    Case("HEIC: called a PDF", HEIC, TAKEN, called="Pass.pdf", lacks=(b"Exif", b"52,31")),
    Case("AVIF", b"\0\0\0\x1cftypavif" + HEIC[12:], TYPE),
    Case("GIF", lambda: written("GIF"), TYPE, called="photo.gif"),
    Case("GIF: moves", lambda: _moving("GIF"), TYPE, called="photo.gif"),
    Case("GIF: called a JPEG", lambda: written("GIF"), TYPE, called="photo.jpg"),
    Case("GIF: enormous", b"GIF89a\xff\xff\xff\xff\0\0\0" + bytes(20), TYPE),
    Case("TIFF", lambda: written("TIFF"), TYPE, called="scan.tif"),
    Case("TIFF: a ring of directories", b"II*\0\x08\0\0\0\0\0\x08\0\0\0", TYPE),
    Case("BMP", lambda: written("BMP"), TYPE),
    Case("BMP: enormous", b"BM" + bytes(12) + struct.pack("<Iii", 40, 2**30, 2**30), TYPE),
    Case("ICO", lambda: written("ICO"), TYPE),
    Case("JPEG 2000", lambda: written("JPEG2000"), TYPE),
    Case("PSD", b"8BPS\0\x01" + bytes(20), TYPE),
    Case("PostScript", b"%!PS-Adobe-3.0 EPSF-3.0\n(hostile) run", TYPE),
    Case("film", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", TYPE),
]
