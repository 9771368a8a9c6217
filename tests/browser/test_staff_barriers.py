"""What every page of the staff promises: no barriers, in every look, at a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import FEWER_LOOKS, flaws, settle
from tests.browser.staff_pages import ADDRESSES, begin_record

pytestmark = [pytest.mark.browser, pytest.mark.spec("GEN-7", "ADMIN-1")]

NAMES = list(ADDRESSES)
PARTS = 4  # so that none takes longer than a test may


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_of_the_staff_have_no_barriers(portal, staff_signed_in, part):
    page, found = staff_signed_in("ada@demo.test"), {}

    for name in NAMES[part::PARTS]:
        settle(page, portal.url + ADDRESSES[name])
        found[name] = flaws(page, FEWER_LOOKS)

    assert {name: flaw for name, flaw in found.items() if flaw} == {}


@pytest.mark.parametrize("kind", ["Clinical note", "Diagnosis", "Treatment", "Laboratory"])
def test_the_page_of_a_record_has_no_barriers(portal, staff_signed_in, kind):
    page = staff_signed_in("ada@demo.test")

    settle(page, portal.url + begin_record(page, portal.url, kind))
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_visible()

    assert flaws(page, FEWER_LOOKS) == []


def test_the_way_in_has_no_barriers(portal, new_page):
    page = new_page()

    settle(page, f"{portal.url}/admin/sign-in")

    assert flaws(page, FEWER_LOOKS) == []
