"""A customer and a vet use two threads in two browsers; what is new is counted by hand beside them.

The steps are drawn by chance from a seed, which is printed.
"""

import random
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK
from tests.unread_oracle import Oracle

pytestmark = [pytest.mark.browser, pytest.mark.spec("MSG-4", "MSG-5")]

SEED = 20261122
FIELD = "Your message"


class Screens:
    """Two browsers, and what each shows: one of the threads, or its first page."""

    def __init__(self, portal, let_in, chance: random.Random) -> None:
        self.portal, self.chance, self.oracle, self.count = portal, chance, Oracle(), 0
        contact = f"{uuid4().hex[:8]}@demo.test"
        portal.have_clinic("admit", email=contact, pet=str(uuid4()))
        self.threads = [uuid4() for _ in range(2)]
        for thread in self.threads:
            portal.have_clinic("open_thread", contact=contact, thread=str(thread))
            self.oracle.begin(thread, "")
        portal.have_clinic("read_all", email="vera@demo.test")  # what waits in the clinic anyway
        self.pages = {
            "alice": let_in(contact, viewport=DESK),
            "vera": let_in("vera@demo.test", viewport=DESK),
        }
        self.on: dict[str, UUID | None] = {}
        for who in self.pages:
            self.leave(who)

    def leave(self, who: str) -> None:
        """Go to the first page."""
        self.pages[who].goto(f"{self.portal.url}{'/' if who == 'alice' else '/admin'}")
        expect(self.pages[who].get_by_role("heading", level=1)).to_be_focused()
        self.on[who] = None

    def open(self, who: str) -> UUID:
        """Open a thread, which reads it."""
        thread = self.chance.choice(self.threads)
        side = "" if who == "alice" else "/admin"
        self.pages[who].goto(f"{self.portal.url}{side}/messages/{thread}")
        self.on[who] = thread
        self.sees(who)
        return thread

    def sees(self, who: str) -> None:
        """Wait until the thread that is open shows all that was written."""
        if thread := self.on[who]:
            written = len(self.oracle.threads[thread].written)
            rows = self.pages[who].locator("article[data-position]")
            expect(rows).to_have_count(written, timeout=60_000)
            self.oracle.mark_read(who, thread, written)

    def write(self, who: str) -> None:
        """Write into a thread."""
        thread = self.open(who)
        self.count += 1
        field = self.pages[who].get_by_label(FIELD)
        field.fill(f"Text {self.count}")
        field.press("Enter")
        self.oracle.write(who, thread)
        self.sees(who)

    def mark_unread(self, who: str) -> None:
        """Make the last message of the other side new again, and leave."""
        thread = self.open(who)
        again = self.pages[who].get_by_role("button", name="Mark as unread")
        if not again.count():
            return
        written = self.oracle.threads[thread].written
        last = max(place for place, writer in enumerate(written, 1) if writer != who)
        again.last.click()
        self.pages[who].wait_for_url("**/messages")
        self.on[who] = None
        self.oracle.mark_unread(who, thread, last)

    def cut_while_the_other_writes(self, who: str) -> None:
        """Lose the network, and have it back."""
        other = next(name for name in self.pages if name != who)
        self.pages[who].context.set_offline(True)
        self.write(other)
        self.pages[who].context.set_offline(False)

    def restart(self, _who: str) -> None:
        """Kill the server and start it again."""
        self.portal.stop(kindly=False)
        self.portal.start()

    def check(self) -> None:
        """Compare both badges with what counting gives."""
        for who, page in self.pages.items():
            self.sees(who)
            count = sum(self.oracle.unread(who).values())
            badge = page.get_by_role("navigation", name="Main").get_by_test_id("badge").first
            if count:
                expect(badge).to_have_text(f"{count} unread", timeout=60_000)
            else:
                expect(badge).to_have_count(0, timeout=60_000)


def replay(portal, let_in, steps: int, restarts: int) -> None:
    print(f"seed {SEED}")
    chance = random.Random(SEED)
    screens = Screens(portal, let_in, chance)
    deeds = [
        *(screens.write, screens.write, screens.open, screens.leave, screens.mark_unread),
        screens.cut_while_the_other_writes,
    ]
    plan = [chance.choice(deeds) for _ in range(steps - restarts)]
    for number in range(restarts):
        plan.insert((number + 1) * steps // (restarts + 1), screens.restart)
    for step, deed in enumerate(plan, 1):
        who = chance.choice(list(screens.pages))
        print(step, deed.__name__, who)
        deed(who)
        screens.check()


def unreachable(faults: list[str]) -> None:
    """Forget what browsers say of a network or a server that is away."""
    reasons = ("ERR_CONNECTION", "ERR_INTERNET", "ERR_EMPTY_RESPONSE", "ERR_NETWORK")
    assert [one for one in faults if not any(reason in one for reason in reasons)] == []
    faults.clear()


def test_both_badges_are_right_after_every_step(portal, let_in, faults):
    replay(portal, let_in, 10, 0)
    unreachable(faults)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_both_badges_are_right_after_fifty_steps(portal, let_in, faults):
    replay(portal, let_in, 50, 3)
    unreachable(faults)
