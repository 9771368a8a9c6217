"""Which PINs are too easy to guess (AUTH-5)."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise

from services.core import clock

_OLDEST = 1900  # the earliest year that somebody may have been born in
_WRITTEN = ("%d%m%y", "%m%d%y", "%y%m%d", "%d%m%Y", "%m%d%Y", "%Y%m%d")

# The hundred that people choose most, in about that order.
COMMONEST = frozenset(
    """
    123456 12345678 111111 1234567 123123 000000 654321 666666 121212 112233
    555555 123321 777777 987654 159753 222222 131313 999999 888888 7777777
    11111111 789456 147258 101010 333333 159357 456789 232323 147852 444444
    202020 123654 696969 456123 00000000 87654321 88888888 789789 456456 252525
    753951 852456 321321 258456 369258 951753 963852 741852 12341234 11223344
    010203 102030 123789 789123 741963 963741 852963 159951 357159 753159
    258369 369147 147369 142536 415263 362514 135790 246810 135791 24681012
    2468013 1357924 1029384 102938 564738 192837 918273 100000 123450 012345
    01234567 098765 9876543 1234321 124578 134679 147896 14789632 159263 314159
    31415926 271828 112358 11235813 246824 5201314 1314520 10203040 80808080 007007
    """.split()  # noqa: SIM905 (a hundred quoted strings are harder to read)
)


LONGEST = 8  # digits


def shaped(pin: str, least: int = 6) -> bool:
    """Tell whether this is a PIN at all: so many digits, and at most 8."""
    return re.fullmatch(r"[0-9]*", pin) is not None and least <= len(pin) <= LONGEST


def guessable(pin: str, born: Iterable[date], phone: str) -> bool:
    """Tell whether somebody who knows people, or this customer, would try this PIN early.

    Args:
        born: The birthdays of the customer's pets.
        phone: The customer's number in E.164, or ''.
    """
    return (
        pin in COMMONEST
        or _repeats(pin)
        or _runs(pin)
        or any(_is_date(pin, form) for form in _WRITTEN)
        or any(pin in _writings(day) for day in born)
        or phone.endswith(pin)
    )


def _repeats(pin: str) -> bool:
    """Tell 444444, 121212, 1231231, 112233 and 477447 from the rest."""
    cycles = any((pin[:size] * 8).startswith(pin) for size in (1, 2, 3, 4) if size < len(pin) - 1)
    pairs = re.fullmatch(r"((\d)\2)+", pin) is not None
    return cycles or pairs or len(set(pin)) <= 2


def _runs(pin: str) -> bool:
    """Tell whether each digit follows the one before, up or down, such as 789012 or 654321."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return steps in ({1}, {9})


def _is_date(pin: str, form: str) -> bool:
    """Tell whether a PIN is a day that somebody living may have been born on."""
    try:
        day = datetime.strptime(pin, form)  # noqa: DTZ007 (a date alone has no zone)
    except ValueError:
        return False
    if len(pin) != len(day.strftime(form)):  # strptime takes 1 for 01
        return False
    return "%y" in form or _OLDEST <= day.year <= clock.today().year


def _writings(day: date) -> set[str]:
    """Write a birthday in every way that gives a PIN, without leading zeros too."""
    parts = (str(day.day), str(day.month)), (f"{day:%d}", f"{day:%m}")
    years = f"{day:%y}", str(day.year)
    return {
        written for d, m in parts for y in years for written in (d + m + y, m + d + y, y + m + d)
    }
