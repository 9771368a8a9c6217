"""Reviewing a document: what it proves goes into the pet's file, and it is accepted (DOC-12)."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from models.documents import WAITING
from services.access import Actor
from services.core.errors import NotFound
from services.documents import handling
from services.vaccinations import immunizations
from services.vaccinations.immunizations import Line


def save(
    db: Session,
    actor: Actor,
    pet_id: UUID,
    changes: Sequence[tuple[Line, Line]],
    *,
    document_id: UUID,
) -> list[Line]:
    """Save a pet's immunizations and accept the document they were read from, both or neither.

    Args:
        changes: As for `immunizations.save`.

    Raises:
        NotFound: There is no such document about this pet.
        Forbidden, Invalid, Faulty, Stale: As for `immunizations.save` and `handling.accept`.
    """
    row = handling.opened(db, actor, document_id)
    if row.pet_id != pet_id:
        raise NotFound
    lines = immunizations.save(db, actor, pet_id, changes)
    if row.state in WAITING and not row.from_clinic:
        handling.accept(db, actor, row.id)
    return lines
