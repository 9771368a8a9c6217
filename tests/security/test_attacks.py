"""Every handler that writes, sent what no page sends, and sent twice at once."""

import asyncio
from contextlib import suppress

import pytest
from reflex_base.registry import RegistrationContext

from services import audit
from services.core import db
from services.core.db import run
from services.core.errors import PortalError
from states.forms import Form
from tests.security import world as worlds
from tests.security.attacks import TARGETS, attacks, overlong
from tests.security.registry import registered
from tests.security.rows import rows

pytestmark = pytest.mark.spec("GEN-4", "GEN-5", "OPS-11")

NAMES = registered()
PARTLY = {"record_editor_state.save"}  # keeps what is right, and says what is not
UNTOLD = {"auditevent"}  # tells of each time


@pytest.fixture
def stage(_stage):
    """Puts everything back to how a test finds it."""
    return _stage


def _made(stage, target):
    """Bring on the people and all that is Alice's; return the world, and the payload that works."""
    cast = stage.set()
    world = worlds.make(cast["alice"].actor.customer_id, cast["alice"].pet_id)
    if target.before:
        run(target.before, world)
    return cast[target.person], world


async def _call(tab, name, target, world, payload) -> bool:
    """Send an event; tell whether it was refused. Anything else that is raised fails the test."""
    with suppress(PortalError):
        await tab.send(NAMES[name], route=target.route(world), **payload)
        return await _refused(tab, name)
    return True


async def _refused(tab, name) -> bool:
    held = await tab.state(RegistrationContext.get().event_handlers[NAMES[name]].states[0])
    form = getattr(held, "form", None)
    return isinstance(form, Form) and form.outcome in ("refused", "stale", "asked")


async def _ready(open_tab, person, target, world):
    tab = open_tab(person)
    for first in target.after:
        await _call(tab, first, target, world, TARGETS[first].payload(world))
    return tab


@pytest.mark.parametrize(
    "name", sorted(name for name, target in TARGETS.items() if target.payload.__name__ != "nothing")
)
async def test_nothing_but_refusals_comes_of_what_no_page_sends(name, stage, open_tab):
    target = TARGETS[name]
    person, world = _made(stage, target)
    tab, before = await _ready(open_tab, person, target, world), rows()
    version = db.version()

    for place, payload in attacks(target.payload(world)):
        refused = await _call(tab, name, target, world, payload)
        if db.version() == version:
            continue  # nothing was committed
        after, version = rows(), db.version()
        if refused and name not in PARTLY:
            assert after == before, place
        before = after

    assert overlong() == []
    assert run(_faults) == []


def _faults(now) -> list:
    return list(audit.verify(now))


def _counts() -> dict[str, int]:
    return {name: len(found) for name, found in rows().items() if name not in UNTOLD}


@pytest.mark.parametrize("name", sorted(TARGETS))
async def test_sent_from_two_tabs_at_once_it_adds_no_more_than_sent_once(name, stage, open_tab):
    target = TARGETS[name]
    person, world = _made(stage, target)
    tab, before = await _ready(open_tab, person, target, world), _counts()
    await _call(tab, name, target, world, target.payload(world))
    if (once := _counts()) == before:
        return  # it adds nothing and takes nothing away
    person, world = _made(stage, target)
    tabs = [await _ready(open_tab, person, target, world) for _ in range(2)]

    calls = (_call(tab, name, target, world, target.payload(world)) for tab in tabs)
    await asyncio.gather(*calls)

    twice = _counts()
    assert {table for table in twice if twice[table] != once[table]} == set()
    assert overlong() == []
    assert run(_faults) == []
