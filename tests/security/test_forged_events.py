"""Arguments nobody thought of, for every handler: nothing changes, and nothing breaks."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from reflex.event import Event

from portal_app.portal_app import app  # noqa: F401 (registers every handler)
from services.core.errors import PortalError
from tests.security import world as worlds
from tests.security.registry import registered
from tests.security.rows import rows

NAMES = registered()
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=40)
    | st.sampled_from(["", "x" * 10_000, "9999-12-31", "0001-01-01", "' OR 1=1 --", "%", "\x00"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
KNOWN = ["id", "thread", "position", "form", "asked", "name", "value", "text", "self"]
FIELDS = ["text", "kind", "since", "until", "pin"]
FORM = st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4)
PAYLOAD = st.dictionaries(st.sampled_from(KNOWN) | st.text(max_size=6), JSON | FORM, max_size=4)
ROUTE = st.dictionaries(st.sampled_from(["pet_id", "tab", "thread_id"]), st.text(max_size=50))
EVENTS = st.tuples(st.sampled_from(sorted(NAMES)), PAYLOAD, ROUTE)


async def _forge(event, tab) -> None:
    """Send one; a refusal is an answer, and anything else that is raised fails the test."""
    name, payload, route = event
    forged = Event(
        name=NAMES[name],
        payload=payload,
        router_data={"pathname": "/", "asPath": "/", "token": tab.id, "query": route},
    )
    with suppress(PortalError):
        await (await tab.processor.enqueue(tab.id, forged)).wait_all()


@pytest.mark.spec("GEN-1", "OPS-11")
@pytest.mark.parametrize("who", ["bob", "nobody"])
async def test_forged_events_change_nothing_and_break_nothing(who, open_tab, alice, bob):
    worlds.make(alice.actor.customer_id, alice.pet_id)
    tab, before = open_tab(bob if who == "bob" else None), rows()

    for event in forged(200):
        await _forge(event, tab)

    assert rows() == before
    assert told_nothing(tab)


@pytest.mark.slow
async def test_many_more_forged_events(open_tab, alice, bob):
    worlds.make(alice.actor.customer_id, alice.pet_id)
    tab, before = open_tab(bob), rows()

    for event in forged(20_000):
        await _forge(event, tab)

    assert rows() == before
    assert told_nothing(tab)


def forged(count: int) -> list:
    """Make the same events each time."""
    made = []

    @seed(2026)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(EVENTS)
    def collect(event):
        made.append(event)

    collect()
    return made


def told_nothing(tab) -> bool:
    told = "".join(repr(update.delta) for _tab, update in tab.sent)
    return worlds.WORD not in told and worlds.SECRET not in told
