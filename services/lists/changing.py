"""Changing the clinic's lists: nothing that is in use ever goes, and duplicates become one."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, update
from sqlmodel import Session, col

from models.laboratory import Panel
from models.pets import Species
from models.vaccinations import VaccineType
from services import access, audit, editing, live, merging
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.core.errors import Conflict, Invalid, NotFound
from services.lists.registry import Column, Listing, find

_SHOWN = 200  # entries at a time


def listed(
    db: Session, actor: Actor, key: str, text: str = "", *, retired: bool = False
) -> Sequence[Any]:
    """List a list's entries in their order; at most 200, found by text where there are more.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    listing = find(key)
    model = listing.model
    query = _all(listing).where(col(model.retired).is_(retired))
    if text.strip():
        query = query.where(col(model.name).icontains(text.strip()[:80], autoescape=True))
    order = [col(getattr(model, listing.within))] if listing.within else []
    order += [col(model.position)] if listing.ordered else []
    return _rows(db, query.order_by(*order, func.lower(col(model.name))).limit(_SHOWN))


def add(db: Session, actor: Actor, key: str, values: Mapping[str, Any]) -> Any:
    """Add an entry at the end.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list.
        Invalid: A value does not fit, or there is such an entry; `field` names it.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    listing = find(key)
    row = listing.model(**listing.scope, **_checked(listing, listing.columns, values))
    if isinstance(row, Species):
        row.key = _key_of(db, row.name)
    if listing.ordered:
        row.position = len(_rows(db, _all(listing)))
    _refuse_twin(db, listing, row)
    db.add(row)
    db.flush()
    return _told(db, actor, row, list=key, added=True)


def change(
    db: Session, actor: Actor, key: str, id: UUID, version: int, values: Mapping[str, Any]
) -> Any:
    """Change an entry. What it was called in records stays; a pet's breed follows.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list or entry.
        Invalid: A value does not fit, or there is such an entry; `field` names it.
        editing.Stale: Somebody else has changed it since.
    """
    listing, row = _entry(db, actor, key, id)
    was = getattr(row, listing.text)
    asked = tuple(column for column in listing.columns if not column.once)
    changed = editing.change(row, actor, version, _checked(listing, asked, values))
    if not changed:
        return row
    _refuse_twin(db, listing, row)
    db.flush()
    if key == "breeds" and was != row.name:
        _rename(db, listing, row, was, row.name)
    return _told(db, actor, row, list=key, fields=sorted(changed))


def retire(db: Session, actor: Actor, key: str, id: UUID, *, retired: bool) -> Any:
    """Offer an entry no longer, or again. Whatever uses it goes on using it.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list or entry.
    """
    _listing, row = _entry(db, actor, key, id)
    row.retired = retired
    db.flush()
    return _told(db, actor, row, list=key, retired=retired)


def move(db: Session, actor: Actor, key: str, id: UUID, *, up: bool) -> None:
    """Move an entry by one place.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list or entry, or the list is in the alphabet's order.
    """
    listing, row = _entry(db, actor, key, id)
    if not listing.ordered:
        raise NotFound
    within = listing.within
    rows = [
        one
        for one in listed(db, actor, key, retired=row.retired)
        if not within or getattr(one, within) == getattr(row, within)
    ]
    here = rows.index(row)
    there = max(0, here - 1) if up else min(len(rows) - 1, here + 1)
    rows.insert(there, rows.pop(here))
    for position, one in enumerate(rows):
        one.position = position
    db.flush()
    _told(db, actor, row, list=key, moved=True)


def merge(db: Session, actor: Actor, key: str, id: UUID, into: UUID) -> Any:
    """Make two entries one: whatever uses the first uses the second from then on.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list or entry.
        Conflict: The two do not belong together.
    """
    listing, row = _entry(db, actor, key, id)
    _same, survivor = _entry(db, actor, key, into)
    parts = [getattr(one, listing.within, None) for one in (row, survivor)]
    if row.id == survivor.id or (listing.within and parts[0] != parts[1]):
        raise Conflict("These two cannot be merged.")
    was, now = getattr(row, listing.text), getattr(survivor, listing.text)
    _rename(db, listing, row, was, now)
    if isinstance(row, Species):
        _rename_species(db, row.key, survivor.key)
    merging.merge(db, actor, survivor, row)
    audit.record(db, actor, Event.TERMS_MERGED, survivor, list=key, merged=id)
    live.publish(db, live.SettingsChanged())
    return survivor


def _all(listing: Listing) -> Any:
    query = system(listing.model)
    for name, value in listing.scope.items():
        query = query.where(col(getattr(listing.model, name)) == value)
    return query


def _entry(db: Session, actor: Actor, key: str, id: UUID) -> tuple[Listing, Any]:
    require(actor, Permission.CHANGE_SETTINGS)
    listing = find(key)
    found = _rows(db, _all(listing).where(col(listing.model.id) == id))
    if not found:
        raise NotFound
    return listing, found[0]


def _rows(db: Session, query: Any) -> list[Any]:
    return list(db.scalars(query))


def _checked(
    listing: Listing, columns: Sequence[Column], values: Mapping[str, Any]
) -> dict[str, Any]:
    return {column.name: _value(column, values.get(column.name)) for column in columns}


def _value(column: Column, value: Any) -> Any:
    if column.shape == "tick":
        return value is True
    told = str(value or "").strip()
    if column.shape == "number":
        return _number(column, told)
    if column.shape in ("choice", "entry"):
        return _chosen(column, told)
    if column.shape == "color" and not re.fullmatch(r"#[0-9a-fA-F]{6}", told):
        raise Invalid("Please choose a colour.", column.name)
    if len(told) > column.limit:
        raise Invalid("Please keep this under {limit} characters.", column.name, limit=column.limit)
    if not told and column.name in ("name", "key"):
        raise Invalid("Please write something first.", column.name)
    return told


def _number(column: Column, told: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", told) or int(told) > column.limit:
        most = column.limit
        raise Invalid("Please enter a whole number up to {most}.", column.name, most=most)
    return int(told)


def _chosen(column: Column, told: str) -> UUID | str:
    try:
        if column.shape == "entry":
            return UUID(told)
    except ValueError:
        told = ""
    if told not in {key for key, _label in column.choices()}:
        raise Invalid("Please choose one of the list.", column.name)
    return told


def _refuse_twin(db: Session, listing: Listing, row: Any) -> None:
    with db.no_autoflush:
        query = _all(listing).where(
            func.lower(col(getattr(listing.model, listing.text)))
            == getattr(row, listing.text).lower(),
            col(listing.model.id) != row.id,
        )
        if listing.within:
            within = getattr(row, listing.within)
            query = query.where(col(getattr(listing.model, listing.within)) == within)
        if _rows(db, query):
            raise Invalid("There is such an entry already; it may be retired.", listing.text)


def _rename(db: Session, listing: Listing, row: Any, was: str, now: str) -> None:
    """Have rows that hold an entry's name hold another one."""
    for model, column in listing.named:
        rows = [col(getattr(model, column)) == was]
        rows += [
            col(getattr(model, theirs)) == getattr(row, ours)
            for ours, theirs in listing.parted.items()
        ]
        db.connection().execute(update(model).where(*rows).values({column: now}))
    db.expire_all()


def _rename_species(db: Session, was: str, now: str) -> None:
    for model in (VaccineType, Panel):
        for row in db.exec(system(model)):
            if was in row.species:
                row.species = list(dict.fromkeys(now if one == was else one for one in row.species))
    db.flush()


def _key_of(db: Session, name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:36] or "species"
    taken = {
        row.key for row in access.rows(db, system(Species).with_only_columns(col(Species.key)))
    }
    return next(
        key for key in (plain, *(f"{plain}-{n}" for n in range(2, 999))) if key not in taken
    )


def _told(db: Session, actor: Actor, row: Any, **details: Any) -> Any:
    audit.record(db, actor, Event.LIST_CHANGED, row, **details)
    live.publish(db, live.SettingsChanged())
    return row
