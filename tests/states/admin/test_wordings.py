"""Wording a notice in a tab."""

import pytest

from states.admin.wordings import WordingsState, WordingState

pytestmark = pytest.mark.spec("NOTE-5")
WELCOME = {"notice": "welcome"}


async def opened(open_tab, vera):
    tab = open_tab(vera)
    await tab.send(WordingState.load, route=WELCOME)
    return tab


async def save(tab, **typed):
    await tab.send(WordingState.save, typed={"turn": "t", "version": 0, **typed}, route=WELCOME)
    return (await tab.state(WordingState)).form


async def test_the_form_shows_what_ships_and_how_it_reads(open_tab, vera):
    tab = await opened(open_tab, vera)

    state = await tab.state(WordingState)
    assert (state.status, state.heading, state.own) == ("ready", "Welcome", False)
    assert state.form.values["subject"] == "Welcome to {clinic_name}"
    assert state.shown_subject == "Welcome to Willow Lane Vets"
    assert "{link}" in [row.name for row in state.places]


async def test_the_preview_follows_what_is_typed(open_tab, vera):
    tab = await opened(open_tab, vera)
    await tab.send(WordingState.choose, name="channel", value="sms", route=WELCOME)

    await tab.send(WordingState.type_text, value="From {clinic_name}", route=WELCOME)

    state = await tab.state(WordingState)
    assert (state.shown_subject, state.shown_body) == ("", "From Willow Lane Vets")
    assert state.length == "21 characters, 1 SMS"


async def test_what_is_typed_waits_while_another_channel_is_looked_at(open_tab, vera):
    tab = await opened(open_tab, vera)
    await tab.send(WordingState.type_text, value="Come in: {link}", route=WELCOME)
    await tab.send(WordingState.choose, name="channel", value="sms", route=WELCOME)
    sms = (await tab.state(WordingState)).form.values["body"]

    await tab.send(WordingState.choose, name="channel", value="email", route=WELCOME)

    state = await tab.state(WordingState)
    assert "Come in" not in sms
    assert state.form.values["body"] == "Come in: {link}"
    assert state.shown_body.startswith("Come in: http")


async def test_saving_answers_beside_the_field_and_keeps_what_is_right(open_tab, vera):
    tab = await opened(open_tab, vera)

    refused = await save(tab, subject="Hi", body="{nobody} {link}")
    saved = await save(tab, subject="Hi", body="Look: {link}")

    assert (refused.outcome, list(refused.errors)) == ("refused", ["body"])
    assert (saved.outcome, saved.version, (await tab.state(WordingState)).own) == ("saved", 1, True)


async def test_the_list_says_what_was_reworded_and_resetting_takes_it_back(open_tab, vera):
    tab = await opened(open_tab, vera)
    await save(tab, subject="Hi", body="Look: {link}")
    await tab.send(WordingsState.load)
    reworded = {row.key: row.own for row in (await tab.state(WordingsState)).rows}

    await tab.send(WordingState.reset_text, route=WELCOME)

    assert reworded["welcome"] == "1 text of your own"
    assert (await tab.state(WordingState)).form.values["subject"] == "Welcome to {clinic_name}"


async def test_an_unknown_notice_is_missing(open_tab, vera):
    tab = open_tab(vera)

    await tab.send(WordingState.load, route={"notice": "pigeon"})

    assert (await tab.state(WordingState)).status == "missing"


async def test_who_saves_second_sees_the_difference_and_decides(open_tab, vera):
    first, second = await opened(open_tab, vera), await opened(open_tab, vera)
    await save(first, subject="Hi", body="Hers: {link}")

    stale = await save(second, subject="Hi", body="His: {link}")
    kept = await save(second, subject="Hi", body="His: {link}", version=stale.theirs_version)

    assert (stale.outcome, kept.outcome) == ("stale", "saved")
    assert [(one.theirs, one.yours) for one in stale.differences] == [
        ("Hers: {link}", "His: {link}")
    ]
    assert kept.values["body"] == "His: {link}"
