"""Proofs for settings of what customers can see and do, and of signing in."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import col, select

from models.auth import AuthSession, Device, SignInCode
from models.measurements import Quantity
from models.messaging import Thread
from models.notices import OutboxEntry
from models.records import Attachment
from models.staff import StaffMember
from services import messaging, notices, pets
from services.auth import codes, pins, retention, sessions, sign_up
from services.auth.entry import Visitor, by_code
from services.core import clock
from services.core.config import config
from services.core.db import run
from services.core.errors import Forbidden, Invalid, NotFound, SignedOut, TooMany
from services.customers import own
from services.delivery import providers
from services.measurements import writing
from services.measurements.writing import Typed
from services.pets import offering, owning
from services.records import desk, reading
from tests.services.settings.effects import Clinic, in_force, proof
from tests.signing_in import ask, code_for, made, sign_in


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


@proof("allow_registration")
def _lets_strangers_sign_up_or_not(clinic: Clinic) -> None:
    form = {"first_name": "Zoe", "last_name": "Z", "contact": "zoe@mail.test"}
    with pytest.raises(Forbidden):
        run(sign_up.check, form)
    clinic.turn("allow_registration", True)
    assert run(sign_up.check, form) == ("Zoe", "Z")


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


@proof("code_minutes")
def _shortens_the_life_of_a_code(clinic: Clinic) -> None:
    clinic.turn("code_minutes", 2)
    code = code_for(browser="b")
    clinic.later(minutes=2, seconds=1)
    assert run(by_code, Visitor("b"), code, remember=False) is None


@proof("code_tries")
def _takes_fewer_wrong_tries(clinic: Clinic) -> None:
    clinic.turn("code_tries", 1)
    code = code_for(browser="b")
    assert run(codes.redeem, "b", "x") is None
    assert run(codes.redeem, "b", code) is None


@proof("code_sends_hour", "code_sends_day")
def _sends_fewer_codes_to_one_contact(clinic: Clinic) -> None:
    for key, pause in (("code_sends_hour", 2), ("code_sends_day", 70)):
        clinic.later(days=2)
        clinic.turn(key, 1)
        ask(browser=uuid4().hex)
        clinic.later(minutes=pause)
        with pytest.raises(TooMany):
            ask(browser=uuid4().hex)
        clinic.turn(key, 5)


@proof("code_sends_origin_hour")
def _sends_fewer_codes_from_one_place(clinic: Clinic) -> None:
    clinic.turn("code_sends_origin_hour", 1)
    ask("alice@mail.test", "a")
    with pytest.raises(TooMany):
        ask("bob@mail.test", "b")


@proof("allow_pin")
def _takes_pins_or_not(clinic: Clinic) -> None:
    entered = sign_in(remember=True)
    actor = asyncio.run(sessions.resolve(entered.session))
    run(pins.keep, actor, "hash")
    clinic.turn("allow_pin", False)
    assert run(pins.attempt, entered.device) is None
    with pytest.raises(Forbidden):
        run(pins.check, actor, "843917")


@proof("pin_digits")
def _asks_for_longer_pins(clinic: Clinic) -> None:
    actor = asyncio.run(sessions.resolve(sign_in(remember=True).session))
    assert run(pins.check, actor, "843917")
    clinic.turn("pin_digits", 8)
    with pytest.raises(Invalid, match="8 digits"):
        run(pins.check, actor, "843917")


@proof("session_idle_minutes")
def _ends_idle_sessions_sooner(clinic: Clinic) -> None:
    clinic.later(minutes=10)
    run(sessions.acting, clinic.alice.actor.session_id, messaging.unread)
    clinic.turn("session_idle_minutes", 5)
    with pytest.raises(SignedOut):
        run(sessions.acting, clinic.alice.actor.session_id, messaging.unread)


def _newest(model: type) -> object:
    by_age = select(model).order_by(col(model.created_at).desc()).limit(1)
    return run(lambda db: db.exec(by_age).one())


@proof("staff_idle_minutes")
def _ends_idle_sessions_of_staff_sooner(clinic: Clinic) -> None:
    clinic.later(minutes=10)
    run(sessions.acting, clinic.vera.actor.session_id, messaging.unread)
    clinic.turn("staff_idle_minutes", 5)
    run(sessions.end_idle)
    with pytest.raises(SignedOut):
        run(sessions.acting, clinic.vera.actor.session_id, messaging.unread)
    run(sessions.acting, clinic.alice.actor.session_id, messaging.unread)


@proof("staff_session_hours")
def _lets_sessions_of_staff_last_less_long(clinic: Clinic) -> None:
    clinic.turn("staff_session_hours", 2)
    run(lambda db: sessions.start(db, db.get(StaffMember, clinic.vera.actor.id)))
    assert _newest(AuthSession).expires_at - clock.now() <= timedelta(hours=2)


@proof("publish_notify")
def _ticks_the_box_or_not(clinic: Clinic) -> None:
    record = clinic.write_record(clinic.alice.pet_id, status="draft")
    assert run(desk.lay_out, clinic.vera.actor, record.id).notifies
    clinic.turn("publish_notify", False)
    assert not run(desk.lay_out, clinic.vera.actor, record.id).notifies


@proof("session_hours", "device_days")
def _lets_sessions_and_devices_last_less_long(clinic: Clinic) -> None:
    clinic.turn("session_hours", 2)
    clinic.turn("device_days", 3)
    sign_in()
    assert _newest(AuthSession).expires_at - clock.now() <= timedelta(hours=2)
    clinic.later(minutes=10)
    sign_in(remember=True)
    assert _newest(Device).expires_at - clock.now() <= timedelta(days=3)


@proof("sms_countries")
def _sends_sms_to_other_countries(clinic: Clinic) -> None:
    texting = replace(config(), twilio_auth_token="x" * 32)
    with pytest.MonkeyPatch.context() as patch:
        for place in ("services.notices.config", "services.auth.limits.config"):
            patch.setattr(place, lambda: texting)
        assert run(codes.make, ask("+1 202 555 0143", "a").id).channel == "sms"
        clinic.turn("sms_countries", ["DE"])
        assert run(codes.make, ask("+1 202 555 0143", "b").id).channel == "email"


@proof("mail_provider")
def _chooses_what_sends(clinic: Clinic) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_SENDGRID_API_KEY", "SG.key")
        patch.setenv("PORTAL_SMTP_URL", "smtp://localhost:25")
        patch.setenv("PORTAL_MAIL_FROM", "desk@mail.test")
        config.cache_clear()
        before = providers.chosen("email").name
        clinic.turn("mail_provider", "smtp")
        after = providers.chosen("email").name
    config.cache_clear()
    assert before != after


@proof("code_hours_kept")
def _keeps_used_codes_longer(clinic: Clinic) -> None:
    clinic.turn("code_hours_kept", 48)
    made(ask())
    clinic.later(hours=30)
    run(retention.forget_old)
    assert _newest(SignInCode)


@proof("session_days_kept")
def _forgets_ended_sessions_sooner(clinic: Clinic) -> None:
    run(sessions.end, clinic.alice.token)
    clinic.turn("session_days_kept", 2)
    clinic.later(days=3)
    run(retention.forget_old)
    gone = select(AuthSession).where(col(AuthSession.id) == clinic.alice.actor.session_id)
    assert run(lambda db: db.exec(gone).all()) == []


@proof("notice_days_kept")
def _forgets_what_notices_said_sooner(clinic: Clinic) -> None:
    old = clock.now() - timedelta(days=2)
    clinic.put(
        OutboxEntry(
            kind="welcome",
            channel="email",
            address="a@mail.test",
            body="Hello",
            state="sent",
            settled_at=old,
        )
    )
    clinic.turn("notice_days_kept", 1)
    run(notices.forget_bodies)
    assert _newest(OutboxEntry).body == ""
