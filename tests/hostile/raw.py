"""PDFs written by hand, since no library writes such ones."""

import zlib
from collections.abc import Mapping, Sequence

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << %s >> >>"
)


def stream(content: bytes, about: bytes = b"", *, packed: bool = False) -> bytes:
    """Write a stream."""
    if packed:
        content, about = zlib.compress(content, 9), about + b" /Filter /FlateDecode"
    length = b"<< /Length %d %s >>" % (len(content), about)
    return length + b"\nstream\n" + content + b"\nendstream"


def pdf(objects: Sequence[bytes], *, trailer: bytes = b"", head: bytes = HEAD) -> bytes:
    """Write a PDF of objects; the first is its catalog."""
    made, places = bytearray(head), []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    begin = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % begin)


def page(drawing: bytes, resources: bytes = b"", *more: bytes, packed: bool = False) -> bytes:
    """Write a PDF of one page with a drawing; what is more begins at object 5."""
    return pdf([CATALOG, ONE_PAGE, PAGE % resources, stream(drawing, packed=packed), *more])


def with_page(changes: Mapping[bytes, bytes], catalog: bytes = CATALOG) -> bytes:
    """Write a PDF whose only page has other values for some keys."""
    given = {b"MediaBox": b"[0 0 200 200]", b"Parent": b"2 0 R", **changes}
    entries = b" ".join(b"/%s %s" % item for item in given.items())
    return pdf([catalog, ONE_PAGE, b"<< /Type /Page %s >>" % entries])
