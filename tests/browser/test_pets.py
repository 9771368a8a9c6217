"""Finding one's way through pets and their files."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TABS = {  # as in the address, as on screen, and what only this part of Pepper's file shows
    "overview": ("Overview", "Recent activity"),
    "notes": ("Clinical notes", "What was found"),
    "diagnoses": ("Diagnoses", "Periodontal disease"),
    "imaging": ("Imaging", "Ultrasound of the kidneys"),
    "laboratory": ("Laboratory", "Chemistry"),
    "treatments": ("Treatments", "Phosphate binder powder"),
    "vaccinations": ("Vaccinations", "What is next"),
    "weight": ("Weight", re.compile("^[0-9.]+.lb$")),
    "temperature": ("Temperature", re.compile("^[0-9.]+.°F$")),
    "documents": ("Documents", "Pepper shelter card.jpg"),
    "messages": ("Messages", "Fluids at home"),
}


def open_pet(page: Page, name: str, tab: str = "overview") -> None:
    page.get_by_role("link", name=re.compile(f"^{name}")).click()
    page.wait_for_url(re.compile(r"/pets/[0-9a-f-]+/overview"))
    if tab != "overview":
        page.get_by_role("link", name=TABS[tab][0], exact=True).first.click()
    at_tab(page, tab)


def at_tab(page: Page, tab: str) -> None:
    label, sign = TABS[tab]
    expect(page).to_have_url(re.compile(f"/{tab}$"))
    strip = page.get_by_role("navigation", name="Parts of the file")
    unread = r"\d+ unread" if tab == "messages" else ""
    expect(strip.locator("[aria-current=page]")).to_have_text(re.compile(f"^{label}{unread}$"))
    expect(
        page.locator("[aria-label='Parts of the file'] ~ *").get_by_text(sign).first
    ).to_be_visible()


@pytest.mark.spec("HOME-1")
def test_the_dashboard_shows_each_pet_with_its_photo(signed_in):
    page = signed_in("alice@demo.test")

    cards = page.get_by_role("main").locator("a[href$='/overview']")
    expect(cards).to_have_count(2)
    for card, name in zip(cards.all(), ("Biscuit", "Pepper"), strict=True):
        expect(card).to_contain_text(name)
        photo = card.locator("img")
        expect(photo).to_have_js_property("complete", True)
        assert photo.evaluate("photo => photo.naturalWidth") > 100


@pytest.mark.spec("PET-2", "PET-3")
def test_each_part_of_a_file_has_its_content_and_its_address(signed_in):
    page = signed_in("alice@demo.test")
    open_pet(page, "Pepper")

    for tab, (label, _) in TABS.items():
        page.get_by_role("navigation", name="Parts of the file").get_by_text(label).click()
        at_tab(page, tab)

    page.go_back()
    at_tab(page, "documents")
    page.go_back()
    at_tab(page, "temperature")
    page.go_forward()
    at_tab(page, "documents")
    page.reload()
    at_tab(page, "documents")


@pytest.mark.spec("PET-2")
def test_a_wide_screen_shows_the_names_of_all_parts(signed_in):
    page = signed_in("alice@demo.test", viewport={"width": 1280, "height": 800})
    open_pet(page, "Pepper")

    strip = page.get_by_role("navigation", name="Parts of the file")

    assert strip.evaluate("strip => strip.scrollWidth - strip.clientWidth") <= 0


@pytest.mark.spec("REC-11")
def test_the_weight_chart_and_its_table_say_the_same(signed_in):
    page = signed_in("carla@demo.test")
    open_pet(page, "Luna", "weight")

    points = page.get_by_role("radiogroup").get_by_role("radio")
    drawn = [point.get_attribute("aria-label") for point in points.all()]
    rows = page.get_by_role("table").get_by_role("row").all()[1:]
    written = [_figures(row) for row in rows]

    assert len(drawn) > 2
    assert any(" at home, " in label for label in drawn)
    assert drawn[::-1] == written


def _figures(row) -> str:
    when, value = (
        row.get_by_role("cell").nth(place).locator("span.font-medium, span.font-semibold")
        for place in (0, 1)
    )
    where = " at home" if row.get_by_text("At home", exact=True).count() else ""
    told = f"{value.inner_text()}{where}, {when.inner_text()}"
    return told.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.spec("HOME-3")
def test_somebody_without_pets_learns_what_to_do(signed_in):
    page = signed_in("dora@demo.test")

    expect(page.get_by_text("No pets here yet")).to_be_visible()
    expect(page.get_by_role("link", name="(202) 555-0100")).to_have_attribute(
        "href", re.compile("tel:")
    )


@pytest.mark.spec("HOME-3")
def test_a_pet_that_has_died_is_remembered_after_the_others(signed_in):
    page = signed_in("carla@demo.test")

    names = page.get_by_role("main").locator("a[href$='/overview']")
    expect(names).to_have_count(5)
    expect(names.last).to_contain_text("Bruno")
    memory = page.locator("section", has=page.get_by_role("heading", name="In memory"))
    expect(memory.get_by_role("link")).to_have_count(1)


@pytest.mark.spec("HOME-4", "GEN-2")
def test_the_search_finds_what_is_published_and_nothing_of_a_draft(signed_in):
    page = signed_in("alice@demo.test")
    page.get_by_role("link", name="Search all records").click()

    page.get_by_label("Words").fill("kidney")
    page.get_by_label("Words").press("Enter")
    expect(
        page.get_by_role("link", name=re.compile("Pepper: .*kidney", re.IGNORECASE)).first
    ).to_be_visible()
    page.get_by_label("Words").fill("Plan for the pressure check")  # a draft about Pepper
    page.get_by_label("Words").press("Enter")

    expect(page.get_by_text("Nothing was found")).to_be_visible()


@pytest.mark.spec("GEN-7")
def test_a_pets_weights_are_reached_by_keyboard_alone(signed_in):
    page = signed_in("alice@demo.test", viewport={"width": 1280, "height": 800})
    expect(page.get_by_text("Biscuit").first).to_be_visible()

    _tab_to(page, "Biscuit")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Biscuit")).to_be_focused()
    _tab_to(page, "Weight")
    page.keyboard.press("Enter")

    at_tab(page, "weight")


def _tab_to(page: Page, text: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith(text):
            return
    raise AssertionError(f"{text} cannot be reached by keyboard")


@pytest.mark.spec("GEN-1")
def test_anothers_pet_is_not_there(portal, signed_in):
    theirs = signed_in("bob@demo.test").locator("main a[href$='/overview']").first
    address = theirs.get_attribute("href")
    page = signed_in("alice@demo.test")

    page.goto(portal.url + address)

    expect(page.get_by_role("heading", level=1)).to_have_text("We could not find that pet")
    expect(page.get_by_text("Rusty")).to_have_count(0)


@pytest.mark.spec("GEN-9")
def test_a_file_speaks_german(portal, signed_in):
    page = signed_in("alice@demo.test", locale="de-DE")

    page.get_by_role("link", name=re.compile("^Biscuit")).click()

    expect(page.get_by_role("navigation", name="Teile der Akte")).to_contain_text("Gewicht")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"\d+,\d\s(lb|°F)"))
