"""Settings that weaken security are written down as such."""

import pytest

from services import settings
from services.core.db import run
from services.settings import ROWS, Tab
from services.settings.refusals import bounds
from services.settings.registry import Editor, Looser
from tests.services.settings.changing import change, trail


@pytest.mark.spec("SET-2")
@pytest.mark.parametrize("key", sorted(key for key, row in ROWS.items() if row.looser))
def test_whatever_weakens_security_is_written_down_as_such(vera, key):
    strict, loose = STRICT_AND_LOOSE[ROWS[key].editor](key)
    run(settings.put, **{key: strict})

    change(vera, ROWS[key].tab, **{key: loose})

    told = trail()[-1].details
    assert (told["setting"], told["before"], told["after"]) == (key, strict, loose)
    assert told["weakens"] is True
    change(vera, ROWS[key].tab, **{key: strict})
    assert "weakens" not in trail()[-1].details


def _switched(key):
    return (False, True) if ROWS[key].looser is Looser.ON else (True, False)


def _counted(key):
    low, high = bounds(key)
    return (low, high) if ROWS[key].looser is Looser.MORE else (high, low)


STRICT_AND_LOOSE = {
    Editor.SWITCH: _switched,
    Editor.NUMBER: _counted,
    Editor.LINE: lambda _key: (["US"], ["US", "CA"]),
    Editor.CHOICES: lambda _key: (["pdf"], ["pdf", "png"]),
}


@pytest.mark.spec("SET-2", "PRIV-6")
def test_change_is_audited_with_old_and_new_value(vera):
    change(vera, Tab.FEATURES, allow_registration=True, allow_customer_add_pet=True)

    (line,) = trail()
    assert (line.event, line.actor_id) == ("setting changed", vera.actor.id)
    assert line.details == {
        "setting": "allow_registration",
        "before": False,
        "after": True,
        "weakens": True,
    }


@pytest.mark.spec("SET-2")
@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("allow_registration", False, True),
        ("code_minutes", 5, 10),
        ("pin_digits", 8, 6),
        ("sms_countries", ["US"], ["US", "CA"]),
        ("allow_share_forever", False, True),
        ("staff_idle_minutes", 5, 30),
    ],
)
def test_a_row_knows_what_weakens_security(key, before, after):
    assert ROWS[key].weakens(before, after)
    assert not ROWS[key].weakens(after, before)
    assert not ROWS[key].weakens(after, after)
