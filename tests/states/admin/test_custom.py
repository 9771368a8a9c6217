"""The page on which staff write a customer a notice, and what the customer's page says of it."""

import pytest

from services.notices import Kind
from states.admin.custom import CustomState
from states.admin.customer import CustomerState
from tests.services.delivery.outbox import only, rows

pytestmark = pytest.mark.spec("NOTE-3", "NOTE-5")


async def opened(open_tab, vera, customer_id):
    tab = open_tab(vera)
    await tab.send(CustomState.load, route={"customer_id": str(customer_id)})
    return tab


async def test_typing_shows_how_the_customer_reads_it(open_tab, alice, vera):
    tab = await opened(open_tab, vera, alice.actor.id)
    where = {"customer_id": str(alice.actor.id)}
    await tab.send(CustomState.type_subject, route=where, value="For {customer_name}")
    await tab.send(CustomState.type_text, route=where, value="Hello {customer_name}!")

    shown = await tab.state(CustomState)
    assert (shown.status, shown.customer, shown.shown_subject) == (
        "ready",
        "Alice Archer",
        "For Alice Archer",
    )
    assert shown.shown_body.startswith("Hello Alice Archer!\n\nWillow Lane Vets\n")
    assert (shown.shown_sms, shown.length) == ("Hello Alice Archer!", "19 characters, 1 SMS")
    assert (shown.ways, shown.hindered) == (
        ["email", "sms"],
        {"email": "", "sms": "No mobile number that we text to", "push": ""},
    )


async def test_sending_leads_back_to_the_customer_whose_page_shows_it(open_tab, alice, vera):
    tab = await opened(open_tab, vera, alice.actor.id)
    where = {"customer_id": str(alice.actor.id)}
    typed = {"subject": "News", "body": "We open at 8.", "email": True, "key": "k", "turn": "1"}
    await tab.send(CustomState.send, route=where, typed=typed)
    await tab.send(CustomState.send, route=where, typed=typed)
    await tab.send(CustomerState.open, route=where)

    form = (await tab.state(CustomState)).form
    assert (form.answered, form.outcome, only().kind) == ("1", "saved", Kind.CUSTOM)
    (line,) = (await tab.state(CustomerState)).notices
    assert line.text == "Notice in our own words"


async def test_a_refusal_stands_beside_its_field(open_tab, alice, vera):
    tab = await opened(open_tab, vera, alice.actor.id)
    typed = {"subject": "News", "body": "{pet}", "email": True, "key": "k", "turn": "1"}
    await tab.send(CustomState.send, route={"customer_id": str(alice.actor.id)}, typed=typed)

    form = (await tab.state(CustomState)).form
    assert (form.outcome, list(form.errors), rows()) == ("refused", ["body"], [])


@pytest.mark.parametrize("address", ["00000000-0000-0000-0000-000000000000", "nonsense", ""])
async def test_an_address_of_nobody_says_so(open_tab, vera, address):
    tab = await opened(open_tab, vera, address)

    assert (await tab.state(CustomState)).status == "missing"
