"""Files that the portal does not take, whatever they are called; and names that would mislead."""

import gzip
import io
import zipfile

from tests import scans
from tests.hostile.cases import TYPE, Case
from tests.papers import pdf

_PAGE = "<!DOCTYPE html><script>alert('hostile')</script>"
_DRAWING = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
_TEST_VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def _archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def _program_in_a_scan() -> bytes:
    return b"MZ\x90\0" + scans.written(scans.scan())[4:]


_OTHERS: dict[str, bytes] = {
    "page of the web": _PAGE.encode(),
    "page of the web: in capital letters": _PAGE.upper().encode(),
    "page of the web: behind a mark of byte order": b"\xef\xbb\xbf" + _PAGE.encode(),
    "page of the web: in two bytes a letter": _PAGE.encode("utf-16"),
    "page of the web: behind lines": b"\n" * 400 + _PAGE.encode(),
    "page of the web: as XML": b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>",
    "page of the web: in a letter": b"MIME-Version: 1.0\nContent-Type: text/html\n\n"
    + _PAGE.encode(),
    "drawing": _DRAWING.encode(),
    "drawing: as XML": b"<?xml version='1.0'?>" + _DRAWING.encode(),
    "drawing: behind a mark of byte order": b"\xef\xbb\xbf" + _DRAWING.encode(),
    "drawing: in two bytes a letter": _DRAWING.encode("utf-16"),
    "drawing: packed": gzip.compress(_DRAWING.encode()),
    "drawing: with entities without end": b"<!DOCTYPE svg [<!ENTITY a '&b;&b;'>]><svg>&a;</svg>",
    "archive": _archive(a=b"hostile"),
    "archive: bomb": _archive(a=bytes(50 * 2**20)),
    "archive: paths upwards": _archive(**{"../../a": b"hostile"}),
    "archive: a PDF inside": _archive(**{"Pass.pdf": pdf()}),
    "archive: empty": b"PK\x05\x06" + bytes(18),
    "archive: Word": _archive(**{"word/document.xml": b"<w/>", "[Content_Types].xml": b""}),
    "archive: Excel with macros": _archive(**{"xl/vbaProject.bin": b"hostile"}),
    "archive: Java": _archive(**{"META-INF/MANIFEST.MF": b"Main-Class: Hostile"}),
    "archive: 7z": b"7z\xbc\xaf\x27\x1c" + bytes(30),
    "archive: RAR": b"Rar!\x1a\x07\x01\0" + bytes(30),
    "archive: gzip": gzip.compress(pdf()),
    "archive: tar": b"a.pdf".ljust(257, b"\0") + b"ustar\x0000",
    "Word of former times": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    "RTF": b"{\\rtf1{\\object\\objdata hostile}}",
    "program: Windows": b"MZ\x90\0" + bytes(200),
    "program: Linux": b"\x7fELF\x02\x01\x01" + bytes(200),
    "program: macOS": b"\xcf\xfa\xed\xfe" + bytes(200),
    "program: Java class": b"\xca\xfe\xba\xbe\0\0\0\x34",
    "program: WebAssembly": b"\0asm\x01\0\0\0",
    "script: shell": b"#!/bin/sh\necho hostile\n",
    "script: Windows": b"@echo off\r\necho hostile\r\n",
    "script: PHP": b"<?php system('hostile');",
    "script: JavaScript": b"alert('hostile')",
    "shortcut": b"L\0\0\0\x01\x14\x02\0" + bytes(60),
    "virus for testing scanners": _TEST_VIRUS,
    "virus for testing scanners: in an archive": _archive(a=_TEST_VIRUS),
    "table with formulas": b"=cmd|'/c hostile'!A1,2\n",
    "calendar": b"BEGIN:VCALENDAR\nEND:VCALENDAR",
    "card": b"BEGIN:VCARD\nEND:VCARD",
    "JSON": b'{"__proto__": {}}',
    "sound": b"ID3\x04\0\0\0\0\0\0",
    "database": b"SQLite format 3\0" + bytes(84),
    "pickle": b"\x80\x04\x8c\x05posix\x94\x8c\x06system\x94\x93.",
    "noise": bytes(range(256)) * 20,
    "zeros": bytes(5000),
    "X-ray": scans.written(scans.scan()),
    "X-ray that is a program as well": _program_in_a_scan(),
}

CASES = [
    Case(name, content, TYPE, called=called)
    for number, (name, content) in enumerate(_OTHERS.items())
    for called in [("Pass.pdf", "photo.jpg", "scan.PNG")[number % 3]]
]

NAMES = {
    "../../etc/passwd.pdf": "passwd.pdf",
    "..\\..\\windows\\Pass.pdf": "Pass.pdf",
    "/etc/cron.d/Pass.pdf": "Pass.pdf",
    "C:\\Users\\me\\Pass.pdf": "Pass.pdf",
    "..": "document",
    ".": "document",
    "": "document",
    "   ": "document",
    "/": "document",
    "\0": "document",
    "Pass\0.exe.pdf": "Pass.exe.pdf",
    "Pass\u202efdp.exe": "Passfdp.exe",
    "\u2066Pass\u2069.pdf": "Pass.pdf",
    "Pa\u200bss\ufeff.pdf": "Pass.pdf",
    "Pass\r\nSet-Cookie: a=b.pdf": "Pass Set-Cookie: a=b.pdf",
    "Pass\t\x1b[31m.pdf": "Pass [31m.pdf",
    "x" * 300 + ".pdf": "x" * 146 + ".pdf",
    "x." + "y" * 300: "x." + "y" * 148,
    "R\u00f6ntgen \u732b \U0001f408.pdf": "R\u00f6ntgen \u732b \U0001f408.pdf",
    "Ro\u0308ntgen.pdf": "R\u00f6ntgen.pdf",
    "<img src=x onerror=alert(1)>.pdf": "<img src=x onerror=alert(1)>.pdf",
    "'; DROP TABLE document; --.pdf": "'; DROP TABLE document; --.pdf",
    "{{7*7}}.pdf": "{{7*7}}.pdf",
    "CON.pdf": "CON.pdf",
    "-rf.pdf": "-rf.pdf",
    "\ud800.pdf": "\ufffd\ufffd\ufffd.pdf",
    "PASS.PDF": "PASS.PDF",
}
