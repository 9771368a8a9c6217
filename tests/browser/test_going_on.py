"""From one entry to the next by a link: nothing of the one stands where the other belongs."""

import pytest
from playwright.sync_api import expect

from portal_app import cookies
from tests.browser.line import Line

pytestmark = [pytest.mark.browser, pytest.mark.spec("ADMIN-7", "GEN-4")]


def test_an_entry_never_stands_in_the_form_of_another(portal, new_page):
    token = "let in ada@demo.test".ljust(43, "x")
    portal.have_clinic("let_in", contact="ada@demo.test", token=token)
    page = new_page()
    page.context.add_cookies([{"name": cookies.SESSION, "value": token, "url": portal.url}])
    line = Line(page)
    name = page.get_by_label("Name *")
    form = page.locator("form[data-kept=entry-species]")
    page.goto(f"{portal.url}/admin/lists/species")
    page.get_by_role("link", name="Cat", exact=True).click()
    expect(name).to_have_value("Cat")
    page.get_by_role("link", name="Species", exact=True).click()
    expect(page.get_by_role("link", name="Dog", exact=True)).to_be_visible()

    line.slow = True
    page.get_by_role("link", name="Dog", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cat")  # the page before, so far

    expect(name).to_have_value("")
    expect(form).not_to_have_attribute("data-state", "clean")
    expect(page.get_by_role("button", name="Offer it no longer")).to_have_count(0)
    line.hurry()
    expect(name).to_have_value("Dog")
    expect(page.get_by_role("button", name="Offer it no longer")).to_be_visible()
