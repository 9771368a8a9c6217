"""What is to be printed: who it is from, what it is about, and its parts from top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass

Pair = tuple[str, str]  # a label and what stands there


@dataclass(frozen=True)
class Heading:
    """Begins a part, or an entry; `aside` stands at the end of its line."""

    text: str
    aside: str = ""
    large: bool = False


@dataclass(frozen=True)
class Facts:
    """What is said in a few words each."""

    pairs: Sequence[Pair]


@dataclass(frozen=True)
class Prose:
    """A text of any length, under a label or none."""

    text: str
    label: str = ""
    quiet: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under heads, which stand again on each page."""

    heads: Sequence[str]
    shares: Sequence[int]  # of the width, by column
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Signature:
    """Lines to be signed by hand, each with what stands below it."""

    labels: Sequence[str]


@dataclass(frozen=True)
class Chart:
    """A curve of values over time; all places are parts of its width and height, from below."""

    path: Sequence[tuple[float, float]]
    across: Sequence[tuple[float, str]]  # lines, each with its value
    unit: str
    begins: str  # the first and the last day
    ends: str
    band: tuple[float, float] | None = None  # where usual values lie


Block = Heading | Facts | Prose | Table | Signature | Chart


@dataclass(frozen=True)
class Letterhead:
    """Whose paper it is."""

    name: str
    lines: Sequence[str]  # address, telephone, e-mail
    logo: str = ""  # SHA-256 of a picture
    accent: str = "#0d6b5b"


@dataclass(frozen=True)
class Paper:
    """One document, ready to be laid out."""

    title: str
    letterhead: Letterhead
    about: Sequence[Pair]  # the pet and whose it is
    pet_name: str
    blocks: Sequence[Block]
    printed: str  # when, in words
    page: str  # such as 'Page {number} of {count}'
    letter: bool  # US Letter, else A4
    language: str
    name: str  # of the file, without its ending
