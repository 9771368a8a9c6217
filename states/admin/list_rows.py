"""The entries of the clinic's lists, written out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.core.i18n import plural
from services.core.i18n import translate as _
from services.laboratory import values
from services.lists.reading import Around, Line
from services.lists.registry import Listing
from services.pets import drawing
from services.records import kinds


@dataclass(frozen=True)
class ListRow:
    """One of the lists."""

    key: str
    label: str
    about: str  # how much stands in it


@dataclass(frozen=True)
class EntryRow:
    """One entry of a list."""

    id: str
    name: str
    color: str = ""
    drawing: str = ""
    about: str = ""
    uses: str = ""
    first: bool = False
    last: bool = False
    place: str = ""  # in its order


def name_of(listing: Listing, row: Any) -> str:
    """Write what an entry is called, in the reader's language where it ships."""
    if listing.text == "key":
        return str(row.key)
    return values.say(_(row.name)) if listing.translated else str(row.name)


def offer(listing: Listing, row: Any) -> str:
    """Write an entry as a choice; a marker's short name alone tells too little."""
    name = name_of(listing, row)
    return f"{name} · {values.say(row.name)}" if listing.text == "key" else name


def entry_row(listing: Listing, line: Line, around: Around) -> EntryRow:
    """Write an entry as a line of its list."""
    row = line.row
    return EntryRow(
        id=str(row.id),
        name=name_of(listing, row),
        color=getattr(row, "color", ""),
        drawing=drawing(row.key, row.drawing) if listing.key == "species" else "",
        about=" · ".join(filter(None, _about(listing, row, around))),
        uses=f"{line.uses}" if listing.key != "panels" else "",
        first=line.first,
        last=line.last,
        place=str(line.place or ""),
    )


def moved(listing: Listing, counts: Mapping[str, int]) -> list[str]:
    """Write how many rows of which kind use an entry."""
    # A marker's place in a panel: the panel holds the marker, the marker stands in the panel.
    told = {"panelmarker": "marker"} if listing.key == "panels" else {"panelmarker": "panel"}
    texts = (_counted(told.get(name, name), count) for name, count in counts.items())
    return [text for text in texts if text]


def _counted(table: str, count: int) -> str:
    """Say how many; each sentence is written out for the catalogue."""
    texts = {
        "pet": lambda: plural("{count} pet", "{count} pets", count),
        "breed": lambda: plural("{count} breed", "{count} breeds", count),
        "medicalrecord": lambda: plural("{count} record", "{count} records", count),
        "dose": lambda: plural("{count} dose", "{count} doses", count),
        "immunization": lambda: plural(
            "{count} note on immunizations", "{count} notes on immunizations", count
        ),
        "product": lambda: plural("{count} product", "{count} products", count),
        "vaccinetype": lambda: plural("{count} vaccine type", "{count} vaccine types", count),
        "panel": lambda: plural("{count} panel", "{count} panels", count),
        "marker": lambda: plural("{count} marker", "{count} markers", count),
        "referencerange": lambda: plural(
            "{count} reference range", "{count} reference ranges", count
        ),
        "labvalue": lambda: plural("{count} laboratory value", "{count} laboratory values", count),
    }
    return texts[table]() if table in texts else ""


def _about(listing: Listing, row: Any, around: Around) -> list[str]:
    tell = _TOLD.get(listing.key)
    return tell(row, around) if tell else []


def _breed(row: Any, around: Around) -> list[str]:
    return [_(one.name) for one in around.species if one.id == row.species_id]


def _subtype(row: Any, _around: Around) -> list[str]:
    return [kinds.find(row.kind).label()]


def _vaccine_type(row: Any, around: Around) -> list[str]:
    weeks = row.minimum_age_weeks
    return [
        _kinds(row, around),
        _lasting(row.valid_months),
        plural("from {count} week", "from {count} weeks", weeks) if weeks else "",
        _("Required") if row.required else "",
    ]


def _product(row: Any, around: Around) -> list[str]:
    types = [_(one.name) for one in around.types if one.id == row.vaccine_type_id]
    return [*types, row.manufacturer, _lasting(row.valid_months)]


def _panel(row: Any, around: Around) -> list[str]:
    specimen = kinds.find("laboratory").types().get(row.specimen, "")
    markers = plural("{count} marker", "{count} markers", around.markers.get(row.id, 0))
    return [specimen, _kinds(row, around) or _("All species"), markers]


def _marker(row: Any, _around: Around) -> list[str]:
    return [values.say(row.name), row.unit, ", ".join(values.say(word) for word in row.words)]


def _kinds(row: Any, around: Around) -> str:
    names = [_(one.name) for one in around.species if one.key in row.species]
    return ", ".join(names)


def _lasting(months: int) -> str:
    return plural("{count} month", "{count} months", months) if months else _("For life")


_TOLD = {
    "breeds": _breed,
    "subtypes": _subtype,
    "vaccine-types": _vaccine_type,
    "products": _product,
    "panels": _panel,
    "markers": _marker,
}
