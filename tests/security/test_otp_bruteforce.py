"""Guessing codes for a day, from many addresses."""

import pytest

from services.auth import codes
from services.core.db import run
from services.core.errors import TooMany
from tests.signing_in import ask, made


@pytest.mark.spec("AUTH-2")
def test_fifty_origins_guess_at_most_fifty_times_a_day_and_never_right(later):
    evaluated = hits = 0
    for hour in range(24):
        for origin in range(50):
            browser = f"{hour}-{origin}"
            try:
                row = ask(browser=browser, origin=f"198.51.100.{origin}")
            except TooMany:
                continue
            right = made(row)
            for guess in range(8):
                wrong = f"{(int(right or 0) + guess + 1) % 10**6:06}"
                hits += run(codes.redeem, browser, wrong) is not None
            evaluated += tries_of(row.id)
            later(seconds=1)
        later(minutes=59)

    assert hits == 0
    assert 0 < evaluated <= 50


def tries_of(code_id):
    return run(lambda db: db.get(codes.SignInCode, code_id).wrong_tries)
