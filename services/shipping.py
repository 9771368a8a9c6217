"""What ships is offered once: what a clinic renames, retires or takes out never comes back."""

from collections.abc import Iterable

from sqlmodel import Session, col

from models.lists import Shipped
from services.access import system


def fresh(db: Session, list: str, keys: Iterable[str]) -> set[str]:
    """Return which of these a list was never offered, and note that it is offered them now."""
    known = {row.key for row in db.exec(system(Shipped).where(col(Shipped.list) == list))}
    unknown = set(keys) - known
    db.add_all([Shipped(list=list, key=key) for key in sorted(unknown)])
    return unknown
