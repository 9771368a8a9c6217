"""PDFs written anew: the same pages, without what the file tells beside them, hides or would do."""

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Name

from services.decoding import bare
from services.decoding.pictures import TooLarge

_MOST_OBJECTS = 200_000
_DEEPEST = 30  # dictionaries within one object

# What makes a PDF do something, or hides another file in it (ISO 32000-1, 7.11.4, 12.6 and 12.7).
_ACTIVE_KEYS = {"/AA", "/JS", "/JavaScript", "/EmbeddedFile", "/EmbeddedFiles", "/XFA"}
_ACTIVE_KINDS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/RichMediaExecute",
}  # fmt: skip
_ACTIVE_NOTES = {"/RichMedia", "/FileAttachment", "/Movie", "/Sound", "/Screen", "/3D"}

# What tells where, when, with what and by whom something was made (ISO 32000-1, 14.3 and 14.5;
# measures and points of a map: ISO 32000-2, 12.9 and 12.10).
_TOLD = {
    "/Metadata", "/PieceInfo", "/Thumb", "/LastModified", "/OPI", "/Alternates", "/EF", "/AF",
    "/Measure", "/PtData", "/VP",
}  # fmt: skip
_OF_NOTES = {"/T", "/M", "/CreationDate", "/NM"}  # who wrote a note, and when
_OF_FORMS = {"/M", "/CreationDate", "/NM"}  # of a field /T is its name
_CATALOG = {
    "/Type", "/Version", "/Pages", "/PageLabels", "/Outlines", "/Dests", "/Names", "/AcroForm",
    "/ViewerPreferences", "/PageMode", "/PageLayout", "/Lang", "/MarkInfo", "/StructTreeRoot",
    "/OCProperties", "/OutputIntents",
}  # fmt: skip
_PAGE = {
    "/Type", "/Parent", "/Resources", "/Contents", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox",
    "/ArtBox", "/Rotate", "/Group", "/Annots", "/UserUnit", "/Tabs", "/StructParents",
}  # fmt: skip
_LEADS = re.compile(rb"(https?|mailto|tel):|[^:]*$", re.IGNORECASE)  # where links may lead
_PLAIN = {"/FlateDecode", "/LZWDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode"}
_BARE = {"/DCTDecode": bare.jpeg, "/JPXDecode": bare.jpeg2000}


def acts(opened: pikepdf.Pdf) -> bool:
    """Tell whether a PDF would run, start or hide something where it is opened.

    Raises:
        TooLarge: It has too many objects to be looked through.
    """
    return any(
        set(each.keys()) & _ACTIVE_KEYS or _kinds(each) & _ACTIVE_NOTES or _is_order(each)
        for each in _dictionaries(opened)
    )


def cleaned(opened: pikepdf.Pdf) -> memoryview:
    """Write a PDF anew, with what its pages show alone. The open one is not to be used further.

    Raises:
        TooLarge: It has too many objects to be looked through.
    """
    _keep(opened.Root, _CATALOG)
    if names := opened.Root.get("/Names"):
        _keep(names, {"/Dests"})
    for page in opened.pages:
        _keep(page.obj, _PAGE)
    for each in _dictionaries(opened):
        _clean(each)
    for each in list(opened.objects):
        if isinstance(each, pikepdf.Stream):
            _bare(opened, each)
    if "/Info" in opened.trailer:
        del opened.trailer["/Info"]
    out = BytesIO()
    with warnings.catch_warnings(action="ignore"):  # of fields that no form lists
        opened.save(out, encryption=False, deterministic_id=True, preserve_pdfa=False)
    return out.getbuffer()


def _clean(each: Any) -> None:
    kinds = _kinds(each)
    if _is_order(each) or "/ByteRange" in each:  # or somebody's signature
        _keep(each, set())
        return
    _drop(each, _ACTIVE_KEYS | _TOLD)
    if str(each.get("/FT", "")) == "/Sig":
        _drop(each, {"/V"})
    if "/Rect" in each:
        _drop(each, _OF_FORMS if "/Widget" in kinds else _OF_NOTES)
    notes = each.get("/Annots")
    if isinstance(notes, pikepdf.Array):
        left: list[Any] = [one for one in list(notes) if not _kinds(one) & _ACTIVE_NOTES]  # pyright: ignore
        each["/Annots"] = pikepdf.Array(left)


def _bare(opened: pikepdf.Pdf, stream: pikepdf.Stream) -> None:
    """Take off a picture what it tells beside its pixels."""
    filters = _listed(stream.get("/Filter"))
    last = str(filters[-1]) if filters else ""
    if last in _BARE:
        *outer, parms = [None, *_listed(stream.get("/DecodeParms"))]
        content = stream.read_raw_bytes()
        if simple := filters[:-1]:
            wrapped = pikepdf.Stream(opened, content)
            wrapped.Filter = pikepdf.Array(simple)
            if any(isinstance(one, pikepdf.Dictionary) for one in outer):
                wrapped.DecodeParms = pikepdf.Array(outer[1:])
            content = wrapped.read_bytes()
        told = parms if isinstance(parms, pikepdf.Dictionary) else None
        stream.write(_BARE[last](content), filter=Name(last), decode_parms=told)
    elif "/Subtype" not in stream or str(stream.Subtype) == "/Form":
        _bare_drawing(stream, {str(one) for one in filters})


def _bare_drawing(stream: pikepdf.Stream, filters: set[str]) -> None:
    if filters <= _PLAIN:
        content = stream.read_bytes()
        if (made := bare.drawing(content)) != content:
            stream.write(made)


def _dictionaries(opened: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary of a PDF, those within others, too."""
    objects: Any = opened.objects
    if len(objects) > _MOST_OBJECTS:
        raise TooLarge
    waiting: list[tuple[Any, int]] = [(each, 0) for each in objects]
    while waiting:
        each, depth = waiting.pop()
        if isinstance(each, pikepdf.Stream):
            each = each.stream_dict
        if isinstance(each, pikepdf.Dictionary):
            yield each
            inside: list[Any] = [value for _key, value in each.items()]
        elif isinstance(each, pikepdf.Array):
            inside = list(each)  # pyright: ignore[reportUnknownVariableType, reportArgumentType]
        else:
            continue
        if depth < _DEEPEST:
            # What has a number of its own is in the list of objects already.
            waiting += [(one, depth + 1) for one in inside if _direct(one)]


def _direct(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and not value.is_indirect


def _is_order(found: Any) -> bool:
    """Tell whether a dictionary orders what nobody expects of a paper (ISO 32000-1, 12.6.4)."""
    address = found.get("/URI") if "/S" in found else None
    strange = address is not None and not _LEADS.match(bytes(address))
    return strange or bool(_kinds(found) & _ACTIVE_KINDS)


def _kinds(found: Any) -> set[str]:
    if not isinstance(found, pikepdf.Dictionary):
        return set()
    return {str(found.get(key, "")) for key in ("/S", "/Subtype")}


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]  # pyright: ignore


def _keep(each: Any, keys: set[str]) -> None:
    _drop(each, set(each.keys()) - keys)


def _drop(each: Any, keys: set[str]) -> None:
    for key in keys & set(each.keys()):
        del each[key]
