"""Looking at X-rays and ultrasound as customers do, by touch and by keys alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK
from tests.browser.looking import flaws
from tests.browser.serving import ROOT
from tests.browser.test_pets import open_pet

pytestmark = [pytest.mark.browser, pytest.mark.spec("IMG-3", "IMG-4")]


def open_images(page: Page) -> None:
    """From the dashboard to the images of Pepper's ultrasound: a picture, and a film."""
    open_pet(page, "Pepper", "imaging")
    record = page.get_by_role("article").filter(has_text="Ultrasound of the kidneys")
    record.get_by_role("link", name="Look at the images").click()
    page.wait_for_url(re.compile(r"/images/[0-9a-f-]+$"))
    drawn(page)


def drawn(page: Page) -> None:
    expect(page.get_by_text(re.compile(r"C -?\d+ · W \d+ · \d+\s%")).first).to_be_visible()


def picture(page: Page) -> bytes:
    return page.locator("canvas").first.screenshot()


def canvas(page: Page):
    return page.get_by_role("application").first


def test_a_customer_looks_at_the_images_of_their_pet(signed_in):
    page = signed_in("alice@demo.test")

    open_images(page)

    expect(page.get_by_role("heading", level=1)).to_contain_text("Ultrasound")
    expect(page.get_by_text("For information, not for diagnosis")).to_be_visible()
    assert flaws(page) == []
    page.go_back()
    expect(page).to_have_url(re.compile("/imaging$"))


def test_the_viewer_is_loaded_only_where_images_are(signed_in):
    page = signed_in("alice@demo.test")
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    open_pet(page, "Pepper", "imaging")
    before = [url for url in asked if "_images_" in url]
    page.get_by_role("link", name="Look at the images").first.click()
    drawn(page)

    assert before == []
    assert [url for url in asked if "_images_" in url]


def test_the_viewer_is_small():
    packed = list((ROOT / ".web" / "build" / "client" / "assets").glob("viewer-*.js.gz"))

    assert packed
    assert sum(one.stat().st_size for one in packed) <= 20_000


def test_everything_can_be_done_by_keys(signed_in):
    page = signed_in("alice@demo.test", viewport=DESK)
    open_images(page)
    canvas(page).focus()
    plain = picture(page)

    seen = {}
    for key in ("i", "r", "h", "+", "]", "Shift+ArrowLeft"):
        page.keyboard.press(key)
        page.wait_for_timeout(100)
        seen[key] = picture(page)
    page.keyboard.press("0")

    assert len({plain, *seen.values()}) == 7  # each has changed what is seen
    page.wait_for_timeout(100)
    assert picture(page) == plain


def test_a_length_is_measured_by_keys_and_said(signed_in):
    page = signed_in("alice@demo.test", viewport=DESK)
    open_images(page)
    canvas(page).focus()

    page.keyboard.press("l")
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").filter(has_text="px")).to_have_text("40 px")
    page.keyboard.press("Delete")
    expect(page.locator("svg polyline")).to_have_count(0)


def test_a_film_is_played_and_walked_through(signed_in):
    page = signed_in("alice@demo.test", viewport=DESK)
    open_images(page)
    page.get_by_label("Series").select_option(index=1)
    frame = page.get_by_role("slider", name="Image")
    expect(frame).to_have_value("0")

    canvas(page).focus()
    page.keyboard.press("End")
    expect(frame).to_have_value("29")
    page.keyboard.press("Home")
    page.get_by_role("button", name="Play").click()
    expect(frame).not_to_have_value("0")

    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_two_series_stand_side_by_side(signed_in):
    page = signed_in("alice@demo.test", viewport=DESK)
    open_images(page)

    page.get_by_role("button", name="Side by side").click()

    expect(page.locator("canvas")).to_have_count(2)
    page.get_by_role("button", name="Side by side").click()
    expect(page.locator("canvas")).to_have_count(1)


def test_on_a_phone_fingers_zoom_and_the_rest_is_behind_more(signed_in):
    page = signed_in("alice@demo.test", has_touch=True)
    open_images(page)
    box = page.locator("canvas").first.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    hands = page.context.new_cdp_session(page)
    plain = picture(page)

    def touch(kind: str, far: float) -> None:
        points = [{"x": middle[0] + way * far, "y": middle[1]} for way in (-1, 1)]
        hands.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points if far else []})

    touch("touchStart", 30)
    touch("touchMove", 80)
    touch("touchEnd", 0)
    page.wait_for_timeout(200)

    assert picture(page) != plain
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Invert").click()
    expect(page.get_by_role("button", name="Invert")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.spec("GEN-1")
def test_images_of_another_customer_look_like_none(portal, signed_in, faults):
    page = signed_in("alice@demo.test")
    open_images(page)
    address = page.url

    other = signed_in("bob@demo.test")
    other.goto(address)

    expect(other.get_by_text("We could not find these images")).to_be_visible()
    expect(other.locator("canvas")).to_have_count(0)
    faults[:] = [fault for fault in faults if "404 (Not Found)" not in fault]
