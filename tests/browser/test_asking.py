"""What is out of the ordinary is asked about before it is saved, and the queue can be emptied."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_editing import find, save

pytestmark = pytest.mark.browser


def question(page: Page):
    """Return the question that a form asks before it saves."""
    asked = page.get_by_role("dialog", name="Is this meant?")
    expect(asked).to_be_visible()
    return asked


@pytest.mark.spec("SET-2", "GEN-7")
def test_a_setting_that_weakens_security_is_asked_about_by_keyboard(portal, staff_signed_in):
    page = staff_signed_in("ada@demo.test")
    page.goto(f"{portal.url}/admin/settings/features")
    form = page.locator("form[data-kept=settings-features]")
    expect(form).to_have_attribute("data-state", "clean")
    switch = page.get_by_role("switch", name="Customers download X-rays in full quality")
    switch.focus()
    page.keyboard.press("Space")
    expect(form).to_have_attribute("data-state", "unsaved")

    page.keyboard.press("Control+s")
    expect(question(page)).to_contain_text("less safe")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Is this meant?")).to_be_hidden()
    expect(form).to_have_attribute("data-state", "unsaved")
    expect(switch).to_be_focused()
    page.keyboard.press("Control+s")
    question(page).get_by_role("button", name="Yes, save it").press("Enter")

    expect(form).to_have_attribute("data-state", "saved")
    page.reload()
    expect(page.get_by_text("Less safe than it ships").first).to_be_visible()
    expect(
        page.get_by_role("switch", name="Customers download X-rays in full quality")
    ).to_be_checked()


@pytest.mark.spec("REC-10")
def test_a_dose_that_a_colleague_has_entered_is_asked_about(staff_signed_in):
    vera, ada = staff_signed_in("vera@demo.test"), staff_signed_in("ada@demo.test")
    place = find(vera, "Biscuit")
    for page in (vera, ada):
        page.goto(f"{place}/vaccinations?add=1")
        page.locator("form[data-kept=dose][data-state]").wait_for()
        page.get_by_label("Vaccine", exact=True).select_option(label="Rabies")
        page.get_by_label("Batch").fill("B-77")
    save(vera, "dose")
    expect(vera.locator("form[data-kept=dose]")).to_have_count(0)

    save(ada, "dose")

    expect(question(ada)).to_contain_text("Dr. Vera Voss has entered this vaccination")
    question(ada).get_by_role("button", name="Cancel").click()
    expect(ada.get_by_label("Batch")).to_have_value("B-77")
    save(ada, "dose")
    question(ada).get_by_role("button", name="Yes, save it").click()
    expect(ada.locator("form[data-kept=dose]")).to_have_count(0)
    expect(ada.get_by_text("B-77")).to_have_count(2)
