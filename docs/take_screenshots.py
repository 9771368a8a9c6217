"""Take the pictures in docs/screenshots anew: `make screenshots`.

They show people what the portal looks like, and a reader of a change what has moved. They are
not compared by any test.
"""

import io
import os
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from services.demo.clinic import PASSWORD
from tests.browser.serving import CHROMIUM_FLAGS, Portal, chromium, serve
from tests.browser.staff_pages import ADDRESSES

FOLDER = Path(__file__).parent / "screenshots"
WIDTHS = (360, 1280)  # CSS pixels
SCHEMES = ("light", "dark")
TABS = [
    "overview",
    "notes",
    "diagnoses",
    "imaging",
    "laboratory",
    "treatments",
    "vaccinations",
    "weight",
    "temperature",
    "documents",
    "messages",
]
SETTLED = "form[data-kept][data-state]:visible, main h2:visible, main table:visible"
STAFF = [
    "home",
    "customer",
    "customer-new",
    "pet-overview",
    "pet-immunizations",
    "settings-features",
    "list-vaccine-types",
    "audit",
]


def _hero() -> None:
    """Put a phone beside a desk, for the first thing that people see of the project."""
    phone = Image.open(FOLDER / "pet-overview-360-light.png").convert("RGB")
    desk = Image.open(FOLDER / "pet-weight-1280-light.png").convert("RGB")
    hero = Image.new("RGB", (desk.width + phone.width + 120, desk.height + 80), "#efe8dc")
    hero.paste(phone, (40, 40))
    hero.paste(desk, (phone.width + 80, 40))
    hero.quantize(160).save(FOLDER / "hero.png", optimize=True)


def main() -> None:
    """Serve a demo clinic and go through every page in every look."""
    FOLDER.mkdir(exist_ok=True)
    with serve() as portal, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        for width in WIDTHS:
            for scheme in SCHEMES:
                context = browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme, locale="en-US"
                )
                _through(portal, context.new_page(), f"{width}-{scheme}")
                context.close()
                context = browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme, locale="en-US"
                )
                _through_staff(portal, context.new_page(), f"{width}-{scheme}")
                context.close()
    _hero()
    _visit()


def _through(portal: Portal, page: Page, look: str) -> None:
    page.goto(portal.url)
    page.get_by_label("E-mail or mobile number").wait_for()
    _take(page, "sign-in", look)
    portal.ask_for_code(page, "alice@demo.test")
    _take(page, "code", look)
    portal.enter_code(page, "alice@demo.test")
    _take(page, "dashboard", look)
    pet = page.locator("main a[href$='/overview']").first.get_attribute("href") or ""
    for tab in TABS:
        page.goto(f"{portal.url}{pet.rpartition('/')[0]}/{tab}")
        _take(page, f"pet-{tab}", look)
    page.goto(f"{portal.url}/messages")
    _take(page, "messages", look)
    page.locator("main a[href^='/messages/']").first.click()
    _take(page, "thread", look)
    for name in ("search", "account", "nothing-here"):
        page.goto(f"{portal.url}/{name}")
        _take(page, name, look)


def _through_staff(portal: Portal, page: Page, look: str) -> None:
    page.goto(f"{portal.url}/admin/sign-in")
    page.get_by_label("E-mail").fill("ada@demo.test")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Authenticator code").fill(portal.authenticator("ada@demo.test"))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{portal.url}/admin")
    for name in STAFF:
        page.goto(portal.url + ADDRESSES[name])
        page.locator(SETTLED).first.wait_for()
        _take(page, f"staff-{name}", look)


def _visit() -> None:
    """Have the visit of docs/a-visit.md take its pictures."""
    visit = [sys.executable, "-m", "pytest", "-q", "tests/browser/test_visit.py"]
    subprocess.run(visit, env={**os.environ, "PICTURES": str(FOLDER)}, check=True)


def _take(page: Page, name: str, look: str) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)  # pictures and colours settle
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(128).save(FOLDER / f"{name}-{look}.png", optimize=True)
    sys.stdout.write(f"{name}-{look}\n")


if __name__ == "__main__":
    main()
