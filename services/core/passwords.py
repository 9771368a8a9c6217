"""Passwords: which are refused, and the only form they are kept in."""

import re
import unicodedata
from typing import Any

from passlib.context import CryptContext  # pyright: ignore[reportMissingTypeStubs]

from services.core.errors import Invalid

SHORTEST, LONGEST = 8, 128  # characters; a second factor always comes with it
_PRODUCT = "pawgate"
_HASH: Any = CryptContext(
    schemes=["argon2"],
    argon2__type="ID",
    argon2__memory_cost=19_456,  # KiB
    argon2__rounds=2,
    argon2__parallelism=1,
)
_READ_AS = str.maketrans("@4031!$57", "aaoeiisst")  # p4$$w0rd reads as password
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm")
_NO_LETTERS = re.compile(r"[\W\d_]")
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_COMMON_WORDS = """
    access admin administrator adobe amanda america andrea angel animal anthony apple asdf asdfgh
    ashley azerty baby bailey banana barcelona baseball basketball batman blink buster butterfly
    changeme charlie cheese chelsea chocolate chris computer cookie corvette cowboy daniel default
    diamond dolphin donald dragon eagle elephant facebook family ferrari flower football forever
    freedom friend friends fuckyou gandalf ginger google guest hallo hammer hannah harley heather
    hello hunter iceman iloveyou internet jasmine jennifer jessica jordan joshua justin killer
    kitten letmein liverpool login london looking lovely loveme maggie manager martin master
    matrix matthew maverick mercedes merlin michael michelle midnight monkey monster mother mustang
    nicole ninja nothing oliver orange parola pass passw passwd passwort password patrick
    peanut pepper phoenix pokemon porsche power princess private purple qazwsx qwert qwerty
    rainbow ranger robert samantha samsung schatz secret security server shadow shannon silver
    soccer spider sparky spring starwars steelers summer sunflower sunshine superman superstar
    support sweet system taylor tennis test tester testing thomas thunder tigger toor trustno
    trustnoone user victoria welcome whatever wheels william willkommen windows winter wizard
    xmas yankees yellow zaqwsx zxcvbn sommer herbst autumn monday doctor puppy vets veterinary
    """
_COMMON = frozenset(_COMMON_WORDS.split())


def check(password: str, *words: str) -> None:
    """Refuse a password that would be guessed.

    Args:
        words: Names that it must not contain: the clinic's, the person's, their address.

    Raises:
        Invalid: It is too short, too long, common, or contains a name.
    """
    text = _normal(password)
    if len(text) < SHORTEST:
        raise Invalid("Please use at least {count} characters.", "password", count=SHORTEST)
    if len(text) > LONGEST:
        raise Invalid("Please use at most {count} characters.", "password", count=LONGEST)
    if _is_common(text.casefold()):
        raise Invalid("This password is easy to guess. Please choose another one.", "password")
    for name in _names(*words, _PRODUCT):
        if name in text.casefold():
            raise Invalid(
                "Please leave names out of the password: {name} is one.", "password", name=name
            )


def kept(password: str) -> str:
    """Hash a password for the database. Slow on purpose: never inside a transaction."""
    return str(_HASH.hash(_normal(password)))


def matches(password: str, hashed: str) -> bool:
    """Tell whether this is the password that was hashed. As slow as `kept`."""
    return len(password) <= LONGEST and bool(_HASH.verify(_normal(password), hashed))


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _is_common(text: str) -> bool:
    letters = _NO_LETTERS.sub("", text)
    bare = _AROUND.sub("", text)
    readings = {bare, bare.translate(_READ_AS), letters, _AROUND.sub("", text.translate(_READ_AS))}
    return (
        len(letters) < 4
        or any(letters in run or letters in run[::-1] for run in _RUNS)
        or text in (text + text)[1:-1]  # one piece over and over
        or not readings.isdisjoint(_COMMON)
    )


def _names(*words: str) -> list[str]:
    """Split names into what must not occur: each word of three letters or more, and all joined."""
    found: list[str] = []
    for word in words:
        parts = re.findall(r"\w+", _normal(word).casefold().split("@")[0])
        found += [part for part in (*parts, "".join(parts)) if len(part) >= 3]
    return found
