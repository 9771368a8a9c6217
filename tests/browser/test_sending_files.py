"""Sending files in messages: both sides see them, and what is not sent survives a reload."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests import papers
from tests.browser.conftest import DESK
from tests.browser.test_writing import FIELD, begin

pytestmark = pytest.mark.browser

ATTACH = "Attach a picture or PDF"


def picture(name: str) -> dict:
    """Make a photo to choose."""
    made = BytesIO()
    Image.new("RGB", (900, 600), "peru").save(made, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": made.getvalue()}


# What a browser makes of a picture that is pasted, or dragged in from elsewhere.
BROUGHT = """
  async ({ kind, name, bytes }) => {
    const carried = new DataTransfer();
    carried.items.add(new File([Uint8Array.from(bytes)], name, { type: "image/jpeg" }));
    const options = { bubbles: true, cancelable: true };
    const event = kind === "paste"
      ? new ClipboardEvent("paste", { ...options, clipboardData: carried })
      : new DragEvent(kind, { ...options, dataTransfer: carried });
    const field = document.querySelector("textarea");
    field.dispatchEvent(event);
    return event.defaultPrevented;
  }
"""
PDF = {"name": "Plan.pdf", "mimeType": "application/pdf", "buffer": papers.pdf()}


@pytest.mark.spec("MSG-3", "MSG-6", "MSG-7")
def test_files_wait_through_a_reload_and_both_sides_see_them(
    portal, signed_in, staff_signed_in, faults
):
    phone = signed_in("alice@demo.test", has_touch=True, is_mobile=True)
    address = begin(phone, portal.url, "Sore paw", "Please see the pictures.")
    thread = address.rpartition("/")[2]

    odd = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"no picture"}
    phone.get_by_label(ATTACH).set_input_files([picture("paw.jpg"), PDF, odd])
    expect(phone.get_by_text("Only pictures and PDF files can be sent.")).to_be_visible()
    phone.get_by_role("button", name="Remove notes.txt").click()
    expect(phone.get_by_role("button", name="Remove paw.jpg")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("button", name="Remove Plan.pdf")).to_be_visible()
    phone.get_by_role("button", name="Send").click()
    log = phone.get_by_role("log")
    expect(log.get_by_role("img", name="paw.jpg")).to_be_visible()
    expect(phone.get_by_role("list", name="Files of this message")).to_have_count(0)

    desk = staff_signed_in(viewport=DESK)
    desk.goto(f"{portal.url}/admin/messages/{thread}")
    expect(desk.get_by_role("log").get_by_role("link", name=re.compile("Plan.pdf"))).to_be_visible()
    desk.get_by_label(FIELD).fill("Here it is after a week.")
    desk.get_by_label(ATTACH).set_input_files(picture("week.jpg"))
    expect(desk.get_by_role("button", name="Remove week.jpg")).to_be_visible()
    desk.get_by_label(FIELD).press("Enter")
    expect(log.get_by_role("img", name="week.jpg")).to_be_visible()
    assert [fault for fault in faults if "422" not in fault] == []
    faults.clear()


@pytest.mark.spec("MSG-3", "MSG-7")
def test_pictures_are_pasted_dropped_and_taken_with_the_camera(portal, let_in):
    phone = let_in("bob@demo.test", has_touch=True, is_mobile=True)
    begin(phone, portal.url, "A tick", "Three pictures of it.")
    taken = phone.get_by_label("Take a photo")
    expect(taken).to_have_attribute("capture", "environment")

    taken.set_input_files(picture("taken.jpg"))
    for kind, name in (("paste", "pasted.jpg"), ("dragover", "no.jpg"), ("drop", "dropped.jpg")):
        given = {"kind": kind, "name": name, "bytes": [*picture(name)["buffer"]]}
        assert phone.evaluate(BROUGHT, given)
    for name in ("taken.jpg", "pasted.jpg", "dropped.jpg"):
        expect(phone.get_by_role("button", name=f"Remove {name}")).to_be_visible()
    phone.get_by_role("button", name="Send").click()

    log = phone.get_by_role("log")
    for name in ("taken.jpg", "pasted.jpg", "dropped.jpg"):
        expect(log.get_by_role("img", name=name)).to_be_visible()
    expect(log.get_by_role("img", name="no.jpg")).to_have_count(0)
