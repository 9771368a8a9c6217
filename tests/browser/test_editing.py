"""Two staff members at two desks who change the same thing (ADMIN-9)."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.spec("ADMIN-9")]


@pytest.fixture
def desks(staff_signed_in):
    """Vera's browser and Ada's."""
    return staff_signed_in("vera@demo.test"), staff_signed_in("ada@demo.test")


def find(page: Page, name: str) -> str:
    """Search for somebody; return the address of what comes first."""
    box = page.get_by_role("combobox", name="Find a customer or a pet")
    box.fill(name)
    page.get_by_role("option", name=re.compile(name)).first.click()
    page.wait_for_url(re.compile(r"/admin/(pets|customers)/[0-9a-f-]{36}"))
    return page.url.removesuffix("/overview")


def type_in(page: Page, label: str, text: str, *, form: str) -> None:
    """Type into a form that the server has filled."""
    page.locator(f"form[data-kept={form}][data-state]").wait_for()
    page.get_by_label(label, exact=True).fill(text)


def save(page: Page, form: str) -> None:
    page.locator(f"form[data-kept={form}] button[type=submit]").click()


def asked(page: Page):
    """Return the question that a browser asks whose form is behind."""
    question = page.get_by_role("dialog", name="Somebody has saved this meanwhile")
    expect(question).to_be_visible()
    return question


def test_of_two_who_change_a_pet_the_later_is_asked_and_what_only_one_changed_stays(desks):
    vera, ada = desks
    place = find(vera, "Pepper")
    for page in desks:
        page.goto(f"{place}/edit")
    type_in(vera, "Colour and markings", "Black and white", form="pet")
    type_in(vera, "Passport number", "GB 1", form="pet")
    type_in(ada, "Colour and markings", "Tuxedo", form="pet")
    save(vera, "pet")
    vera.wait_for_url(f"{place}/overview")

    save(ada, "pet")

    question = asked(ada)
    expect(question).to_contain_text("Dr. Vera Voss")
    colour = question.get_by_role("listitem").filter(has_text="Colour and markings")
    expect(colour).to_contain_text("Black and white")
    expect(colour).to_contain_text("Tuxedo")
    passport = question.get_by_role("listitem").filter(has_text="Passport number")
    expect(passport).to_contain_text("theirs is kept")
    question.get_by_role("button", name="Keep mine").click()
    ada.wait_for_url(f"{place}/overview")
    vera.goto(f"{place}/edit")
    expect(vera.get_by_label("Colour and markings")).to_have_value("Tuxedo")
    expect(vera.get_by_label("Passport number")).to_have_value("GB 1")


def test_of_two_who_change_a_customer_the_later_can_take_what_the_other_saved(desks):
    vera, ada = desks
    place = find(ada, "Dora")
    vera.goto(f"{place}/edit")
    ada.goto(f"{place}/edit")
    type_in(vera, "City", "Łódź", form="customer")
    type_in(ada, "City", "Lodz", form="customer")
    save(vera, "customer")
    vera.wait_for_url(place)

    save(ada, "customer")
    asked(ada).get_by_role("button", name="Take theirs").click()

    expect(ada.get_by_label("City")).to_have_value("Łódź")
    save(ada, "customer")
    ada.wait_for_url(place)
    expect(ada.get_by_text("Łódź")).to_be_visible()


def test_of_two_who_write_the_same_draft_neither_loses_a_word(desks):
    vera, ada = desks
    place = find(vera, "Biscuit")
    vera.goto(f"{place}/overview")
    vera.get_by_role("button", name="Add record").click()
    vera.get_by_role("button", name="Clinical note").click()
    vera.wait_for_url(re.compile("/admin/records/"))
    ada.goto(vera.url)
    ada.locator("form[data-kept=record][data-state]").wait_for()
    type_in(vera, "Plan", "Rest for a week.", form="record")
    expect(vera.locator("form[data-kept=record]")).to_have_attribute("data-state", "saved")

    type_in(ada, "Plan", "Walk twice a day.", form="record")

    question = asked(ada)
    expect(question).to_contain_text("Rest for a week.")
    expect(question).to_contain_text("Walk twice a day.")
    question.get_by_role("button", name="Keep mine").click()
    expect(ada.locator("form[data-kept=record]")).to_have_attribute("data-state", "saved")
    vera.reload()
    expect(vera.get_by_label("Plan")).to_have_value("Walk twice a day.")


@pytest.mark.spec("IMM-2")
def test_of_two_who_note_the_same_vaccine_the_later_is_asked_once(desks):
    vera, ada = desks
    place = find(vera, "Biscuit")
    for page in desks:
        page.goto(f"{place}/immunizations")
        page.locator("form[data-kept=immunizations][data-state]").wait_for()
    note = "form[data-kept=immunizations] [name$='.note']"
    for page, text in ((vera, "Paper seen"), (ada, "No paper")):
        page.locator(note).first.evaluate("one => one.closest('details')?.setAttribute('open', '')")
        page.locator(note).first.fill(text)
    save(vera, "immunizations")
    expect(vera.locator("form[data-kept=immunizations]")).to_have_attribute("data-state", "saved")

    save(ada, "immunizations")

    question = asked(ada)
    expect(question).to_contain_text("Paper seen")
    question.get_by_role("button", name="Keep mine").click()
    expect(ada.locator("form[data-kept=immunizations]")).to_have_attribute("data-state", "saved")
    vera.reload()
    expect(vera.locator(note).first).to_have_value("No paper")


def test_of_two_who_set_the_clinic_up_the_later_is_asked(portal, staff_signed_in):
    one, other = staff_signed_in("ada@demo.test"), staff_signed_in("ada@demo.test")
    for page in (one, other):
        page.goto(f"{portal.url}/admin/settings/general")
        page.locator("form[data-kept][data-state]").wait_for()
    for page, text in ((one, "Willow"), (other, "Lane")):
        page.get_by_label("Short name").fill(text)
    form = one.locator("form[data-kept]").get_attribute("data-kept")
    save(one, form)
    expect(one.locator("form[data-kept]")).to_have_attribute("data-state", "saved")

    save(other, form)

    question = asked(other)
    expect(question).to_contain_text("Willow")
    question.get_by_role("button", name="Take theirs").click()
    expect(other.get_by_label("Short name")).to_have_value("Willow")


def test_a_form_that_is_loaded_again_holds_what_is_stored_and_nothing_else(staff_signed_in):
    page = staff_signed_in()
    page.goto(f"{find(page, 'Pepper')}/edit")
    species = page.get_by_label("Species", exact=True).locator("option:checked")

    for _ in range(3):
        expect(page.locator("form[data-kept=pet]")).to_have_attribute("data-state", "clean")
        expect(species).to_have_text("Cat")
        page.reload()
