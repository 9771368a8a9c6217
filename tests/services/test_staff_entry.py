"""Coming in as staff: what lets one in, and what guessing meets."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import col, select

from models.audit import AuditEvent
from models.auth import AuthSession, StaffTry
from models.staff import StaffMember
from services.auth import second_factor, sessions, staff_entry, waits
from services.auth.entry import Visitor
from services.core import clock, tokens
from services.core.db import run
from services.core.errors import TooMany
from tests.staff_signing_in import PASSWORD, code_of, equip, sign_in

VERA = "vera@mail.test"


@pytest.fixture(autouse=True)
def _equipped(cast):
    equip(VERA)


async def who(entered):
    actor = await sessions.resolve(entered.session)
    return actor.name if actor else None


def audited():
    lines = select(AuditEvent).order_by(col(AuditEvent.number))
    return [(one.event, one.actor_kind, one.origin) for one in run(lambda db: db.exec(lines).all())]


@pytest.mark.spec("AUTH-20", "PRIV-6")
async def test_password_and_code_let_a_staff_member_in(vera):
    entered = await sign_in(" Vera@Mail.test ", code=code_of(VERA))

    actor = await sessions.resolve(entered.session)
    assert (actor.name, actor.is_staff, actor.origin) == ("Vera Voss", True, "192.0.2.1")
    assert actor.permissions == vera.actor.permissions
    assert audited() == [("signed in", "staff", "192.0.2.1")]


@pytest.mark.spec("AUTH-20", "PRIV-6")
@pytest.mark.parametrize(
    ("email", "password", "code"),
    [
        (VERA, "volcano7lamq", None),
        (VERA, PASSWORD, "000000"),
        (VERA, PASSWORD, ""),
        (VERA, "", None),
        (VERA, PASSWORD + "x" * 200, None),
        (VERA, "a\0b", None),
        ("rita@mail.test", "", "000000"),
        ("nobody@mail.test", PASSWORD, "000000"),
        ("no address", PASSWORD, "000000"),
    ],
)
async def test_whatever_is_wrong_nobody_comes_in(email, password, code):
    assert await sign_in(email, password, code_of(VERA) if code is None else code) is None
    assert audited() == [("sign-in failed", "nobody", "192.0.2.1")]


@pytest.mark.spec("AUTH-8", "AUTH-20")
async def test_somebody_who_is_disabled_does_not_come_in():
    def disable(db):
        found = select(StaffMember).where(col(StaffMember.email) == VERA)
        db.exec(found).one().disabled_at = clock.now()

    run(disable)

    assert await sign_in(VERA) is None


@pytest.mark.spec("AUTH-20")
async def test_a_code_is_good_once_and_none_older_than_the_last(later):
    code = code_of(VERA)
    assert await sign_in(VERA, code=code)

    assert await sign_in(VERA, code=code) is None
    later(seconds=30)
    assert await sign_in(VERA, code=code) is None
    newest = code_of(VERA)
    assert await sign_in(VERA, code=newest)


@pytest.mark.spec("AUTH-20")
async def test_a_code_is_not_used_up_by_a_wrong_password():
    code = code_of(VERA)

    assert await sign_in(VERA, "volcano7lamq", code) is None
    assert await sign_in(VERA, code=code)


@pytest.mark.spec("AUTH-20")
async def test_a_code_of_two_minutes_ago_or_ahead_is_refused(later):
    old = code_of(VERA)
    later(minutes=2)
    assert await sign_in(VERA, code=old) is None
    ahead = code_of(VERA)
    later(minutes=-2)

    assert await sign_in(VERA, code=ahead) is None


@pytest.mark.spec("AUTH-20")
async def test_the_right_code_sent_a_hundred_times_at_once_begins_one_session():
    visitor, code = Visitor(origin="192.0.2.1"), code_of(VERA)
    attempt = run(staff_entry.attempt, visitor, VERA)

    with ThreadPoolExecutor(20) as threads:
        entered = list(
            threads.map(
                lambda _: run(staff_entry.enter, visitor, attempt, code, right=True), range(100)
            )
        )

    assert len([one for one in entered if one]) == 1


@pytest.mark.spec("AUTH-20")
async def test_a_recovery_code_stands_in_once(vera):
    codes = run(second_factor.new_recovery_codes, vera.actor.id)
    assert len(set(codes)) == 10

    assert await sign_in(VERA, code=codes[3].upper().replace("-", " "))
    assert await sign_in(VERA, code=codes[3]) is None
    assert await sign_in("rita@mail.test", code=codes[4]) is None
    assert run(second_factor.recovery_codes_left, vera.actor.id) == 9


@pytest.mark.spec("AUTH-21")
async def test_after_five_wrong_tries_one_waits_longer_and_longer(later):
    waited = []
    for _ in range(12):
        try:
            await sign_in(VERA, "wrong", "000000", origin=f"192.0.2.{len(waited)}")
            waited.append(0)
        except TooMany as refusal:
            waited.append(refusal.seconds)
            later(seconds=refusal.seconds)
            await sign_in(VERA, "wrong", "000000", origin=f"192.0.2.{len(waited)}")

    assert waited == [0] * 5 + [30, 60, 120, 240, 480, 900, 900]


@pytest.mark.spec("AUTH-3", "AUTH-21")
async def test_an_address_that_nobody_has_waits_alike():
    told = []
    for email in (VERA, "nobody@mail.test"):
        for number in range(5):
            await sign_in(email, "wrong", "000000", origin=f"192.0.2.{number}")
        with pytest.raises(TooMany) as refusal:
            await sign_in(email, "wrong", "000000")
        told.append(str(refusal.value))

    assert told[0] == told[1]


@pytest.mark.spec("AUTH-21")
async def test_while_waiting_the_right_password_is_not_even_looked_at():
    for number in range(5):
        await sign_in(VERA, "wrong", "000000", origin=f"192.0.2.{number}")

    with pytest.raises(TooMany):
        await sign_in(VERA)


@pytest.mark.spec("AUTH-21")
async def test_a_right_try_ends_the_waiting(later):
    for number in range(5):
        await sign_in(VERA, "wrong", "000000", origin=f"192.0.2.{number}")
    later(seconds=31)
    assert await sign_in(VERA)

    for _ in range(5):
        assert await sign_in(VERA, "wrong", "000000") is None


@pytest.mark.spec("AUTH-21")
async def test_one_origin_tries_twenty_times_an_hour_whatever_the_address(later):
    for number in range(20):
        await sign_in(f"person{number}@mail.test", "wrong", "000000")

    with pytest.raises(TooMany):
        await sign_in(VERA)
    assert await sign_in(VERA, origin="198.51.100.7")
    later(minutes=61)
    assert await sign_in(VERA)


@pytest.mark.spec("AUTH-21")
async def test_a_stranger_cannot_lock_out_a_browser_that_is_known():
    known = (await sign_in(VERA)).known
    for number in range(5):
        await sign_in(VERA, "wrong", "000000", origin=f"192.0.2.{number}")
    for number in range(20):
        await sign_in(f"person{number}@mail.test", "wrong", "000000", origin="192.0.2.9")

    assert await sign_in(VERA, origin="192.0.2.9", known=known)


@pytest.mark.spec("AUTH-21")
async def test_a_known_browser_is_known_for_one_person_and_guesses_no_more_than_others():
    known = (await sign_in(VERA)).known
    forged = f"{known.partition('.')[0]}.{tokens.digest('forged')}"

    for _ in range(5):
        await sign_in(VERA, "wrong", "000000", known=known)
    with pytest.raises(TooMany):
        await sign_in(VERA, known=known)
    for shown in (known, forged):
        run(waits.count, "rita@mail.test", "192.0.2.2", shown)
    rows = run(lambda db: db.exec(select(StaffTry).where(StaffTry.origin == "192.0.2.2")).all())
    assert len(rows) == 2


@pytest.mark.spec("AUTH-21")
async def test_a_hundred_guesses_at_once_are_five():
    visitor = Visitor(origin="192.0.2.1")

    def guess(_):
        try:
            return run(staff_entry.attempt, visitor, VERA)
        except TooMany:
            return None

    with ThreadPoolExecutor(20) as threads:
        counted = [one for one in threads.map(guess, range(100)) if one]

    assert len(counted) == 5


@pytest.mark.spec("AUTH-6", "AUTH-23")
async def test_the_session_that_a_browser_had_before_ends(alice):
    entered = await sign_in(VERA, session=alice.token)

    assert await who(entered) == "Vera Voss"
    assert await sessions.resolve(alice.token) is None


@pytest.mark.spec("AUTH-23")
async def test_a_staff_member_has_five_sessions_at_most(later):
    begun = []
    for _ in range(6):
        begun.append(await sign_in(VERA))
        later(seconds=60)

    assert [bool(await who(one)) for one in begun] == [False] + [True] * 5


@pytest.mark.spec("AUTH-23")
async def test_a_staff_session_ends_after_twelve_hours_however_busy(later):
    entered = await sign_in(VERA)
    for _ in range(47):
        later(minutes=15)
        assert await who(entered) == "Vera Voss"
    later(minutes=16)

    assert await who(entered) is None


@pytest.mark.spec("AUTH-20")
def test_what_is_kept_of_a_session_helps_nobody(vera):
    row = run(lambda db: db.get(AuthSession, vera.actor.session_id))

    assert row.token_hash == tokens.digest(vera.token)
