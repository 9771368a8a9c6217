"""What a day on a paper means, by the words around it: given, expires, or something else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.documents.finding.dates import Day
from services.documents.finding.lines import Line, cells

_FAR = 25  # lines between a column's heading and what stands below it


class Meaning(StrEnum):
    """What a day is about."""

    GIVEN = "given"
    EXPIRES = "expires"
    OTHER = "other"  # a birthday, the day of issue, until when a vial can be used
    UNKNOWN = "unknown"


_GIVEN, _EXPIRES, _OTHER = Meaning.GIVEN, Meaning.EXPIRES, Meaning.OTHER

# Without accents, and German umlauts also as two letters. The longest that fits a place decides.
_WORDS = {
    _OTHER: (
        "born", "birth", "date of birth", "birth date", "birthday", "dob", "geboren", "geb",
        "geburtsdatum", "geburtstag", "wurfdatum",
        "issued", "date of issue", "issue date", "issued on", "printed", "print date",
        "report date",
        "ausgestellt", "ausgestellt am", "ausstellungsdatum", "gedruckt", "druckdatum",
        "valid from", "effective from", "gultig ab", "gueltig ab", "gultig von", "gueltig von",
        "implanted", "chipped", "microchip date", "gechippt", "implantiert", "implantation",
        "date of examination", "examined", "untersucht", "untersuchung", "deworming", "dewormed",
        "entwurmung", "entwurmt", "purchased", "adopted", "registered", "page", "phone", "fax",
        "lot exp", "lot expires", "lot expiration", "batch exp", "batch expiry", "serial exp",
        "vial exp", "product exp", "use by", "verwendbar bis", "haltbar bis", "charge verfall",
        "verfall", "verfallsdatum", "verfalldatum", "verw bis", "titer", "titre", "titer date",
        "invoice", "invoice date", "rechnung", "rechnungsdatum", "weighed", "signed", "signature",
    ),
    _GIVEN: (
        "given", "given on", "date given", "administered", "administered on", "date administered",
        "vaccinated", "vaccinated on", "vaccination date", "date of vaccination", "vaccine date",
        "date vaccinated", "last given", "last done", "received", "done", "last vaccination",
        "immunized on", "injected", "shot date",
        "impfdatum", "geimpft", "geimpft am", "datum der impfung", "impfung am", "verabreicht",
        "verabreicht am", "gegeben", "gegeben am", "letzte impfung", "tag der impfung", "impftag",
        "wurde am", "was given", "was vaccinated",
    ),
    _EXPIRES: (
        "expires", "expires on", "expiration", "expiration date", "expiry", "expiry date", "expire",
        "exp", "exp date", "valid until", "valid till", "valid to", "valid thru", "valid through",
        "good until", "good through", "protects until", "until", "due", "due on", "due date",
        "next due", "next due date", "date due", "next vaccination", "next vaccine", "next dose",
        "next booster", "booster due", "booster due on", "revaccinate by", "revaccinate on",
        "revaccination due", "revaccination", "vaccination due", "next", "renew by", "overdue",
        "gultig bis", "gueltig bis", "schutz bis", "wirksam bis", "bis", "nachste impfung",
        "naechste impfung", "nachste", "naechste", "fallig", "faellig", "fallig am", "faellig am",
        "auffrischung", "auffrischung am", "wiederholung", "wiederholungsimpfung", "nachimpfung",
        "ablauf", "ablaufdatum", "lauft ab", "laeuft ab", "wieder am", "impfschutz bis",
    ),
}  # fmt: skip
_FAINT = {"date": _GIVEN, "datum": _GIVEN, "am": _GIVEN, "on": _GIVEN}  # as a column's heading
_VIAL = re.compile(r"\b(lot|batch|serial|ser|charge|ch ?b|chargen?nr|vial|tag|nr|no)\b[^\n]{0,24}$")
_MAYBE_VIAL = re.compile(r"^exp(iry|ires|iration)?(date)?$")  # beside a surer word for the pet's
_GAPS = re.compile(r"[\s.:-]")
_ALL = {word.replace(" ", ""): meaning for meaning, words in _WORDS.items() for word in words}
_LONGEST = sorted((word for words in _WORDS.values() for word in words), key=len, reverse=True)
_ANY = re.compile(
    r"(?<![a-z])("
    + "|".join(re.escape(word).replace(r"\ ", r"[.:-]?\s?") for word in _LONGEST)
    + r")(?![a-z])"
)


@dataclass(frozen=True)
class Label:
    """Words that say what a day beside or below them means."""

    start: int
    end: int
    meaning: Meaning
    word: str


def labels(line: Line) -> list[Label]:
    """Find the words of a line that tell what days mean."""
    return [_label(match, line) for match in _ANY.finditer(line.plain)]


def meaning(page: Sequence[Line], days: Sequence[Sequence[Day]], row: int, day: Day) -> Meaning:
    """Tell what a day means.

    Args:
        page: Its lines.
        days: What stands in each of them.
        row: The line that the day is in.
    """
    for told in (
        _just_before(page[row], days[row], day),
        _above(page, days, row, day),
        _before(page[row], day),
        _after(page[row], days[row], day),
    ):
        if told:
            return told
    return Meaning.UNKNOWN


def _label(match: re.Match[str], line: Line) -> Label:
    word = _GAPS.sub("", match.group())
    begin = max(begin for begin, _end in cells(line) if begin <= match.start())
    of_vial = _MAYBE_VIAL.match(word) and _VIAL.search(line.plain[begin : match.start()])
    return Label(match.start(), match.end(), _OTHER if of_vial else _ALL[word], word)


def _just_before(line: Line, beside: Sequence[Day], day: Day) -> Meaning | None:
    """Look between the day before and this one."""
    begin = max((other.end for other in beside if other.end <= day.start), default=0)
    near = [one for one in labels(line) if begin <= one.start and one.end <= day.start]
    return near[-1].meaning if near else None


def _before(line: Line, day: Day) -> Meaning | None:
    """Look at what the whole line begins with."""
    near = [one for one in labels(line) if one.end <= day.start]
    return near[-1].meaning if near else None


def _after(line: Line, beside: Sequence[Day], day: Day) -> Meaning | None:
    """Look at what follows in the same cell."""
    end = min((other.start for other in beside if other.start >= day.end), default=len(line.text))
    end = min(end, next(last for first, last in cells(line) if first <= day.start <= last))
    near = [one for one in labels(line) if day.end <= one.start and one.end <= end]
    return near[0].meaning if near else None


def _above(
    page: Sequence[Line], days: Sequence[Sequence[Day]], row: int, day: Day
) -> Meaning | None:
    """Look at the headings of the column, or at the words right above."""
    left, _top, right, _bottom = page[row].spread(day.start, day.end)
    for number in range(row - 1, max(-1, row - 1 - _FAR), -1):
        line = page[number]
        if days[number] or not line.words:
            continue
        over: list[tuple[float, Meaning]] = []
        for first, last, told in _headings(line):
            begin, _top, end, _bottom = line.spread(first, last)
            over.append((min(right, end) - max(left, begin), told))
        wide, told = max(over, default=(0.0, Meaning.UNKNOWN))
        if wide > 0:
            return told
    return None


def _headings(line: Line) -> Iterator[tuple[int, int, Meaning]]:
    """Yield what the cells of a line tell of what stands below them."""
    said = labels(line)
    surer = any(one.meaning is _EXPIRES and not _MAYBE_VIAL.match(one.word) for one in said)
    for first, last in cells(line):
        inside = [one for one in said if first <= one.start and one.end <= last]
        begins = [first, *(one.start for one in inside[1:]), last]
        for one, begin, end in zip(inside, begins, begins[1:], strict=False):
            yield begin, end, _OTHER if surer and _MAYBE_VIAL.match(one.word) else one.meaning
        if not inside and (faint := line.plain[first:last].strip(" :.")) in _FAINT:
            yield first, last, _FAINT[faint]
