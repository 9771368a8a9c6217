"""A visit from the front desk to the owner's telephone, as people have it.

The front desk adds a customer and a pet without touching the mouse; a vet writes the visit up and
publishes it, and the owner sees it at once in a tab that is open; the practice manager switches a
feature off, and the tab follows. Each step has a customer of its own. With PICTURES set to a
folder, what was seen is kept there.
"""

import io
import os
import re
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

OWNER = "nora@visit.test"
CHIP = "276098100012399"
SECONDS_A_KEY = 0.28  # an average typist's; Card, Moran and Newell's keystroke-level model
FEW_COLORS = 128
PATIENCE = 20
OWNER_TYPED = {  # by the label of its field, in the order of the form
    "First name *": "Nora",
    "Last name": "Baum",
    "E-mail": OWNER,
    "Mobile number": "",
    "Street": "12 Canal Street",
    "Postal code": "12571",
    "City": "Fernbrook",
}
NOTE = {
    "Title *": "Itchy ears",
    "Subjective": "Shakes her head since Sunday.",
    "Objective": "Both ear canals red; yeast on the smear.",
    "Assessment": "Ear infection, caught early.",
    "Plan": "Drops for two weeks, then a recheck.",
    "For the customer": "Marzipan's ears are sore but will heal with the drops.",
}
MEDICATION = {
    "Dose": "5",
    "Unit": "drops",
    "How often": "Twice a day",
    "Instructions": "Warm the bottle in your hand first.",
}
VALUES = {"GLU": "96", "ALT": "141"}
WEIGHTS = {"2026-01-05T10:00": "22.4", "2026-02-05T10:00": "23.1"}


def keep(page: Page, name: str, *, height: int = 0) -> None:
    """Keep what is on a screen, or would be on a taller one, if there is a folder for it."""
    if not (folder := os.environ.get("PICTURES", "")):
        return
    size = page.viewport_size
    page.set_viewport_size({**size, "height": height or size["height"]})
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)  # colours settle
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(FEW_COLORS).save(Path(folder) / f"visit-{name}.png", optimize=True)
    page.set_viewport_size(size)


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


@pytest.fixture
def owner(portal, new_page):
    """Have a customer with a pet, and open its file on the owner's telephone."""
    contact, pet = f"{uuid4().hex[:8]}@visit.test", uuid4()
    portal.have_clinic("admit", email=contact, pet=str(pet), name="Nora Baum")
    page = _come_in(portal, new_page(), contact)
    expect(page.locator(".skeleton:visible")).to_have_count(0)
    return page


@pytest.mark.spec("ADMIN-1", "ADMIN-2", "ADMIN-4", "ADMIN-5", "GEN-7")
def test_the_front_desk_adds_a_customer_with_a_pet_by_keyboard(portal, new_page, staff_signed_in):
    page = staff_signed_in("frank@demo.test")
    keys = Keys(page)
    expect(page.get_by_role("heading", level=1, name="Home")).to_be_focused()
    expect(page.get_by_role("link", name="Add customer", exact=True)).to_be_visible()

    keys.press("Tab")
    expect(page.get_by_role("link", name="Add customer", exact=True)).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Add customer")).to_be_focused()
    expect(page.get_by_label("Species")).not_to_have_value("")
    keys.press("Tab")
    _enter(keys)
    keep(page, "01-front-desk", height=1200)
    keys.press("Enter")

    page.wait_for_url("**/admin/pets/*/overview")
    expect(page.get_by_role("heading", level=1, name="Marzipan")).to_be_visible()
    assert keys.pressed * SECONDS_A_KEY < 60
    keep(_come_in(portal, new_page(), OWNER), "02-owner-waits")


@pytest.mark.spec("ADMIN-2", "ADMIN-6", "REC-2", "REC-4", "REC-7", "GEN-2", "GEN-11")
def test_a_visit_is_written_up_and_seen_at_once_by_the_owner(portal, owner, staff_signed_in):
    page = staff_signed_in("vera@demo.test")
    _find(page, "Marzipan")
    page.goto(f"{portal.url}/admin{_place(owner)}/overview")
    _write_up(page)
    expect(owner.get_by_text("Chemistry")).to_have_count(0)

    _publish(page)

    for entry in ("Otitis externa", "Ear drops", "Chemistry"):
        expect(owner.get_by_text(entry).first).to_be_visible()
    keep(owner, "07-owner-sees", height=1500)
    owner.get_by_role("link", name="Clinical notes", exact=True).click()
    expect(owner.get_by_text(NOTE["For the customer"]).first).to_be_attached()
    assert "Scratched the technician" not in owner.content()


@pytest.mark.spec("REC-11", "ADMIN-5")
def test_two_weights_of_the_clinic_make_the_owners_chart(portal, owner, staff_signed_in):
    page = staff_signed_in("vera@demo.test")
    owner.get_by_role("link", name="Weight", exact=True).click()
    for day, pounds in WEIGHTS.items():
        page.goto(f"{portal.url}/admin{_place(owner)}/weight?add=1")

        page.get_by_label("Value *", exact=True).fill(pounds)
        page.get_by_label("Measured on").fill(day)
        page.get_by_role("button", name="Save", exact=True).click()

        expect(page.get_by_role("cell", name=f"{pounds} lb").first).to_be_visible()
        expect(owner.get_by_role("cell", name=f"{pounds} lb").first).to_be_visible()
    keep(page, "08-weights", height=1200)
    keep(owner, "09-owner-chart", height=1100)


@pytest.mark.spec("SET-1", "GEN-3")
def test_what_is_switched_off_is_gone_from_an_open_tab_at_once(portal, owner, staff_signed_in):
    page = staff_signed_in("ada@demo.test")
    kind = owner.get_by_role("link", name="Treatments", exact=True)
    feature = owner.get_by_role("button", name="Change the data")
    expect(feature).to_be_visible()
    page.goto(f"{portal.url}/admin/settings/features")
    switches = [
        page.get_by_role("switch", name=name)
        for name in ("Treatments", "Customers change what is known of their pets")
    ]
    for on, seen in ((False, 0), (True, 1)):
        for switch in switches:
            switch.set_checked(on)

        page.get_by_role("button", name="Save", exact=True).click()

        expect(kind).to_have_count(seen)
        expect(feature).to_have_count(seen)
        expect(page.locator("form[data-kept][data-state=saved]")).to_be_visible()
        if not on:
            keep(page, "10-feature-off")


def _enter(keys: Keys) -> None:
    """Type the customer and the pet into the form."""
    page = keys.page
    for label, text in OWNER_TYPED.items():
        keys.fill(label, text)
    keys.press("Tab")  # the home location is right
    keys.fill("Name", "Marzipan")
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
    keys.type(CHIP)


def _come_in(portal, page: Page, contact: str) -> Page:
    """Sign the owner in on a telephone, and open the file of the pet."""
    page.goto(portal.url)
    portal.ask_for_code(page, contact)
    portal.enter_code(page, contact)
    page.locator("main a[href$='/overview']", has_text="Marzipan").click()
    expect(page.get_by_role("heading", level=1, name="Marzipan")).to_be_visible()
    return page


def _place(page: Page) -> str:
    """Return the address of the pet's file that is open."""
    return page.url[page.url.index("/pets/") :].rpartition("/")[0]


def _find(page: Page, name: str) -> None:
    """Find a pet by keyboard."""
    expect(page.get_by_role("heading", level=1, name="Home")).to_be_focused()
    box = page.get_by_role("combobox", name="Find a customer or a pet")
    expect(box).to_be_visible()
    _press_until_focused(page, "/", box)
    page.keyboard.type(name)
    expect(page.get_by_role("option", name=name).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/pets/**")


def _write_up(page: Page) -> None:
    """Write a note, a diagnosis, a medication and laboratory values."""
    page.get_by_role("button", name="Add record").click()
    page.get_by_role("button", name="Clinical note", exact=True).click()
    _fill(page, NOTE)
    page.get_by_label("Staff notes").fill("Scratched the technician; muzzle next time.")
    _saved(page)
    keep(page, "03-note", height=1500)

    _beside(page, "Diagnosis")
    _title(page, "Otitis externa")
    _beside(page, "Treatment")
    _title(page, "Ear drops")
    page.get_by_label("Type", exact=True).select_option(label="Medication")
    _fill(page, MEDICATION)
    _saved(page)
    keep(page, "04-medication", height=1500)
    _beside(page, "Laboratory")
    _fill(page, {"Title *": "Chemistry"})
    for marker, result in VALUES.items():
        page.get_by_label("Add a marker").select_option(marker)
        page.locator("[data-result]").last.fill(result)
    _saved(page)
    keep(page, "05-laboratory", height=1200)


def _press_until_focused(page: Page, key: str, box: Locator) -> None:
    """Press a key as people do who see that the page was not listening yet: once more."""
    for _ in range(PATIENCE):
        page.keyboard.press(key)
        if box.evaluate("one => one === document.activeElement"):
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{key} leads nowhere")


def _fill(page: Page, texts: dict[str, str]) -> None:
    for label, text in texts.items():
        page.get_by_label(label, exact=True).fill(text)


def _saved(page: Page) -> None:
    """Wait until the draft has saved itself."""
    said = page.locator("form[data-kept=record] [data-said]").first
    expect(said).to_have_text(re.compile("Saved"))


def _title(page: Page, text: str) -> None:
    """Choose what is in the list, or add it there."""
    page.locator("#record-title").fill(text)
    page.get_by_role("option", name=text).first.click()
    _saved(page)


def _beside(page: Page, kind: str) -> None:
    """Begin another record of the same visit."""
    page.get_by_role("button", name="Add another to this visit").click()
    page.get_by_role("button", name=kind, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=kind)).to_be_visible()
    expect(page.get_by_role("heading", name="Attachments")).to_be_visible()


def _publish(page: Page) -> None:
    """Publish all drafts of the visit from the pet's file."""
    page.get_by_role("link", name="Marzipan").first.click()
    page.get_by_role("button", name="Publish…").click()
    asked = page.get_by_role("dialog", name="Publish drafts")
    expect(asked.get_by_role("listitem")).to_have_count(4)
    keep(page, "06-publish")
    asked.get_by_role("button", name="Publish", exact=True).click()
    expect(asked).to_be_hidden()
