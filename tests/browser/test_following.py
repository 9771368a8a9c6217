"""What an open form offers follows the clinic's lists, and nothing that was chosen changes."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.spec("ADMIN-6", "ADMIN-7", "SET-1")]


def test_a_choice_stays_while_others_come_and_go_and_is_empty_once_it_is_gone(
    portal, staff_signed_in
):
    page = staff_signed_in("frank@demo.test")
    page.goto(f"{portal.url}/admin/customers/new")
    page.locator("form[data-kept=newcomer][data-state]").wait_for()
    name, species = page.get_by_label("First name"), page.get_by_label("Species")
    name.fill("Oda")
    species.select_option(label="Rabbit")
    chosen = species.input_value()

    portal.have_clinic("offer", species="Bird", offered=False)
    expect(species.locator("option", has_text="Bird")).to_have_count(0)
    expect(species).to_have_value(chosen)
    portal.have_clinic("offer", species="Rabbit", offered=False)
    expect(species.locator("option", has_text="Rabbit")).to_have_count(0)
    expect(species).to_have_value("")
    for one in ("Bird", "Rabbit"):
        portal.have_clinic("offer", species=one, offered=True)

    expect(species).to_have_value(chosen)
    expect(name).to_have_value("Oda")
