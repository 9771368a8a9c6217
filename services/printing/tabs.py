"""What each tab of a pet's file is on paper: exactly what the reader sees there."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from sqlmodel import Session

from models.base import Status
from models.documents import DocumentState
from models.measurements import Quantity
from models.vaccinations import Exemption
from services import documents, laboratory, measurements, messaging, overview, vaccinations
from services.access import Actor
from services.core import clock
from services.core.i18n import translate as _
from services.laboratory import Flag, Result, courses
from services.measurements import Measured
from services.printing import curves
from services.printing.lists import MOST, whole
from services.printing.paper import Block, Facts, Heading, Prose, Table
from services.records import kinds, reading
from services.records.paging import Wanted
from services.vaccinations import Given, immunizations, words
from services.vaccinations.immunizations import Line

Content = list[Block]
_OFTEN = 3  # values of a marker, from which on its curve tells more than the table
Tab = Callable[[Session, Actor, UUID, Wanted], Content]


def blocks(db: Session, actor: Actor, pet_id: UUID, tab: str, wanted: Wanted) -> Content:
    """Return the content of a tab.

    Args:
        tab: One that the clinic's settings show.

    Raises:
        Forbidden: The actor may not read it.
        NotFound: No such pet for the actor, or the clinic does not show such entries.
    """
    shown = _TABS[tab](db, actor, pet_id, wanted)
    return shown or [Prose(_("Nothing has been entered here yet."), quiet=True)]


def _overview(db: Session, actor: Actor, pet_id: UUID, _wanted: Wanted) -> Content:
    seen = overview.summary(db, actor, pet_id, MOST)
    shown: Content = []
    if seen.due:
        rows = [
            (_(due.type), "" if due.missing else clock.short_date(due.on), due.words)
            for due in seen.due
        ]
        heads = (_("Vaccine"), _("Due on"), "")
        shown += [Heading(_("What is next"), large=True), Table(heads, (3, 2, 3), rows)]
    if seen.recent:
        lines = [
            (clock.short_date(entry.on), entry.label, _titled(entry.title, entry.summary))
            for entry in seen.recent
        ]
        heads = (_("Date"), _("Type"), _("Entry"))
        shown += [Heading(_("Recent activity"), large=True), Table(heads, (3, 4, 11), lines)]
    return shown


def _records(db: Session, actor: Actor, pet_id: UUID, wanted: Wanted, *, tab: str) -> Content:
    listed = partial(_listed, kind=kinds.at(tab).key)
    return [block for entry in whole(listed, db, actor, pet_id, wanted) for block in _entry(entry)]


def _laboratory(db: Session, actor: Actor, pet_id: UUID, wanted: Wanted) -> Content:
    entries = whole(partial(_listed, kind="laboratory"), db, actor, pet_id, wanted)
    results = laboratory.results(db, actor, [entry.id for entry in entries])
    shown: Content = []
    for entry in entries:
        values = results.get(entry.id, [])
        shown += _entry(entry, [_values(values)] if values else [])
    return shown + _courses(db, actor, pet_id) if entries else []


def _courses(db: Session, actor: Actor, pet_id: UUID) -> Content:
    """Draw how the markers that were measured several times develop, one unit a curve."""
    often = [one for one in courses.followed(db, actor, pet_id) if one.count >= _OFTEN]
    drawn: Content = []
    for one in often:
        course = courses.course(db, actor, pet_id, one.marker)
        for unit, stands in course.lines:
            points = [(stand.day, stand.read.number) for stand in stands if stand.read]
            band = (stands[-1].low, stands[-1].high)
            if len(points) >= _OFTEN and (curve := curves.chart(points, unit, band)):
                drawn += [Heading(course.name), curve]
    return [Heading(_("How the values develop"), large=True), *drawn] if drawn else []


def _vaccinations(db: Session, actor: Actor, pet_id: UUID, wanted: Wanted) -> Content:
    doses = whole(vaccinations.listed, db, actor, pet_id, wanted)
    shown: Content = []
    if needs := vaccinations.needs(db, actor, [pet_id]):
        rows = [(_(need.type), words.standing(need), words.until(need)) for need in needs]
        heads = (_("Vaccine"), _("Status"), _("Date"))
        shown += [Heading(_("Required vaccines"), large=True), Table(heads, (3, 3, 4), rows)]
    if doses:
        shown.append(Heading(_("Doses"), large=True))
    for dose in doses:
        shown += _dose(dose)
    return shown


def _immunizations(db: Session, actor: Actor, pet_id: UUID, _wanted: Wanted) -> Content:
    rows = [
        (
            _(line.type),
            words.standings()[line.standing] if line.standing else _("Optional"),
            clock.short_date(line.expires_on) if line.expires_on else "",
            "\n".join(part for part in (_exempt(line), line.note) if part),
        )
        for line in immunizations.lines(db, actor, pet_id)
    ]
    heads = (_("Vaccine"), _("Status"), _("Valid until"), _("Notes"))
    return [Table(heads, (5, 4, 4, 8), rows)] if rows else []


def _exempt(line: Line) -> str:
    if line.exemption is Exemption.NONE:
        return ""
    until = clock.short_date(line.exempt_until) if line.exempt_until else ""
    told = _("Exempt until {date}", date=until)
    return f"{told}: {line.reason}" if line.reason else told


def _measured(db: Session, actor: Actor, pet_id: UUID, wanted: Wanted, *, tab: str) -> Content:
    quantity = Quantity(tab)
    listed = partial(_measurements, quantity=quantity)
    rows = [_measurement(one) for one in whole(listed, db, actor, pet_id, wanted)]
    label = _("Weight") if quantity is Quantity.WEIGHT else _("Temperature")
    heads = (_("Date"), label, _("Measured by"), _("Notes"))
    if not rows:
        return []
    course = measurements.series(db, actor, pet_id, quantity)
    points = [(clock.local(moment).date(), value) for moment, value, _home in course.points]
    points = [point for point in points if _within(point[0], wanted)]
    drawn = curves.chart(points, course.unit, (course.low, course.high))
    return [*([drawn] if drawn else []), Table(heads, (5, 4, 5, 6), rows)]


def _within(day: date, wanted: Wanted) -> bool:
    return (wanted.since or day) <= day <= (wanted.until or day)


def _documents(db: Session, actor: Actor, pet_id: UUID, _wanted: Wanted) -> Content:
    found = documents.listed(db, actor, pet_id, pages=MOST).documents
    rows = [
        (
            clock.short_date(clock.local(one.created_at).date()),
            one.name,
            _("From the clinic") if one.from_clinic else _("From the customer"),
            _titled(
                _DOCUMENT_STATES[one.state](),
                one.reason if one.state is DocumentState.SENT_BACK else "",
            ),
        )
        for one in found
    ]
    heads = (_("Date"), _("Document"), _("Origin"), _("Status"))
    return [Table(heads, (4, 8, 5, 5), rows)] if rows else []


def _messages(db: Session, actor: Actor, pet_id: UUID, _wanted: Wanted) -> Content:
    found = messaging.threads(db, actor, pet_id, pages=MOST).entries
    shown: Content = []
    for entry in found:
        moment = clock.moment(entry.last.created_at)
        shown += [
            Heading(entry.thread.topic, moment),
            Prose(entry.last.body, label=entry.last.author_name),
        ]
    return shown


def _listed(
    db: Session, actor: Actor, pet_id: UUID, *, kind: str, wanted: Wanted, limit: int
) -> reading.Page[reading.Entry]:
    return reading.listed(db, actor, pet_id, kind, wanted, limit)


def _measurements(
    db: Session, actor: Actor, pet_id: UUID, *, quantity: Quantity, wanted: Wanted, limit: int
) -> reading.Page[Measured]:
    return measurements.listed(db, actor, pet_id, quantity, wanted, limit)


def _entry(entry: reading.Entry, values: Sequence[Block] = ()) -> Content:
    kind, details = entry.kind, entry.details
    type_label = kind.types().get(str(getattr(details, kind.typed_by, "")), "")
    subtype = _(entry.subtype.name) if entry.subtype else ""
    label = " · ".join(dict.fromkeys(one for one in (subtype, type_label) if one)) or kind.label()
    facts = [pair for pair in details.facts() if pair[1] not in ("", entry.title)]
    if entry.files:
        facts.append((_("Files"), ", ".join(file.name for file in entry.files)))
    amended = entry.amended_at
    foot = [
        entry.author,
        _("Amended on {date}", date=clock.short_date(clock.local(amended).date()))
        if amended
        else "",
        _STATUSES[entry.status](),
    ]
    return [
        Heading(entry.title, clock.long_date(entry.happened_on)),
        Facts([(_("Type"), label), *facts]),
        *values,
        *(Prose(text, label=name) for name, text in details.parts() if text),
        *([Prose(entry.notes)] if entry.notes else []),
        *_foot(foot),
    ]


def _values(results: Sequence[Result]) -> Table:
    flags = {Flag.LOW: _("Low"), Flag.HIGH: _("High"), Flag.NORMAL: _("Normal"), Flag.NONE: ""}
    rows = [
        (
            result.name,
            f"{result.shown}\N{NO-BREAK SPACE}{result.unit}".strip(),
            result.range,
            flags[result.flag],
            _before(result),
        )
        for result in results
    ]
    heads = (_("Marker"), _("Value"), _("Reference"), _("Status"), _("Before"))
    return Table(heads, (6, 4, 4, 3, 5), rows)


def _before(result: Result) -> str:
    if not result.previous_on:
        return ""
    date = clock.short_date(result.previous_on)
    return _("{value} on {date}", value=result.previous, date=date)


def _dose(dose: Given) -> Content:
    return [
        Heading(_(dose.type), words.day(dose)),
        Facts([(_("Status"), words.state(dose)), *words.facts(dose)]),
        *([Prose(dose.notes)] if dose.notes else []),
        *_foot([dose.author, _STATUSES[dose.status]()]),
    ]


def _measurement(measured: Measured) -> tuple[str, str, str, str]:
    day = clock.short_date(clock.local(measured.moment).date())
    return (
        f"{day}, {clock.time(measured.moment)}",
        f"{measured.number}\N{NO-BREAK SPACE}{measured.unit}",
        _("At home") if measured.at_home else measured.author,
        measured.notes,
    )


def _foot(parts: Sequence[str]) -> Content:
    told = " · ".join(part for part in parts if part)
    return [Prose(told, quiet=True)] if told else []


def _titled(title: str, more: str) -> str:
    return f"{title}\n{more}" if more else title


_STATUSES: dict[Status, Callable[[], str]] = {
    Status.PUBLISHED: lambda: "",
    Status.DRAFT: lambda: _("Draft: not for the customer"),
    Status.PRIVATE: lambda: _("Private: not for the customer"),
}
_DOCUMENT_STATES: dict[DocumentState, Callable[[], str]] = {
    DocumentState.RECEIVED: lambda: _("Received"),
    DocumentState.IN_REVIEW: lambda: _("In review"),
    DocumentState.ACCEPTED: lambda: _("Accepted"),
    DocumentState.SENT_BACK: lambda: _("Sent back"),
}
_RECORDS = ("notes", "diagnoses", "imaging", "treatments", "incidents")
_TABS: dict[str, Tab] = {
    "overview": _overview,
    **{tab: partial(_records, tab=tab) for tab in _RECORDS},
    "laboratory": _laboratory,
    "vaccinations": _vaccinations,
    **{tab: partial(_measured, tab=tab) for tab in ("weight", "temperature")},
    "immunizations": _immunizations,
    "documents": _documents,
    "messages": _messages,
}
