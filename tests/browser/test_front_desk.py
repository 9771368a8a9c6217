"""The front desk adds a customer with a pet without touching the mouse, in under a minute."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.spec("ADMIN-1", "ADMIN-4", "GEN-7")]

OWNER = "nora@visit.test"
SECONDS_A_KEY = 0.28  # an average typist's; Card, Moran and Newell's keystroke-level model
OWNER_TYPED = {  # by the label of its field, in the order of the form
    "First name *": "Nora",
    "Last name": "Baum",
    "E-mail": OWNER,
    "Mobile number": "",
    "Street": "12 Canal Street",
    "Postal code": "12571",
    "City": "Fernbrook",
}


class Keys:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, text: str) -> None:
        """Type a text."""
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def fill(self, label: str, text: str) -> None:
        """Type into the field that has the focus, and go on to the next."""
        expect(self.page.get_by_label(label, exact=True)).to_be_focused()
        self.type(text)
        self.press("Tab")


def test_a_customer_with_a_pet_is_added_by_keyboard_and_finds_it_in_the_portal(
    portal, new_page, staff_signed_in
):
    _arrive(staff_signed_in("frank@demo.test"))

    _come_in(portal, new_page())


def _arrive(page: Page) -> None:
    """Add a customer with a pet by keyboard alone."""
    keys = Keys(page)
    expect(page.get_by_role("heading", level=1, name="Home")).to_be_focused()
    expect(page.get_by_role("link", name="Add customer and pet")).to_be_visible()
    keys.press("Tab")
    expect(page.get_by_role("link", name="Add customer and pet")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Add customer")).to_be_focused()
    expect(page.get_by_label("Species")).not_to_have_value("")
    keys.press("Tab")
    for label, text in OWNER_TYPED.items():
        keys.fill(label, text)
    keys.press("Tab")  # the home location is right
    keys.fill("Name", "Pixel")
    keys.press("Tab")  # a dog
    keys.type("beagle")
    expect(page.get_by_role("option", name="Beagle").first).to_be_visible()
    keys.press("Enter")
    keys.press("Tab")
    keys.press("f")
    keys.press("Tab")
    keys.type("05142024")
    while not page.get_by_label("Microchip").evaluate("one => one === document.activeElement"):
        keys.press("Tab")
    keys.type("276098100012399")
    keys.press("Enter")
    page.wait_for_url("**/admin/pets/*/overview")
    expect(page.get_by_role("heading", level=1, name="Pixel")).to_be_visible()
    assert keys.pressed * SECONDS_A_KEY < 60


def _come_in(portal, page: Page) -> None:
    """Sign the owner in on a telephone, and open the file of the pet."""
    page.goto(portal.url)
    portal.ask_for_code(page, OWNER)
    portal.enter_code(page, OWNER)
    page.locator("main a[href$='/overview']", has_text="Pixel").click()
    expect(page.get_by_role("heading", level=1, name="Pixel")).to_be_visible()
    expect(page.locator(".skeleton:visible")).to_have_count(0)
