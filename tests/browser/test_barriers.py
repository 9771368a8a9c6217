"""What every page promises everybody: no barriers, no sideways scrolling, nothing that jumps."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.desk import CROWDED

pytestmark = [pytest.mark.browser, pytest.mark.spec("GEN-7")]

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
TABS = (
    *("overview", "notes", "diagnoses", "imaging", "laboratory", "treatments"),
    *("vaccinations", "weight", "temperature", "documents", "messages"),
)
THUMB = 44  # px
SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
FADED = "Promise.all(document.getAnimations().map((change) => change.finished))"
TARGETS = """
  () => [...document.querySelectorAll("a, button, select, summary, input, textarea, [role=button]")]
    .filter((one) => one.checkVisibility() && !one.matches("[type=hidden], .point, .sr-only, p a"))
    .map((one) => one.matches("[type=checkbox], [type=radio]") ? one.closest("label") : one)
    .map((one) => [Math.round(one.getBoundingClientRect().height), one.outerHTML.slice(0, 120)])
"""


def settle(page: Page, address: str) -> None:
    """Open a page and wait until it has all that it shows."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).not_to_be_empty()
    expect(page.locator(".skeleton:visible")).to_have_count(0)
    page.wait_for_load_state("networkidle")


def flaws(page: Page) -> list[str]:
    """List what is wrong with the page that is open, in each look."""
    found = []
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{size['width']}: scrolls sideways")
        if size is PHONE:
            targets = page.evaluate(TARGETS)
            found += [f"low: {target}" for height, target in targets if height < THUMB]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            expect(page.locator("html")).to_have_class(scheme)
            page.evaluate(FADED)
            found += [f"{size['width']} {scheme}: {flaw}" for flaw in _axe(page)]
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    return found


def _axe(page: Page) -> list[str]:
    return [
        f"{rule['id']}: {[node['html'][:160] for node in rule['nodes']]}"
        for rule in Axe().run(page).response["violations"]
        if rule["impact"] in ("serious", "critical")
    ]


def test_public_pages_have_no_barriers(portal, new_page, faults):
    page, found = new_page(), {}

    for address in ("/sign-in", "/nothing-here"):
        settle(page, portal.url + address)
        found[address] = flaws(page)
    faults[:] = [fault for fault in faults if "404 (Not Found)" not in fault]
    page.goto(f"{portal.url}/sign-in")
    portal.ask_for_code(page, "nobody@demo.test")
    found["code"] = flaws(page)

    assert {address: flaw for address, flaw in found.items() if flaw} == {}


@pytest.mark.spec("PRIV-8")
def test_pages_of_customers_have_no_barriers(portal, signed_in):
    page = signed_in("carla@demo.test")
    card = page.locator("a[href$='/overview']", has_text="Oscar")
    pet = card.get_attribute("href").rpartition("/")[0]
    settle(page, f"{portal.url}/messages")
    thread = page.get_by_role("link", name="Oscar's weight").get_attribute("href")
    found = {}

    pages = ["/", "/messages", thread, "/search", "/account"]
    for address in pages + [f"{pet}/{tab}" for tab in TABS]:
        settle(page, portal.url + address)
        found[address] = flaws(page)

    assert {address: flaw for address, flaw in found.items() if flaw} == {}


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_jumps_on_a_slow_network(portal, signed_in, size):
    page = signed_in("alice@demo.test", viewport=size)
    card = page.locator("a[href$='/overview']", has_text="Biscuit")
    pet = card.get_attribute("href").rpartition("/")[0]
    page.add_init_script(SHIFTS)
    page.context.new_cdp_session(page).send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 200, "downloadThroughput": 2e5, "uploadThroughput": 1e5},
    )
    shifted = {}

    for address in ("/", f"{pet}/overview", f"{pet}/notes", f"{pet}/weight", f"{pet}/vaccinations"):
        settle(page, portal.url + address)
        shifted[address] = page.evaluate("window.shifted")

    assert {address: shift for address, shift in shifted.items() if shift > 0.02} == {}


@pytest.mark.spec("GEN-8", "MSG-8")
def test_long_names_and_a_thousand_entries_fit_on_a_phone(portal, signed_in):
    portal.have_clinic("crowd")
    page = signed_in(CROWDED)
    pet = page.locator("main a[href$='/overview']").get_attribute("href").rpartition("/")[0]
    settle(page, f"{portal.url}/messages")
    thread = page.locator("main a[href^='/messages/']").get_attribute("href")
    wide = {}

    for address in (
        "/",
        thread,
        "/messages",
        "/account",
        "/search",
        *(f"{pet}/{tab}" for tab in TABS),
    ):
        settle(page, portal.url + address)
        wide[address] = page.evaluate("document.documentElement.scrollWidth") - PHONE["width"]
        assert page.locator("article, main li").count() < 120

    assert {address: over for address, over in wide.items() if over > 0} == {}
