"""What the forms on the page of the design system do; they keep nothing and touch nobody's data."""

from datetime import UTC, datetime
from typing import Any, ClassVar

import reflex as rx

from services import editing
from services.core.errors import Conflict, Invalid
from services.pets import SPECIES
from states import forms
from states.base import Audience, PortalState

_TAKEN, _CHANGED = "taken", "changed"  # names by which the other answers can be seen


class KitState(PortalState):
    """One form, and the search of its pickers."""

    AUDIENCE: ClassVar[Audience] = Audience.PUBLIC

    form: forms.Form = forms.Form()
    found: forms.Found = forms.Found()

    @rx.event
    def load(self):
        """Fill the form."""
        self.form = forms.opened("kit", {"name": "Rex", "kind": "dog", "chipped": True}, 1)

    @rx.event
    def save(self, typed: dict[str, Any]):
        """Answer as a service would."""
        with forms.Answering(self, "form", typed) as answer:
            name = forms.text(typed, "name", 60)
            if not name:
                raise Invalid("Please write something first.", "name")
            if name == _TAKEN:
                raise Conflict("It was possible a moment ago and no longer is.")
            if name == _CHANGED and forms.version(typed) < 2:
                theirs = [editing.Difference("name", "Rexi", name)]
                raise editing.Stale("Vera Voss", datetime(2026, 3, 4, tzinfo=UTC), theirs, 2)
            answer.saved(self._stored(typed), forms.version(typed) + 1)

    @rx.event
    def search(self, text: str):
        """Find species by the beginnings of their names."""
        wanted = str(text)[:60]
        self.found = forms.found(
            wanted,
            [
                forms.OptionRow(one.key, one.name)
                for one in SPECIES
                if one.name.lower().startswith(wanted.lower())
            ],
        )

    def _stored(self, typed: dict[str, Any]) -> dict[str, Any]:
        names = {one.key: one.name for one in SPECIES}
        chosen = {
            name: forms.picked(*[(key, names.get(key, key)) for key in forms.several(typed, name)])
            for name in ("breed", "others")
        }
        texts = {
            name: forms.text(typed, name, 300)
            for name in ("name", "notes", "weight", "born", "kind")
        }
        flags = {name: forms.flag(typed, name) for name in ("chipped", "insured")}
        return {**texts, **flags, **chosen}
