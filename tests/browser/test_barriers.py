"""What every page promises everybody: no barriers, no sideways scrolling, nothing that jumps."""

import pytest

from tests.browser.conftest import PHONE
from tests.browser.desk import CROWDED
from tests.browser.looking import DESKTOP, flaws, settle

pytestmark = [pytest.mark.browser, pytest.mark.spec("GEN-7")]

TABS = (
    *("overview", "notes", "diagnoses", "imaging", "laboratory", "treatments"),
    *("vaccinations", "weight", "temperature", "documents", "messages"),
)
SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""


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

    pages = ["/", "/messages", thread, "/search", "/account", "/documents"]
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
        page.wait_for_load_state("networkidle")
        shifted[address] = page.evaluate("window.shifted")

    assert {address: shift for address, shift in shifted.items() if shift > 0.02} == {}


@pytest.mark.spec("GEN-8", "MSG-8")
def test_long_names_and_a_thousand_entries_fit_on_a_phone(portal, signed_in):
    portal.have_clinic("crowd")
    page = signed_in(CROWDED)
    pet = page.locator("main a[href$='/overview']").get_attribute("href").rpartition("/")[0]
    settle(page, f"{portal.url}/messages")
    thread = page.locator("main li a[href^='/messages/']").get_attribute("href")
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
