"""Which columns are moved when two rows become one: read from the tables, so none is forgotten."""

import pytest
from sqlalchemy import Uuid
from sqlmodel import SQLModel

from services import merging

OF_NO_CUSTOMER_OR_PET = {  # ids without a foreign key that merging leaves alone, and why
    "auditevent.actor_id": "the trail is never changed; it is read with the ids that are gone",
    "auditevent.subject_id": "the same",
    "auditevent.customer_id": "the same",
    "auditevent.pet_id": "the same",
    "authsession.viewing_id": "who looks as somebody that is gone looks as nobody",
    "pushsubscription.session_id": "a session is never merged",
    "pushsubscription.device_id": "a device is never merged; it goes with its customer",
    "searchword.subject_id": "the words of what is gone go with it (services/search/words.py)",
    "dosereminder.notice_id": "of a notice, which stays what it is",
    "merged.merged_id": "of what is gone",
    "merged.into_id": "moved by the merging itself",
}


def tables():
    return SQLModel.metadata.sorted_tables


@pytest.mark.spec("ADMIN-3")
@pytest.mark.parametrize("kind", ["customer", "pet"])
def test_every_foreign_key_is_moved(kind):
    keyed = {
        f"{table.name}.{name}"
        for table in tables()
        for key in table.foreign_keys
        if key.column.table.name == kind
        for name in [key.parent.name]
    }

    moved = {f"{column.table.name}.{column.name}" for column in merging.references(kind)}

    assert moved >= keyed
    assert f"{'pet' if kind == 'customer' else 'medicalrecord'}.{kind}_id" in moved


@pytest.mark.spec("ADMIN-3")
def test_every_id_without_a_foreign_key_is_decided_about():
    loose = {
        f"{table.name}.{column.name}"
        for table in tables()
        for column in table.columns
        if isinstance(column.type, Uuid) and not column.foreign_keys and column.name != "id"
    }
    moved = {
        f"{column.table.name}.{column.name}"
        for kind in ("customer", "pet")
        for column in merging.references(kind)
    }

    assert loose - moved == set(OF_NO_CUSTOMER_OR_PET)
