"""The whole way of a question: from a phone to the clinic's screens, and back by e-mail."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from services.demo.book import stable
from tests.browser.test_sending_files import ATTACH, picture
from tests.browser.test_writing import FIELD

pytestmark = pytest.mark.browser


LUNA = str(stable("pet", "carla", "luna"))


def badge(page: Page):
    return page.get_by_role("navigation", name="Main").get_by_test_id("badge").first


def ask_about_luna(page: Page, url: str) -> str:
    """Write from the pet's own page; return the new thread's id."""
    page.goto(f"{url}/pets/{LUNA}/messages")
    page.get_by_role("link", name="Write a message").click()
    expect(page.get_by_label("What is it about?")).to_have_value(LUNA)
    page.get_by_label("Topic").fill("Luna's ear")
    page.get_by_label(FIELD).fill("She scratches it all day.")
    page.get_by_role("button", name="Send").click()
    page.wait_for_url(re.compile(r"/messages/[0-9a-f-]{36}$"))
    return page.url.rpartition("/")[2]


def enter_by(page: Page, portal, link: str, contact: str) -> None:
    """Follow an e-mail's link and sign in by code."""
    page.goto(link)
    before = len(portal.codes(contact))
    portal.ask_for_code(page, contact)
    page.get_by_label("Code", exact=True).fill(portal.new_code(contact, after=before))


def letter_to(portal, contact: str, marker: str) -> str:
    """Wait for the e-mail to a contact that holds a word; return its text."""
    for _ in range(300):
        for letter in portal.log.split("  To ")[1:]:
            if letter.startswith(f"{contact}\n") and marker in letter:
                return letter
        time.sleep(0.1)
    raise AssertionError(portal.log)


@pytest.mark.spec("MSG-2", "MSG-3", "MSG-4", "MSG-5", "NOTE-3", "NOTE-4")
def test_a_question_is_answered_with_a_photo_and_an_email(
    portal, signed_in, staff_signed_in, new_page
):
    portal.have_clinic("read_all", email="vera@demo.test")  # what waits in the clinic anyway
    inbox, elsewhere = staff_signed_in(), staff_signed_in()
    inbox.goto(f"{portal.url}/admin/messages")
    elsewhere.goto(f"{portal.url}/admin/customers")
    for screen in (inbox, elsewhere):
        expect(screen.get_by_role("heading", level=1)).to_be_focused()
    phone = signed_in("carla@demo.test", has_touch=True, is_mobile=True)
    thread = ask_about_luna(phone, portal.url)
    for screen in (inbox, elsewhere):
        expect(badge(screen)).to_have_text("1 unread")
    expect(inbox.get_by_role("link", name=re.compile("Luna's ear"))).to_be_visible()

    inbox.get_by_role("link", name=re.compile("Luna's ear")).click()
    inbox.get_by_label(ATTACH).set_input_files(picture("ear.jpg"))
    expect(inbox.get_by_role("button", name="Remove ear.jpg")).to_be_visible()
    inbox.get_by_label(FIELD).fill("Clean it like this.")
    expect(inbox.get_by_label("E-mail", exact=True)).to_be_checked()
    inbox.get_by_label(FIELD).press("Enter")
    log = phone.get_by_role("log")
    expect(log.get_by_text("Clean it like this.")).to_be_visible()
    expect(log.get_by_role("img", name="ear.jpg")).to_be_visible()

    letter = letter_to(portal, "carla@demo.test", thread)
    assert "Clean it" not in letter
    link = re.search(rf"http\S+{thread}", letter)[0]
    other = new_page()
    enter_by(other, portal, link, "carla@demo.test")
    other.wait_for_url(re.compile(thread))
    expect(other.get_by_role("log").get_by_text("Clean it like this.")).to_be_visible()
