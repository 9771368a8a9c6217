"""Looking at a page in all its looks, for whatever keeps somebody from using it."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE

TABLET = {"width": 768, "height": 1024}
DESKTOP = {"width": 1280, "height": 900}
THUMB = 44  # px
FADED = """
  async () => {  // what has faded may have others fade that inherit from it
    const moving = () => document.getAnimations().filter((one) => one.playState === "running");
    while (moving().length) await Promise.allSettled(moving().map((one) => one.finished));
  }
"""
ARRIVED = """
  () => Promise.all([...document.images].filter((one) => !one.complete && one.loading !== "lazy")
    .map((one) => new Promise((done) => { one.onload = one.onerror = done; })))
"""
TARGETS = """
  () => [...document.querySelectorAll("a, button, select, summary, input, textarea, [role=button]")]
    .filter((one) => one.checkVisibility() && !one.matches("[type=hidden], .point, .sr-only, p a"))
    .map((one) => one.matches("[type=checkbox], [type=radio]") ? one.closest("label") : one)
    .map((one) => [Math.round(one.getBoundingClientRect().height), one.outerHTML.slice(0, 120)])
"""
BARRIERS = """
  async (rules) => {
    const only = rules.length ? { runOnly: { type: "rule", values: rules } } : {};
    const found = await axe.run(document, { resultTypes: ["violations"], ...only });
    return found.violations.filter(({ impact }) => ["serious", "critical"].includes(impact))
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" ")}`);
  }
"""
DARK = ["color-contrast"]  # where a page was looked at in the light, only its colours are others
LOOKS = [
    (PHONE, "light", []),
    (PHONE, "dark", DARK),
    (DESKTOP, "dark", DARK),
    (DESKTOP, "light", []),
]
FEWER_LOOKS = [(PHONE, "light", []), (DESKTOP, "dark", [])]  # each width and each scheme once


def settle(page: Page, address: str) -> None:
    """Open a page and wait until it has all that it shows."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).not_to_be_empty()
    expect(page.locator(".skeleton:visible")).to_have_count(0)
    page.evaluate(ARRIVED)


def flaws(page: Page, looks: list[tuple[dict, str, list[str]]] = LOOKS) -> list[str]:
    """List what is wrong with the page that is open, in each look."""
    found = []
    page.evaluate(AXE_SCRIPT)
    for size in (DESKTOP, TABLET, PHONE):
        page.set_viewport_size(size)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{size['width']}: scrolls sideways")
    targets = page.evaluate(TARGETS)
    found += [f"low: {target}" for height, target in targets if height < THUMB]
    for size, scheme, rules in looks:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("html")).to_have_class(scheme)
        page.evaluate(FADED)
        met = page.evaluate(BARRIERS, rules)
        found += [f"{size['width']} {scheme}: {flaw}" for flaw in met]
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    return found
