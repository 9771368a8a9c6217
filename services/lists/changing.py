"""Changing the clinic's lists: nothing that is in use ever goes."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, update
from sqlmodel import Session, col

from models.pets import Species
from models.vaccinations import Manufacturer
from services import access, audit, editing, live
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.core.errors import Invalid, NotFound
from services.lists import reading, values
from services.lists.registry import Listing, find


def add(db: Session, actor: Actor, key: str, typed: Mapping[str, Any]) -> Any:
    """Add an entry at the end.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list.
        Invalid: A value does not fit, or there is such an entry; `field` names it.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    listing = find(key)
    row = listing.model(**listing.scope, **values.checked(db, listing.columns, typed))
    row.changed_by = actor.name
    if isinstance(row, Species):
        row.key = _key_of(db, row.name)
    if listing.ordered:
        row.position = _end(db, listing)
    _refuse_twin(db, listing, row)
    _note_names(db, listing, row)
    db.add(row)
    db.flush()
    return told(db, actor, row, list=key, added=True)


def change(
    db: Session, actor: Actor, key: str, id: UUID, version: int, typed: Mapping[str, Any]
) -> Any:
    """Change an entry. What it was called in records stays; a pet's breed follows.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list or entry.
        Invalid: A value does not fit, or there is such an entry; `field` names it.
        editing.Stale: Somebody else has changed it since.
    """
    listing, row = reading.entry(db, actor, key, id)
    was = getattr(row, listing.text)
    asked = tuple(column for column in listing.columns if not column.once)
    changed = editing.change(row, actor, version, values.checked(db, asked, typed, row))
    if not changed:
        return row
    _refuse_twin(db, listing, row)
    _note_names(db, listing, row)
    db.flush()
    if was != getattr(row, listing.text):
        rename(db, listing, row, listing.follows, (was, row.name))
    return told(db, actor, row, list=key, fields=sorted(changed))


def retire(db: Session, actor: Actor, key: str, id: UUID, *, retired: bool) -> Any:
    """Offer an entry no longer, or again. Whatever uses it goes on using it.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list or entry.
    """
    _listing, row = reading.entry(db, actor, key, id)
    if row.retired == retired:
        return row
    row.retired = retired
    db.flush()
    return told(db, actor, row, list=key, retired=retired)


def move(
    db: Session, actor: Actor, key: str, id: UUID, *, up: bool = False, to: int | None = None
) -> int:
    """Move an entry by one place, or to a certain one; return which it is then, from 1.

    Args:
        to: From 1; what lies beyond the ends means the first or the last place.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list or entry, or the list is in the alphabet's order.
    """
    listing, row = reading.entry(db, actor, key, id)
    if not listing.ordered:
        raise NotFound
    model = listing.model
    query = reading.everything(listing).where(col(model.retired).is_(row.retired))
    if listing.within:
        query = query.where(
            col(getattr(model, listing.within)) == getattr(row, listing.within),
        )
    rows = reading.fetch(db, query.order_by(col(model.position), func.lower(model.name), model.id))
    here = rows.index(row)
    wanted = to - 1 if to is not None else here + (-1 if up else 1)
    there = min(max(0, wanted), len(rows) - 1)
    rows.insert(there, rows.pop(here))
    for position, one in enumerate(rows):
        one.position = position
    db.flush()
    if here != there:
        told(db, actor, row, list=key, moved=True)
    return there + 1


def rename(
    db: Session,
    listing: Listing,
    row: Any,
    columns: tuple[tuple[type[Any], str], ...],
    names: tuple[str, str],
) -> None:
    """Have rows that hold an entry's name hold another one.

    Args:
        columns: Where it is held.
        names: What it was, and what it is from now on.
    """
    was, now = names
    for model, column in columns:
        rows = [col(getattr(model, column)) == was]
        rows += [
            col(getattr(model, theirs)) == getattr(row, ours)
            for ours, theirs in listing.parted.items()
        ]
        db.connection().execute(update(model).where(*rows).values({column: now}))
    db.expire_all()


def told(db: Session, actor: Actor, row: Any, **details: Any) -> Any:
    """Note a change down, and let every open tab see it."""
    audit.record(db, actor, Event.LIST_CHANGED, row, **details)
    live.publish(db, live.SettingsChanged())
    return row


def _refuse_twin(db: Session, listing: Listing, row: Any) -> None:
    with db.no_autoflush:
        query = reading.everything(listing).where(
            func.lower(col(getattr(listing.model, listing.text)))
            == getattr(row, listing.text).lower(),
            col(listing.model.id) != row.id,
        )
        if listing.within:
            within = getattr(row, listing.within)
            query = query.where(col(getattr(listing.model, listing.within)) == within)
        if reading.fetch(db, query):
            raise Invalid("There is such an entry already; it may be retired.", listing.text)


def _note_names(db: Session, listing: Listing, row: Any) -> None:
    """Have the list of manufacturers hold the one of a product."""
    if listing.key != "products" or not row.manufacturer:
        return
    with db.no_autoflush:
        same = func.lower(col(Manufacturer.name)) == row.manufacturer.lower()
        known = db.exec(system(Manufacturer).where(same)).first()
    if known:
        row.manufacturer = known.name
    else:
        db.add(Manufacturer(name=row.manufacturer))


def _end(db: Session, listing: Listing) -> int:
    """Return the place after the last."""
    last = reading.everything(listing).with_only_columns(func.max(listing.model.position))
    highest = access.rows(db, last)[0][0]
    return 0 if highest is None else highest + 1


def _key_of(db: Session, name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:36] or "species"
    taken = {
        row.key for row in access.rows(db, system(Species).with_only_columns(col(Species.key)))
    }
    return next(
        key for key in (plain, *(f"{plain}-{n}" for n in range(2, 999))) if key not in taken
    )
