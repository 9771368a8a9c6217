"""Browsers for the tests that use the portal as people do."""

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.serving import CHROMIUM_FLAGS, Portal, chromium, serve


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
def new_page(browser):
    """Open browsers of their own; no page may log an error or break the content policy."""
    faults, contexts = [], []

    def open_page(**options) -> Page:
        options = {"viewport": {"width": 360, "height": 740}, "locale": "en-US", **options}
        context = browser.new_context(**options)
        contexts.append(context)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("console", lambda line: line.type == "error" and faults.append(line.text))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def signed_in(portal, new_page):
    """Sign people in by code, each in a browser of their own."""

    def sign_in(contact: str, **options) -> Page:
        page, before = new_page(**options), len(portal.codes(contact))
        page.goto(portal.url)
        portal.ask_for_code(page, contact)
        portal.enter_code(page, contact, after=before)
        return page

    return sign_in
