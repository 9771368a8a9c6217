"""What customers change themselves, on a phone."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.spec("AUTH-9", "AUTH-14", "HOME-2", "GEN-7")
def test_a_new_address_waits_for_its_code_and_signs_other_browsers_out(portal, signed_in):
    page = signed_in("ethan@demo.test", anew=True)
    other = signed_in("ethan@demo.test", anew=True)
    page.goto(f"{portal.url}/account")

    page.get_by_role("button", name="Change the e-mail address").click()
    page.get_by_label("New e-mail address").fill("ethan@new.test")
    page.get_by_role("dialog").get_by_role("button", name="Send code").click()

    code = page.get_by_label("Code *", exact=True)
    expect(code).to_be_focused()
    expect(code).to_have_attribute("autocomplete", "one-time-code")
    expect(page.get_by_text("Waiting for the code sent to")).to_contain_text("ethan@new.test")
    expect(page.get_by_text("ethan@demo.test")).to_be_visible()
    page.goto(f"{portal.url}/")
    page.get_by_role("link", name=re.compile("Confirm your new e-mail")).click()
    right = portal.new_code("ethan@new.test", after=0)
    code.fill("000000" if right != "000000" else "000001")
    expect(page.get_by_role("alert").filter(has_text="That code is not right")).to_be_visible()
    code.fill(f"{right[:3]} {right[3:]}")

    expect(page.get_by_text("Your new contact is in force.")).to_be_visible()
    expect(page.get_by_text("ethan@new.test")).to_be_visible()
    expect(page.get_by_text("Waiting for the code")).to_have_count(0)
    expect(other.get_by_label("E-mail or mobile number")).to_be_visible()


@pytest.mark.spec("AUTH-14", "GEN-4", "GEN-5")
def test_name_and_address_are_changed_and_nothing_typed_is_lost(portal, signed_in):
    page = signed_in("beatrice@demo.test", anew=True)
    page.goto(f"{portal.url}/account")

    page.get_by_role("button", name="Change your details").click()
    page.get_by_label("Street").fill("7 Harbour Lane")
    page.get_by_label("First name").fill(" ")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("First name")).to_be_focused()
    expect(page.get_by_label("Street")).to_have_value("7 Harbour Lane")
    page.get_by_label("First name").fill("Beatrix")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Your details are saved.")).to_be_visible()
    expect(page.get_by_text("7 Harbour Lane")).to_be_visible()


@pytest.mark.spec("AUTH-10", "AUTH-12", "GEN-7")
def test_somebody_new_signs_up_and_adds_their_first_pet(portal, new_page):
    portal.have_clinic("choose", setting="allow_registration", value=True)
    page = new_page()
    page.goto(portal.url)

    page.get_by_role("link", name="New here? Sign up").click()
    page.get_by_label("First name").fill("Zoe")
    page.get_by_label("E-mail or mobile number").fill("zoe@new.test")
    page.get_by_role("button", name="Send code").click()
    expect(page.get_by_text("A code is on its way to z•••@new.test")).to_be_visible()
    page.get_by_label("Code", exact=True).fill(portal.new_code("zoe@new.test", after=0))

    expect(page).to_have_url(f"{portal.url}/pets/new")
    page.get_by_label("Name").fill("Pixel")
    page.get_by_label("Species").select_option(label="Cat")
    page.get_by_role("button", name="Add the pet").click()
    expect(page.get_by_role("heading", level=1, name="Pixel")).to_be_visible()
    portal.have_clinic("choose", setting="allow_registration", value=False)
    fresh = new_page()
    fresh.goto(f"{portal.url}/sign-up")
    expect(fresh.get_by_text("The clinic registers new customers")).to_be_visible()


@pytest.mark.spec("REC-11", "SET-1")
def test_a_weight_is_noted_down_at_home(portal, signed_in):
    page = signed_in("bob@demo.test")
    pet = page.locator("main a[href$='/overview']").first.get_attribute("href")
    page.goto(portal.url + pet.replace("/overview", "/weight"))
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("button", name="Add weight")).to_have_count(0)

    portal.have_clinic("choose", setting="allow_customer_measurements", value=True)
    page.get_by_role("button", name="Add weight").click()
    page.get_by_label("Value *", exact=True).fill("900")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Yes, number, unit and day are right")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    portal.have_clinic("choose", setting="allow_customer_measurements", value=False)

    expect(page.get_by_role("button", name="Add weight")).to_have_count(0)
