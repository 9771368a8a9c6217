"""Handing in papers without a mouse or without seeing: all of it is reached, and said."""

import pytest
from playwright.sync_api import expect

from tests import papers

pytestmark = [pytest.mark.browser, pytest.mark.spec("DOC-1", "DOC-2", "DOC-3", "GEN-5", "GEN-7")]
FILES = [
    {
        "name": f"Pass {number}.pdf",
        "mimeType": "application/pdf",
        "buffer": papers.pdf(1, f"{number}"),
    }
    for number in range(1, 8)
]
LOCKED = {
    "name": "Locked.pdf",
    "mimeType": "application/pdf",
    "buffer": papers.locked(user="secret"),
}


def tab_to(page, found) -> None:
    """Go on with the tab key until something is reached."""
    for _ in range(60):
        if found.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(found)


def pick(page, *files) -> None:
    """Open the picker by the keyboard, and choose."""
    tab_to(page, page.get_by_label("Choose files"))
    with page.expect_file_chooser() as opening:
        page.keyboard.press("Enter")
    opening.value.set_files(list(files))


def test_papers_are_handed_in_by_keyboard_and_all_is_said(portal, signed_in, faults):
    page = signed_in("alice@demo.test", anew=True)
    page.goto(f"{portal.url}/documents")
    # Whoever comes to a page begins at its heading; before that, a key would be lost.
    expect(page.get_by_role("heading", level=1, name="Upload records")).to_be_focused()

    pick(page, *FILES, LOCKED)

    said = page.get_by_role("status").filter(has=page.get_by_role("heading", name="Success"))
    for file in FILES:
        expect(said).to_contain_text(file["name"])
    expect(page.get_by_role("alert").filter(has_text="opens with a password only")).to_be_visible()
    expect(page.get_by_text("Please wait until the other files")).to_have_count(0)
    gone = page.get_by_role("button", name="Remove from the list")
    tab_to(page, gone)
    page.keyboard.press("Enter")
    expect(gone).to_have_count(0)
    expect(page.get_by_label("Choose files")).to_be_focused()
    faults[:] = [fault for fault in faults if "status of 422" not in fault]


def test_a_paper_on_its_way_says_how_far_it_is_and_can_be_called_back(portal, signed_in):
    page = signed_in("bob@demo.test", anew=True)
    page.goto(f"{portal.url}/documents")
    expect(page.get_by_role("heading", level=1, name="Upload records")).to_be_visible()
    page.route("**/uploads/documents*", lambda _route: None)  # it never arrives

    pick(page, FILES[0])

    expect(page.get_by_role("progressbar", name="Pass 1.pdf")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Sending…")).to_have_count(1)
    cancel = page.get_by_role("button", name="Cancel")
    tab_to(page, cancel)
    page.keyboard.press("Enter")
    expect(page.get_by_role("progressbar", name="Pass 1.pdf")).to_have_count(0)
    expect(page.get_by_label("Choose files")).to_be_focused()
