"""What people type into settings, and what does not fit."""

import pytest

from services.core.errors import Invalid
from services.settings import Tab
from tests.services.settings.changing import change, in_force, trail


@pytest.mark.spec("SET-1")
@pytest.mark.parametrize(
    ("tab", "key", "typed", "read"),
    [
        (Tab.ADVANCED, "page_size", "25", 25),
        (Tab.SIGN_IN, "sms_countries", " US, CA ", ["US", "CA"]),
        (Tab.VACCINATIONS, "reminder_days", "-7, 0, +14", [-7, 0, 14]),
        (Tab.GENERAL, "clinic_email", " Desk@Mail.test ", "desk@mail.test"),
        (Tab.GENERAL, "clinic_email", " ", ""),
    ],
)
def test_change_reads_what_people_type(vera, tab, key, typed, read):
    change(vera, tab, **{key: typed})

    assert getattr(in_force(), key) == read


@pytest.mark.spec("SET-1")
def test_change_reads_opening_hours_as_people_write_them(vera):
    change(vera, Tab.GENERAL, opening_hours={"monday": "8:30 \u2013 12:00,14:00 - 18:00"})

    assert in_force().opening_hours["monday"] == "08:30-12:00, 14:00-18:00"


@pytest.mark.spec("SET-1", "GEN-5")
@pytest.mark.parametrize(
    ("tab", "key", "value"),
    [
        (Tab.SIGN_IN, "code_minutes", 11),  # only to be tightened
        (Tab.SIGN_IN, "code_tries", 0),
        (Tab.SIGN_IN, "session_idle_minutes", "soon"),
        (Tab.SIGN_IN, "staff_session_hours", 13),
        (Tab.SIGN_IN, "sms_countries", "Germany"),
        (Tab.GENERAL, "clinic_name", ""),
        (Tab.GENERAL, "clinic_name", "x" * 81),
        (Tab.GENERAL, "clinic_email", "nobody"),
        (Tab.GENERAL, "accent_color", "red"),
        (Tab.GENERAL, "time_zone", "Mars/Olympus"),
        (Tab.GENERAL, "country", "XX"),
        (Tab.GENERAL, "currency", "ABC"),
        (Tab.GENERAL, "opening_hours", {"monday": "always"}),
        (Tab.GENERAL, "opening_hours", {"noday": "08:00-09:00"}),
        (Tab.GENERAL, "opening_hours", {"monday": "12:00-08:00"}),
        (Tab.GENERAL, "opening_hours", {"monday": "08:00-12:00, 11:00-13:00"}),
        (Tab.GENERAL, "closed_days", "2026-02-30"),
        (Tab.GENERAL, "closed_days", "Christmas"),
        (Tab.GENERAL, "answer_hours", 0),
        (Tab.GENERAL, "logo", "../secret"),
        (Tab.FEATURES, "messaging_mode", "loud"),
        (Tab.FEATURES, "record_types", {"gossip": True}),
        (Tab.FEATURES, "record_colors", {"note": "url(x)"}),
        (Tab.NOTIFICATIONS, "quiet_from", "25:00"),
        (Tab.VACCINATIONS, "reminder_days", "often"),
        (Tab.ADVANCED, "upload_types", ["exe"]),
        (Tab.ADVANCED, "page_size", None),
    ],
)
def test_change_refuses_what_does_not_fit_and_names_it(vera, tab, key, value):
    before = in_force()

    with pytest.raises(Invalid) as refused:
        change(vera, tab, **{key: value})

    assert refused.value.field.partition(".")[0] == key
    assert in_force() == before
    assert trail() == []
