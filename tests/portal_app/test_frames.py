"""What portal_app/frames.py does to a text."""

import json

import pytest

from portal_app.frames import whole


@pytest.mark.spec("OPS-11")
@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (r'"a \ud83d b"', "a \ufffd b"),
        (r'"\uDE00"', "\ufffd"),
        (r'"\ud83d\ud83d\ude00"', "\ufffd\U0001f600"),
        (r'"\ud83d\ude00"', "\U0001f600"),
        (r'"\\ud83d"', "\\ud83d"),
        (r'"\\\ud83d"', "\\\ufffd"),
        (r'"caf\u00e9 \"x\""', 'caf\u00e9 "x"'),
    ],
)
def test_half_a_character_is_replaced_and_all_else_kept(sent, read):
    assert json.loads(whole(sent)) == read
