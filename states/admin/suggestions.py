"""What was found in a document, as the review of it shows it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.documents import ReadingState
from services.core import clock
from services.core.i18n import translate as _
from services.documents.finding import Meaning, Suggestion

# What a review is mostly about comes first.
_RANKS = {Meaning.EXPIRES: 0, Meaning.UNKNOWN: 1, Meaning.GIVEN: 2, Meaning.OTHER: 3}


@dataclass(frozen=True)
class FoundRow:
    """A day or a vaccine that was found, and where."""

    id: str  # its number in the document, from 1
    page: int
    said: str  # the day, or the vaccines' names
    told: str  # what it means
    about: str  # the vaccines that a day is about
    text: str  # as it was read
    unclear: str  # the day that it may be instead; empty where day and month are plain
    listed: bool  # False: a vaccine that one of the days is about
    left: str  # of the page's width and height, as CSS
    top: str
    width: str
    height: str


@dataclass(frozen=True)
class OfferRow:
    """A day that may be put into a line of the immunizations."""

    value: str  # as in ISO 8601
    said: str
    told: str  # how sure it is what it means


@dataclass(frozen=True)
class FindingsRow:
    """All that was found."""

    state: str = ""  # waiting, read, failed; empty: nothing is offered
    rows: list[FoundRow] = field(default_factory=list)
    offers: dict[str, list[OfferRow]] = field(default_factory=dict)  # by the type of vaccine
    others: list[OfferRow] = field(default_factory=list)  # about no particular one


def findings(
    state: ReadingState,
    found: Sequence[Suggestion],
    names: Mapping[str, str],
    dismissed: Collection[str],
) -> FindingsRow:
    """Write what was found for whoever reviews the document.

    Args:
        names: Of the vaccine types for the pet, by their id.
        dismissed: The numbers of what somebody does not want to see any more.
    """
    kept = {str(n): one for n, one in enumerate(found, 1) if str(n) not in dismissed}
    dated = {kind for one in kept.values() if one.day for kind in one.kinds}
    offers: dict[str, list[OfferRow]] = {}
    others: list[OfferRow] = []
    for one in sorted(kept.values(), key=lambda each: each.meaning is not Meaning.EXPIRES):
        for kind in one.kinds if _may_expire(one) else ():
            _add(offers.setdefault(kind, []), one)
        if _may_expire(one) and not one.kinds:
            _add(others, one)
    ranked = sorted(kept.items(), key=lambda each: _RANKS[each[1].meaning])
    rows = [_row(number, one, names, dated) for number, one in ranked]
    return FindingsRow(state.value, rows, offers, others)


def _may_expire(one: Suggestion) -> bool:
    return one.day is not None and one.meaning in (Meaning.EXPIRES, Meaning.UNKNOWN)


def _add(offers: list[OfferRow], one: Suggestion) -> None:
    for day in (one.day, one.other):
        if day and all(offer.value != day.isoformat() for offer in offers):
            offers.append(OfferRow(day.isoformat(), clock.short_date(day), _doubt(one)))


def _doubt(one: Suggestion) -> str:
    if one.other:
        return _("day and month unclear")
    return "" if one.meaning is Meaning.EXPIRES else _("may be another date")


def _row(
    number: str, one: Suggestion, names: Mapping[str, str], dated: Collection[str]
) -> FoundRow:
    named = ", ".join(names[kind] for kind in one.kinds if kind in names)
    return FoundRow(
        id=number,
        page=one.page,
        said=clock.short_date(one.day) if one.day else named or one.text,
        told=_told(one),
        about=named if one.day else "",
        text=one.text,
        unclear=_short(one.other),
        listed=one.day is not None or not set(one.kinds) & set(dated),
        left=_percent(one.left),
        top=_percent(one.top),
        width=_percent(one.width),
        height=_percent(one.height),
    )


def _short(day: date | None) -> str:
    return clock.short_date(day) if day else ""


def _told(one: Suggestion) -> str:
    if one.day is None:
        return _("Vaccine")
    return {
        Meaning.GIVEN: _("Given"),
        Meaning.EXPIRES: _("Expires"),
        Meaning.OTHER: _("Another date"),
        Meaning.UNKNOWN: _("Date"),
    }[one.meaning]


def _percent(part: float) -> str:
    return f"{100 * part:.2f}%"
