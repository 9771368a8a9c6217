"""Proofs for settings of what customers can see and do."""

import pytest

from models.measurements import Quantity
from models.messaging import Thread
from models.records import Attachment
from services import documents, messaging, pets, pushing
from services.core import clock
from services.core.db import run
from services.core.errors import Forbidden, NotFound
from services.customers import own
from services.documents.intake import Stored, To
from services.measurements import writing
from services.measurements.writing import Typed
from services.pets import offering, owning
from services.records import desk, reading
from states import handing_in
from tests.services.settings.effects import Clinic, in_force, proof


def _tabs() -> list[str]:
    return pets.tabs(in_force(), has_documents=False)


@proof("messaging_mode")
def _closes_the_messages(clinic: Clinic) -> None:
    thread = clinic.put(Thread(customer_id=clinic.alice.actor.id, topic="Rex"))
    clinic.turn("messaging_mode", "read_only")
    assert run(messaging.threads, clinic.alice.actor) is not None
    with pytest.raises(Forbidden):
        run(messaging.post, clinic.alice.actor, thread.id, "Hello", key="k")
    clinic.turn("messaging_mode", "disabled")
    assert "messages" not in _tabs()
    with pytest.raises(NotFound):
        run(messaging.threads, clinic.alice.actor)


@proof("phone_app")
def _is_no_app_any_more(clinic: Clinic) -> None:
    assert run(pushing.offer, clinic.alice.actor)
    clinic.turn("phone_app", False)
    assert run(pushing.offer, clinic.alice.actor) == ""


@proof("record_types")
def _hides_a_type(clinic: Clinic) -> None:
    clinic.write_record(clinic.alice.pet_id, status="published")
    assert clinic.notes()
    clinic.turn("record_types", {"note": False})
    assert "notes" not in _tabs()
    with pytest.raises(NotFound):
        clinic.notes()


@proof("allow_dicom_download")
def _gives_dicom_files_out_or_not(clinic: Clinic) -> None:
    record = clinic.write_record(clinic.alice.pet_id, kind="imaging", status="published")
    file = clinic.put(
        Attachment(
            record_id=record.id,
            file="0" * 64,
            name="a.dcm",
            media_type=reading.DICOM,
            size_bytes=1,
        )
    )
    assert not run(reading.find, clinic.alice.actor, record.id).files[0].downloadable
    with pytest.raises(NotFound):
        run(reading.file, clinic.alice.actor, file.id)
    clinic.turn("allow_dicom_download", True)
    assert run(reading.file, clinic.alice.actor, file.id).id == file.id


@proof("allow_customer_measurements")
def _takes_measurements_from_home_or_not(clinic: Clinic) -> None:
    typed = Typed(Quantity.WEIGHT, "12", "kg", clock.now())
    with pytest.raises(Forbidden):
        run(writing.add, clinic.alice.actor, clinic.alice.pet_id, typed)
    clinic.turn("allow_customer_measurements", True)
    assert run(writing.add, clinic.alice.actor, clinic.alice.pet_id, typed).at_home


@proof("allow_customer_edit_pet_photo")
def _takes_photos_or_not(clinic: Clinic) -> None:
    assert run(pets.may_change_photo, clinic.alice.actor, clinic.alice.pet_id)
    clinic.turn("allow_customer_edit_pet_photo", False)
    with pytest.raises(Forbidden):
        run(pets.may_change_photo, clinic.alice.actor, clinic.alice.pet_id)


@proof("allow_customer_edit_pet")
def _lets_customers_change_their_pets_or_not(clinic: Clinic) -> None:
    assert run(owning.own, clinic.alice.actor, clinic.alice.pet_id)
    clinic.turn("allow_customer_edit_pet", False)
    assert not run(owning.may_edit, clinic.alice.actor)
    with pytest.raises(Forbidden):
        run(owning.own, clinic.alice.actor, clinic.alice.pet_id)


@proof("allow_customer_add_pet")
def _lets_customers_add_pets_or_not(clinic: Clinic) -> None:
    dog = run(offering.species)[0]
    form = {"name": "Zoe", "species_id": str(dog.id)}
    assert run(owning.add, clinic.alice.actor, form).name == "Zoe"
    clinic.turn("allow_customer_add_pet", False)
    assert not run(owning.may_add, clinic.alice.actor)
    with pytest.raises(Forbidden):
        run(owning.add, clinic.alice.actor, {**form, "name": "Zora"})


@proof("allow_customer_edit_contact")
def _lets_customers_change_their_contacts_or_not(clinic: Clinic) -> None:
    run(own.ask_for_contact, clinic.alice.actor, "email", "new@mail.test")
    clinic.turn("allow_customer_edit_contact", False)
    assert run(own.pending, clinic.alice.actor) == []
    with pytest.raises(Forbidden):
        run(own.ask_for_contact, clinic.alice.actor, "email", "newer@mail.test")


@proof("allow_document_upload")
def _shows_where_documents_go_or_not(clinic: Clinic) -> None:
    assert "documents" in _tabs()
    clinic.turn("allow_document_upload", False)
    assert "documents" not in _tabs()


@proof("documents_visible_default")
def _shows_what_the_clinic_files_or_not(clinic: Clinic) -> None:
    to = To(pet_id=clinic.alice.pet_id)
    for name, seen in (("a", 1), ("b", 1)):
        run(documents.intake.hand_in, clinic.vera.actor, to, _paper(name))
        assert len(run(documents.own, clinic.alice.actor).documents) == seen
        clinic.turn("documents_visible_default", False)


def _paper(name: str) -> Stored:
    return Stored(name * 64, "pass.pdf", "application/pdf", 9, [])


@proof("upload_mb")
def _takes_larger_files_or_not(clinic: Clinic) -> None:
    clinic.turn("upload_mb", 3)
    assert run(documents.intake.allowed, clinic.alice.actor).most_bytes == 3 * 2**20


@proof("upload_types")
def _takes_a_type_of_file_or_not(clinic: Clinic) -> None:
    clinic.turn("upload_types", ["pdf"])
    assert run(documents.intake.allowed, clinic.alice.actor).types == {"application/pdf"}


@proof("documents_email")
def _offers_to_write_or_not(clinic: Clinic) -> None:
    clinic.turn("documents_email", "papers@clinic.test")
    assert run(handing_in.offered, clinic.alice.actor).mail.startswith("mailto:papers@clinic.test?")
    clinic.turn("documents_email", "")
    assert run(handing_in.offered, clinic.alice.actor).mail == ""


@proof("publish_notify")
def _ticks_the_box_or_not(clinic: Clinic) -> None:
    record = clinic.write_record(clinic.alice.pet_id, status="draft")
    assert run(desk.lay_out, clinic.vera.actor, record.id).notifies
    clinic.turn("publish_notify", False)
    assert not run(desk.lay_out, clinic.vera.actor, record.id).notifies
