"""Everything a person reads, in their language.

The English text is the key. `locales/<language>/*.po` hold the others. Two ways to say something:

- `translate` (imported as `_`) for what the server writes: rows, refusals, notices. The language
  is that of whoever the present event or request is for (`use`).
- `t` for what is compiled into the pages. It returns a mark that the build replaces, once per
  language (portal_app/build.py), so that a page comes in the right language without any script.
"""

import hashlib
import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

T = TypeVar("T")

LANGUAGES = {"en": "English", "de": "Deutsch"}
DEFAULT = "en"
MARK = re.compile(r"T9N_([0-9a-f]{12})_")
_FOLDER = Path(__file__).parents[2] / "locales"
_language: ContextVar[str] = ContextVar("language", default=DEFAULT)
_marking: ContextVar[bool] = ContextVar("marking", default=False)


def use(language: str) -> None:
    """Speak this language for the rest of the present event or request."""
    _language.set(language if language in LANGUAGES else DEFAULT)


@contextmanager
def speaking(language: str) -> Generator[None]:
    """Speak a language for a while, such as while a notice is written."""
    token = _language.set(language if language in LANGUAGES else DEFAULT)
    try:
        yield
    finally:
        _language.reset(token)


def language() -> str:
    """Return the language that is spoken at present."""
    return _language.get()


def locale() -> Locale:
    """Return what decides how dates and numbers are written."""
    return _locale(language())


def translate(text: str, **values: object) -> str:
    """Say an English text of the catalogue in the present language, with its values filled in."""
    if _marking.get():
        return t(text)
    said = text if language() == DEFAULT else _compiled(language()).gettext(text)
    return said.format(**values) if values else said


def plural(one: str, many: str, count: int, **values: object) -> str:
    """Say how many, such as '1 week' or '3 weeks'; `{count}` stands for the number."""
    if language() == DEFAULT:
        said = one if count == 1 else many
    else:
        said = _compiled(language()).ngettext(one, many, count)
    return said.format(count=count, **values)


def t(text: str) -> str:
    """Mark a text of a page for the build to replace in each language."""
    mark = f"T9N_{hashlib.sha256(text.encode()).hexdigest()[:12]}_"
    _marked[mark] = text
    return mark


def marked(say: Callable[[], T]) -> T:
    """Have a page say what a service would: the texts come back as marks, for the build."""
    token = _marking.set(True)
    try:
        return say()
    finally:
        _marking.reset(token)


def unmark(mark: str, language: str) -> str:
    """Return what a mark stands for in a language."""
    with speaking(language):
        return translate(_marked[mark])


@cache
def catalog(language: str) -> Catalog:
    """Read a language's catalogue: every file in its folder."""
    whole = Catalog(locale=language)
    for path in sorted(_FOLDER.glob(f"{language}/*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    whole[message.id] = message
    return whole


def negotiate(chosen: str | None, accepted: str | None, fallback: str) -> str:
    """Choose a language: what the person chose, else what their browser asks for, else ours."""
    if chosen in LANGUAGES:
        return chosen
    for wanted in (accepted or "")[:200].split(","):
        if (short := wanted.strip()[:2].lower()) in LANGUAGES:
            return short
    return fallback


_marked: dict[str, str] = {}


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


@cache
def _compiled(language: str) -> GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, catalog(language))
    compiled.seek(0)
    return GNUTranslations(compiled)
