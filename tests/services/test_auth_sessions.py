"""Sessions: how long they last, who is behind them, and how they end."""

import pytest
from sqlalchemy import event
from sqlmodel import select

from models.auth import AuthSession
from models.customers import Customer
from models.staff import Location
from services import customers, live, settings
from services.access import Permission
from services.auth import browsers, devices, sessions
from services.core import db as database
from services.core import tokens
from services.core.db import run
from services.core.errors import Forbidden, SignedOut
from tests.signing_in import sign_in


@pytest.fixture
def signals(monkeypatch):
    """Collect the signals that the open tabs would get."""
    sent = []
    monkeypatch.setattr(live.hub, "send", sent.append)
    return sent


async def who(token):
    actor = await sessions.resolve(token)
    return actor and actor.name


@pytest.mark.spec("AUTH-6")
async def test_a_session_is_proven_by_its_token_alone(alice):
    assert await who(alice.token) == "Alice Archer"
    assert await who(str(alice.actor.session_id)) is None
    assert await who("") is None
    assert await who("x" * 5000) is None


@pytest.mark.spec("AUTH-6")
def test_only_the_hash_of_a_token_is_kept():
    token = sign_in().session

    hashes = run(lambda db: db.exec(select(AuthSession.token_hash)).all())
    assert tokens.digest(token) in hashes
    assert len(token) >= 43
    assert token not in hashes


@pytest.mark.spec("AUTH-6")
async def test_a_session_ends_after_thirty_idle_minutes(later):
    token = sign_in().session
    later(minutes=29)
    assert await who(token) == "Alice Archer"
    later(minutes=29)
    assert await who(token) == "Alice Archer"
    later(minutes=31)

    assert await who(token) is None


@pytest.mark.spec("AUTH-6")
async def test_what_the_portal_pushes_does_not_keep_a_session_alive(later):
    token = sign_in().session
    for _ in range(4):
        later(minutes=10)
        actor = await sessions.resolve(token, touch=False)

    assert actor is None


@pytest.mark.spec("AUTH-6")
@pytest.mark.parametrize(("remember", "hours"), [(False, 2), (True, 24)])
async def test_a_session_ends_after_its_longest_time_however_busy(remember, hours, later):
    run(settings.put, session_hours=2, device_days=1)
    token = sign_in(remember=remember).session
    for _ in range(3 * (hours - 1)):
        later(minutes=20)
        await sessions.resolve(token)
    assert await who(token) == "Alice Archer"
    for _ in range(4):
        later(minutes=20)
        await sessions.resolve(token)

    assert await who(token) is None


@pytest.mark.spec("AUTH-6")
async def test_each_sign_in_has_a_new_token_and_ends_the_old_session():
    first = sign_in().session
    second = sign_in(session=first).session

    assert first != second
    assert await who(first) is None
    assert await who(second) == "Alice Archer"


@pytest.mark.spec("AUTH-6")
async def test_the_eleventh_session_ends_the_oldest(bob, later):
    customer = run(lambda db: db.exec(select(Customer).where(Customer.id == bob.actor.id)).one())
    begun = [bob.token]
    for _ in range(10):
        later(seconds=1)
        begun.append(run(sessions.start, customer))

    assert [await who(token) for token in begun] == [None] + ["Bob"] * 10


@pytest.mark.spec("AUTH-8")
async def test_an_ended_session_tells_its_tabs_and_refuses_work(alice, signals):
    assert await who(alice.token) == "Alice Archer"

    run(sessions.end, alice.token)

    assert await who(alice.token) is None
    assert signals == [live.SessionEnded(alice.actor.session_id)]
    with pytest.raises(SignedOut):
        run(sessions.acting, alice.actor.session_id, lambda db, actor: None)


@pytest.mark.spec("AUTH-8")
async def test_disabling_a_customer_ends_all_their_sessions_and_no_others(
    alice, bob, vera, signals
):
    other = sign_in(remember=True)

    run(customers.disable, vera.actor, alice.actor.id)

    assert [await who(token) for token in (alice.token, other.session)] == [None, None]
    assert await who(bob.token) == "Bob"
    ended = [signal for signal in signals if isinstance(signal, live.SessionEnded)]
    assert len(ended) == 2
    assert run(devices.recognise, other.device) is None
    run(customers.enable, vera.actor, alice.actor.id)
    assert run(devices.recognise, other.device) is None


@pytest.mark.spec("AUTH-8", "AUTH-11", "AUTH-25")
def test_only_staff_with_the_permission_manage_customers(alice, bob, rita):
    assert Permission.MANAGE_CUSTOMERS not in rita.actor.permissions
    for person in (alice, rita):
        for verb in (customers.disable, customers.enable, customers.welcome):
            with pytest.raises(Forbidden):
                run(verb, person.actor, bob.actor.id)


@pytest.mark.spec("AUTH-7")
async def test_a_customer_ends_one_of_their_sessions_or_all_others(alice, bob):
    second, third = sign_in().session, sign_in().session
    ids = {row.id for row in run(sessions.of, alice.actor.id)}
    assert len(ids) == 3
    assert bob.actor.session_id not in ids

    assert run(sessions.end_one, alice.actor.id, bob.actor.session_id) is False
    assert run(sessions.end_one, alice.actor.id, await session_id(second)) is True
    assert await who(second) is None
    run(sessions.end_all_of, alice.actor.id, but=alice.actor.session_id)
    assert [await who(t) for t in (alice.token, third, bob.token)] == ["Alice Archer", None, "Bob"]


async def session_id(token):
    return (await sessions.resolve(token)).session_id


@pytest.mark.spec("AUTH-8")
async def test_a_session_that_another_process_ended_is_over_at_once(alice):
    assert await who(alice.token) == "Alice Archer"
    proof = alice.actor.proof
    await database.read(sessions.acting, proof, lambda db, actor: actor)

    with database.engine().begin() as connection:
        connection.exec_driver_sql("UPDATE authsession SET ended_at = created_at")

    assert await who(alice.token) is None
    with pytest.raises(SignedOut):
        await database.read(sessions.acting, proof, lambda db, actor: actor)


@pytest.mark.spec("AUTH-6")
async def test_a_session_is_looked_up_again_after_any_commit_and_before_any_change(alice, asked):
    async def reads():
        before = len(asked)
        await database.read(sessions.acting, alice.actor.proof, lambda db, actor: None)
        return len(asked) - before

    assert [await reads(), await reads()] == [1, 0]
    await database.write(lambda db: db.add(Location(name="Elsewhere")))
    assert [await reads(), await reads()] == [1, 0]

    before = len(asked)
    await database.write(sessions.acting, alice.actor.proof, lambda db, actor: None)
    await database.write(sessions.acting, alice.actor.proof, lambda db, actor: None)
    assert len(asked) - before == 2


@pytest.fixture
def asked():
    """The queries for sessions so far."""
    found = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith("SELECT authsession."):
            found.append(statement)

    event.listen(database.engine(), "before_cursor_execute", note)
    yield found
    event.remove(database.engine(), "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (
            "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
            "Firefox, Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            "Edge, Windows",
        ),
        ("curl/8.0", ""),
        (None, ""),
        ("<script>", ""),
    ],
)
@pytest.mark.spec("AUTH-7")
def test_a_browser_is_named_in_words_its_owner_knows(said, name):
    assert browsers.name(said) == name
