"""Texts that have broken other programs, shown in a real browser on both sides."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK
from tests.browser.desk import ODD, ODD_CONTACT, ODD_NAME
from tests.naughty import KEPT

pytestmark = [pytest.mark.browser, pytest.mark.spec("MSG-3", "OPS-11")]

SHOWN = """() => [...document.querySelectorAll("article[data-position] > p:first-of-type")]
  .map((shown) => shown.textContent)"""
MADE = """() => [...document.querySelectorAll("article[data-position] *")]
  .map((element) => element.localName)
  .filter((name) => !["p", "a", "bdi", "button", "svg", "path", "rect", "h2"].includes(name))"""
LED = """() => [...document.querySelectorAll("article[data-position] a")]
  .map((link) => link.getAttribute("href").split(":")[0])"""


def nothing_ran(page: Page) -> None:
    """Look for what any of the texts would have done, had the browser taken it for more."""
    assert page.evaluate("document.documentElement.dataset.executed") is None
    assert page.locator("iframe, plaintext, base, meta[http-equiv=refresh], object").count() == 0
    assert page.evaluate("getComputedStyle(document.body).display") != "none"


def read_all(page: Page, address: str) -> list[str]:
    """Open the thread and go back to its beginning."""
    page.goto(address)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    rows = page.locator("article[data-position]")
    expect(rows).not_to_have_count(0)
    while (before := rows.count()) < len(KEPT):
        page.evaluate("scrollTo(0, 0)")
        expect(rows).not_to_have_count(before)
    return page.evaluate(SHOWN)


def test_every_text_is_shown_as_typed_and_none_runs(portal, let_in):
    portal.have_clinic("tease")
    thread = f"messages/{ODD}"

    for page, address in (
        (let_in(ODD_CONTACT, viewport=DESK), f"{portal.url}/{thread}"),
        (let_in("vera@demo.test", viewport=DESK), f"{portal.url}/admin/{thread}"),
    ):
        assert read_all(page, address) == KEPT
        assert page.evaluate(MADE) == []
        assert set(page.evaluate(LED)) == {"https"}
        nothing_ran(page)


def test_names_and_topics_are_shown_as_typed_wherever_they_stand(portal, let_in):
    portal.have_clinic("tease")
    customer, vet = let_in(ODD_CONTACT, viewport=DESK), let_in("vera@demo.test", viewport=DESK)

    customer.goto(f"{portal.url}/messages")
    expect(customer.get_by_role("link").filter(has_text=ODD_NAME).first).to_be_visible()
    customer.get_by_role("searchbox", name="Search messages").fill("executed")
    expect(customer.get_by_role("link").filter(has_text=ODD_NAME).first).to_be_visible()
    vet.goto(f"{portal.url}/admin/messages")
    expect(vet.get_by_role("main").get_by_text(ODD_NAME).first).to_be_visible()
    vet.get_by_role("button", name=re.compile("notification", re.IGNORECASE)).press("Enter")
    bell = vet.get_by_role("region", name="Notifications")
    expect(bell.get_by_text(ODD_NAME).first).to_be_visible()
    vet.keyboard.press("Escape")
    vet.get_by_role("combobox", name="Find a customer or a pet").fill("Oddny")
    expect(vet.get_by_role("option").filter(has_text=ODD_NAME).first).to_be_visible()

    for page in (customer, vet):
        nothing_ran(page)
