"""Coming in at the staff's door."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.spec("AUTH-20")
def test_staff_come_in_and_stay_in(portal, staff_signed_in):
    page = staff_signed_in("vera@demo.test")

    page.goto(f"{portal.url}/admin/customers")

    expect(page.get_by_role("heading", name="Customers", level=1)).to_be_visible()


@pytest.mark.spec("AUTH-20")
def test_two_of_them_are_in_at_the_same_time(staff_signed_in):
    vera, ada = staff_signed_in("vera@demo.test"), staff_signed_in("ada@demo.test")

    for page, name in ((vera, "Dr. Vera Voss"), (ada, "Ada Abbott")):
        page.get_by_role("button", name="Your account").click()
        expect(page.locator("#person").get_by_text(name)).to_be_visible()
