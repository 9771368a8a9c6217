"""Browsers for the tests that use the portal as people do."""

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from portal_app import cookies
from services.demo.clinic import PASSWORD
from tests.browser.serving import CHROMIUM_FLAGS, Portal, chromium, serve

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}

expect.set_options(timeout=20_000)  # a busy machine is no fault of the page's


@pytest.fixture(scope="session")
def portal() -> Portal:
    """One portal for all of them."""
    with serve() as made:
        yield made


@pytest.fixture(scope="module")  # Playwright holds the event loop, which other tests need
def browser() -> Browser:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def faults():
    """What browsers have complained of: errors, breaches of the policy, requests to strangers."""
    found = []
    yield found
    assert found == []


@pytest.fixture
def new_page(browser, portal, faults):
    """Open browsers of their own, phones unless said otherwise."""
    contexts = []

    def open_page(**options) -> Page:
        options = {"viewport": PHONE, "locale": "en-US", **options}
        context = browser.new_context(**options)
        contexts.append(context)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("console", lambda line: line.type == "error" and faults.append(line.text))
        context.on("request", lambda request: _is_ours(request.url) or faults.append(request.url))
        return context.new_page()

    def _is_ours(url: str) -> bool:
        return url.startswith((f"{portal.url}/", "data:", "blob:"))

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def sessions() -> dict[str, list]:
    """The cookies of those who are signed in already, by contact."""
    return {}


@pytest.fixture
def signed_in(portal, new_page, sessions):
    """Open browsers in which somebody is signed in; `anew` with a session of their own."""

    def sign_in(contact: str, *, anew: bool = False, **options) -> Page:
        page = new_page(**options)
        if contact in sessions and not anew:
            page.context.add_cookies(sessions[contact])
            page.goto(f"{portal.url}/")
            return page
        before = len(portal.codes(contact))
        portal.have_clinic("forget_places")
        page.goto(portal.url)
        portal.ask_for_code(page, contact)
        portal.enter_code(page, contact, after=before)
        if not anew:
            sessions[contact] = page.context.cookies()
        return page

    return sign_in


@pytest.fixture
def staff_signed_in(portal, new_page, sessions):
    """Open browsers at a desk, in which a staff member is signed in; `anew` as for customers."""

    def sign_in(email: str = "vera@demo.test", *, anew: bool = False, **options) -> Page:
        page = new_page(**{"viewport": DESK, **options})
        if email in sessions and not anew:
            page.context.add_cookies(sessions[email])
            page.goto(f"{portal.url}/admin")
            return page
        page.goto(f"{portal.url}/admin/sign-in")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_label("Authenticator code").fill(portal.authenticator(email))
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{portal.url}/admin")
        if not anew:
            sessions[email] = page.context.cookies()
        return page

    return sign_in


@pytest.fixture
def let_in(portal, new_page):
    """Open browsers in which somebody is signed in already, without a code or a password."""

    def enter(contact: str, **options) -> Page:
        token = f"let in {contact}".ljust(43, "x")
        portal.have_clinic("let_in", contact=contact, token=token)
        page = new_page(**options)
        page.context.add_cookies([{"name": cookies.SESSION, "value": token, "url": portal.url}])
        return page

    return enter
