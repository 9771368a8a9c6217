"""Staff who look at the portal with a customer's eyes."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

BANNER = "You see the portal as this customer does"


@pytest.mark.spec("AUTH-28")
def test_staff_look_as_a_customer_and_come_back(portal, staff_signed_in):
    page = staff_signed_in("vera@demo.test", anew=True)
    page.goto(f"{portal.url}/admin/customers")
    page.get_by_role("link", name=re.compile("Alice")).first.click()
    expect(page.get_by_role("heading", level=1, name=re.compile("Alice"))).to_be_visible()
    theirs, name = page.url, page.get_by_role("heading", level=1).inner_text()

    page.get_by_role("button", name="View as this customer").click()

    banner = page.get_by_role("status").filter(has_text=BANNER)
    expect(banner).to_contain_text(name)
    expect(page.get_by_role("heading", level=1, name="Your pets")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Pepper")).click()
    expect(page.get_by_role("heading", level=1, name="Pepper")).to_be_visible()
    expect(banner).to_contain_text(name)
    page.get_by_role("link", name="Account", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Account")).to_be_visible()
    expect(banner).to_contain_text(name)

    page.get_by_role("button", name="Back to the admin page").click()

    expect(page).to_have_url(theirs)
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    page.goto(f"{portal.url}/")
    expect(page).to_have_url(f"{portal.url}/admin")
