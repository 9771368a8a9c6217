"""Signing in and out, as a customer does it on a phone."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

AT_ONCE = 1000  # ms


def the_code(page: Page):
    return page.get_by_label("Code", exact=True)


def the_contact(page: Page):
    return page.get_by_label("E-mail or mobile number")


def at_home(portal, page: Page) -> None:
    expect(page).to_have_url(f"{portal.url}/")
    expect(page.get_by_role("heading", level=1, name="Your pets")).to_be_visible()


@pytest.mark.spec("AUTH-1", "AUTH-2", "AUTH-6")
def test_a_pasted_code_signs_in(portal, new_page):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    before = len(portal.codes("alice@demo.test"))

    page.goto(f"{portal.url}/")
    portal.ask_for_code(page, " Alice@Demo.Test")
    expect(the_code(page)).to_have_attribute("autocomplete", "one-time-code")
    code = portal.new_code("alice@demo.test", after=before)
    page.evaluate("text => navigator.clipboard.writeText(text)", f"{code[:3]} {code[3:]}")
    the_code(page).press("Control+V")

    at_home(portal, page)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    session = cookies["portal_session"]
    assert (session["httpOnly"], session["sameSite"], session["path"]) == (True, "Lax", "/")
    assert page.evaluate("document.cookie") == ""


@pytest.mark.spec("AUTH-2", "GEN-4", "GEN-5")
def test_a_wrong_code_is_said_at_the_field_and_nothing_chosen_is_lost(portal, new_page):
    page = new_page()
    before = len(portal.codes("bob@demo.test"))
    page.goto(portal.url)
    portal.ask_for_code(page, "bob@demo.test")
    right = portal.new_code("bob@demo.test", after=before)

    page.get_by_label("Remember this device").check()
    the_code(page).fill("000000" if right != "000000" else "000001")

    expect(page.get_by_role("alert").filter(has_text="That code is not right")).to_be_visible()
    expect(the_code(page)).to_have_attribute("aria-invalid", "true")
    expect(the_code(page)).to_have_attribute("aria-describedby", re.compile("code-error"))
    expect(page.get_by_label("Remember this device")).to_be_checked()
    expect(page.get_by_text("b•••@demo.test")).to_be_visible()
    the_code(page).fill(right)
    at_home(portal, page)


@pytest.mark.spec("AUTH-2")
def test_another_contact_is_asked_for_with_the_first_one_still_there(portal, new_page):
    page = new_page()
    page.goto(portal.url)
    portal.ask_for_code(page, "nobody@demo.test")

    page.get_by_role("link", name="Use another e-mail or mobile number").click()

    expect(the_contact(page)).to_have_value("nobody@demo.test")


@pytest.mark.spec("AUTH-2", "PET-2")
def test_a_link_to_a_part_of_a_file_is_kept_through_signing_in(portal, new_page, signed_in):
    known = signed_in("alice@demo.test")
    pet = known.locator("main a[href$='/overview']").first.get_attribute("href")
    notes = portal.url + pet.replace("/overview", "/notes")
    page, before = new_page(), len(portal.codes("alice@demo.test"))

    page.goto(notes)
    portal.ask_for_code(page, "alice@demo.test")
    the_code(page).fill(portal.new_code("alice@demo.test", after=before))

    expect(page).to_have_url(notes)
    expect(page.locator("[aria-current=page]", has_text="Clinical notes")).to_be_in_viewport()
    expect(page.get_by_role("article").first).to_be_visible()


@pytest.mark.spec("AUTH-2")
def test_a_link_is_kept_by_who_is_quicker_than_the_page(portal, new_page):
    page, before = new_page(), len(portal.codes("alice@demo.test"))
    sockets = []
    # It never comes alive.
    page.route_web_socket("**/_event/**", lambda socket: sockets.append(socket))

    page.goto(f"{portal.url}/messages")
    portal.ask_for_code(page, "alice@demo.test")
    the_code(page).fill(portal.new_code("alice@demo.test", after=before))

    expect(page).to_have_url(f"{portal.url}/messages")
    assert sockets


@pytest.mark.spec("AUTH-1", "AUTH-4")
def test_a_mobile_number_as_people_write_it_is_a_way_in(portal, new_page):
    page, before = new_page(), len(portal.codes("+12025550143"))

    page.goto(portal.url)
    portal.ask_for_code(page, "(202) 555-0143")
    portal.enter_code(page, "+12025550143", after=before)

    at_home(portal, page)
    expect(page.get_by_role("link", name=re.compile("^Biscuit"))).to_be_visible()


@pytest.mark.spec("AUTH-5", "AUTH-7")
def test_a_remembered_device_takes_a_pin(portal, new_page):
    page, before = new_page(), len(portal.codes("emil@demo.test"))
    page.goto(portal.url)
    portal.ask_for_code(page, "emil@demo.test")
    page.get_by_label("Remember this device").check()
    portal.enter_code(page, "emil@demo.test", after=before)
    page.goto(f"{portal.url}/account")
    page.get_by_label("New PIN").fill("274903")
    page.get_by_role("button", name="Set the PIN").click()
    expect(page.get_by_text("Your PIN is set.")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome back, Emil")
    page.get_by_label("PIN", exact=True).fill("271828")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert").filter(has_text="That PIN is not right")).to_be_visible()
    page.get_by_label("PIN", exact=True).fill("274903")
    page.get_by_role("button", name="Sign in").click()

    at_home(portal, page)


@pytest.mark.spec("AUTH-8")
def test_signing_out_empties_every_tab_at_once(portal, signed_in):
    page = signed_in("alice@demo.test", anew=True)
    other = page.context.new_page()
    other.goto(f"{portal.url}/")
    expect(other.get_by_text("Biscuit").first).to_be_visible()
    page.goto(f"{portal.url}/account")
    out = page.get_by_role("button", name="Sign out", exact=True)
    expect(out).to_be_visible()

    out.click(no_wait_after=True)
    began = time.monotonic()
    expect(other.get_by_text("Biscuit")).to_have_count(0)

    assert 1000 * (time.monotonic() - began) < AT_ONCE
    expect(other).to_have_url(re.compile("/sign-in"))
    for tab in (page, other):
        expect(the_contact(tab)).to_be_visible()
        tab.go_back()
        expect(the_contact(tab)).to_be_visible()
        expect(tab.get_by_text("Biscuit")).to_have_count(0)
        expect(tab.get_by_text("Archer")).to_have_count(0)


@pytest.mark.spec("AUTH-7", "AUTH-8")
def test_another_browser_is_signed_out_from_the_account(portal, signed_in):
    page = signed_in("george@demo.test", anew=True)
    other = signed_in("george@demo.test", anew=True)
    expect(other.get_by_text("Duke").first).to_be_visible()
    page.goto(f"{portal.url}/account")

    page.get_by_role("button", name="End the session in").click()

    expect(page.get_by_role("button", name="End the session in")).to_have_count(0)
    expect(page.get_by_text("This browser")).to_be_visible()
    expect(the_contact(other)).to_be_visible()
    expect(other.get_by_text("Duke")).to_have_count(0)


@pytest.mark.spec("AUTH-8")
def test_a_customer_who_is_disabled_loses_every_tab(portal, signed_in):
    page = signed_in("fatima@demo.test", anew=True)
    expect(page.get_by_text("Zaytuna").first).to_be_visible()

    portal.have_clinic("disable", contact="fatima@demo.test")

    expect(page.get_by_text("Zaytuna")).to_have_count(0)
    expect(the_contact(page)).to_be_visible()


@pytest.mark.spec("GEN-9")
def test_the_language_is_the_browsers_until_the_customer_chooses(portal, new_page):
    page = new_page(locale="de-DE")

    page.goto(portal.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_label("E-Mail-Adresse oder Mobilnummer")).to_be_visible()
    page.get_by_role("button", name="English").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.spec("GEN-6", "GEN-9")
def test_times_are_the_clinics_wherever_the_customer_is(portal, signed_in):
    at_home_time, far_away = (
        _last_heard(portal, signed_in("alice@demo.test", timezone_id=zone))
        for zone in ("America/New_York", "Asia/Tokyo")
    )

    assert at_home_time == far_away


def _last_heard(portal, page: Page) -> list[str]:
    page.goto(f"{portal.url}/messages")
    page.get_by_role("link", name="Itching again").click()
    times = page.get_by_text(re.compile(r"Voss · \d+:\d\d"))
    times.first.wait_for()
    return times.all_inner_texts()
