"""Fields that do more than hold a text: lists that search as one types, and files."""

import base64
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.staff_pages import begin_record

pytestmark = [pytest.mark.browser, pytest.mark.spec("GEN-4", "GEN-5", "GEN-7", "ADMIN-6")]

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
MB = 2**20
HAND_OVER = """
  (zone, [how, name, type, data]) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const given = new DataTransfer();
    given.items.add(new File([bytes], name, { type }));
    const [what, on] = how === "drop"
      ? [new DragEvent("drop", { dataTransfer: given, bubbles: true, cancelable: true }), zone]
      : [new ClipboardEvent("paste", { clipboardData: given, bubbles: true }), document.body];
    on.dispatchEvent(what);
  }
"""


@pytest.fixture
def breed(portal, staff_signed_in):
    """Open the form for a new customer with a pet, and return its list of breeds."""

    def open_form(**options) -> Locator:
        page = staff_signed_in("frank@demo.test", **options)
        page.goto(f"{portal.url}/admin/customers/new")
        expect(page.get_by_label("Species")).not_to_have_value("")
        return page.get_by_role("combobox", name="Breed")

    return open_form


def test_a_breed_is_picked_by_keyboard_and_a_new_one_added(breed):
    box = breed()
    page = box.page

    box.focus()
    page.keyboard.type("golden")
    expect(page.get_by_role("option", name="Golden Retriever")).to_be_visible()
    expect(box).to_have_attribute("aria-activedescendant", re.compile("-0$"))
    page.keyboard.press("Enter")
    expect(box).to_have_value("Golden Retriever")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-expanded", "false")

    box.fill("Fernbrook Hound")
    added = page.get_by_role("option", name="Fernbrook Hound")
    expect(added).to_be_visible()
    page.keyboard.press("Escape")
    expect(added).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(added).to_be_visible()
    page.keyboard.press("Enter")
    expect(box).to_have_value("Fernbrook Hound")


def test_a_breed_is_picked_by_touch_and_a_new_one_added(breed):
    box = breed(viewport=PHONE, has_touch=True)
    page = box.page

    box.tap()
    box.fill("golden")
    page.get_by_role("option", name="Golden Retriever").tap()
    expect(box).to_have_value("Golden Retriever")

    box.fill("Canal Spaniel")
    page.get_by_role("option", name="Canal Spaniel").tap()
    expect(box).to_have_value("Canal Spaniel")
    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.fixture
def record(portal, staff_signed_in):
    """Open the page of a new note."""
    page = staff_signed_in("vera@demo.test")
    begin_record(page, portal.url, "Clinical note")
    expect(page.get_by_role("heading", name="Attachments")).to_be_visible()
    return page


def files(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Beside the record")


def choose(page: Page, name: str, kind: str, content: bytes) -> None:
    given = {"name": name, "mimeType": kind, "buffer": content}
    page.locator("input[type=file]").set_input_files(given)


@pytest.mark.spec("REC-6")
def test_files_are_chosen_dropped_and_pasted(record):
    choose(record, "chosen.png", "image/png", PIXEL)
    expect(files(record).get_by_role("link", name="chosen.png")).to_be_visible()

    zone = record.locator("label", has_text="Choose files").locator("..")
    for how in ("drop", "paste"):
        content = base64.b64encode(PIXEL).decode()
        zone.evaluate(HAND_OVER, [how, f"{how}.png", "image/png", content])
        expect(files(record).get_by_role("link", name=f"{how}.png")).to_be_visible()


@pytest.mark.spec("REC-6")
def test_files_that_cannot_be_taken_are_refused_in_words(record, faults, tmp_path):
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as written:
        written.truncate(26 * MB)
    sent = []
    record.on("request", lambda request: "/uploads/" in request.url and sent.append(request.url))

    record.locator("input[type=file]").set_input_files(huge)
    expect(files(record).get_by_role("alert")).to_have_text("This file is too large.")
    assert sent == []
    record.get_by_role("button", name="Remove from the list").click()
    expect(files(record).get_by_text("huge.pdf")).to_have_count(0)

    choose(record, "tool.pdf", "application/pdf", b"MZ not a document at all")
    expect(files(record).get_by_role("alert")).not_to_be_empty()
    record.get_by_role("button", name="Remove from the list").click()
    expect(files(record).get_by_text("tool.pdf")).to_have_count(0)
    faults.clear()  # that the server said no


@pytest.mark.spec("REC-6")
def test_a_file_on_its_way_is_cancelled(record):
    record.route("**/uploads/**", lambda _route: None)  # as a line that stalls
    choose(record, "slow.png", "image/png", PIXEL)
    expect(files(record).get_by_role("progressbar")).to_be_visible()
    record.get_by_role("button", name="Cancel", exact=True).click()
    expect(files(record).get_by_text("slow.png")).to_have_count(0)
    record.unroute_all(behavior="ignoreErrors")
    record.reload()
    expect(record.get_by_role("heading", name="Attachments")).to_be_visible()
    expect(files(record).get_by_role("link", name="slow.png")).to_have_count(0)
