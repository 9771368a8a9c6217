"""A visit from the front desk to the owner's telephone, as people have it.

The front desk adds a customer and a pet without touching the mouse; a vet writes the visit up and
publishes it, and the owner sees it at once in a tab that is open; the practice manager switches a
feature off, and the tab follows. With PICTURES set to a folder, what was seen is kept there.
"""

import io
import os
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.spec("ADMIN-1", "ADMIN-4", "ADMIN-5", "ADMIN-6", "REC-2", "REC-4", "SET-1"),
]

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


class Story:
    """Keeps a picture of each scene, if there is a folder for them."""

    def __init__(self) -> None:
        self.folder = os.environ.get("PICTURES", "")
        self.scenes = 0

    def keep(self, page: Page, name: str) -> None:
        """Keep what is on a screen, small enough for a page to show."""
        self.scenes += 1
        if self.folder:
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(600)  # colours settle
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            target = Path(self.folder) / f"visit-{self.scenes:02}-{name}.png"
            picture.quantize(FEW_COLORS).save(target, optimize=True)


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


@pytest.fixture(scope="module")
def story() -> Story:
    """The pictures of this run."""
    return Story()


def test_a_visit_from_the_front_desk_to_the_owners_telephone(
    portal, new_page, staff_signed_in, story
):
    desk = staff_signed_in("frank@demo.test")
    pet = _arrive(desk, story)
    owner = _come_in(portal, new_page(), story)
    vet = staff_signed_in("vera@demo.test")
    _write_up(vet, story)
    expect(owner.get_by_text("Chemistry")).to_have_count(0)

    _publish(vet, story)
    _find_out(owner, story)
    _weigh(vet, f"{portal.url}{pet}", story)
    owner.get_by_role("link", name="Weight", exact=True).click()
    expect(owner.get_by_role("row").filter(has_text="lb")).to_have_count(2)
    story.keep(owner, "owner-chart")

    manager = staff_signed_in("ada@demo.test")
    treatments = owner.get_by_role("link", name="Treatments", exact=True)
    expect(treatments).to_be_visible()
    _switch(manager, portal.url, on=False)
    expect(treatments).to_have_count(0)
    story.keep(manager, "feature-off")
    _switch(manager, portal.url, on=True)
    expect(treatments).to_be_visible()


def _arrive(page: Page, story: Story) -> str:
    """Add a customer with a pet by keyboard alone; return the address of the pet's file."""
    keys = Keys(page)
    expect(page.get_by_role("heading", level=1, name="Home")).to_be_focused()
    expect(page.get_by_role("link", name="Add customer", exact=True)).to_be_visible()
    keys.press("Tab")
    expect(page.get_by_role("link", name="Add customer", exact=True)).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Add customer")).to_be_focused()
    expect(page.get_by_label("Species")).not_to_have_value("")
    keys.press("Tab")
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
    story.keep(page, "front-desk")
    keys.press("Enter")
    page.wait_for_url("**/admin/pets/*/overview")
    expect(page.get_by_role("heading", level=1, name="Marzipan")).to_be_visible()
    assert keys.pressed * SECONDS_A_KEY < 60
    return page.url[page.url.index("/admin/") :].rpartition("/")[0]


def _come_in(portal, page: Page, story: Story) -> Page:
    """Sign the owner in on a telephone, and open the file of the pet."""
    page.goto(portal.url)
    portal.ask_for_code(page, OWNER)
    portal.enter_code(page, OWNER)
    page.locator("main a[href$='/overview']", has_text="Marzipan").click()
    expect(page.get_by_role("heading", level=1, name="Marzipan")).to_be_visible()
    expect(page.locator(".skeleton:visible")).to_have_count(0)
    story.keep(page, "owner-waits")
    return page


def _write_up(page: Page, story: Story) -> None:
    """Find the pet, and write a note, a diagnosis, a medication and laboratory values."""
    expect(page.get_by_role("heading", level=1, name="Home")).to_be_focused()
    expect(page.get_by_role("combobox", name="Find a customer or a pet")).to_be_visible()
    _press_until_focused(page, "/", page.get_by_role("combobox", name="Find a customer or a pet"))
    page.keyboard.type("Marzipan")
    expect(page.get_by_role("option", name="Marzipan").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/pets/**")
    page.get_by_role("button", name="Add record").click()
    page.get_by_role("button", name="Clinical note", exact=True).click()
    _fill(page, NOTE)
    page.get_by_label("Staff notes").fill("Scratched the technician; muzzle next time.")
    _saved(page)
    story.keep(page, "note")

    _beside(page, "Diagnosis")
    _title(page, "Otitis externa")
    _beside(page, "Treatment")
    _title(page, "Ear drops")
    _fill(page, MEDICATION)
    _saved(page)
    story.keep(page, "medication")
    _beside(page, "Laboratory")
    _fill(page, {"Title *": "Chemistry"})
    for marker, result in VALUES.items():
        page.get_by_label("Add a marker").select_option(marker)
        page.locator("[data-result]").last.fill(result)
    _saved(page)
    story.keep(page, "laboratory")


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
    box = page.locator("#record-title")
    box.fill(text)
    page.get_by_role("option", name=text).first.click()
    _saved(page)


def _beside(page: Page, kind: str) -> None:
    """Begin another record of the same visit."""
    page.get_by_role("button", name="Add another to this visit").click()
    page.get_by_role("button", name=kind, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=kind)).to_be_visible()
    expect(page.get_by_role("heading", name="Attachments")).to_be_visible()


def _publish(page: Page, story: Story) -> None:
    """Publish all drafts of the visit from the pet's file."""
    page.get_by_role("link", name="Marzipan").first.click()
    page.get_by_role("button", name="Publish…").click()
    asked = page.get_by_role("dialog", name="Publish drafts")
    expect(asked.get_by_role("listitem")).to_have_count(4)
    story.keep(page, "publish")
    asked.get_by_role("button", name="Publish", exact=True).click()
    expect(asked).to_be_hidden()


def _find_out(page: Page, story: Story) -> None:
    """See in the tab that was open all the while what was published, and nothing else."""
    for entry in ("Otitis externa", "Ear drops", "Chemistry"):
        expect(page.get_by_text(entry).first).to_be_visible()
    story.keep(page, "owner-sees")
    page.get_by_role("link", name="Clinical notes", exact=True).click()
    expect(page.get_by_text(NOTE["For the customer"]).first).to_be_attached()
    assert "Scratched the technician" not in page.content()


def _weigh(page: Page, pet: str, story: Story) -> None:
    """Write two weights into the file."""
    for day, pounds in WEIGHTS.items():
        page.goto(f"{pet}/weight?add=1")
        page.get_by_label("Value *", exact=True).fill(pounds)
        page.get_by_label("Measured on").fill(day)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("cell", name=f"{pounds} lb").first).to_be_visible()
    story.keep(page, "weights")


def _switch(page: Page, url: str, *, on: bool) -> None:
    """Switch treatments on or off for all customers."""
    page.goto(f"{url}/admin/settings/features")
    page.get_by_role("switch", name="Treatments").set_checked(on)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("form[data-kept] [data-said]").first).to_have_text(re.compile("Saved"))
