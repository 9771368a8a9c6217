"""The portal on a phone: as an app, and without network."""

import pytest
from playwright.sync_api import Error, Page, expect

pytestmark = pytest.mark.browser

READY = "navigator.serviceWorker.ready.then(() => true)"
CONTROLLED = "navigator.serviceWorker.controller !== null"
SPOKEN = "navigator.serviceWorker.controller?.scriptURL.split('language=')[1]"
WORKERS = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
KEPT = """
  async () => {
    const found = [];
    for (const name of await caches.keys()) {
      const shell = await caches.open(name);
      found.push(...(await shell.keys()).map(({ url }) => new URL(url).pathname));
    }
    return found;
  }
"""
OFFER = """
  () => {
    const offer = new Event("beforeinstallprompt", { cancelable: true });
    offer.prompt = () => { window.prompted = true; };
    offer.userChoice = Promise.resolve({ outcome: "accepted" });
    return !dispatchEvent(offer);
  }
"""


def until(page: Page, script: str, wanted: object) -> None:
    """Wait until something is so in the browser; its policy forbids wait_for_function on text."""
    for _ in range(300):
        if _found(page, script) == wanted:
            return
        page.wait_for_timeout(50)
    assert page.evaluate(script) == wanted


def have_worker(page: Page) -> None:
    """Wait for the worker; it never takes over a page that was on its way while it began."""
    until(page, READY, True)
    if not page.evaluate(CONTROLLED):
        page.reload()
        until(page, CONTROLLED, True)


def _found(page: Page, script: str) -> object:
    try:
        return page.evaluate(script)
    except Error as cut:
        if "context was destroyed" in cut.message:  # another page comes just now
            return None
        raise


def test_a_browser_that_offers_it_is_told_to_only_on_the_account_page(portal, signed_in):
    page = signed_in("alice@demo.test")
    page.goto(f"{portal.url}/account")
    words = page.get_by_text("look in your browser's menu")
    expect(words).to_be_visible()

    assert page.evaluate(OFFER) is True  # the browser's own banner is held back

    page.get_by_role("button", name="Add to the home screen").click()
    expect(page.get_by_text("The portal has its own icon on this device.")).to_be_visible()
    assert page.evaluate("window.prompted") is True
    expect(words).to_have_count(0)


def test_an_iphone_is_told_the_way_in_words(portal, signed_in):
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Safari"
    page = signed_in("alice@demo.test", user_agent=phone)
    page.goto(f"{portal.url}/account")

    expect(page.get_by_text("tap Share in Safari")).to_be_visible()


def test_the_bar_of_the_phone_has_the_colors_of_the_mode(portal, new_page):
    page = new_page(color_scheme="dark")
    page.goto(portal.url)

    bars = page.locator("meta[name=theme-color]")
    expect(bars).to_have_count(2)
    expect(page.locator("meta[name=theme-color][media=all]")).to_have_attribute(
        "content", "#1e1b18"
    )


@pytest.mark.spec("GEN-1", "GEN-4")
def test_without_network_there_is_a_page_and_nothing_typed_is_lost(portal, signed_in, faults):
    page = signed_in("alice@demo.test")
    german = {"name": "portal_language", "value": "de", "url": portal.url}
    page.context.add_cookies([german])
    page.goto(f"{portal.url}/messages/new")
    field = page.get_by_label("Ihre Nachricht")
    field.fill("Rex hustet seit gestern")
    until(page, SPOKEN, "de")

    page.context.set_offline(True)
    page.goto(f"{portal.url}/messages/new")
    expect(page.get_by_role("heading", name="Sie sind offline")).to_be_visible()
    expect(page.get_by_text("bleibt auf diesem Gerät erhalten")).to_be_visible()
    page.context.set_offline(False)

    expect(field).to_have_value("Rex hustet seit gestern")
    faults[:] = [fault for fault in faults if "ERR_INTERNET_DISCONNECTED" not in fault]


@pytest.mark.spec("GEN-1", "OPS-11")
def test_browsers_keep_the_shell_alone_and_nothing_after_signing_out(portal, signed_in):
    page = signed_in("alice@demo.test", anew=True)
    have_worker(page)
    for address in ("/messages", "/account", "/pets/new", "/"):
        page.goto(f"{portal.url}{address}")
        expect(page.get_by_role("heading", level=1)).not_to_be_empty()

    kept = page.evaluate(KEPT)
    assert {"/offline", "/offline.js"} <= set(kept)
    assert len(kept) > 2
    assert [path for path in kept if not path.startswith(("/assets/", "/offline"))] == []

    page.goto(f"{portal.url}/account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_label("E-mail or mobile number")).to_be_visible()

    kept = page.evaluate(KEPT)
    assert [path for path in kept if not path.startswith(("/assets/", "/offline"))] == []
    assert page.evaluate("Object.keys(localStorage).filter((key) => key !== 'theme')") == []


@pytest.mark.spec("GEN-3", "SET-1")
def test_a_clinic_that_wants_no_app_has_none(portal, signed_in):
    page = signed_in("alice@demo.test")
    have_worker(page)
    portal.have_clinic("choose", setting="phone_app", value=False)
    try:
        page.goto(f"{portal.url}/account")
        expect(page.get_by_role("heading", name="Language and colours")).to_be_visible()

        until(page, WORKERS, 0)
        assert page.evaluate(KEPT) == []
        expect(page.get_by_role("heading", name="On this device")).to_have_count(0)
    finally:
        portal.have_clinic("choose", setting="phone_app", value=True)
