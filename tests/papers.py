"""Papers as people send them, and as they had better not."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pikepdf
from fpdf import FPDF
from PIL import Image


def pdf(pages: int = 1, text: str = "Rabies, valid until 2027-03-05") -> bytes:
    """Write a PDF."""
    made = FPDF(format="a4")
    made.set_creation_date(datetime(2026, 1, 2, tzinfo=UTC))  # the same bytes every time
    for number in range(1, pages + 1):
        made.add_page()
        made.set_font("helvetica", size=20)
        made.cell(text=f"{text} ({number})")
    return bytes(made.output())


def changed(change: Any, **saved: Any) -> bytes:
    """Write a PDF with something done to it.

    Args:
        change: Is given the open PDF.
        saved: How it is saved, such as its encryption.
    """
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as opened:
        change(opened)
        opened.save(out, **saved)
    return out.getvalue()


def locked(*, user: str) -> bytes:
    """Write a PDF that whoever opens it needs a password for, unless that is empty."""
    return changed(lambda _opened: None, encryption=pikepdf.Encryption(user=user, owner="theirs"))


def png(width: int = 60, height: int = 40) -> bytes:
    """Write a picture."""
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


def opened(content: bytes) -> pikepdf.Pdf:
    """Open a PDF."""
    return pikepdf.open(BytesIO(content))
