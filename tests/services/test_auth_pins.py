"""PINs and remembered devices."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from passlib.hash import argon2
from sqlmodel import select

from models.auth import Pin
from models.notices import OutboxEntry
from models.pets import Pet
from services import settings
from services.auth import devices, entry, pins, sessions, weak_pins
from services.auth.entry import Visitor
from services.core.db import run
from services.core.errors import Forbidden, Invalid
from tests.signing_in import BROWSER, code_for, sign_in

PIN = "843917"


async def actor_of(entered):
    return await sessions.resolve(entered.session)


@pytest.fixture
async def device():
    """A device that Alice is remembered on, with a PIN set."""
    entered = sign_in(remember=True)
    actor = await actor_of(entered)
    run(pins.keep, actor, await pins.hashed(run(pins.check, actor, PIN)))
    run(sessions.end, entered.session)
    return entered.device


async def enter(device, typed):
    """Try a PIN as the sign-in page does."""
    attempt = run(pins.attempt, device)
    if attempt is None:
        return "a code is needed"
    right = await pins.matches(typed, attempt)
    return run(entry.by_pin, Visitor(device=device), attempt, right=right)


@pytest.mark.spec("AUTH-5")
async def test_a_pin_signs_in_on_a_remembered_device(device):
    entered = await enter(device, f" {PIN} ")

    assert (await actor_of(entered)).name == "Alice Archer"
    assert entered.device is None


@pytest.mark.spec("AUTH-5")
async def test_a_pin_is_worth_nothing_elsewhere(device, later):
    other = sign_in("bob@mail.test", remember=True).device
    for token in (None, "", "made-up", other):
        assert await enter(token, PIN) == "a code is needed"
    later(days=30, seconds=1)
    assert await enter(device, PIN) == "a code is needed"


@pytest.mark.spec("AUTH-5")
async def test_a_pin_can_be_set_only_on_a_remembered_device(alice, vera):
    for actor in (alice.actor, await actor_of(sign_in()), vera.actor):
        with pytest.raises(Forbidden):
            run(pins.check, actor, PIN)
        with pytest.raises(Forbidden):
            run(pins.keep, actor, "hash")
    run(settings.put, allow_pin=False)
    with pytest.raises(Forbidden):
        run(pins.check, await actor_of(sign_in(remember=True)), PIN)


@pytest.mark.spec("AUTH-5")
async def test_five_wrong_pins_ask_for_a_code_and_a_code_gives_five_more(device):
    for _ in range(5):
        assert await enter(device, "999999") is None
    assert await enter(device, PIN) == "a code is needed"
    assert run(devices.recognise, device).has_pin is False

    run(entry.by_code, Visitor(BROWSER, device=device), code_for(), remember=False)

    assert run(devices.recognise, device).has_pin is True
    assert await enter(device, PIN)


@pytest.mark.spec("AUTH-5")
async def test_ten_wrong_pins_in_a_row_delete_it_and_tell_the_customer(device):
    for _ in range(5):
        await enter(device, "999999")
    run(entry.by_code, Visitor(BROWSER, device=device), code_for(), remember=False)
    for _ in range(5):
        assert await enter(device, "999999") is None

    assert run(lambda db: db.exec(select(Pin)).all()) == []
    kinds = run(lambda db: db.exec(select(OutboxEntry.kind, OutboxEntry.address)).all())
    assert kinds.count(("pin_deleted", "alice@mail.test")) == 1


@pytest.mark.spec("AUTH-5")
async def test_the_right_pin_clears_the_count(device):
    for _ in range(3):
        for _ in range(4):
            await enter(device, "999999")
        assert await enter(device, PIN)


@pytest.mark.spec("AUTH-5")
async def test_parallel_guesses_get_no_extra_tries(device):
    with ThreadPoolExecutor(16) as pool:
        tries = list(pool.map(lambda _: run(pins.attempt, device), range(200)))

    assert len([one for one in tries if one]) == 5


@pytest.mark.spec("AUTH-5")
async def test_a_pin_changed_meanwhile_is_not_taken(device):
    attempt = run(pins.attempt, device)
    right = await pins.matches(PIN, attempt)
    actor = await actor_of(sign_in(device=device))
    run(pins.keep, actor, await pins.hashed("739152"))

    assert right is True
    assert run(entry.by_pin, Visitor(device=device), attempt, right=True) is None


@pytest.mark.spec("AUTH-5")
async def test_a_forgotten_device_needs_a_code_and_carries_no_session():
    first = sign_in(remember=True)
    second = sign_in(remember=True, device=first.device, session=first.session)

    assert run(devices.recognise, first.device) is None
    assert run(devices.recognise, second.device).first_name == "Alice"
    assert await actor_of(first) is None


@pytest.mark.spec("AUTH-5")
async def test_somebody_elses_device_is_not_taken_over():
    alices = sign_in(remember=True)
    bobs = sign_in("bob@mail.test", device=alices.device)

    assert (await actor_of(bobs)).device_id is None
    assert run(devices.recognise, alices.device).first_name == "Alice"


@pytest.mark.spec("AUTH-5")
async def test_a_pin_is_kept_as_argon2id_at_the_floor_or_above(device):
    stored = run(lambda db: db.exec(select(Pin.pin_hash)).one())

    parsed = argon2.from_string(stored)
    assert (parsed.type, parsed.memory_cost, parsed.rounds) == ("id", 19456, 2)
    assert PIN not in stored


@pytest.mark.spec("AUTH-5")
async def test_a_new_device_is_told_to_the_customer():
    sign_in(remember=True)

    kinds = run(lambda db: db.exec(select(OutboxEntry.kind)).all())
    assert sorted(kinds) == ["new_device", "sign_in_code"]


@pytest.mark.spec("AUTH-5")
async def test_the_event_loop_goes_on_while_a_pin_is_hashed(device):
    ticks = 0

    async def tick():
        nonlocal ticks
        while True:
            await asyncio.sleep(0.001)
            ticks += 1

    ticking = asyncio.create_task(tick())
    await asyncio.gather(*(pins.hashed(PIN) for _ in range(4)))
    ticking.cancel()

    assert ticks > 5


@pytest.mark.spec("AUTH-5")
@pytest.mark.parametrize(
    "typed",
    ["", "12345", "123456789", "84391a", "\u0668\u0664\u0663\u0669\u0661\u0667", None, 843917],
)
async def test_a_pin_has_six_to_eight_digits(typed):
    actor = await actor_of(sign_in(remember=True))

    with pytest.raises(Invalid) as refused:
        run(pins.check, actor, typed)

    assert refused.value.field == "pin"


@pytest.mark.spec("AUTH-5")
@pytest.mark.parametrize(
    "weak",
    [
        "444444",
        "121212",
        "1231231",
        "112233",
        "477447",
        "789012",
        "87654321",
        "159753",
        "150399",
        "031599",
        "990315",
        "15031999",
        "19990315",
        "010250",
    ],
)
def test_repeats_runs_dates_and_the_commonest_are_refused(weak):
    assert weak_pins.guessable(weak, [], "")


@pytest.mark.spec("AUTH-5")
def test_own_pets_birthdays_and_own_number_are_refused():
    born = [date(2015, 3, 4)]

    assert weak_pins.guessable("432015", born, "")
    assert not weak_pins.guessable("432015", [], "")
    assert weak_pins.guessable("5550143", [], "+12025550143")
    assert not weak_pins.guessable("843917", born, "+12025550143")


@pytest.mark.spec("AUTH-5")
async def test_a_pets_birthday_is_refused_for_its_owner(alice, put):
    def give_birthday(db):
        pet = db.exec(select(Pet).where(Pet.customer_id == alice.actor.id)).one()
        pet.born_on = date(2015, 3, 4)

    run(give_birthday)
    actor = await actor_of(sign_in(remember=True))

    with pytest.raises(Invalid, match="too easy"):
        run(pins.check, actor, "432015")


@pytest.mark.spec("AUTH-5")
def test_there_are_a_hundred_commonest_pins_and_all_are_pins():
    assert len(weak_pins.COMMONEST) == 100
    assert all(weak_pins.shaped(pin) for pin in weak_pins.COMMONEST)
