"""Draws vaccination certificates whose content is known, as clinics make and phones see them."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO

import numpy as np
from fpdf import FPDF
from PIL import Image, ImageFilter

PAGE = (210.0, 297.0)  # mm
SIDE = 1600  # px; of the longer side of a page as the portal shows it
_PETS = ("Bella", "Rocky", "Mimi", "Balu", "Nala", "Simba")
_EN, _DE = "en", "de"
_VACCINES = {
    _EN: {
        "rabies": ("Rabies", "Rabies (killed)", "Rabies vaccine"),
        "dhpp": ("DHPP", "DA2PP", "Distemper / Parvo", "DAPP"),
        "leptospirosis": ("Leptospirosis", "Lepto 4"),
        "bordetella": ("Bordetella", "Kennel cough"),
    },
    _DE: {
        "rabies": ("Tollwut",),
        "dhpp": ("SHP", "Staupe", "SHPPi", "Parvovirose"),
        "leptospirosis": ("Leptospirose", "Lepto"),
        "bordetella": ("Zwingerhusten", "Bordetella"),
    },
}
_GIVEN = {
    _EN: ("Date given", "Given on", "Vaccinated on", "Administered"),
    _DE: ("Impfdatum", "Geimpft am", "Datum der Impfung", "Verabreicht am"),
}
_EXPIRES = {
    _EN: ("Valid until", "Expires", "Next due", "Due date", "Good through"),
    _DE: ("Gültig bis", "Nächste Impfung", "Fällig am", "Auffrischung", "Schutz bis"),
}
_TITLES = {_EN: "Certificate of vaccination", _DE: "Impfbescheinigung"}
_BORN = {_EN: "Date of birth", _DE: "Geburtsdatum"}
_NAME = {_EN: "Name", _DE: "Name"}
_ISSUED = {_EN: "Issued on", _DE: "Ausgestellt am"}
_CLINIC = {_EN: "Birch Hill Animal Clinic", _DE: "Tierarztpraxis am Park"}
_ADDRESS = {_EN: "12 Mill Road, 555-0142-77", _DE: "Parkweg 12, Tel. 030 555 142"}
_VACCINE = {_EN: "Vaccine", _DE: "Impfung"}
_SENTENCES = {
    _EN: ("was vaccinated against {name} on {given}.", "It is valid until {expires}."),
    _DE: ("wurde am {given} gegen {name} geimpft.", "Die Impfung ist gültig bis {expires}."),
}
_LOT = {_EN: "Lot", _DE: "Ch.-B."}
_VIAL = {_EN: "Lot exp.", _DE: "Verwendbar bis"}
_MONTHS = {
    _EN: ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December"),
    _DE: ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
          "Oktober", "November", "Dezember"),
}  # fmt: skip


@dataclass(frozen=True)
class Shot:
    """What a certificate says of one vaccine."""

    vaccine: str  # a key of _VACCINES
    given: date
    expires: date


@dataclass
class Certificate:
    """A certificate, and the truth about it."""

    layout: str
    language: str
    pdf: bytes
    shots: list[Shot]
    traps: list[date] = field(default_factory=list)  # days that are about no vaccination


class _Paper:
    """A page that is written on, line by line."""

    def __init__(self, luck: random.Random, language: str) -> None:
        self.luck, self.language, self.y = luck, language, 20.0
        self.pdf = FPDF(format="a4")
        self.pdf.add_page()
        self.pdf.set_auto_page_break(False)
        self.font = luck.choice(("helvetica", "times", "helvetica"))
        self.how = luck.choice(_STYLES[language])

    def write(self, x: float, said: str, size: float = 11, bold: bool = False) -> None:
        self.pdf.set_font(self.font, "B" if bold else "", size)
        self.pdf.text(x, self.y, said)

    def row(self, xs: Sequence[float], said: Sequence[str], bold: bool = False) -> None:
        for x, text in zip(xs, said, strict=True):
            self.write(x, text, 10, bold)
        self.y += 9

    def day(self, day: date) -> str:
        return self.how(day)

    def one(self, of: Mapping[str, Sequence[str]]) -> str:
        return self.luck.choice(list(of[self.language]))

    def vaccine(self, key: str) -> str:
        return self.luck.choice(_VACCINES[self.language][key])


_STYLES: dict[str, tuple[Callable[[date], str], ...]] = {
    _EN: (
        lambda day: f"{day:%m/%d/%Y}",
        lambda day: f"{day.month}/{day.day}/{day:%y}",
        lambda day: f"{_MONTHS[_EN][day.month - 1]} {day.day}, {day.year}",
        lambda day: f"{day.day:02}-{_MONTHS[_EN][day.month - 1][:3]}-{day.year}",
        lambda day: f"{day:%Y-%m-%d}",
    ),
    _DE: (
        lambda day: f"{day:%d.%m.%Y}",
        lambda day: f"{day.day}.{day.month}.{day:%y}",
        lambda day: f"{day.day}. {_MONTHS[_DE][day.month - 1]} {day.year}",
        lambda day: f"{day:%d.%m.%Y}",
    ),
}


def _head(paper: _Paper, traps: list[date]) -> None:
    born = _some_day(paper.luck, 2015, 2023)
    paper.write(20, _CLINIC[paper.language], 16, bold=True)
    paper.y += 7
    paper.write(20, _ADDRESS[paper.language], 9)
    paper.y += 14
    paper.write(20, _TITLES[paper.language], 18, bold=True)
    paper.y += 12
    paper.write(20, f"{_NAME[paper.language]}: {paper.luck.choice(_PETS)}")
    paper.write(110, f"Chip: 98514{paper.luck.randrange(10**10):010}")
    paper.y += 8
    paper.write(20, f"{_BORN[paper.language]}: {paper.day(born)}")
    traps.append(born)
    paper.y += 16


def _foot(paper: _Paper, shots: Sequence[Shot], traps: list[date]) -> None:
    issued = max(shot.given for shot in shots) + timedelta(days=paper.luck.randrange(1, 9))
    paper.y = 265
    paper.write(20, f"{_ISSUED[paper.language]} {paper.day(issued)}")
    traps.append(issued)


def _table(paper: _Paper, shots: Sequence[Shot], _traps: list[date]) -> None:
    xs = (20, 85, 125, 160)
    heads = _VACCINE[paper.language], _LOT[paper.language], paper.one(_GIVEN), paper.one(_EXPIRES)
    paper.row(xs, heads, bold=True)
    for shot in shots:
        lot, name = f"A{paper.luck.randrange(10**5):05}", paper.vaccine(shot.vaccine)
        paper.row(xs, (name, lot, paper.day(shot.given), paper.day(shot.expires)))


def _vials(paper: _Paper, shots: Sequence[Shot], traps: list[date]) -> None:
    """A table that also says until when the vials can be used."""
    xs = (15, 62, 84, 122, 160)
    heads = [one[paper.language] for one in (_VACCINE, _LOT, _VIAL)]
    paper.row(xs, (*heads, paper.one(_GIVEN), paper.one(_EXPIRES)), bold=True)
    for shot in shots:
        vial = shot.given + timedelta(days=paper.luck.randrange(60, 500))
        traps.append(vial)
        lot = f"{paper.luck.randrange(10**5):05}"
        said = lot, paper.day(vial), paper.day(shot.given), paper.day(shot.expires)
        paper.row(xs, (paper.vaccine(shot.vaccine), *said))


def _blocks(paper: _Paper, shots: Sequence[Shot], _traps: list[date]) -> None:
    for shot in shots:
        paper.write(20, paper.vaccine(shot.vaccine), 13, bold=True)
        paper.y += 7
        paper.write(26, f"{paper.one(_GIVEN)}: {paper.day(shot.given)}")
        paper.y += 7
        paper.write(26, f"{paper.one(_EXPIRES)}: {paper.day(shot.expires)}")
        paper.y += 12


def _letter(paper: _Paper, shots: Sequence[Shot], _traps: list[date]) -> None:
    for shot in shots:
        name = paper.vaccine(shot.vaccine)
        for line in _SENTENCES[paper.language]:
            given, expires = paper.day(shot.given), paper.day(shot.expires)
            paper.write(20, line.format(name=name, given=given, expires=expires))
            paper.y += 7
        paper.y += 5


def _columns(paper: _Paper, shots: Sequence[Shot], _traps: list[date]) -> None:
    """A table whose columns are the vaccines."""
    xs = (20, *(65 + 38 * number for number in range(len(shots))))
    paper.row(xs, ("", *(paper.vaccine(shot.vaccine) for shot in shots)), bold=True)
    paper.row(xs, (paper.one(_GIVEN), *(paper.day(shot.given) for shot in shots)))
    paper.row(xs, (paper.one(_EXPIRES), *(paper.day(shot.expires) for shot in shots)))


def _bare(paper: _Paper, shots: Sequence[Shot], _traps: list[date]) -> None:
    """A table that does not say which day is which."""
    for shot in shots:
        said = paper.vaccine(shot.vaccine), paper.day(shot.given), paper.day(shot.expires)
        paper.row((20, 110, 155), said)


LAYOUTS = {
    "table": _table,
    "vials": _vials,
    "blocks": _blocks,
    "letter": _letter,
    "columns": _columns,
    "bare": _bare,
}


def certificate(layout: str, language: str, seed: int, today: date) -> Certificate:
    """Draw a certificate; the same for the same seed and day."""
    luck = random.Random(f"{layout} {language} {seed}")
    keys = luck.sample(sorted(_VACCINES[language]), luck.randrange(1, 4))
    shots = [_shot(luck, key, today) for key in keys]
    traps: list[date] = []
    paper = _Paper(luck, language)
    _head(paper, traps)
    LAYOUTS[layout](paper, shots, traps)
    _foot(paper, shots, traps)
    return Certificate(layout, language, bytes(paper.pdf.output()), shots, traps)


def _shot(luck: random.Random, key: str, today: date) -> Shot:
    given = today - timedelta(days=luck.randrange(10, 900))
    years = luck.choice((1, 1, 3))
    day = min(given.day, 28)
    return Shot(key, given, date(given.year + years, given.month, day))


def _some_day(luck: random.Random, first: int, last: int) -> date:
    return date(luck.randrange(first, last), luck.randrange(1, 13), luck.randrange(1, 29))


# How a page comes in: as its text, or as a picture that something was done to.


def _scan(page: Image.Image, luck: random.Random) -> Image.Image:
    """A flatbed scanner: a little crooked, grey, grainy."""
    turned = page.convert("L").rotate(luck.uniform(-2, 2), Image.Resampling.BICUBIC, fillcolor=235)
    return _grainy(turned.filter(ImageFilter.GaussianBlur(0.7)).convert("RGB"), luck, 6)


def _blurred(page: Image.Image, luck: random.Random) -> Image.Image:
    return _grainy(page.filter(ImageFilter.GaussianBlur(luck.uniform(1.2, 1.9))), luck, 8)


def _photo(page: Image.Image, luck: random.Random) -> Image.Image:
    """A phone held at an angle over a table, in the light of one lamp."""
    wide, high = page.size
    table = Image.new("RGB", (round(wide * 1.15), round(high * 1.12)), (112, 92, 70))
    table.paste(page, (round(wide * 0.07), round(high * 0.06)))
    wide, high = table.size
    bent = [luck.uniform(0, 0.06) for _ in range(8)]
    seen = (
        wide * bent[0], high * bent[1], wide * bent[2], high * (1 - bent[3]),
        wide * (1 - bent[4]), high * (1 - bent[5]), wide * (1 - bent[6]), high * bent[7],
    )  # fmt: skip
    held = table.transform(table.size, Image.Transform.QUAD, seen, Image.Resampling.BICUBIC).rotate(
        luck.uniform(-4, 4), Image.Resampling.BICUBIC, fillcolor=(100, 82, 62)
    )
    light = np.linspace(1.05, luck.uniform(0.55, 0.8), wide).reshape(1, wide, 1)
    lit = Image.fromarray(np.clip(np.asarray(held) * light, 0, 255).astype(np.uint8))
    return _grainy(lit.filter(ImageFilter.GaussianBlur(0.8)), luck, 9)


def _sideways(page: Image.Image, luck: random.Random) -> Image.Image:
    return _scan(page, luck).rotate(luck.choice((90, 180, 270)), expand=True)


def _grainy(image: Image.Image, luck: random.Random, much: float) -> Image.Image:
    noise = np.random.default_rng(luck.randrange(2**32)).normal(0, much, (*image.size[::-1], 1))
    return Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))


PICTURES = {"scan": _scan, "blurred": _blurred, "photo": _photo, "sideways": _sideways}
_QUALITY = {"scan": 75, "blurred": 60, "photo": 55, "sideways": 70}


def opened(content: bytes) -> Image.Image:
    """Open a drawn page."""
    return Image.open(BytesIO(content)).convert("RGB")


def picture(page: Image.Image, how: str, seed: int) -> bytes:
    """Have a drawn page come in as a picture."""
    luck = random.Random(f"{how} {seed}")
    made = PICTURES[how](page, luck)
    made.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    content = BytesIO()
    made.save(content, "JPEG", quality=_QUALITY[how])
    return content.getvalue()
