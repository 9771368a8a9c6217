"""The settings that this tab shows, one part of them at a time."""

from collections.abc import Callable
from typing import Any

import reflex as rx
from sqlmodel import Session

from services import settings
from services.access import Actor
from services.core.errors import Forbidden
from services.core.i18n import translate as _
from services.settings import ROWS, Editor, Row, Settings, Tab
from services.vaccinations import previewing
from states import forms
from states.admin.delivery import DeliveryState
from states.admin.looks import LooksState
from states.admin.reminders import RemindersState
from states.admin.wordings import WordingsState
from states.base import StaffState
from states.feedback import FeedbackState

_DEFAULTS = Settings.model_validate({})


class SettingsState(StaffState):
    """One tab of the settings, and what its pickers find."""

    form: forms.Form = forms.Form()
    tab_shown: str = ""
    refused: bool = False  # not theirs to change
    weak: list[str] = []  # what stands less safe than it ships
    zones: forms.Found = forms.Found()
    countries: forms.Found = forms.Found()
    currencies: forms.Found = forms.Found()

    @rx.event
    async def load(self):
        """Show the tab in the address."""
        asked = self._in_address("tab")
        if asked not in set(Tab):
            return rx.redirect(f"/admin/settings/{Tab.GENERAL}", replace=True)
        self._screen, self.tab_shown, self.refused = "settings", asked, False
        try:
            await self._show(Tab(asked))
        except Forbidden:
            self.refused = True
            raise
        return _BESIDE.get(Tab(asked))

    @rx.event
    async def refresh(self):
        """Show it again: somebody else may have saved it."""
        if self.tab_shown:
            await self._show(Tab(self.tab_shown))

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Save the tab that is on screen."""
        if not self.tab_shown:
            return None
        tab, changed = Tab(self.tab_shown), []
        with forms.Answering(self, "form", typed) as answer:
            values = {row.key: _typed(row, typed) for row in settings.of_tab(tab) if _asked(row)}
            if tab is Tab.VACCINATIONS:
                await self._read(previewing.ask, values, forms.agreed(typed))
            changed, now = await self._write(_save, tab, values, typed)
            answer.saved(_filled(now), now.version)
            self._note_weak(now)
        if self.form.outcome == "stale":
            now = await self._read(settings.opened, tab)
            self.form = forms.met(self.get_value("form"), typed, (_filled(now), now.version))
        if risky := [ROWS[key].label() for key in changed if key in self.weak]:
            said = _("Saved. Less safe than it ships: {names}.", names=", ".join(risky))
            return FeedbackState.show(said)
        return None

    @rx.event
    async def search(self, key: str, text: str):
        """Find what can be chosen for a setting, by a part of its name."""
        if (picker := _PICKERS.get(str(key))) is None:
            return
        found = await self._read(settings.choices, str(key), str(text)[:60])
        options = [forms.OptionRow(value, name) for value, name in found]
        setattr(self, picker, forms.found(str(text)[:60], options))

    async def _show(self, tab: Tab) -> None:
        found = await self._read(settings.opened, tab)
        self.form = forms.opened(tab, _filled(found), found.version)
        self._note_weak(found)

    def _note_weak(self, found: settings.Opened) -> None:
        self.weak = [
            key
            for key, value in found.values.items()
            if ROWS[key].is_weak(value, getattr(_DEFAULTS, key))
        ]


# What fills the part beside a tab's form.
_BESIDE = {
    Tab.VACCINATIONS: RemindersState.load,
    Tab.GENERAL: LooksState.load,
    Tab.NOTIFICATIONS: WordingsState.load,
    Tab.DELIVERY: DeliveryState.load,
}

_PICKERS = {"time_zone": "zones", "country": "countries", "currency": "currencies"}


def _save(
    db: Session, actor: Actor, tab: Tab, values: dict[str, Any], typed: dict[str, Any]
) -> tuple[list[str], settings.Opened]:
    version, agreed = forms.version(typed), forms.agreed(typed)
    changed = settings.change(db, actor, tab, values, version, agreed)
    return changed, settings.opened(db, actor, tab)


def _filled(found: settings.Opened) -> dict[str, Any]:
    """Write a tab's values as the fields of its form hold them."""
    made: dict[str, Any] = {}
    for key, value in found.values.items():
        made |= _as_fields(ROWS[key], value)
    return made


def _as_fields(row: Row, value: Any) -> dict[str, Any]:
    options = row.options() if row.options else {}
    if row.editor is Editor.SEARCH:
        return {row.key: forms.picked((value, str(options.get(value, value))))}
    if row.editor is Editor.CHOICES:
        return {f"{row.key}.{option}": option in value for option in options}
    if isinstance(value, dict):
        return {f"{row.key}.{part}": held for part, held in value.items()}
    if isinstance(value, list):
        return {row.key: ", ".join(map(str, value))}
    return {row.key: value}


def _asked(row: Row) -> bool:
    """Tell what the form asks for; pictures are handed in beside it."""
    return row.editor is not Editor.PICTURE


def _typed(row: Row, typed: dict[str, Any]) -> Any:
    return _READERS.get(row.editor, forms.text)(typed, row.key)


def _choices(typed: dict[str, Any], key: str) -> list[str]:
    options = ROWS[key].options
    return [one for one in (options() if options else {}) if forms.flag(typed, f"{key}.{one}")]


def _hours(typed: dict[str, Any], key: str) -> dict[str, str]:
    return {day: forms.text(typed, f"{key}.{day}") for day in settings.WEEKDAYS}


def _types(typed: dict[str, Any], key: str) -> dict[str, bool]:
    return {kind: forms.flag(typed, f"{key}.{kind}") for kind in settings.RECORD_TYPES}


def _colors(typed: dict[str, Any], key: str) -> dict[str, str]:
    return {kind: forms.text(typed, f"{key}.{kind}") for kind in settings.RECORD_TYPES}


_READERS: dict[Editor, Callable[[dict[str, Any], str], Any]] = {
    Editor.SWITCH: forms.flag,
    Editor.SEARCH: forms.one,
    Editor.CHOICES: _choices,
    Editor.HOURS: _hours,
    Editor.TYPES: _types,
    Editor.COLORS: _colors,
}
