"""PDFs that are damaged, endless, enormous, or something else as well."""

import zlib

import pikepdf
from pikepdf import Dictionary, Name

from tests.hostile import raw
from tests.hostile.cases import DAMAGED, EMPTY, LARGE, MIXED, PAGES, PIXELS, TAKEN, TYPE, Case
from tests.papers import changed, pdf, png
from tests.telling import PHOTO

_MB = 2**20
_SCRIPT = b"<script>alert('hostile')</script>"


def _packed(size: int) -> bytes:
    """Pack zeros, a megabyte at a time."""
    packer, zeros = zlib.compressobj(9), bytes(_MB)
    return b"".join([*(packer.compress(zeros) for _ in range(size // _MB)), packer.flush()])


def _pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 3 + count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 20 20] >>"
    pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return raw.pdf([raw.CATALOG, pages, *[page] * count])


def _tree(*nodes: bytes) -> bytes:
    return raw.pdf([raw.CATALOG, *nodes])


def _deep(levels: int) -> bytes:
    nodes = [
        b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (n + 1, max(2, n - 1))
        for n in range(2, 2 + levels)
    ]
    leaf = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 20 20] >>" % (1 + levels)
    return _tree(*nodes, leaf)


def _objects(count: int) -> bytes:
    return raw.pdf(
        [raw.CATALOG, raw.ONE_PAGE, raw.PAGE % b"", raw.stream(b""), *[b"<< >>"] * count]
    )


def _bomb_of_objects() -> bytes:
    about = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
    bomb = raw.stream(_packed(40 * _MB), about)
    table = b"\x01\0\0\0" + b"\x02\0\5\0" * 3
    cross = b"/Type /XRef /Size 4 /W [1 2 1] /Root 1 0 R"
    made = raw.HEAD + b"5 0 obj\n" + bomb + b"\nendobj\n"
    end = b"6 0 obj\n" + raw.stream(table, cross) + b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(made)
    return made + end


def _image(about: bytes, content: bytes) -> bytes:
    given = b"/Type /XObject /Subtype /Image " + about
    return raw.page(
        b"200 0 0 200 0 0 cm /A Do", b"/XObject << /A 5 0 R >>", raw.stream(content, given)
    )


def _form(drawing: bytes, number: int) -> bytes:
    about = b"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A %d 0 R >> >>" % number
    return raw.stream(drawing, about)


def _again() -> bytes:
    with_eof = pdf()
    return with_eof + b"\n%%EOF\n"


def _loop() -> bytes:
    made = pdf()
    place = made.rindex(b"xref", 0, made.rindex(b"startxref"))
    return made.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % place)


def _outlines(one: pikepdf.Pdf) -> None:
    ring = one.make_indirect(Dictionary(Title="Round"))
    ring.Next = ring.First = ring.Parent = ring
    one.Root.Outlines = Dictionary(First=ring, Last=ring)


def _large() -> bytes:
    return changed(
        lambda one: one.Root.update({"/Noise": one.make_stream(bytes(26 * _MB))}),
        compress_streams=False,
    )


def _fonts(one: pikepdf.Pdf) -> None:
    for font in one.pages[0].obj.Resources.Font.values():
        broken = one.make_stream(b"\xff" * 5000, Length1=5000)
        font.FontDescriptor = Dictionary(FontFile2=broken, FontName=Name.X)


_DEEP_ARRAY = b"[" * 5000 + b"]" * 5000
_GRAY = b"/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter "
_WIDE = b"/Width 20000 /Height 20000 " + _GRAY
_ITSELF = _form(b"/A Do", 5)

CASES = [
    Case("no bytes at all", b"", EMPTY),
    Case("one byte", b"%", TYPE),
    Case("PDF: its first five bytes", b"%PDF-", DAMAGED),
    Case("PDF: head and end only", b"%PDF-1.7\n%%EOF", DAMAGED),
    Case("PDF: end only", b"%%EOF", TYPE),
    Case("PDF: first half", lambda: pdf()[: len(pdf()) // 2], DAMAGED),
    Case("PDF: last half", lambda: pdf()[len(pdf()) // 2 :], TYPE),
    Case("PDF: without its table", lambda: pdf()[:-300] + b"%%EOF", DAMAGED),
    Case("PDF: zeros for a middle", lambda: pdf()[:60] + bytes(4000) + pdf()[-200:], DAMAGED),
    Case("PDF: a table that leads to itself", _loop, DAMAGED),
    Case("PDF: of version 9.9", lambda: pdf().replace(b"%PDF-1.", b"%PDF-9."), TAKEN),
    Case("PDF: behind a few spaces", lambda: b"   " + pdf(), TAKEN),
    Case("PDF: behind many spaces", lambda: b" " * 64 + pdf(), TYPE),
    Case("PDF: behind a page of the web", lambda: b"<html>" + _SCRIPT + pdf(), TYPE),
    Case("PDF: behind a program", lambda: b"MZ\x90\0" + pdf(), TYPE),
    Case("PDF: behind a GIF", lambda: b"GIF89a" + pdf(), TYPE),
    Case("PDF: behind a mark of byte order", lambda: b"\xef\xbb\xbf" + pdf(), TYPE),
    Case("PDF: behind a picture", lambda: png() + pdf(), TAKEN, lacks=(b"%PDF",)),
    Case("PDF: before an archive", lambda: pdf() + b"PK\x03\x04 hostile", MIXED),
    Case("PDF: before a page of the web", lambda: pdf() + _SCRIPT, MIXED),
    Case("PDF: before a program", lambda: pdf() + b"MZ\x90\0" * 400, DAMAGED),
    Case("PDF: before a picture", lambda: pdf() + png(), MIXED),
    Case("PDF: before zeros", lambda: pdf() + bytes(100), TAKEN),
    Case("PDF: that ends twice", _again, TAKEN),
    Case(
        "PDF: a page of the web in a remark",
        lambda: pdf().replace(b"\n", b"\n%" + _SCRIPT + b"\n", 1),
        DAMAGED,
    ),
    Case("PDF: no pages", lambda: changed(lambda one: one.pages.__delitem__(0)), DAMAGED),
    Case("PDF: 50 pages", lambda: _pages(50), TAKEN),
    Case("PDF: 51 pages", lambda: _pages(51), PAGES),
    Case("PDF: 10,000 pages", lambda: _pages(10_000), PAGES),
    Case(
        "PDF: pages in a ring",
        lambda: _tree(
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
        ),
        DAMAGED,
    ),
    Case(
        "PDF: pages that are their own parent",
        lambda: _tree(b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>"),
        DAMAGED,
    ),
    Case("PDF: pages 400 levels deep", lambda: _deep(400), DAMAGED),
    Case(
        "PDF: says it has a million pages",
        lambda: _tree(
            b"<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 20 20] >>",
        ),
        DAMAGED,
    ),
    Case(
        "PDF: page of a thousand million points",
        lambda: raw.with_page({b"MediaBox": b"[0 0 1000000000 1]"}),
        DAMAGED,
    ),
    Case("PDF: page without a side", lambda: raw.with_page({b"MediaBox": b"[0 0 0 0]"}), TAKEN),
    Case("PDF: page of words", lambda: raw.with_page({b"MediaBox": b"[(a) (b) /c null]"}), TAKEN),
    Case("PDF: page upside down", lambda: raw.with_page({b"MediaBox": b"[200 200 0 0]"}), TAKEN),
    Case(
        "PDF: page as thin as a hair",
        lambda: raw.with_page({b"MediaBox": b"[0 0 9000 0.01]"}),
        TAKEN,
    ),
    Case("PDF: enormous unit", lambda: raw.with_page({b"UserUnit": b"75000"}), TAKEN),
    Case("PDF: 300,000 objects", lambda: _objects(300_000), PIXELS),
    Case("PDF: bomb of packed objects", _bomb_of_objects, DAMAGED),
    Case(
        "PDF: bomb in what is drawn",
        lambda: raw.pdf(
            [
                raw.CATALOG,
                raw.ONE_PAGE,
                raw.PAGE % b"",
                raw.stream(_packed(40 * _MB), b"/Filter /FlateDecode"),
            ]
        ),
        TAKEN,
    ),
    Case(
        "PDF: bomb in a bomb",
        lambda: raw.pdf(
            [
                raw.CATALOG,
                raw.ONE_PAGE,
                raw.PAGE % b"",
                raw.stream(
                    zlib.compress(_packed(40 * _MB), 9), b"/Filter [/FlateDecode /FlateDecode]"
                ),
            ]
        ),
        TAKEN,
    ),
    Case(
        "PDF: picture of 400 million points",
        lambda: _image(_WIDE + b"/FlateDecode", _packed(8 * _MB)),
        TAKEN,
    ),
    Case("PDF: photo that is none", lambda: _image(_WIDE + b"/DCTDecode", b"nothing"), TAKEN),
    Case(
        "PDF: JPEG 2000 that is none",
        lambda: _image(_WIDE + b"/JPXDecode", b"\0\0\0\x0cjP  "),
        TAKEN,
    ),
    Case("PDF: fax that is none", lambda: _image(_WIDE + b"/CCITTFaxDecode", b"\x55" * 999), TAKEN),
    Case(
        "PDF: JBIG2 that is none", lambda: _image(_WIDE + b"/JBIG2Decode", b"\x97JB2" * 99), TAKEN
    ),
    Case("PDF: unknown packing", lambda: _image(_WIDE + b"/Nonsense", b"x"), TAKEN),
    Case(
        "PDF: drawing that draws itself",
        lambda: raw.page(b"/A Do", b"/XObject << /A 5 0 R >>", _ITSELF),
        TAKEN,
    ),
    Case("PDF: drawing 20,000 levels deep", lambda: raw.page(b"q " * 20_000), TAKEN),
    Case("PDF: array 5,000 levels deep", lambda: raw.page(b"", b"", _DEEP_ARRAY), TAKEN),
    Case("PDF: drawing of noise", lambda: raw.page(bytes(range(256)) * 100), TAKEN),
    Case("PDF: outlines in a ring", lambda: changed(_outlines), TAKEN),
    Case("PDF: broken font", lambda: changed(_fonts), TAKEN),
    Case(
        "PDF: length that lies",
        lambda: raw.page(b"0 0 m").replace(b"/Length 5", b"/Length 9999999"),
        DAMAGED,
    ),
    Case("PDF: 26 MB", _large, LARGE),
    Case("PDF: called a photo", lambda: pdf(), TAKEN, called="IMG_0001.JPG"),
    Case("photo: called a PDF", PHOTO, TAKEN, called="Pass.pdf", lacks=(b"Kamera",)),
]
