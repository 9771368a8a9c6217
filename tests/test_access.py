"""Who may see and do what, written out once more so that a change is noticed."""

import pytest
from sqlmodel import SQLModel, col

from models.base import OfPet, OfRecord, Owned
from models.messaging import Thread
from models.pets import Alert, Pet
from models.records import Attachment, MedicalRecord
from models.settings import Setting
from services.access import CUSTOMERS_MAY, Permission, find, system, visible
from services.core.db import run
from services.core.errors import NotFound

NOT_OWNED = {
    "auditevent": "the trail: read by whoever may see it",
    "authsession": "found by its secret",
    "breed": "a list of the clinic's",
    "customer": "is the owner",
    "device": "found by its secret",
    "group": "the clinic's",
    "groupmembership": "the clinic's",
    "invitation": "found by its secret",
    "location": "the clinic's",
    "locationmembership": "the clinic's",
    "mailboxplace": "holds no data of anybody",
    "manufacturer": "a list of the clinic's",
    "marker": "a list of the clinic's",
    "merged": "the staff's: what became of rows that are gone",
    "noticewording": "the clinic's",
    "notificationmark": "a staff member's",
    "outboxentry": "read by the worker only",
    "panel": "a list of the clinic's",
    "panelmarker": "a list of the clinic's",
    "pin": "found by its customer",
    "product": "a list of the clinic's",
    "receivedmail": "the staff's: services/mailbox shows it to those who review documents",
    "referencerange": "a list of the clinic's",
    "pushsubscription": "found by its address, or by whose it is",
    "recoverycode": "a staff member's",
    "savedreply": "the clinic's",
    "searchword": "the staff's: only services/search reads it, for those who may view records",
    "setting": "the clinic's",
    "shipped": "a list of the clinic's",
    "signincode": "found by its secret",
    "species": "a list of the clinic's",
    "spentproof": "holds no data of anybody",
    "staffmember": "the clinic's",
    "staffnotification": "the staff's: services/bell decides whom it reaches",
    "straypage": "the staff's, as receivedmail",
    "straypaper": "the staff's, as receivedmail",
    "stafftry": "holds no data of customers",
    "subtype": "a list of the clinic's",
    "term": "a list of the clinic's",
    "vaccinetype": "a list of the clinic's",
}


def seen(actor, model):
    return {row.id for row in run(lambda db: db.exec(visible(actor, model)).all())}


@pytest.mark.spec("GEN-1")
def test_every_table_is_owned_or_excused():
    owned = {
        model.__tablename__ for base in (Owned, OfPet, OfRecord) for model in base.__subclasses__()
    }

    assert set(SQLModel.metadata.tables) - owned == set(NOT_OWNED)


@pytest.mark.spec("GEN-1")
def test_system_and_visible_refuse_each_others_tables():
    with pytest.raises(TypeError):
        system(Thread)
    with pytest.raises(TypeError):
        visible(None, Setting)


def test_customers_may_do_exactly_this():
    assert {
        Permission.READ_MESSAGES,
        Permission.ANSWER_MESSAGES,
        Permission.VIEW_RECORDS,
    } == CUSTOMERS_MAY


@pytest.mark.spec("GEN-1")
def test_customers_see_the_pets_they_own_now(alice, bob, vera):
    assert seen(alice.actor, Pet) == {alice.pet_id}

    def transfer(db):
        pet = db.exec(visible(vera.actor, Pet).where(col(Pet.id) == alice.pet_id)).one()
        pet.customer_id = bob.actor.customer_id

    run(transfer)

    assert seen(alice.actor, Pet) == set()
    assert seen(bob.actor, Pet) == {alice.pet_id, bob.pet_id}
    with pytest.raises(NotFound):
        run(find, alice.actor, Pet, alice.pet_id)


@pytest.mark.spec("GEN-2")
def test_only_published_records_and_their_parts_are_seen(alice, bob, vera, write_record, put):
    records = {
        status: write_record(alice.pet_id, status=status)
        for status in ("draft", "published", "private")
    }
    parts = {
        status: put(
            Attachment(record_id=record.id, file="0" * 64, name="x", media_type="x/y", size_bytes=1)
        )
        for status, record in records.items()
    }

    assert seen(alice.actor, MedicalRecord) == {records["published"].id}
    assert seen(alice.actor, Attachment) == {parts["published"].id}
    assert seen(bob.actor, MedicalRecord) == seen(bob.actor, Attachment) == set()
    assert len(seen(vera.actor, MedicalRecord)) == len(seen(vera.actor, Attachment)) == 3


@pytest.mark.spec("PET-7", "GEN-11")
def test_alerts_are_seen_only_when_the_clinic_says_so(alice, put):
    put(Alert(pet_id=alice.pet_id, text="Bites"))
    shown = put(Alert(pet_id=alice.pet_id, text="Penicillin", allergy=True, customer_may_see=True))

    assert seen(alice.actor, Alert) == {shown.id}
