"""A staff member's own account: what is shown once, what ends elsewhere, what asks first."""

from dataclasses import replace

import pyotp
import pytest

from models.auth import AuthSession
from models.staff import StaffMember
from services.auth import second_factor, sessions
from services.core import clock, passwords, tokens
from services.core.db import run
from services.core.errors import Forbidden, Invalid
from services.staff import own
from states.admin.account import MyAccountState
from tests.staff_signing_in import HASH, code_of, equip, sign_in

VERA = "vera@mail.test"


@pytest.fixture
def me(vera):
    """Vera's own actor, who has just confirmed who she is."""
    equip(VERA)
    return replace(vera.actor, confirmed_at=clock.now())


def row(me) -> StaffMember:
    return run(lambda db: db.get(StaffMember, me.id))


@pytest.mark.spec("AUTH-20", "AUTH-8")
async def test_a_new_password_is_the_only_one_and_ends_other_sessions(me, vera):
    elsewhere = await sign_in(VERA)

    run(own.keep_password, me, passwords.kept(run(own.check_password, me, "violet9harbour")))

    assert await sessions.resolve(elsewhere.session) is None
    assert await sessions.resolve(vera.token)
    assert await sign_in(VERA) is None
    assert await sign_in(VERA, "violet9harbour")


@pytest.mark.spec("AUTH-20")
@pytest.mark.parametrize(
    "typed", ["short1", "x" * 129, "password1", "willow-lane-1", "vera-voss-99", None]
)
def test_a_password_that_would_be_guessed_is_refused(me, typed):
    with pytest.raises(Invalid):
        run(own.check_password, me, typed)

    assert row(me).password_hash == HASH


@pytest.mark.spec("AUTH-20")
async def test_recovery_codes_are_shown_once_and_kept_as_hashes(me, vera, open_tab):
    run(lambda db: setattr(_session(db, vera), "confirmed_at", clock.now()))
    tab = open_tab(vera)
    await tab.send(MyAccountState.load)

    await tab.send(MyAccountState.make_codes)
    codes = (await tab.state(MyAccountState)).codes

    assert len(set(codes)) == 10
    tab.heard = ""
    await tab.send(MyAccountState.load)
    assert (await tab.state(MyAccountState)).codes == []
    other = open_tab(vera)
    await other.send(MyAccountState.load)
    assert not any(code in other.heard + tab.heard for code in codes)


def _session(db, person):
    return db.get(AuthSession, person.actor.session_id)


@pytest.mark.spec("AUTH-20")
async def test_new_recovery_codes_end_the_earlier_ones(me):
    old = run(own.new_recovery_codes, me)
    new = run(own.new_recovery_codes, me)

    assert await sign_in(VERA, code=old[0]) is None
    assert await sign_in(VERA, code=new[0])
    assert run(second_factor.recovery_codes_left, me.id) == 9


@pytest.mark.spec("AUTH-20", "AUTH-8")
async def test_another_authenticator_takes_over_once_it_is_proven(me):
    run(own.begin_authenticator, me)
    waiting = pyotp.parse_uri(run(own.overview, me).otpauth)
    elsewhere = await sign_in(VERA, code=code_of(VERA))
    assert elsewhere

    with pytest.raises(Invalid):
        run(own.take_authenticator, me, "000000")
    run(own.take_authenticator, me, waiting.now())

    assert await sessions.resolve(elsewhere.session) is None
    assert tokens.unseal(row(me).totp_secret) == waiting.secret
    with pytest.raises(Invalid):
        run(own.take_authenticator, me, waiting.now())


@pytest.mark.spec("AUTH-23")
@pytest.mark.parametrize(
    ("deed", "given"),
    [
        (own.check_password, ["violet9harbour"]),
        (own.keep_password, ["x"]),
        (own.begin_authenticator, []),
        (own.take_authenticator, ["000000"]),
        (own.new_recovery_codes, []),
    ],
)
def test_what_opens_the_account_asks_first_and_for_fifteen_minutes(me, deed, given, later):
    later(minutes=15, seconds=1)
    before = row(me).model_dump()

    with pytest.raises(Forbidden, match="confirm first"):
        run(deed, me, *given)

    assert row(me).model_dump() == before


@pytest.mark.spec("AUTH-23")
def test_a_secret_that_waits_is_shown_to_nobody_who_has_not_confirmed(me, vera):
    run(own.begin_authenticator, me)

    assert run(own.overview, me).otpauth
    assert run(own.overview, vera.actor).otpauth == ""


@pytest.mark.spec("AUTH-20")
def test_a_customer_has_no_staff_account(alice):
    with pytest.raises(Forbidden):
        run(own.overview, replace(alice.actor, confirmed_at=clock.now()))
