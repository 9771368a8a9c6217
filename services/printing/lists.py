"""Reading a list that a tab shows by pages as a whole."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlmodel import Session

from services.access import Actor
from services.records.paging import Page, Wanted

MOST = 1000  # entries of one paper
_STEP = 200


def whole(
    service: Callable[..., Page[Any]],
    db: Session,
    actor: Actor,
    pet_id: UUID,
    wanted: Wanted | None = None,
) -> list[Any]:
    """Return a list from its beginning, the newest first, as far as a paper may be long."""
    wanted, found = wanted or Wanted(), list[Any]()
    while True:
        page = service(db, actor, pet_id, wanted=wanted, limit=_STEP)
        found += page.rows
        if page.older is None or len(found) >= MOST:
            return found[:MOST]
        wanted = replace(wanted, before=page.older)
