"""The server is killed again and again while people write: nothing is lost, and nothing twice."""

import time
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from pysqlite3 import dbapi2

from portal_app import cookies
from services.core import tokens
from tests.browser.conftest import DESK
from tests.browser.serving import serve
from tests.browser.writers import Writer, Writers

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

PEOPLE = [f"{name}@demo.test" for name in ("alice", "bob", "carla", "dora")]
TABS_EACH = 2
BETWEEN = 1.5  # seconds between a start and the next kill
DRAFT = "Half a thought, not sent yet"


@pytest.fixture(scope="module")
def portal():
    """A portal of its own: others must not be killed."""
    with serve() as made:
        yield made


def begin(portal) -> list[Writer]:
    """Give everybody a thread of their own and two open tabs."""
    portal.have_clinic("hurry")
    writers = []
    for contact in PEOPLE:
        token, thread = tokens.new(), str(uuid4())
        portal.have_clinic("let_in", contact=contact, token=token)
        portal.have_clinic("open_thread", contact=contact, thread=thread)
        writers += [Writer(f"{contact} {tab}", portal, token, thread) for tab in range(TABS_EACH)]
    return writers


def kept(portal) -> dict[str, list[tuple[int, str]]]:
    """Read every thread's messages from the file, as another program would."""
    with dbapi2.connect(portal.folder / "data" / "portal.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = database.execute(
            "SELECT thread_id, position, client_key FROM message ORDER BY thread_id, position"
        ).fetchall()
    found: dict[str, list[tuple[int, str]]] = {}
    for thread, position, key in rows:
        found.setdefault(thread.replace("-", ""), []).append((position, key))
    return found


def check(portal, writers: list[Writer]) -> None:
    """Compare what was acknowledged with what is kept."""
    threads = kept(portal)
    for writer in writers:
        rows = threads[writer.thread.replace("-", "")]
        keys = [key for _position, key in rows]
        assert [position for position, _key in rows] == list(range(1, len(rows) + 1))
        assert len(keys) == len(set(keys))
        assert set(writer.acknowledged) <= set(keys)
        own = [key for key in keys if key.startswith(f"{writer.name} ")]
        assert own == [key for key in writer.sent if key in set(own)]
        assert set(keys) <= {key for one in writers for key in one.sent}


def kill_and_start(portal) -> float:
    """Kill the server as a power cut would; return how long it then took to start."""
    portal.stop(kindly=False)
    began = time.monotonic()
    portal.start()
    portal.have_clinic("hurry")
    return time.monotonic() - began


def go_through(portal, new_page, kills: int) -> None:
    """Write, kill, and look at it from an open tab with a draft in it."""
    writers = begin(portal)
    page = new_page(viewport=DESK)
    session = {"name": cookies.SESSION, "value": writers[0].token, "url": portal.url}
    page.context.add_cookies([session])
    field, back = page.get_by_label("Your message"), []
    with Writers(writers):
        page.goto(f"{portal.url}/messages/{writers[0].thread}")
        expect(page.get_by_role("log").get_by_role("article")).not_to_have_count(0)
        field.fill(DRAFT)
        for _ in range(kills):
            time.sleep(BETWEEN)
            kill_and_start(portal)
            began = time.monotonic()
            expect(page.get_by_text("You are offline.")).to_be_hidden(timeout=60_000)
            last = page.locator("[data-position]").last.get_attribute("data-position")
            expect(page.locator("[data-position]").last).not_to_have_attribute(
                "data-position", last, timeout=60_000
            )
            back.append(time.monotonic() - began)
            expect(field).to_have_value(DRAFT)

    check(portal, writers)
    field.press("Enter")
    expect(page.get_by_role("log").get_by_text(DRAFT)).to_have_count(1)
    shown = page.locator("[data-position]")
    places = [
        int(place) for place in shown.evaluate_all("all => all.map((a) => a.dataset.position)")
    ]
    assert places == list(range(places[0], places[-1] + 1))
    count = sum(len(writer.acknowledged) for writer in writers)
    print(
        f"{kills} kills, {count} messages acknowledged; a tab is back and has what is new after "
        f"{sorted(back)[len(back) // 2]:.1f} s (median), {max(back):.1f} s (longest)"
    )


def cut_off(faults: list[str]) -> None:
    """Forget what a browser says of a server that is not there."""
    reasons = ("ERR_CONNECTION", "ERR_CONTENT_LENGTH_MISMATCH", "ERR_EMPTY_RESPONSE")
    assert all(any(reason in fault for reason in reasons) for fault in faults), faults
    faults.clear()


@pytest.mark.timeout(900)
@pytest.mark.spec("MSG-4", "MSG-6", "GEN-4", "OPS-10")
def test_nothing_is_lost_or_doubled_when_the_server_is_killed(portal, new_page, faults):
    go_through(portal, new_page, 3)
    cut_off(faults)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.spec("MSG-4", "MSG-6", "GEN-4", "OPS-10")
def test_nothing_is_lost_or_doubled_over_fifty_kills(portal, new_page, faults):
    go_through(portal, new_page, 50)
    cut_off(faults)
