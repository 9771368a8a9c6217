"""What a form on a page is filled with, and what became of saving it (components/ui/forms.py)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from types import TracebackType
from typing import Any

import reflex as rx

from services import editing
from services.auth.confirming import NotConfirmed
from services.core import clock
from services.core.errors import Faulty, Invalid, PortalError, Question, SignedOut
from services.core.i18n import plural
from services.core.i18n import translate as _
from services.core.typed import maybe_day

_LONGEST = 10_000  # characters of a field that says nothing else


@dataclass(frozen=True)
class DifferenceRow:
    """A field that somebody else has saved otherwise meanwhile."""

    field: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Form:
    """One form of a page, kept in a var of its own.

    `of` says what it is about: an id, or a word such as "new"; empty while it is not loaded.
    `answered` is the turn that `outcome` answers: saved, refused, stale or asked. `done` is the
    key of what was added last: whatever a tab still keeps under it is stored.
    """

    of: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    version: int = 0
    answered: str = ""
    outcome: str = ""
    done: str = ""
    errors: dict[str, str] = field(default_factory=dict)  # by field
    problem: str = ""  # what is wrong with the form as a whole
    question: str = ""  # what has to be agreed to before it is saved
    by: str = ""  # who has saved meanwhile, and when
    when: str = ""
    differences: list[DifferenceRow] = field(default_factory=list)
    theirs: dict[str, Any] = field(default_factory=dict)
    theirs_version: int = 0


@dataclass(frozen=True)
class OptionRow:
    """One choice of a picker: what is sent, how it reads, and what tells it from its like."""

    value: str
    label: str
    hint: str = ""
    color: str = ""  # of a pet's shield, if it is a pet and has one
    told: str = ""  # why


@dataclass(frozen=True)
class Found:
    """What a picker's search has found, and for which text."""

    asked: str = ""
    options: list[OptionRow] = field(default_factory=list)
    said: str = ""  # how many, for readers


Reading = Callable[[editing.Difference], tuple[str, Any, Any]]


def opened(of: object, values: dict[str, Any], version: int = 0) -> Form:
    """Fill a form: with what is stored, or with what a new entry starts from.

    Args:
        of: The id of what is edited, or a word such as "new".
        values: By field, as `typed_as` writes them; a picker's is a list from `picked`.
    """
    return Form(
        of=str(of), values={name: typed_as(one) for name, one in values.items()}, version=version
    )


def typed_as(value: Any) -> Any:
    """Write a stored value as a form's field holds it."""
    if value is None:
        return ""
    if isinstance(value, bool | dict):
        return value
    if isinstance(value, list | tuple):
        return [typed_as(one) for one in value]
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def picked(*choices: tuple[object, str]) -> list[dict[str, str]]:
    """Fill a picker: each choice as what is sent and how it reads."""
    return [{"value": str(value), "label": label} for value, label in choices if value]


def found(asked: str, options: Sequence[OptionRow]) -> Found:
    """Answer a picker's search.

    Args:
        asked: What was typed, exactly as it came.
    """
    return Found(asked, list(options), plural("{count} choice", "{count} choices", len(options)))


def met(
    form: Form,
    typed: dict[str, Any],
    now: tuple[dict[str, Any], int],
    say: Callable[[str, Any], str] | None = None,
) -> Form:
    """Put how the same form reads meanwhile beside what was typed, if somebody else has saved it.

    Args:
        now: What `opened` would be given: the values and their version.
        say: Writes a field's value for a person, where it is no text, yes or no, or such a list.
    """
    if form.outcome != "stale":
        return form
    fresh = {name: typed_as(value) for name, value in now[0].items()}
    tell = say or (lambda _name, value: said(value))
    told = [
        DifferenceRow(name, tell(name, value), tell(name, typed[name]))
        for name, value in fresh.items()
        if name in typed and _plain(value) != _plain(typed[name])
    ]
    return replace(form, differences=told, theirs=fresh, theirs_version=now[1])


def partly(form: Form, errors: dict[str, str]) -> Form:
    """Say that all was stored but these fields."""
    return replace(form, outcome="refused", errors=errors)


class Answering:
    """Turns what a verb raises into an answer beside the fields.

        with Answering(self, "form", typed) as answer:
            pet = await self._write(pets.update, ...)
            answer.saved({...}, version=pet.version)

    Args:
        name: Of the state's var that holds the `Form`.
        typed: What the handler was sent.
        reading: How a difference reads, where its column is not the field: field, theirs, yours.
    """

    def __init__(
        self, state: rx.State, name: str, typed: dict[str, Any], reading: Reading | None = None
    ) -> None:
        self._state, self._name, self._typed = state, name, typed
        self._reading = reading or _as_it_is
        self._before: Form = state.get_value(name)
        self._after: Form | None = None

    def saved(self, values: dict[str, Any], version: int = 0, *, of: object = "") -> None:
        """Say that it is stored now, and what the form shows from here on.

        Args:
            of: What the form is about now, if it is about something else.
        """
        self._after = replace(opened(of or self._before.of, values, version), outcome="saved")

    def __enter__(self) -> "Answering":
        """Begin; nothing is answered before the end."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> bool:
        """Answer. Bugs, ended sessions and the wish to be sure go on to whom they concern."""
        if error is None:
            after = self._after or replace(self._before, outcome="saved", errors={}, problem="")
        elif isinstance(error, editing.Stale):
            after = self._differing(error)
        elif isinstance(error, Question):
            after = replace(self._refused(), outcome="asked", question=str(error))
        elif isinstance(error, Invalid) and error.field:
            faults = error.faults if isinstance(error, Faulty) else [error]
            after = self._refused(errors={fault.field: str(fault) for fault in faults})
        else:
            after = self._refused(problem=str(error) if isinstance(error, PortalError) else "")
        setattr(self._state, self._name, replace(after, answered=text(self._typed, "turn")[:100]))
        return isinstance(error, PortalError) and not isinstance(error, SignedOut | NotConfirmed)

    def _refused(self, errors: dict[str, str] | None = None, problem: str = "") -> Form:
        return replace(self._before, outcome="refused", errors=errors or {}, problem=problem)

    def _differing(self, stale: editing.Stale) -> Form:
        told = [self._reading(one) for one in stale.differences]
        return replace(
            self._before,
            outcome="stale",
            errors={},
            problem="",
            by=stale.by,
            when=clock.moment(stale.at) if stale.at else "",
            differences=[DifferenceRow(name, said(one), said(two)) for name, one, two in told],
            theirs={name: typed_as(there) for name, there, _mine in told},
            theirs_version=stale.version,
        )


def text(typed: dict[str, Any], name: str, limit: int = _LONGEST) -> str:
    """Read a field of text; what is no text was not typed by a person."""
    value = typed.get(name)
    return value.strip()[: limit + 1] if isinstance(value, str) else ""


def flag(typed: dict[str, Any], name: str) -> bool:
    """Read a box that is ticked or not."""
    return typed.get(name) is True


def several(typed: dict[str, Any], name: str, limit: int = 100) -> list[str]:
    """Read a picker: the values chosen."""
    value = typed.get(name)
    chosen: Sequence[Any] = value if isinstance(value, list) else []
    return [one.strip()[:_LONGEST] for one in chosen[:limit] if isinstance(one, str)]


def one(typed: dict[str, Any], name: str) -> str:
    """Read a picker of one: the value chosen, or nothing."""
    return next(iter(several(typed, name, 1)), "")


def day(typed: dict[str, Any], name: str) -> date | None:
    """Read a day; None where none was chosen.

    Raises:
        Invalid: It is no day, or not of our times.
    """
    written = text(typed, name, 20)
    found = maybe_day(written)
    if written and not found:
        raise Invalid("Please choose a date.", name)
    return found


def version(typed: dict[str, Any]) -> int:
    """Read which version of the row the form was opened with."""
    value = typed.get("version")
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def key(typed: dict[str, Any]) -> str:
    """Read what stays the same however often one entry is sent, so that it is made once."""
    return text(typed, "key", 100)


def agreed(typed: dict[str, Any]) -> str:
    """Read which question the person has just agreed to, if any."""
    return text(typed, "agreed")


def automatic(typed: dict[str, Any]) -> bool:
    """Tell whether the form was saved by itself, without anybody asking for it."""
    return flag(typed, "auto")


def _as_it_is(found: editing.Difference) -> tuple[str, Any, Any]:
    return found.field, found.theirs, found.yours


def said(value: Any) -> str:
    """Write what a field holds for a person."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date) and not isinstance(value, datetime):
        return clock.short_date(value)
    shown = typed_as(value)
    if not isinstance(shown, list):
        return str(shown)
    return ", ".join(str(one.get("label", "")) if isinstance(one, dict) else one for one in shown)


def _plain(value: Any) -> Any:
    """Return what a field sends: of a picker's choices, their values."""
    if not isinstance(value, list):
        return value
    return [one.get("value", one) if isinstance(one, dict) else one for one in value]
