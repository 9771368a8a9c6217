"""Files that tell more than they show, and all that can be read out of a file."""

import zlib
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.papers import changed
from tests.services.decoding.test_pictures import drawn, tagged, written

SECRET = b"Kamera"
TOLD = (SECRET, b"Exif", b"xmpmeta", b"2026:03:04", b"GPTS", b"ByteRange", b"app.alert")
XMP = b"<?xpacket begin=''?><x:xmpmeta>Kamera</x:xmpmeta>"
PHOTO = written("JPEG", exif=tagged(), comment=SECRET, xmp=XMP) + SECRET  # and after its end


def shown(opened: pikepdf.Pdf, content: bytes, *filters: Name, **more: Any) -> pikepdf.Stream:
    """Put a picture into a PDF."""
    return opened.make_stream(
        content,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=96,
        Height=64,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=filters[0] if len(filters) == 1 else Array(filters),
        **more,
    )


def jpeg2000() -> bytes:
    """Write a JPEG 2000 file with a comment, and a box that says where it was taken."""
    out = BytesIO()
    drawn().save(out, "JPEG2000", comment=SECRET)
    box = b"uuid" + b"JpgTiffExif->JP2" + tagged()
    return out.getvalue() + (len(box) + 4).to_bytes(4) + box


def _tell(one: pikepdf.Pdf) -> None:
    page, text = one.pages[0].obj, Dictionary(Producer="Kamera")
    place = Dictionary(Type=Name.Measure, Subtype=Name.GEO, GPTS=Array([52, 31]))
    signed = Dictionary(Type=Name.Sig, Location="Kamera", ByteRange=Array([0, 1, 2, 3]))
    script = Dictionary(S=Name.JavaScript, JS="app.alert('Kamera')")
    pictures = [
        shown(one, PHOTO, Name.DCTDecode, Metadata=one.make_stream(XMP), Measure=place),
        shown(one, zlib.compress(PHOTO), Name.FlateDecode, Name.DCTDecode),
        shown(one, jpeg2000(), Name.JPXDecode),
    ]
    page.Resources.XObject = Dictionary({f"/P{n}": each for n, each in enumerate(pictures)})
    inline = b"BI /W 96 /H 64 /CS /RGB /BPC 8 /F /DCT ID " + PHOTO[:-6] + b"\nEI Q"
    draw = b"".join(b"q 90 0 0 60 50 %d cm /P%d Do Q\n" % (100 * n, n) for n in range(3))
    page.Contents = one.make_stream(draw + b"q 90 0 0 60 50 400 cm " + inline)
    note = {"Type": Name.Annot, "Rect": Array([0, 0, 9, 9]), "M": "Kamera"}
    page.Annots = Array(
        [
            Dictionary(Subtype=Name.Text, Contents="Please look", T="Kamera", **note),
            one.make_indirect(
                Dictionary(Subtype=Name.Widget, FT=Name.Sig, T="Signature", V=signed, **note)
            ),
            Dictionary(Subtype=Name.FileAttachment, FS=Dictionary(F="Kamera"), **note),
            Dictionary(Subtype=Name.Link, A=script, **note),
        ]
    )
    page.PieceInfo = Dictionary(Kamera=Dictionary(Private=text, LastModified="Kamera"))
    page.Thumb = one.make_stream(SECRET)
    page.VP = Array([Dictionary(Measure=place)])
    one.Root.Metadata, one.Root.OpenAction = one.make_stream(XMP), script
    one.Root.AcroForm = Dictionary(Fields=Array([page.Annots[1]]), XFA=one.make_stream(SECRET))
    one.Root.Kamera = text
    one.attachments["Kamera.jpg"] = PHOTO
    one.docinfo["/Author"] = "Kamera"


def paper() -> bytes:
    """Write a PDF that tells in every way there is where and by whom it was made."""
    return changed(_tell)


def read_out(content: bytes) -> bytes:
    """Return a file and all that is compressed in it, so that words can be looked for."""
    if not content.startswith(b"%PDF"):
        kept = Image.open(BytesIO(content))
        return content + repr(sorted(kept.info)).encode()
    plain = BytesIO()
    with pikepdf.open(BytesIO(content)) as opened:
        streams = [each for each in opened.objects if isinstance(each, pikepdf.Stream)]
        inside = [_unpacked(each) for each in streams]
        opened.save(
            plain, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False
        )
    return b"".join([content, plain.getvalue(), *inside])


def _unpacked(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:  # a picture, which no filter of text is laid over
        return stream.read_raw_bytes()


def told(content: bytes) -> list[bytes]:
    """List what a file tells that it should not."""
    said = read_out(content)
    return [word for word in TOLD if word in said]
