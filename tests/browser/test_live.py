"""What changes in an open tab without anybody touching it."""

import re
import statistics
import time

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

AT_ONCE = 1.0  # seconds


def badge(page: Page):
    return page.get_by_role("navigation", name="Main").get_by_test_id("badge")


def thread_of(page: Page, url: str, topic: str) -> str:
    page.goto(f"{url}/messages")
    link = page.get_by_role("link", name=topic)
    return link.get_attribute("href").rpartition("/")[2]


@pytest.mark.spec("MSG-4", "MSG-5")
def test_a_message_of_the_clinic_raises_the_badge_at_once(portal, signed_in):
    page = signed_in("dora@demo.test")
    thread = thread_of(page, portal.url, "Thinking of adopting")
    page.goto(f"{portal.url}/")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.wait_for_load_state("networkidle")
    before = int(badge(page).inner_text().split()[0]) if badge(page).count() else 0
    waits = []

    for number in range(1, 6):
        began = time.monotonic()
        portal.have_clinic("write", thread=thread, body=f"News {number}")
        expect(badge(page)).to_have_text(f"{before + number} unread")
        waits.append(time.monotonic() - began)

    assert statistics.median(waits) < AT_ONCE
    expect(page).to_have_title(f"({before + 5}) Your pets · Willow Lane Veterinary Clinic")


@pytest.mark.spec("MSG-5", "MSG-12")
def test_a_message_appears_in_the_open_thread_and_counts_as_read(portal, signed_in):
    page = signed_in("bob@demo.test")
    thread = thread_of(page, portal.url, "Ramp for the car")
    page.goto(f"{portal.url}/messages/{thread}")
    expect(page.get_by_text("Cheese at the bottom", exact=False)).to_be_visible()

    portal.have_clinic("write", thread=thread, body="And a little cheese in the middle.")

    expect(page.get_by_text("And a little cheese in the middle.")).to_be_in_viewport()
    expect(badge(page)).to_have_count(0)


@pytest.mark.spec("MSG-4")
def test_a_tab_comes_back_by_itself_after_the_server_was_killed(portal, signed_in, faults):
    page = signed_in("carla@demo.test")
    thread = thread_of(page, portal.url, "When may she meet other dogs?")
    page.goto(f"{portal.url}/")
    expect(page.get_by_text("Luna").first).to_be_visible()

    portal.stop(kindly=False)
    expect(page.get_by_text("You are offline. Trying to reconnect…")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("Luna").first).to_be_visible()
    portal.start()

    expect(page.get_by_text("You are offline.")).to_be_hidden(timeout=30_000)
    portal.have_clinic("write", thread=thread, body="She may. Have fun!")
    expect(badge(page)).to_be_visible(timeout=20_000)
    page.get_by_role("link", name=re.compile("^Luna")).click()
    expect(page.get_by_role("heading", level=1, name="Luna")).to_be_visible()
    cut_off = ("ERR_CONNECTION", "ERR_CONTENT_LENGTH_MISMATCH")  # a picture half sent, too
    refused = [fault for fault in faults if any(reason in fault for reason in cut_off)]
    assert refused == faults
    faults.clear()
