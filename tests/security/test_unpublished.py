"""What is not published leaves no trace: not in a tab, not in a file, not in any number."""

from contextlib import suppress
from uuid import uuid4

import pytest

from services.core.errors import PortalError
from tests.security import world as worlds
from tests.security.matrix import HANDLERS
from tests.security.registry import registered
from tests.security.routes import ROUTES
from tests.security.test_authorization import _ask

pytestmark = pytest.mark.spec("GEN-2", "GEN-11", "REC-2", "REC-4")

HIDDEN = "Hemlock"  # stands in everything that is a draft or private


def hide(person):
    """Put a draft and a private one of everything into a pet's file."""
    made = [
        worlds.make(person.actor.customer_id, person.pet_id, word=HIDDEN, status=status)
        for status in ("draft", "private")
    ]
    return [world.ids | {"thread": uuid4()} for world in made]


WRITING = {"wishes_state.save", "home_measuring_state.save", "home_measuring_state.remove"}
# What reads: what writes would be seen the second time, or end the session on the way.
READING = {
    name: case
    for name, case in HANDLERS.items()
    if name == "account_state.load" or not name.startswith(("account_state.", "details_state."))
    if name not in WRITING
}
SHARED = {
    "notes": ("notes", "diagnoses", "imaging", "treatments"),
    "weight": ("weight", "temperature"),
}

OF_A_RECORD = sorted(path for path, case in ROUTES.items() if case.owned and "photo" not in path)


async def _hear(open_tab, person, world):
    """Call every handler, on every tab that it serves.

    Returns:
        All that came back; and, by handler and tab, what its own state says last.
    """
    heard, said = "", {}
    for name, case in READING.items():
        route = case.route(world)
        for part in SHARED.get(route.get("tab", ""), [route.get("tab", "")]):
            tab = open_tab(person)
            for step in (*case.after, name):
                payload = HANDLERS[step].payload(world)
                with suppress(PortalError):
                    await tab.send(registered()[step], route=route | {"tab": part}, **payload)
            heard += tab.heard
            if not name.startswith("messaging"):  # what was read is not unread the next time
                said[name, part] = _of(name.split(".")[0], tab.sent)
    return heard, said


def _of(state, sent):
    """Return what was last said of one state's vars."""
    values = {}
    for _tab, update in sent:
        for full_name, changed in update.delta.items():
            if full_name.endswith(state):
                values |= changed
    return repr(sorted(values.items()))


async def test_drafts_change_nothing_that_a_customer_is_sent(noon, alice, open_tab):
    world = worlds.make(alice.actor.customer_id, alice.pet_id)
    _heard, before = await _hear(open_tab, alice, world)
    hide(alice)

    heard, after = await _hear(open_tab, alice, world)

    assert worlds.WORD in heard
    assert HIDDEN not in heard
    assert worlds.SECRET not in heard
    assert after == before


async def test_asking_for_drafts_by_their_ids_finds_nothing(alice, open_tab):
    world = worlds.World(alice.pet_id, hide(alice)[0])

    heard, _said = await _hear(open_tab, alice, world)

    assert HIDDEN not in heard
    assert worlds.SECRET not in heard


@pytest.mark.parametrize("path", OF_A_RECORD)
async def test_a_route_answers_for_a_draft_as_for_nothing(path, alice):
    case = ROUTES[path]
    nothing = worlds.World(alice.pet_id, dict.fromkeys(hide(alice)[0], uuid4()))
    none = await _ask(case.address(nothing), case.method, alice.token)
    for ids in hide(alice):
        hers = await _ask(case.address(worlds.World(alice.pet_id, ids)), case.method, alice.token)
        assert (hers.status_code, hers.content) == (none.status_code, none.content)
        assert HIDDEN.encode() not in hers.content
