"""Writing to the clinic and being answered, with the page cut, reloaded and used twice."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK

pytestmark = pytest.mark.browser

FIELD = "Your message"


def begin(page: Page, url: str, topic: str, body: str) -> str:
    """Begin a general conversation; return its address."""
    page.goto(f"{url}/messages/new")
    expect(page.get_by_label("What is it about?")).to_be_enabled()
    page.get_by_label("Topic").fill(topic)
    page.get_by_label(FIELD).fill(body)
    page.get_by_role("button", name="Send").click()
    page.wait_for_url(re.compile(r"/messages/[0-9a-f-]{36}$"))
    expect(page.get_by_role("log").get_by_text(body)).to_have_count(1)
    return page.url


@pytest.mark.spec("MSG-2", "MSG-3", "MSG-6", "MSG-12")
def test_a_message_stays_through_reloads_and_is_sent_once(portal, signed_in):
    page = signed_in("alice@demo.test", viewport=DESK)
    page.goto(f"{portal.url}/messages/new")
    expect(page.get_by_label("What is it about?")).to_be_enabled()
    page.get_by_label("Topic").fill("Swimming")
    page.get_by_label(FIELD).fill("May she swim again?")

    page.reload()
    expect(page.get_by_label("Topic")).to_have_value("Swimming")
    expect(page.get_by_label(FIELD)).to_have_value("May she swim again?")
    page.get_by_role("button", name="Send").dblclick()
    page.wait_for_url(re.compile(r"/messages/[0-9a-f-]{36}$"))
    log = page.get_by_role("log")
    expect(log.get_by_text("May she swim again?")).to_have_count(1)
    expect(log.get_by_text(re.compile("Sent$"))).to_have_count(1)

    page.get_by_label(FIELD).fill("One")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")
    expect(log.get_by_text("One\ntwo")).to_have_count(1)
    expect(page.get_by_label(FIELD)).to_be_focused()
    expect(page.get_by_label(FIELD)).to_have_value("")


@pytest.mark.spec("MSG-4", "MSG-6", "GEN-4")
def test_what_is_sent_while_the_portal_is_down_goes_by_itself_later(portal, signed_in, faults):
    page = signed_in("alice@demo.test", viewport=DESK)
    begin(page, portal.url, "Tunnel", "We are in the train.")

    portal.stop(kindly=False)
    page.get_by_label(FIELD).fill("Still in the train.")
    page.get_by_label(FIELD).press("Enter")
    expect(page.get_by_text("Not sent yet.").first).to_be_visible(timeout=30_000)
    portal.start()

    log = page.get_by_role("log")
    expect(log.get_by_text("Still in the train.")).to_have_count(1, timeout=40_000)
    expect(page.get_by_text("Not sent yet.")).to_have_count(0)
    page.reload()
    expect(log.get_by_text("Still in the train.")).to_have_count(1)
    assert all("ERR_CONNECTION" in fault for fault in faults)
    faults.clear()


@pytest.mark.spec("MSG-4", "MSG-5", "MSG-3")
def test_two_browsers_see_one_conversation(portal, signed_in):
    desk = signed_in("alice@demo.test", viewport=DESK)
    address = begin(desk, portal.url, "Two screens", "From the desk.")
    phone = signed_in("alice@demo.test", has_touch=True, is_mobile=True)
    phone.goto(address)
    expect(phone.get_by_role("log").get_by_text("From the desk.")).to_be_visible()

    phone.get_by_label(FIELD).fill("From the phone")
    phone.get_by_label(FIELD).press("Enter")
    expect(phone.get_by_label(FIELD)).to_have_value("From the phone\n")
    phone.get_by_role("button", name="Send").click()

    for page in (desk, phone):
        expect(page.get_by_role("log").get_by_text("From the phone")).to_have_count(1)


@pytest.mark.spec("MSG-3")
def test_odd_texts_are_shown_as_typed_and_nothing_runs(portal, signed_in):
    page = signed_in("alice@demo.test", viewport=DESK)
    odd = "<img src=x onerror=alert(1)> \u202eexe.tnemucod\u202c javascript:alert(1) <b>no</b>"
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))

    begin(page, portal.url, odd[:100], odd)

    log = page.get_by_role("log")
    assert odd in log.locator("article p").first.inner_text()
    expect(log.get_by_role("link")).to_have_count(0)
    expect(log.locator("img")).to_have_count(0)
