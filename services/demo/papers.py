"""The papers that customers and the clinic handed in, drawn as a scanner would see them."""

from functools import cache
from io import BytesIO
from time import struct_time
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from models.documents import Document, DocumentPage, DocumentState
from services.bell import Told
from services.core import files
from services.demo import vouching
from services.demo.book import Book, chance, stable, tome
from services.demo.clinic import ring
from services.demo.people import Animal

_WIDE, _HIGH = 850, 1100  # pixels of a letter page
_INK, _BLUE, _FADED = (44, 42, 48), (38, 62, 140), (130, 124, 118)
_LINES = ("Rabies", "Distemper / parvo", "Bordetella", "Leptospirosis", "Panleukopenia")


def hand_in(book: Book, animals: list[Animal]) -> None:
    """Note down the documents."""
    pets = {animal.key: animal for animal in animals}
    for who, pet, days, state, form, name, ours, reason in tome("documents")["papers"]:
        animal = pets[pet]
        day = book.ago(days / 365.25)
        typed = form == "typed"
        content = (
            vouching.certificate(animal.name, day)
            if typed
            else page(animal.name, animal.breed, name, form)
        )
        paper = book.add(
            Document(
                id=stable("document", who, name),
                created_at=book.moment(day, 300),
                customer_id=stable("customer", who),
                pet_id=animal.id,
                file=files.keep(content),
                name=name,
                media_type="image/jpeg" if form == "scan" else "application/pdf",
                size_bytes=len(content),
                state=DocumentState(state),
                reason=reason,
                from_clinic=ours,
                customer_may_see=True,
            )
        )
        book.add(vouching.drawn(paper) if typed else _drawn(paper, animal, name))
        if typed:  # the others are read when somebody opens them
            book.add(vouching.reading(paper))
        if paper.state is DocumentState.RECEIVED and not ours:
            ring(book, Told.DOCUMENT_UPLOADED, paper, paper.created_at)


def _drawn(paper: Document, animal: Animal, title: str) -> DocumentPage:
    """Draw a paper's page; of a scan that is the scan itself."""
    shown = BytesIO()
    if paper.media_type != "image/jpeg":
        _certificate(animal.name, animal.breed, title).save(shown, "JPEG", quality=80)
    return DocumentPage(
        id=stable("document page", str(paper.id)),
        created_at=paper.created_at,
        customer_id=paper.customer_id,
        document_id=paper.id,
        number=1,
        file=files.keep(shown.getvalue()) if shown.tell() else paper.file,
        width=_WIDE,
        height=_HIGH,
    )


@cache
def page(name: str, breed: str, title: str, form: str) -> bytes:
    """Draw a vaccination certificate, as a clean PDF or as a crooked scan."""
    image = _certificate(name, breed, title)
    file = BytesIO()
    if form == "pdf":
        _save_pdf(image, file)
    else:
        _scanned(image, title).save(file, "JPEG", quality=80)
    return file.getvalue()


def _save_pdf(image: Image.Image, file: BytesIO) -> None:
    moment = struct_time((2020, 1, 1, 0, 0, 0, 2, 1, 0))  # the same bytes on every day
    image.save(file, "PDF", resolution=100, creationDate=moment, modDate=moment)


def _certificate(name: str, breed: str, title: str) -> Image.Image:
    luck = chance("certificate", name, title)
    image = Image.new("RGB", (_WIDE, _HIGH), (252, 250, 244))
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 40, _WIDE - 40, _HIGH - 40), outline=(150, 110, 70), width=3)
    draw.rectangle((50, 50, _WIDE - 50, _HIGH - 50), outline=(200, 176, 148), width=1)
    draw.text((90, 90), "WILLOW LANE VETERINARY CLINIC", _INK, font_size=34)
    draw.text((90, 136), "1 Willow Lane, Fernbrook, NY 12571  -  demo clinic", _FADED, font_size=18)
    draw.text((90, 200), "Certificate of vaccination", (160, 66, 26), font_size=44)
    for row, (label, said) in enumerate((("Name", name), ("Breed", breed), ("Chip", _chip(luck)))):
        draw.text((90, 290 + row * 44), label, _FADED, font_size=20)
        draw.text((220, 284 + row * 44), said, _BLUE, font_size=28)
        draw.line((215, 320 + row * 44, 760, 320 + row * 44), (205, 198, 188))
    _table(draw, luck)
    draw.ellipse((570, 880, 740, 1020), outline=(60, 90, 160), width=4)
    draw.text((606, 930), "WILLOW", (60, 90, 160), font_size=24)
    draw.text((614, 958), "LANE", (60, 90, 160), font_size=24)
    points = [(110 + step * 9, 950 + luck.uniform(-26, 22)) for step in range(24)]
    draw.line(points, _BLUE, 3, "curve")
    draw.text((110, 990), "Veterinarian", _FADED, font_size=18)
    return image


def _table(draw: ImageDraw.ImageDraw, luck: Any) -> None:
    for row, vaccine in enumerate(("Vaccine", *_LINES)):
        top = 460 + row * 62
        draw.line((90, top, 760, top), (190, 180, 168), 2)
        draw.text((100, top + 18), vaccine, _INK, font_size=22)
        said = ("Lot", "Given") if row == 0 else (_lot(luck), "see stamp")
        for x, text in zip((400, 580), said, strict=True):
            draw.text((x, top + 18), text, _FADED if row == 0 else _BLUE, font_size=22)
    draw.line((90, 832, 760, 832), (190, 180, 168), 2)


def _chip(luck: Any) -> str:
    return f"985 {luck.randrange(1000):03} {luck.randrange(10**9):09}"


def _lot(luck: Any) -> str:
    return f"{luck.choice('ABCDEFG')}{luck.randrange(10**5):05}"


def _scanned(image: Image.Image, title: str) -> Image.Image:
    """Lay a page on the glass a little crooked, with shadow and grain."""
    luck = chance("scanner", title)
    turned = image.rotate(luck.uniform(-2.4, 2.4), Image.Resampling.BICUBIC, fillcolor=(96, 92, 88))
    grain = np.random.default_rng(luck.randrange(2**32)).normal(0, 5, (_HIGH, _WIDE, 1))
    shadow = np.linspace(1.02, 0.86, _WIDE).reshape(1, _WIDE, 1)
    pixels = np.clip(np.asarray(turned, np.float32) * shadow + grain, 0, 255).astype(np.uint8)
    return Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(0.6))
