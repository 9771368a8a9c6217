"""From the machine's file to what the customer should see of it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.staff_pages import begin_record
from tests.browser.test_images import drawn
from tests.samples import phantom
from tests.scans import scan, written

pytestmark = [pytest.mark.browser, pytest.mark.spec("IMG-1", "IMG-2", "IMG-4", "IMG-7")]
NOTE = "This bone has healed."


def hand_in(desk: Page) -> None:
    """Hand in a radiograph that another animal's name stands in."""
    made = scan(phantom(300, 240), StudyDescription="Elbow", PatientName="Nobody^Bruno")
    file = {"name": "elbow.dcm", "mimeType": "application/dicom", "buffer": written(made)}
    desk.locator("input[type=file]").set_input_files(file)


def mark(desk: Page) -> None:
    drawn(desk)
    desk.get_by_role("button", name="Key image").click()
    desk.get_by_label("What should the customer see here?").fill(NOTE)
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text(NOTE)).to_be_visible()


def test_a_key_image_is_marked_and_shown_first(portal, staff_signed_in, signed_in):
    desk, owner = staff_signed_in("vera@demo.test"), signed_in("alice@demo.test")
    address = f"{portal.url}{begin_record(desk, portal.url, 'Imaging')}"
    desk.locator("form[data-kept=record][data-state]").wait_for()
    desk.get_by_label("Title *").fill("Elbow of a while ago")
    hand_in(desk)
    expect(desk.get_by_text("this pet is Biscuit")).to_be_visible()
    desk.get_by_role("button", name="Publish").click()
    expect(desk.get_by_text("Please look at what the image files say first")).to_be_visible()

    desk.get_by_role("button", name="It is this pet, and may be shown").click()
    expect(desk.get_by_text("this pet is Biscuit")).to_have_count(0)
    desk.get_by_role("link", name="Look at the images").click()
    mark(desk)
    desk.goto(address)
    desk.locator("form[data-kept=record][data-state]").wait_for()
    desk.get_by_role("button", name="Publish").click()
    expect(desk.get_by_text("Published").first).to_be_visible()

    owner.goto(address.replace("/admin/records/", "/images/"))
    drawn(owner)
    expect(owner.get_by_text(NOTE)).to_be_visible()
    expect(owner.get_by_label("Series")).to_contain_text("Key images")
    expect(owner.get_by_role("button", name="Key image")).to_have_count(0)
