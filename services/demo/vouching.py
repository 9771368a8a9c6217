"""A certificate that another clinic has typed, for the portal to read as it reads everybody's."""

from datetime import UTC, date, datetime, timedelta

from fpdf import FPDF

from models.documents import Document, DocumentPage, DocumentReading
from services.core import files
from services.decoding import papers
from services.demo.book import stable

_YEAR = timedelta(days=365)
_COLUMNS = (20, 75, 115, 155)  # mm from the left
_SHOTS = (("Rabies", "R24817"), ("DHPP", "D90112"), ("Leptospirosis", "L55310"))


def certificate(pet: str, day: date) -> bytes:
    """Write a certificate of what a pet was given a week before a day."""
    given = day - timedelta(days=7)
    made = FPDF(format="letter")
    made.set_creation_date(datetime(2020, 1, 1, tzinfo=UTC))  # the same bytes all day long
    made.add_page()
    _write(made, 25, 20, "Fernbrook Mobile Vets", 18)
    _write(made, 45, 20, "Certificate of vaccination", 24)
    _write(made, 60, 20, f"Patient: {pet}", 13)
    rows = [("Vaccine", "Lot", "Date given", "Valid until")]
    rows += [(name, lot, _said(given), _said(given + _YEAR)) for name, lot in _SHOTS]
    for number, row in enumerate(rows):
        for left, said in zip(_COLUMNS, row, strict=True):
            _write(made, 80 + 11 * number, left, said, 12)
    return bytes(made.output())


def drawn(paper: Document) -> DocumentPage:
    """Draw its page."""
    [page] = papers.pdf(files.path(paper.file)).pages
    return DocumentPage(
        id=stable("document page", str(paper.id)),
        created_at=paper.created_at,
        customer_id=paper.customer_id,
        document_id=paper.id,
        number=1,
        file=files.keep(page.content),
        width=page.width,
        height=page.height,
    )


def reading(paper: Document) -> DocumentReading:
    """Have the portal read it once it runs."""
    return DocumentReading(
        id=stable("document reading", str(paper.id)),
        created_at=paper.created_at,
        customer_id=paper.customer_id,
        document_id=paper.id,
    )


def _write(made: FPDF, top: float, left: float, said: str, size: float) -> None:
    made.set_font("helvetica", size=size)
    made.text(left, top, said)


def _said(day: date) -> str:
    return f"{day:%m/%d/%Y}"
