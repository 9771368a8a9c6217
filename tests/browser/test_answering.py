"""The whole way of a question: from a phone to the clinic's screens, and back by e-mail."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.test_sending_files import ATTACH, picture
from tests.browser.test_writing import FIELD, begin

pytestmark = pytest.mark.browser


def letter_to(portal, contact: str, marker: str) -> str:
    """Wait for the e-mail to a contact that holds a word; return its text."""
    for _ in range(300):
        for letter in portal.log.split("  To ")[1:]:
            if letter.startswith(f"{contact}\n") and marker in letter:
                return letter
        time.sleep(0.1)
    raise AssertionError(portal.log)


@pytest.mark.spec("MSG-3", "MSG-4", "MSG-5", "NOTE-3", "NOTE-4")
def test_a_question_is_answered_with_a_photo_and_an_email(
    portal, signed_in, staff_signed_in, new_page
):
    inbox = staff_signed_in()
    inbox.goto(f"{portal.url}/admin/messages")
    expect(inbox.get_by_role("heading", name="Messages")).to_be_visible()
    phone = signed_in("carla@demo.test", has_touch=True, is_mobile=True)
    address = begin(phone, portal.url, "Luna's ear", "She scratches it all day.")
    thread = address.rpartition("/")[2]
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
    other.goto(link)
    before = len(portal.codes("carla@demo.test"))
    portal.ask_for_code(other, "carla@demo.test")
    other.get_by_label("Code", exact=True).fill(portal.new_code("carla@demo.test", after=before))
    other.wait_for_url(re.compile(thread))
    expect(other.get_by_role("log").get_by_text("Clean it like this.")).to_be_visible()
