"""Proofs for settings of signing in, of what leaves the portal, and of what it forgets."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import col, select

from models.auth import AuthSession, Device, SignInCode
from models.notices import OutboxEntry
from models.staff import StaffMember
from services import messaging, notices
from services.auth import codes, pins, retention, sessions, sign_up
from services.auth.entry import Visitor, by_code
from services.core import clock
from services.core.config import config
from services.core.db import run
from services.core.errors import Forbidden, Invalid, SignedOut, TooMany
from services.delivery import providers
from tests.services.settings.effects import Clinic, proof
from tests.signing_in import ask, code_for, made, sign_in


@proof("allow_registration")
def _lets_strangers_sign_up_or_not(clinic: Clinic) -> None:
    form = {"first_name": "Zoe", "last_name": "Z", "contact": "zoe@mail.test"}
    with pytest.raises(Forbidden):
        run(sign_up.check, form)
    clinic.turn("allow_registration", True)
    assert run(sign_up.check, form) == ("Zoe", "Z")


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
        for place in ("services.notices.queueing.config", "services.auth.limits.config"):
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
