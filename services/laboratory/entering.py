"""The values of a laboratory record as they are typed into a grid, and written with the record."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

from sqlmodel import Session, col

from models.laboratory import LabValue
from models.pets import Pet
from models.records import MedicalRecord
from services import access
from services.access import Actor, visible
from services.core import units
from services.core.errors import Invalid
from services.laboratory import catalogue, values

MOST = 200  # values of one record
_LIMITS = {
    "marker": 40,
    "name": 80,
    "result": 80,
    "unit": 20,
    "low": 24,
    "high": 24,
    "expected": 80,
}


@dataclass(frozen=True)
class Line:
    """One line of the grid, numbers with a point whatever the language."""

    marker: str
    name: str
    result: str  # such as 4.2, <0.5 or negative
    unit: str = ""
    low: str = ""
    high: str = ""
    expected: str = ""


def read(db: Session, actor: Actor, record: MedicalRecord) -> list[Any]:
    """Return a record's values as lines of the grid."""
    return [asdict(_line(value)) for value in _values(db, actor, record)]


def check(db: Session, actor: Actor, record: MedicalRecord, given: object) -> list[Any]:
    """Sort out what was typed into the grid; lines without a value are left out.

    Raises:
        Invalid: A value or an end of a range is none; the text names the marker.
    """
    if not isinstance(given, list) or len(cast("list[object]", given)) > MOST:
        raise Invalid("Please keep to {limit} values on one record.", limit=MOST)
    offers = catalogue.offers(db, access.find(db, actor, Pet, record.pet_id))
    lines = [_checked(_texts(one), offers) for one in cast("list[object]", given)]
    return [asdict(line) for line in lines if line.result]


def write(
    db: Session, actor: Actor, record: MedicalRecord, lines: Sequence[Mapping[str, str]]
) -> None:
    """Have a record hold these values, in this order. They were checked before."""
    for value in _values(db, actor, record):
        db.delete(value)
    db.flush()
    for position, told in enumerate(lines):
        line = Line(**told)
        comparator, number = _split(line.result)
        db.add(
            LabValue(
                record_id=record.id,
                pet_id=record.pet_id,
                position=position,
                marker=line.marker,
                name=line.name,
                number=float(number) if number else None,
                typed=number,
                comparator=comparator,
                text="" if number else line.result,
                unit=line.unit,
                low=float(line.low) if line.low else None,
                high=float(line.high) if line.high else None,
                expected=line.expected,
            )
        )
    db.flush()


def tell(lines: Sequence[Mapping[str, str]]) -> str:
    """Write values in lines, for who compares two versions."""
    return "\n".join(_said(Line(**line)) for line in lines)


def _values(db: Session, actor: Actor, record: MedicalRecord) -> Sequence[LabValue]:
    query = visible(actor, LabValue).where(col(LabValue.record_id) == record.id)
    return db.exec(query.order_by(col(LabValue.position), col(LabValue.name))).all()


def _line(value: LabValue) -> Line:
    typed = value.typed or digits(value.number)
    return Line(
        marker=value.marker,
        name=value.name,
        result=f"{value.comparator}{typed}" if typed else value.text,
        unit=value.unit,
        low=digits(value.low),
        high=digits(value.high),
        expected=value.expected,
    )


def _texts(one: object) -> dict[str, str]:
    """Read one line of the grid, which may come from anybody."""
    if not isinstance(one, Mapping):
        raise Invalid("This does not fit here. Please check it.")
    told: dict[str, str] = {}
    for name, limit in _LIMITS.items():
        text = cast("Mapping[str, object]", one).get(name, "")
        if not isinstance(text, str):
            raise Invalid("This does not fit here. Please check it.")
        told[name] = text.strip()
        if len(told[name]) > limit:
            raise Invalid("Please keep this under {limit} characters.", limit=limit)
    return told


def _checked(told: dict[str, str], offers: Mapping[str, catalogue.Offer]) -> Line:
    told["name"] = told["name"] or told["marker"]
    told["marker"] = told["marker"] or told["name"][: _LIMITS["marker"]]
    if not told["marker"]:
        if told["result"]:
            raise Invalid("Please name what {value} is a value of.", value=told["result"])
        return Line("", "", "")
    offer = offers.get(told["marker"])
    if offer:
        told["unit"] = spelled(told["unit"], [offer.unit, *(span.unit for span in offer.spans)])
    return Line(
        **told
        | {"result": _value(told["result"], told["name"])}
        | {end: _end(told[end], told["name"]) for end in ("low", "high")}
    )


def _value(text: str, name: str) -> str:
    """Return a number with a point and the comparator as typed; anything else is a word."""
    comparator, rest = (text[0], text[1:].strip()) if text[:1] in ("<", ">") else ("", text)
    if not re.fullmatch(r"[\s0-9.,-]*[0-9][\s0-9.,]*", rest) or rest.count("-") > 1:
        return text
    try:
        return comparator + units.plain(rest)
    except Invalid as fault:
        if re.fullmatch(r"[0-9]{1,3}[.,][0-9]{3}", rest):
            raise Invalid(
                "{name}: please write the number without a mark for the thousands.", name=name
            ) from fault
        return text


def _end(text: str, name: str) -> str:
    if not text:
        return ""
    try:
        return units.plain(text)
    except Invalid:
        raise Invalid("{name}: the range must be of numbers.", name=name) from None


def _split(value: str) -> tuple[str, str]:
    """Part a checked value into comparator and digits; a word has neither."""
    found = re.fullmatch(r"([<>]?)(-?[0-9]+(?:\.[0-9]+)?)", value)
    return (found[1], found[2]) if found else ("", "")


def spelled(unit: str, known: Sequence[str]) -> str:
    """Spell a unit as the clinic does, so that mg/dl and mg/dL are one."""
    return next((one for one in known if _plainly(one) == _plainly(unit)), unit)


def _plainly(unit: str) -> str:
    told = unit.casefold().replace("\N{MICRO SIGN}", "\N{GREEK SMALL LETTER MU}")
    return re.sub(r"[\s^]|^[x\N{MULTIPLICATION SIGN}]", "", told).translate(_RAISED)


_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def digits(number: float | None) -> str:
    """Write a number as it is typed, with a point; empty where there is none."""
    if number is None:
        return ""
    return f"{number:.10f}".rstrip("0").rstrip(".")


def _said(line: Line) -> str:
    span = "\N{EN DASH}".join(end for end in (line.low, line.high) if end) or line.expected
    told = " ".join(part for part in (line.result, line.unit) if part)
    return f"{values.say(line.name)}: {told}" + (f" ({span})" if span else "")
