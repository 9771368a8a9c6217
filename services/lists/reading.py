"""Looking through the clinic's lists: page by page, with how often each entry is used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from sqlalchemy import case, func
from sqlmodel import Session, col

from models.laboratory import PanelMarker
from models.pets import Species
from models.vaccinations import VaccineType
from services import access, settings
from services.access import Actor, Permission, require, system
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.lists.registry import LISTS, Column, Listing, find
from services.lists.using import PARTS, used
from services.records import kinds

_FOUND = 12  # that a search offers


@dataclass(frozen=True)
class Wanted:
    """Which entries of a list. What is left empty narrows nothing."""

    text: str = ""
    part: str = ""  # of a list that is parted, such as the breeds of one species
    retired: bool = False
    page: int = 1


@dataclass(frozen=True)
class Line:
    """An entry, how often it is used, and whether it is the first or last of its order."""

    row: Any
    uses: int
    first: bool
    last: bool
    place: int = 0  # in its order, from 1; 0: the list is in the alphabet's


@dataclass(frozen=True)
class Around:
    """What entries refer to."""

    species: Sequence[Species]
    types: Sequence[VaccineType]
    markers: Mapping[UUID, int]  # how many, by panel


@dataclass(frozen=True)
class Page:
    """A page of a list."""

    lines: Sequence[Line]
    around: Around
    number: int
    pages: int
    count: int


@dataclass(frozen=True)
class Counted:
    """A list, and how much stands in it."""

    listing: Listing
    offered: int
    retired: int


@dataclass(frozen=True)
class Entry:
    """One entry, and what uses it: how many rows, by table."""

    listing: Listing
    row: Any
    uses: Mapping[str, int] = field(default_factory=dict[str, int])


def overview(db: Session, actor: Actor) -> list[Counted]:
    """List the lists.

    Raises:
        Forbidden: The actor may not change settings.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    found: list[Counted] = []
    for listing in LISTS.values():
        columns: list[Any] = [col(listing.model.retired), func.count()]
        query = everything(listing).with_only_columns(*columns).group_by(columns[0])
        counts = dict(access.rows(db, query))
        found.append(Counted(listing, counts.get(False, 0), counts.get(True, 0)))
    return found


def listed(db: Session, actor: Actor, key: str, wanted: Wanted) -> Page:
    """List a page of a list's entries, in their order.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    listing, size = find(key), settings.load(db).page_size
    query = _narrowed(db, listing, wanted)
    count: int = access.rows(db, query.with_only_columns(func.count()))[0][0]
    pages = max(1, -(-count // size))
    number = min(max(1, wanted.page), pages)
    start = (number - 1) * size
    # One more on either side tells where an order begins and ends.
    before = min(1, start)
    ordered = query.order_by(*_order(listing)).offset(start - before).limit(size + before + 1)
    rows = fetch(db, ordered)
    shown = range(before, min(len(rows), before + size))
    places = _places(db, listing, query)
    uses = used(db, listing, [rows[at] for at in shown])
    lines = [
        Line(
            rows[at],
            sum(count for name, count in uses[rows[at].id].items() if name not in PARTS),
            _ends(listing, rows[at], rows[at - 1] if at else None),
            _ends(listing, rows[at], rows[at + 1] if at + 1 < len(rows) else None),
            places.get(rows[at].id, 0),
        )
        for at in shown
    ]
    return Page(lines, _around(db), number, pages, count)


def one(db: Session, actor: Actor, key: str, id: UUID) -> Entry:
    """Fetch an entry, and what uses it.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list or entry.
    """
    listing, row = entry(db, actor, key, id)
    return Entry(listing, row, used(db, listing, [row])[row.id])


def parts(db: Session, actor: Actor, key: str) -> list[tuple[str, str]]:
    """List what a list is parted by, as value and text; empty where it is whole.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    within = find(key).within
    if within == "kind":
        return [(kind.key, kind.label()) for kind in kinds.KINDS.values()]
    return [(str(row.id), _(row.name)) for row in _species(db)] if within else []


def choices(
    db: Session, actor: Actor, key: str, text: str, limit: int = _FOUND, *, part: str = ""
) -> list[Any]:
    """Find entries that are offered and hold a text.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    listing = find(key)
    query = _narrowed(db, listing, Wanted(text, part))
    return fetch(db, query.order_by(*_order(listing)).limit(limit))


def referred(db: Session, column: Column, held: Any) -> list[Any]:
    """Fetch the entries of another list that an entry refers to, retired ones too."""
    model = LISTS[column.of or "species"].model
    by = {"species": "key", "named": "name", "entry": "id"}[column.shape]
    wanted = cast("list[Any]", held) if isinstance(held, list) else [held]
    return fetch(db, system(model).where(col(getattr(model, by)).in_(wanted)))


def entry(db: Session, actor: Actor, key: str, id: UUID) -> tuple[Listing, Any]:
    """Fetch an entry of a list.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list or entry.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    listing = find(key)
    found = fetch(db, everything(listing).where(col(listing.model.id) == id))
    if not found:
        raise NotFound
    return listing, found[0]


def fetch(db: Session, query: Any) -> list[Any]:
    """Run a query for entries of whichever list."""
    return list(db.scalars(query))


def everything(listing: Listing) -> Any:
    """Select all entries of a list."""
    query = system(listing.model)
    for name, value in listing.scope.items():
        query = query.where(col(getattr(listing.model, name)) == value)
    return query


def _narrowed(db: Session, listing: Listing, wanted: Wanted) -> Any:
    model = listing.model
    query = everything(listing).where(col(model.retired).is_(wanted.retired))
    if listing.within and wanted.part:
        part = col(getattr(model, listing.within))
        known = {str(value): value for value in fetch(db, query.with_only_columns(part).distinct())}
        query = query.where(part == known.get(wanted.part))
    if words := wanted.text.strip()[:80]:
        query = query.where(_holds(db, listing, words))
    return query


def _holds(db: Session, listing: Listing, words: str) -> Any:
    """Match a text in an entry's names, and in what its name reads in the reader's language."""
    model, folded = listing.model, words.casefold()
    names = [
        name
        for (name,) in access.rows(db, everything(listing).with_only_columns(col(model.name)))
        if listing.translated and folded in _(name).casefold()
    ]
    fits = [col(model.name).icontains(words, autoescape=True), col(model.name).in_(names)]
    if listing.text != "name":
        fits.append(col(getattr(model, listing.text)).icontains(words, autoescape=True))
    return fits[0] | fits[1] if len(fits) == 2 else fits[0] | fits[1] | fits[2]


def _order(listing: Listing) -> list[Any]:
    model = listing.model
    by_name = [func.lower(col(getattr(model, listing.text))), col(model.id)]
    if not listing.ordered:
        return by_name
    places = {key: place for place, key in enumerate(kinds.KINDS)}
    within = [case(places, value=col(model.kind), else_=99)] if listing.within else []
    return [*within, col(model.position), *by_name]


def _places(db: Session, listing: Listing, query: Any) -> dict[UUID, int]:
    """Number the entries of each part of an ordered list."""
    if not listing.ordered:
        return {}
    model, part = listing.model, listing.within or "retired"
    columns: list[Any] = [col(model.id), col(getattr(model, part))]
    counted: dict[Any, int] = {}
    found: dict[UUID, int] = {}
    rows = access.rows(db, query.order_by(*_order(listing)).with_only_columns(*columns))
    for row_id, within in rows:
        found[row_id] = counted[within] = counted.get(within, 0) + 1
    return found


def _ends(listing: Listing, row: Any, neighbour: Any) -> bool:
    """Tell whether an order ends between an entry and the one beside it."""
    if neighbour is None or not listing.within:
        return neighbour is None
    return getattr(row, listing.within) != getattr(neighbour, listing.within)


def _around(db: Session) -> Around:
    panel: Any = col(PanelMarker.panel_id)
    members = system(PanelMarker).with_only_columns(panel, func.count()).group_by(panel)
    types = db.exec(system(VaccineType)).all()
    return Around(_species(db), types, dict(access.rows(db, members)))


def _species(db: Session) -> Sequence[Species]:
    return db.exec(system(Species).order_by(col(Species.position), col(Species.name))).all()
