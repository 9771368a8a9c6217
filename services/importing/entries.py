"""records.csv, doses.csv, weights.csv and temperatures.csv: what fills a pet's file."""

import hashlib
from decimal import Decimal
from typing import Any

from models.base import Status
from models.measurements import Measurement, Quantity
from models.records import MedicalRecord
from models.vaccinations import Dose
from services.core.errors import Invalid
from services.importing.cells import Cells
from services.importing.people import ID, NOTES, texts
from services.importing.rules import Rules
from services.importing.sheet import Entry, Sheet
from services.measurements import units
from services.records import kinds
from services.vaccinations import catalogue

SEPARATOR = "\n"  # between kind and name of a subtype; no cell of one line holds it

_DETAILS = "details."
_STATUSES = {status.value: status for status in Status}
_KINDS = {key: key for key in kinds.KINDS} | {
    "clinical note": "note",
    "lab": "laboratory",
    "incident report": "incident",
}
_NUMBER = 12  # characters
_UNITS = {
    Quantity.WEIGHT: {
        **{unit: unit for unit in ("kg", "g", "lb", "oz")},
        "lbs": "lb",
        "kilogram": "kg",
        "kilograms": "kg",
        "gram": "g",
        "grams": "g",
        "pound": "lb",
        "pounds": "lb",
        "ounce": "oz",
        "ounces": "oz",
    },
    Quantity.TEMPERATURE: {
        **dict.fromkeys(("°c", "c", "celsius"), "°C"),
        **dict.fromkeys(("°f", "f", "fahrenheit"), "°F"),
    },
}
_POSSIBLE = {Quantity.WEIGHT: (1, 2_500_000), Quantity.TEMPERATURE: (15, 46)}  # g, °C
_DOSE_TEXTS = {
    "manufacturer": 80,
    "batch": 40,
    "site": 60,
    "route": 40,
    "notes": NOTES,
    "staff_notes": NOTES,
}


def _record(cells: Cells, rules: Rules) -> Entry:
    key, pet = cells.needed("record_id", ID), cells.needed("pet_id", ID)
    kind = cells.one_of("kind", _KINDS)
    if not cells.raw("kind"):
        cells.wrong("kind", "is empty.")
    happened_on = cells.past("date")
    if not cells.raw("date"):
        cells.wrong("date", "is empty.")
    values = {
        "kind": kind,
        "title": cells.needed("title", 160),
        "happened_on": happened_on,
        **texts(cells, {"notes": NOTES, "staff_notes": NOTES}),
        **_common(cells),
    }
    if kind == "incident" and values.get("status") == Status.PUBLISHED:
        cells.wrong("status", "an incident report is never published.")
    links = {"pet_id": pet}
    subtype = cells.text("subtype", 60)
    if kind and subtype:
        named = rules.subtypes.get((kind, subtype.casefold()), subtype)
        links["subtype_id"] = f"{kind}{SEPARATOR}{named}"
    elif cells.has("subtype"):
        values["subtype_id"] = None
    details = _details(cells, kind) if kind else {}
    if any(cells.starting(_DETAILS)):
        return Entry(key, values | {"details": details}, links=links)
    return Entry(key, values, initial={"details": details}, links=links)


def _details(cells: Cells, kind: str) -> dict[str, Any]:
    """Read the particular fields of a kind by its own rules; a day may be written as elsewhere."""
    given: dict[str, Any] = dict(cells.starting(_DETAILS))
    for name in given:
        if name.endswith("_on"):
            given[name] = cells.day(_DETAILS + name)
    try:
        return kinds.validated(kind, given)
    except Invalid as refused:
        column = _DETAILS + refused.field
        said = cells.raw(column)
        cells.wrong(column, f"{said[:40]!r} does not fit a record of the kind {kind}.")
        return {}


def _dose(cells: Cells, rules: Rules) -> Entry:
    key, pet = cells.needed("dose_id", ID), cells.needed("pet_id", ID)
    vaccine = cells.needed("vaccine", 80)
    values = {**texts(cells, _DOSE_TEXTS), **_common(cells)}
    if cells.has("product"):
        values["product_name"] = cells.text("product", 80)
    given, planned = cells.past("given_on"), cells.day("planned_on")
    values |= {"given_on": given} if cells.has("given_on") else {}
    values |= {"planned_on": planned} if cells.has("planned_on") else {}
    if not cells.raw("given_on") and not cells.raw("planned_on"):
        cells.wrong("given_on", "there is neither a day given nor a day planned.")
    until = cells.day("valid_until")
    if given and not until:
        by_vaccine = rules.valid_months.get(vaccine.casefold(), 12)
        months = rules.valid_months.get(cells.raw("product").casefold(), by_vaccine)
        until = catalogue.months_after(given, months) if months else None
    if given and until and until < given:
        cells.wrong("valid_until", "lies before given_on.")
    values["valid_until"] = until
    named = rules.vaccines.get(vaccine.casefold(), vaccine)
    return Entry(key, values, links={"pet_id": pet, "vaccine_type_id": named})


def _measured(cells: Cells, rules: Rules, quantity: Quantity) -> Entry:
    pet, given = cells.needed("pet_id", ID), cells.text(f"{quantity}_id", ID - 2)
    moment = cells.moment("date")
    if not cells.raw("date"):
        cells.wrong("date", "is empty.")
    default = {Quantity.WEIGHT: rules.weight_unit, Quantity.TEMPERATURE: rules.temperature_unit}
    unit = cells.one_of("unit", _UNITS[quantity]) or default[quantity]
    typed = cells.needed(quantity, _NUMBER).replace(",", ".")
    values = {
        "value": _value(cells, typed, unit, quantity),
        "typed": typed,
        "typed_unit": unit,
        "measured_at": moment,
        **texts(cells, {"notes": 500}),
        **_common(cells),
    }
    if cells.has("at_home"):
        values["at_home"] = bool(cells.yes("at_home"))
    own = given or hashlib.sha256(f"{pet}\n{moment}".encode()).hexdigest()[:40]
    key = f"{quantity[0]}{':' if given else '@'}{own}"
    return Entry(key, values, initial={"quantity": quantity}, links={"pet_id": pet})


def _value(cells: Cells, typed: str, unit: str, quantity: Quantity) -> float | None:
    least, most = _POSSIBLE[quantity]
    try:
        value = units.base(typed, unit)
    except Invalid:
        value = None
    if value is None or not typed.isascii() or "e" in typed.lower() or "_" in typed:
        cells.wrong(quantity, f"{typed!r} is no number such as 4.2.")
    elif not Decimal(least) <= Decimal(value) <= Decimal(most):
        cells.wrong(quantity, f"{typed} {unit} cannot be right.")
    return value


def _common(cells: Cells) -> dict[str, Any]:
    """Read what all of them have: how far they have come, and who wrote them."""
    values: dict[str, Any] = {}
    if status := cells.one_of("status", _STATUSES):
        values["status"] = status
    if cells.has("author"):
        values["author_name"] = cells.text("author", 120)
    return values


_PET = {"pet_id": "pets"}
_SHARED = ("status", "author", "notes")
RECORDS = Sheet(
    name="records",
    model=MedicalRecord,
    key="record_id",
    required=("record_id", "pet_id", "kind", "date", "title"),
    optional=("subtype", "staff_notes", *_SHARED),
    read=_record,
    prefix=_DETAILS,
    parents=_PET,
)
DOSES = Sheet(
    name="doses",
    model=Dose,
    key="dose_id",
    required=("dose_id", "pet_id", "vaccine"),
    optional=(
        "given_on",
        "planned_on",
        "valid_until",
        "product",
        "status",
        "author",
        *_DOSE_TEXTS,
    ),
    read=_dose,
    parents=_PET,
)
WEIGHTS = Sheet(
    name="weights",
    model=Measurement,
    key="weight_id",
    required=("pet_id", "date", "weight"),
    optional=("weight_id", "unit", "at_home", *_SHARED),
    read=lambda cells, rules: _measured(cells, rules, Quantity.WEIGHT),
    parents=_PET,
)
TEMPERATURES = Sheet(
    name="temperatures",
    model=Measurement,
    key="temperature_id",
    required=("pet_id", "date", "temperature"),
    optional=("temperature_id", "unit", "at_home", *_SHARED),
    read=lambda cells, rules: _measured(cells, rules, Quantity.TEMPERATURE),
    parents=_PET,
)
