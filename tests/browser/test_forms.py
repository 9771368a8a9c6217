"""Forms lose nothing that was typed, say what is wrong where it is wrong, and need no mouse."""

import os
import re
import signal
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from services.demo.book import stable
from services.demo.clinic import PASSWORD
from tests.browser.line import Line
from tests.browser.serving import CHROMIUM_FLAGS, chromium
from tests.browser.staff_pages import begin_record

pytestmark = [pytest.mark.browser, pytest.mark.spec("GEN-4", "GEN-5", "GEN-7")]

PET = f"/admin/pets/{stable('pet', 'emil', 'thor')}"
CUSTOMER = f"/admin/customers/{stable('customer', 'fatima')}"
OWN = f"/pets/{stable('pet', 'kenji', 'mochi')}"
STAFF, CUSTOMERS = "ada@demo.test", "kenji@demo.test"


@dataclass(frozen=True)
class Form:
    """A form: where it is, a field that keeps a text, and what is refused in another one."""

    name: str
    address: str
    kept: str
    wrong: tuple[str, str]
    opens: str = ""  # the button that shows it
    who: str = STAFF


FORMS = [
    Form("newcomer", "/admin/customers/new", "owner_street", ("owner_first_name", "")),
    Form("customer", f"{CUSTOMER}/edit", "notes", ("email", "nobody@nowhere")),
    Form("pet", f"{PET}/edit", "passport_number", ("name", "")),
    Form("dose", f"{PET}/vaccinations?add=1", "batch", ("vaccine_type_id", "")),
    Form("measuring", f"{PET}/weight?add=1", "notes", ("value", "0")),
    Form("member", "/admin/staff/new", "title", ("email", "nobody@nowhere")),
    Form("location", "/admin/staff/locations/new", "street", ("name", "")),
    Form("settings-general", "/admin/settings/general", "clinic_address", ("clinic_name", "")),
    Form("entry-panels", "/admin/lists/panels/new", "source", ("name", "")),
    Form("own-details", "/account", "street", ("first_name", ""), "Change your details", CUSTOMERS),
    Form("new-pet", "/pets/new", "color", ("name", ""), "", CUSTOMERS),
    Form("pet", f"{OWN}/overview", "color", ("microchip", "12"), "Change the data", CUSTOMERS),
]


class Desk:
    """Forms in tabs of their own, as somebody who may fill them."""

    def __init__(self, url: str, person: dict[str, Callable[..., Page]]) -> None:
        self.url, self._person = url, person

    def show(self, form: Form, **options) -> Page:
        """Open a form in a browser of its own."""
        page = self._person["staff" if form.who == STAFF else "customer"](form.who, **options)
        page.on("dialog", lambda asked: asked.accept())
        page.goto(self.url + form.address)
        if form.opens:
            page.get_by_role("button", name=form.opens).click()
        filled(page, form)
        return page

    def again(self, page: Page, form: Form) -> None:
        """Load the page of a form anew."""
        page.reload()
        self.reopen(page, form)

    def reopen(self, page: Page, form: Form) -> None:
        """Show a form once more that the server knows nothing of any longer."""
        if not form.opens:
            return
        shown = page.locator(f"form[data-kept={form.name}][data-state]")
        seen = 0
        while seen < 3:  # a page that is being filled puts away what was open
            seen = seen + 1 if shown.is_visible() else 0
            if not seen:  # it may be behind something that is still open
                page.get_by_role("button", name=form.opens).dispatch_event("click")
            page.wait_for_timeout(500)


@pytest.fixture
def desk(portal, signed_in, staff_signed_in):
    return Desk(portal.url, {"customer": signed_in, "staff": staff_signed_in})


def filled(page: Page, form: Form) -> Locator:
    """Return a form once the server has filled it."""
    found = page.locator(f"form[data-kept={form.name}][data-state]")
    expect(found).to_be_visible()
    return found


def field(page: Page, form: Form, name: str = "") -> Locator:
    return page.locator(f"form[data-kept={form.name}] [name={name or form.kept}]")


@pytest.mark.spec("ADMIN-4", "AUTH-14")
@pytest.mark.parametrize("form", FORMS, ids=[f"{one.name} {one.who}" for one in FORMS])
def test_a_form_keeps_all_over_a_refusal_a_cut_and_a_reload(desk, form):
    page = desk.show(form)
    kept, wrong = field(page, form), field(page, form, form.wrong[0])
    kept.fill("Typed once")
    if form.wrong[1]:
        wrong.fill(form.wrong[1])
    elif wrong.evaluate("one => one.matches('input')"):
        wrong.fill("")

    page.keyboard.press("Control+s")

    expect(wrong).to_be_focused()
    expect(wrong).to_have_attribute("aria-invalid", "true")
    said = page.locator(f"[id='{wrong.get_attribute('aria-describedby').split()[0]}']")
    expect(said).to_have_attribute("role", "alert")
    expect(said).not_to_be_empty()
    page.context.set_offline(True)
    kept.fill("Typed while the line was cut")
    page.context.set_offline(False)
    desk.again(page, form)
    expect(kept).to_have_value("Typed while the line was cut")
    expect(filled(page, form)).to_have_attribute("data-state", "unsaved")


def test_forms_outlive_the_server_and_are_saved_once_by_its_successor(portal, desk, faults):
    forms = [FORMS[0], FORMS[2], FORMS[9]]
    tabs = [desk.show(form) for form in forms]
    newcomer = tabs[0]
    newcomer.get_by_label("First name").fill("Oskar")
    newcomer.get_by_label("E-mail").fill("oskar@forms.test")
    portal.stop(kindly=False)
    for page, form in zip(tabs, forms, strict=True):
        field(page, form).fill("12 Canal")
    newcomer.get_by_role("button", name="Save", exact=True).click()
    said = newcomer.locator("form[data-kept=newcomer] [data-said]").first
    expect(said).to_have_text("Saving…")

    portal.start()

    newcomer.wait_for_url(re.compile(r"/admin/customers/[0-9a-f-]{36}$"))
    expect(newcomer.get_by_role("heading", level=1)).to_have_text("Oskar")
    newcomer.goto(f"{portal.url}/admin/customers")
    newcomer.locator("main").get_by_role("searchbox").fill("oskar@forms.test")
    expect(newcomer.locator("main").get_by_role("link", name="Oskar")).to_have_count(1)
    for page, form in list(zip(tabs, forms, strict=True))[1:]:
        desk.reopen(page, form)
        expect(field(page, form)).to_have_value("12 Canal")
        page.locator(f"form[data-kept={form.name}] button[type=submit]").click()
        expect(page.get_by_text("12 Canal").first).to_be_visible()
    faults.clear()  # that the server was away


@pytest.mark.spec("AUTH-8")
def test_what_is_typed_is_there_after_signing_in_again(portal, staff_signed_in, faults):
    page = staff_signed_in("noah@demo.test", anew=True)
    form = Form("customer", f"{CUSTOMER}/edit", "notes", ("", ""))
    page.goto(portal.url + form.address)
    filled(page, form)
    field(page, form).fill("Prefers the afternoon.")
    page.on("dialog", lambda asked: asked.accept())

    portal.have_clinic("end_sessions", email="noah@demo.test")
    page.wait_for_url("**/admin/sign-in**")
    page.get_by_label("Password").fill(PASSWORD)  # first: the page before has none
    page.get_by_label("E-mail").fill("noah@demo.test")
    page.get_by_label("Authenticator code").fill(portal.authenticator("noah@demo.test"))
    page.get_by_role("button", name="Sign in").click()

    page.wait_for_url(portal.url + form.address)
    expect(field(page, form)).to_have_value("Prefers the afternoon.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(portal.url + CUSTOMER)
    expect(page.get_by_text("Prefers the afternoon.")).to_be_visible()
    faults.clear()  # that the socket was refused


def test_leaving_asks_first_and_coming_back_finds_it_all(desk):
    form = FORMS[0]
    page = desk.show(form)
    field(page, form).fill("3 Mill Road")
    customers = page.get_by_role("navigation", name="Main").get_by_role("link", name="Customers")

    customers.click()
    question = page.get_by_role("dialog", name="Leave without saving?")
    question.get_by_role("button", name="Stay here").click()
    expect(question).to_be_hidden()
    customers.click()
    question.get_by_role("button", name="Leave").click()
    page.wait_for_url("**/admin/customers")
    page.go_back()

    expect(field(page, form)).to_have_value("3 Mill Road")


@pytest.mark.spec("REC-4", "ADMIN-6")
def test_what_is_written_before_the_record_has_come_saves_itself(portal, staff_signed_in):
    page = staff_signed_in("vera@demo.test")
    line = Line(page)
    line.slow_after = "record_editor_state"  # the form stands; that the page has come waits

    begin_record(page, portal.url, "Clinical note")
    page.get_by_label("Title *").fill("Itchy ears")
    expect(page.locator("form[data-kept=record]")).not_to_have_attribute("data-state", "unsaved")
    line.hurry()

    expect(page.locator("form[data-kept=record]")).to_have_attribute("data-state", "saved")
    page.reload()
    expect(page.get_by_label("Title *")).to_have_value("Itchy ears")


@pytest.mark.spec("REC-4", "ADMIN-6")
def test_a_record_outlives_the_browser_in_the_middle_of_it(portal, staff_signed_in, browser):
    written = "Shakes her head since Sunday; both ear canals are red."
    cookies = staff_signed_in("vera@demo.test").context.cookies()
    doomed = browser.browser_type.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
    page = doomed.new_context(locale="en-US").new_page()
    page.context.add_cookies(cookies)
    address = begin_record(page, portal.url, "Clinical note")
    page.get_by_label("Title *").fill("Itchy ears")
    page.get_by_label("Subjective").fill(written)
    expect(page.locator("form[data-kept=record]")).to_have_attribute("data-state", "saved")

    processes = doomed.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    os.kill(next(one["id"] for one in processes if one["type"] == "browser"), signal.SIGKILL)

    page = staff_signed_in("vera@demo.test")
    page.goto(portal.url + address)
    expect(page.get_by_label("Title *")).to_have_value("Itchy ears")
    expect(page.get_by_label("Subjective")).to_have_value(written)
    expect(page.get_by_text("Draft", exact=True).first).to_be_visible()
