"""The parts of the design system in a real browser, on the page that shows them all."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.serving import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.spec("GEN-7")]

WATCH_SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def kit(portal, new_page):
    """Open the page of parts."""

    def open_kit(width=360, scheme="light"):
        page = new_page(viewport={"width": width, "height": 740}, color_scheme=scheme)
        page.add_init_script(WATCH_SHIFTS)
        page.goto(f"{portal.url}/ui")
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        return page

    return open_kit


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_part_is_without_barriers_and_stays_where_it_is(kit, width, scheme):
    page = kit(width, scheme)
    page.wait_for_load_state("networkidle")

    found = Axe().run(page).response["violations"]

    assert [one for one in found if one["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("window.shifted") < 0.01


def test_every_control_is_large_enough_for_a_thumb(kit):
    page = kit()

    controls = page.locator("button, select, input:not([type=checkbox], .point, .sr-only), nav a")
    sizes = [
        (box["height"], control.inner_text())
        for control in controls.all()
        if (box := control.bounding_box())
    ]

    assert len(sizes) > 20
    assert [size for size in sizes if size[0] < 44] == []


def test_a_dialog_keeps_the_focus_and_gives_it_back(kit):
    page = kit()
    opens = page.get_by_role("button", name="Sign out everywhere")

    opens.press("Enter")
    expect(page.get_by_role("dialog", name="Sign out everywhere?")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opens).to_be_focused()


def test_a_menu_opens_and_closes_by_keyboard(kit):
    page = kit()

    page.get_by_role("button", name="More", exact=True).last.press("Enter")
    expect(page.get_by_role("link", name="Download")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("link", name="Download")).to_be_hidden()


@pytest.mark.spec("REC-11")
def test_the_arrow_keys_walk_along_a_chart(kit):
    page = kit()
    chart = page.get_by_role("radiogroup").first

    chart.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowRight")

    expect(chart.get_by_role("radio", name="24.6 kg, Feb 21, 2025")).to_be_focused()
    expect(chart.get_by_text("24.6 kg, Feb 21, 2025")).to_be_visible()


@pytest.mark.spec("PET-2")
def test_the_current_tab_is_in_view(kit):
    page = kit()

    current = page.locator("[aria-current=page]", has_text="Vaccinations")

    box = current.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


def test_the_styles_are_small():
    sheets = (ROOT / ".web" / "build" / "client" / "assets").glob("*.css.br")

    assert sum(sheet.stat().st_size for sheet in sheets) <= 10_000
