"""The word of a newer portal: in the reader's language, and over nothing that they need."""

from pathlib import Path

import pytest
import reflex_base
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.spec("GEN-7", "GEN-9")]

BANNER = "reflex-new-version-banner"
# As Reflex puts it there: two servers of different versions are not to be had in one test.
SAID = f"""
  () => {{
    const banner = document.createElement("div");
    banner.id = "{BANNER}";
    banner.style.cssText = "position:fixed;top:0;left:0;right:0;z-index:2147483647";
    banner.append("A new version of this app is available.");
    banner.append(document.createElement("button"));
    document.body.append(banner);
  }}
"""


def test_reflex_calls_it_so():
    source = Path(reflex_base.__file__).parent / ".templates/web/utils/state.js"

    assert f'"{BANNER}"' in source.read_text()


def test_it_speaks_the_readers_language_and_leaves_the_header_free(portal, let_in):
    page = let_in("carla@demo.test")
    german = {"name": "portal_language", "value": "de", "url": portal.url}
    page.context.add_cookies([german])
    page.goto(f"{portal.url}/account")
    expect(page.get_by_role("heading", level=1)).to_be_focused()

    page.evaluate(SAID)

    banner = page.locator(f"#{BANNER}")
    expect(banner).to_contain_text("Es gibt eine neuere Fassung dieser Seite.")
    expect(banner.get_by_role("button", name="Neu laden")).to_be_visible()
    assert banner.bounding_box()["y"] > page.viewport_size["height"] / 2
