"""Notices in the browser: how they read, who wants them, what was sent, and declining them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.staff_pages import CUSTOMER
from tests.browser.test_answering import letter_to
from tests.browser.test_editing import asked, save
from tests.browser.test_writing import begin

pytestmark = pytest.mark.browser

WORDING = "/admin/settings/notifications/message_to_customer"


def open_wording(page: Page, portal) -> None:
    page.goto(f"{portal.url}{WORDING}")
    page.locator("form[data-kept=wording][data-state]").wait_for()


@pytest.mark.spec("NOTE-5")
def test_a_text_is_previewed_refused_saved_and_of_two_the_later_is_asked(portal, staff_signed_in):
    first, second = staff_signed_in("ada@demo.test"), staff_signed_in("ada@demo.test")
    for page in (first, second):
        open_wording(page, portal)
    text = first.get_by_label("Text")

    text.fill("Dear {nobody}, see {link}")
    save(first, "wording")
    expect(first.get_by_role("alert").filter(has_text="{nobody}")).to_be_visible()
    text.fill("Dear {customer_first_name}, we wrote: {link}")
    expect(first.get_by_text(re.compile("^Dear Alex, we wrote: http"))).to_be_visible()
    save(first, "wording")
    expect(first.locator("form[data-kept=wording]")).to_have_attribute("data-state", "saved")
    second.get_by_label("Text").fill("Hello, see {link}")
    save(second, "wording")

    question = asked(second)
    expect(question).to_contain_text("Ada")
    expect(question).to_contain_text("Dear {customer_first_name}")
    expect(question).to_contain_text("Hello, see {link}")
    question.get_by_role("button", name=re.compile("theirs", re.IGNORECASE)).first.click()
    expect(second.get_by_label("Text")).to_have_value(
        "Dear {customer_first_name}, we wrote: {link}"
    )
    first.get_by_role("button", name="As it ships").click()
    first.get_by_role("dialog").get_by_role("button", name="As it ships").click()
    expect(first.get_by_text("This notice reads as it ships again.")).to_be_visible()


@pytest.mark.spec("NOTE-6", "NOTE-7")
def test_an_email_is_in_the_log_and_its_link_declines_the_next_one(
    portal, let_in, new_page, staff_signed_in
):
    page = let_in("beatrice@demo.test")
    thread = begin(page, portal.url, "Her stitches", "May she run?").rpartition("/")[2]
    portal.have_clinic("write", thread=thread, body="She may.", tell="email")
    letter = letter_to(portal, "beatrice@demo.test", thread)

    desk = staff_signed_in()
    desk.goto(f"{portal.url}/admin/notices")
    desk.get_by_label("Kind").select_option(label="New message")
    desk.get_by_role("searchbox", name="Customer").fill("Beatrice")
    line = desk.get_by_role("row").filter(has_text="b•••@demo.test").first
    expect(line).to_contain_text("Sent")
    line.get_by_role("button", name="New message").click()
    expect(line.get_by_text(thread)).to_be_visible()

    stranger = new_page()
    stranger.goto(re.search(r"http\S+/unsubscribe/\S+", letter)[0])
    expect(stranger.get_by_text("New message")).to_be_visible()
    stranger.get_by_role("button", name="Stop these e-mails").click()
    expect(stranger.get_by_text("It is noted")).to_be_visible()

    page.goto(f"{portal.url}/account/notices")
    expect(page.get_by_label("New message by e-mail")).not_to_be_checked()
    expect(page.get_by_label("Record published by e-mail")).to_be_checked()


@pytest.mark.spec("NOTE-6", "GEN-4", "GEN-7")
def test_wishes_are_kept_and_hours_that_cannot_be_are_refused_beside_their_field(portal, let_in):
    page = let_in("gavin@demo.test")
    page.goto(f"{portal.url}/account/notices")
    page.locator("form[data-kept=wishes][data-state]").wait_for()

    page.get_by_label("Record published on devices").uncheck()
    page.get_by_label("No SMS and no news on devices").select_option(label="Other hours")
    page.get_by_label("From").fill("22:00")
    page.get_by_label("Until").fill("22:00")
    save(page, "wishes")
    expect(page.get_by_text("Please choose two different times.")).to_be_visible()
    page.get_by_label("Until").fill("06:30")
    save(page, "wishes")
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.reload()

    expect(page.get_by_label("Until")).to_have_value("06:30")
    expect(page.get_by_label("Record published on devices")).not_to_be_checked()
    expect(page.get_by_label("Record published by e-mail")).to_be_checked()


@pytest.mark.spec("NOTE-3", "NOTE-5", "NOTE-7")
def test_staff_send_a_customer_a_notice_in_their_own_words(portal, staff_signed_in):
    desk = staff_signed_in()
    desk.goto(f"{portal.url}{CUSTOMER}")
    desk.get_by_role("link", name="Send a notice").click()
    desk.locator("form[data-kept=custom][data-state]").wait_for()

    desk.get_by_label("Subject").fill("New hours for {customer_first_name}")
    desk.get_by_label("Text").fill("Dear {nobody}, we open at 8.")
    save(desk, "custom")
    expect(desk.get_by_role("alert").filter(has_text="{nobody}")).to_be_visible()
    desk.get_by_label("Text").fill("Dear {customer_name}, we open at 8.")
    expect(desk.get_by_text("New hours for Alice", exact=True)).to_be_visible()
    expect(desk.get_by_text(re.compile("^Dear Alice .*, we open at 8.\\n\\n"))).to_be_visible()
    save(desk, "custom")

    desk.wait_for_url(f"**{CUSTOMER}")
    expect(desk.get_by_text("The notice is on its way.")).to_be_visible()
    expect(desk.get_by_text("Notice in our own words")).to_have_count(1)
