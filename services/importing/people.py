"""customers.csv and pets.csv."""

from typing import Any

from models.customers import Customer
from models.pets import Pet, Sex
from services.core import contacts
from services.core.i18n import LANGUAGES
from services.importing.cells import Cells
from services.importing.rules import Rules
from services.importing.sheet import Entry, Sheet

ID = 64  # characters of the clinic's own ids
NOTES = 10_000

_CHIP = 15  # digits, ISO 11784
_LANGUAGES = {key: key for key in LANGUAGES} | {
    name.casefold(): key for key, name in LANGUAGES.items()
}
_CUSTOMER_TEXTS = {"last_name": 60, "street": 120, "postal_code": 20, "city": 80, "notes": NOTES}
_PET_TEXTS = {"breed": 60, "color": 120, "passport_number": 40, "notes": NOTES}
_SEXES: dict[str, tuple[Sex, bool | None]] = {
    **dict.fromkeys(("male", "m", "männlich"), (Sex.MALE, None)),
    **dict.fromkeys(("female", "f", "w", "weiblich"), (Sex.FEMALE, None)),
    **dict.fromkeys(("unknown", "u", "?", "unbekannt"), (Sex.UNKNOWN, None)),
    **dict.fromkeys(("mn", "mc", "male neutered", "neutered male"), (Sex.MALE, True)),
    **dict.fromkeys(("fn", "fs", "female spayed", "spayed female"), (Sex.FEMALE, True)),
}


def texts(cells: Cells, limits: dict[str, int]) -> dict[str, Any]:
    """Read the plain texts that the file has."""
    return {name: cells.text(name, limit) for name, limit in limits.items() if cells.has(name)}


def _customer(cells: Cells, rules: Rules) -> Entry:
    key = cells.needed("customer_id", ID)
    values = {"first_name": cells.needed("first_name", 60), **texts(cells, _CUSTOMER_TEXTS)}
    reached = _contacts(cells, rules)
    if cells.has("language"):
        values["language"] = cells.one_of("language", _LANGUAGES) or ""
    location = cells.one_of("location", rules.locations)
    return Entry(
        key=key,
        values=values | reached,
        initial={"home_location_id": None},  # the first one, unless the file names another
        links={"home_location_id": location} if location else {},
        unique={name: value for name, value in reached.items() if value},
    )


def _contacts(cells: Cells, rules: Rules) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    if cells.has("email"):
        typed = cells.raw("email")
        found["email"] = contacts.email(typed) if len(typed) <= 254 else None
        if typed and not found["email"]:
            cells.wrong("email", f"{typed[:60]!r} is no e-mail address.")
    if cells.has("phone"):
        typed = cells.raw("phone")
        found["phone"] = contacts.phone(typed, rules.country) if typed else None
        if typed and not found["phone"]:
            cells.wrong("phone", f"{typed[:40]!r} is no telephone number in {rules.country}.")
    if not cells.raw("email") and not cells.raw("phone"):
        cells.wrong("email", "there is neither an e-mail address nor a phone number.")
    return found


def _pet(cells: Cells, rules: Rules) -> Entry:
    key, customer = cells.needed("pet_id", ID), cells.needed("customer_id", ID)
    values = {"name": cells.needed("name", 60), **texts(cells, _PET_TEXTS), **_body(cells)}
    for column in ("born_on", "deceased_on"):
        if cells.has(column):
            values[column] = cells.past(column)
    born, died = values.get("born_on"), values.get("deceased_on")
    if born and died and died < born:
        cells.wrong("deceased_on", "lies before born_on.")
    if not cells.raw("species"):
        cells.wrong("species", "is empty.")
    species = cells.one_of("species", rules.species)
    chip = _chip(cells)
    if cells.has("microchip"):
        values["microchip"] = chip
    return Entry(
        key=key,
        values=values,
        links={"customer_id": customer, "species_id": species or ""},
        unique={"microchip": chip} if chip else {},
    )


def _body(cells: Cells) -> dict[str, Any]:
    """Read sex and birth details, which programs write in several columns or in one."""
    values: dict[str, Any] = {}
    sex, neutered = cells.one_of("sex", _SEXES) or (Sex.UNKNOWN, None)
    if cells.has("sex"):
        values["sex"] = sex
    if cells.has("neutered"):
        said = cells.yes("neutered")
        neutered = neutered if said is None else said
    if cells.has("neutered") or neutered is not None:
        values["neutered"] = neutered
    if cells.has("born_estimated"):
        values["born_estimated"] = bool(cells.yes("born_estimated"))
    return values


def _chip(cells: Cells) -> str | None:
    typed = cells.raw("microchip")
    digits = typed.translate(str.maketrans("", "", " .-"))
    if not digits:
        return None
    if len(digits) != _CHIP or not (digits.isascii() and digits.isdigit()):
        cells.wrong("microchip", f"{typed[:40]!r} is no chip number of 15 digits.")
        return None
    return digits


CUSTOMERS = Sheet(
    name="customers",
    model=Customer,
    key="customer_id",
    required=("customer_id", "first_name"),
    optional=("email", "phone", "language", "location", *_CUSTOMER_TEXTS),
    read=_customer,
)
PETS = Sheet(
    name="pets",
    model=Pet,
    key="pet_id",
    required=("pet_id", "customer_id", "name", "species"),
    optional=(
        "sex",
        "neutered",
        "born_on",
        "born_estimated",
        "deceased_on",
        "microchip",
        *_PET_TEXTS,
    ),
    read=_pet,
    parents={"customer_id": "customers"},
)
