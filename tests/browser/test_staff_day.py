"""What staff do between visits: publishing, lists, what waits, what is switched off."""

import re

import pytest
from playwright.sync_api import Page, expect

from services.demo.book import stable

pytestmark = [pytest.mark.browser, pytest.mark.spec("ADMIN-1")]

SIMBA = f"pets/{stable('pet', 'umar', 'simba')}"
GRETA = f"pets/{stable('pet', 'walter', 'greta')}"
STAY_AND_GO = ("zoe", "yusuf")
ACCENT = "getComputedStyle(document.documentElement).getPropertyValue('--accent')"


def write(page: Page, address: str, title: str) -> None:
    """Write a draft into the pet's file, by keyboard alone."""
    page.goto(address)
    expect(page.get_by_role("button", name="Add record")).to_be_visible()
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Clinical note", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Clinical note")).to_be_focused()
    page.locator("form[data-kept=record][data-state]").wait_for()
    page.get_by_label("Title *").focus()
    page.keyboard.type(title)
    expect(page.locator("form[data-kept=record]")).to_have_attribute("data-state", "saved")


@pytest.mark.spec("REC-4", "ADMIN-6", "GEN-2")
def test_drafts_are_published_by_single_keys_from_the_pets_file(portal, staff_signed_in, signed_in):
    vet, owner = staff_signed_in("vera@demo.test"), signed_in("umar@demo.test")
    owner.goto(f"{portal.url}/{SIMBA}/notes")
    expect(owner.get_by_role("heading", level=1, name="Simba")).to_be_visible()
    write(vet, f"{portal.url}/admin/{SIMBA}/notes", "Pups and kittens")  # a text is no key
    expect(vet.get_by_role("dialog")).to_have_count(0)
    vet.goto(f"{portal.url}/admin/{SIMBA}/notes")
    expect(vet.get_by_role("button", name=re.compile("Publish"))).to_be_visible()

    vet.keyboard.press("p")

    asked = vet.get_by_role("dialog", name="Publish drafts")
    draft = asked.get_by_role("checkbox", name="Pups and kittens")
    expect(draft).to_be_checked()
    confirm = asked.get_by_role("button", name="Publish", exact=True)
    draft.press("Space")
    expect(draft).not_to_be_checked()
    draft.press("Space")
    expect(draft).to_be_checked()
    expect(owner.get_by_text("Pups and kittens")).to_have_count(0)
    confirm.press("Enter")
    expect(asked).to_be_hidden()
    expect(vet.get_by_text(re.compile("published$"))).to_be_visible()
    expect(owner.get_by_text("Pups and kittens")).to_be_visible()


def test_the_keys_are_listed_and_can_be_switched_off(portal, staff_signed_in):
    page = staff_signed_in("vera@demo.test")
    page.goto(f"{portal.url}/admin/{SIMBA}/overview")
    expect(page.get_by_role("link", name="Add dose")).to_be_visible()

    listed = page.get_by_role("dialog", name="Keyboard shortcuts")
    for _ in range(20):  # keys are heard only once the page's scripts have come
        page.keyboard.press("?")
        page.wait_for_timeout(500)
        if listed.is_visible():
            break
    expect(listed.get_by_role("listitem").filter(has_text="Add dose")).to_contain_text("D")
    listed.get_by_label("Use single keys on this device").press("Space")
    page.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    page.keyboard.press("w")
    page.keyboard.press("?")

    expect(listed).to_be_hidden()
    expect(page).to_have_url(re.compile("/overview$"))


@pytest.mark.spec("REC-4")
def test_what_waits_is_counted_at_once_and_leads_to_the_work(portal, staff_signed_in):
    page, vet = staff_signed_in("noah@demo.test"), staff_signed_in("vera@demo.test")
    tile = page.get_by_role("link", name=re.compile("Drafts to finish"))
    expect(tile).to_be_visible()
    before = int(re.search(r"\d+", tile.inner_text())[0])

    write(vet, f"{portal.url}/admin/{GRETA}/notes", "Begun in a hurry")

    expect(tile).to_contain_text(str(before + 1))
    tile.click()
    expect(page.get_by_role("heading", level=1, name="Drafts to finish")).to_be_focused()
    row = page.get_by_role("row").filter(has_text="Begun in a hurry")
    expect(row.get_by_role("link", name="Greta")).to_be_visible()
    row.get_by_role("link", name="Begun in a hurry").click()
    expect(page.get_by_label("Title *")).to_have_value("Begun in a hurry")


def entry(page: Page, url: str, name: str) -> str:
    """Add an entry to the list of treatments by keyboard; return where it is."""
    page.goto(f"{url}/admin/lists/treatments/new")
    expect(page.get_by_role("heading", level=1, name="New entry")).to_be_visible()
    rename(page, name)
    page.wait_for_url(lambda address: not address.endswith("/new"))
    return page.url


def rename(page: Page, name: str) -> None:
    page.locator("form[data-kept=entry-treatments][data-state]").wait_for()
    page.get_by_label("Name *").fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


@pytest.mark.spec("ADMIN-7")
def test_a_list_is_edited_merged_and_retired_by_keyboard(portal, staff_signed_in):
    page = staff_signed_in("ada@demo.test")
    kept = entry(page, portal.url, "Canal drops")
    rename(page, "Canal ear drops")
    entry(page, portal.url, "Chanel drops")
    page.get_by_role("combobox", name="The same as").focus()
    page.keyboard.type("Canal ear")
    expect(page.get_by_role("option", name="Canal ear drops")).to_be_visible()
    page.keyboard.press("Enter")
    page.get_by_label("Which one stays").select_option("other")
    page.get_by_role("button", name="Merge…").press("Enter")
    asked = page.get_by_role("dialog", name="Merge these two?")
    expect(asked).to_contain_text("Chanel drops")
    asked.get_by_role("button", name="Merge now").press("Enter")
    expect(page).to_have_url(kept)
    expect(page.get_by_role("heading", level=1, name="Canal ear drops")).to_be_visible()
    page.get_by_role("button", name="Offer it no longer").press("Enter")
    expect(page.get_by_role("button", name="Offer it again")).to_be_visible()

    page.goto(f"{portal.url}/admin/lists/treatments")
    page.get_by_role("searchbox").fill("Canal ear drops")
    expect(page.get_by_text("Nothing was found")).to_be_visible()
    page.get_by_label("Show", exact=True).select_option("retired")
    expect(page.get_by_role("link", name="Canal ear drops")).to_be_visible()
    page.get_by_role("searchbox").fill("Chanel")
    expect(page.get_by_text("Nothing was found")).to_be_visible()


@pytest.mark.spec("ADMIN-3", "GEN-1")
def test_two_customers_are_merged_while_both_are_signed_in(portal, staff_signed_in, signed_in):
    page, other_desk = staff_signed_in("frank@demo.test"), staff_signed_in("vera@demo.test")
    stayer, goer = signed_in("zoe@demo.test"), signed_in("yusuf@demo.test")
    stays, goes = (f"{portal.url}/admin/customers/{stable('customer', k)}" for k in STAY_AND_GO)
    other_desk.goto(goes)
    expect(other_desk.get_by_role("heading", level=1, name="Yusuf Yilmaz")).to_be_visible()
    goer.get_by_role("link", name=re.compile("Pamuk")).first.click()
    expect(goer.get_by_role("heading", level=1, name="Pamuk")).to_be_visible()
    expect(stayer.get_by_text("Nugget").first).to_be_visible()
    expect(stayer.get_by_text("Pamuk")).to_have_count(0)

    merge(page, f"{stays}/merge", "Yusuf")

    page.wait_for_url(stays)
    for pet in ("Nugget", "Pippin", "Pamuk"):
        expect(page.get_by_role("link", name=pet, exact=True)).to_be_visible()
    expect(stayer.get_by_text("Pamuk").first).to_be_visible()
    expect(other_desk.get_by_role("heading", level=1, name="Zoe Zimmerman")).to_be_visible()
    expect(goer.get_by_label("E-mail or mobile number")).to_be_visible()
    expect(goer.get_by_role("heading", level=1, name="Pamuk")).to_have_count(0)
    for of_the_clinic in ("Nugget", "Pippin", "Pamuk", "Zimmerman"):
        assert of_the_clinic not in goer.content()
    goer.go_back()
    expect(goer.get_by_label("E-mail or mobile number")).to_be_visible()


def merge(page: Page, address: str, other: str) -> None:
    """Merge somebody into a customer, having thought about it once."""
    page.goto(address)
    expect(page.get_by_text("Zoe Zimmerman")).to_be_visible()
    page.get_by_role("combobox", name="The same person as").focus()
    page.keyboard.type(other)
    expect(page.get_by_role("option", name=other)).to_be_visible()
    page.keyboard.press("Enter")
    asked = page.get_by_role("dialog", name="Merge these two?")
    for answer in ("Cancel", "Merge now"):
        page.get_by_role("button", name="Merge…").press("Enter")
        expect(asked).to_contain_text(other)
        asked.get_by_role("button", name=answer).press("Enter")
        expect(asked).to_be_hidden()


def save(page: Page) -> None:
    """Save the settings, and wait until they are in force."""
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("form[data-kept][data-state=saved]")).to_be_visible()


@pytest.mark.spec("SET-1")
def test_another_colour_of_the_clinic_shows_in_an_open_tab_at_once(
    portal, staff_signed_in, signed_in
):
    page, manager = signed_in("xenia@demo.test"), staff_signed_in("ada@demo.test")
    before = page.evaluate(ACCENT)
    manager.goto(f"{portal.url}/admin/settings/general")
    manager.locator("form[data-kept][data-state]").wait_for()
    colour = manager.locator("[name=accent_color]")
    chosen = colour.input_value()

    colour.fill("#1d5fa8")
    save(manager)

    for tab in (page, manager):
        expect(tab.locator("html")).not_to_have_css("--accent", before)
    colour.fill(chosen)
    save(manager)
    expect(page.locator("html")).to_have_css("--accent", before)
