"""The search across the files of the customer's own pets."""

from typing import Any

import reflex as rx
from sqlmodel import Session

from services import overview, settings
from services.access import Actor
from services.core.errors import Invalid
from services.core.i18n import plural
from services.core.i18n import translate as _
from states import forms
from states.base import PortalState
from states.overview import EntryRow, entry_row

_TEXT, _WORDS = 100, 8  # characters and words that are searched for at most


class SearchState(PortalState):
    """What was asked for, and what was found."""

    status: str = "loading"  # loading, ready
    choices: list[tuple[str, str]] = []  # of types: what is sent, and how it reads
    text: str = ""
    kind: str = ""
    since: str = ""  # ISO 8601 days
    until: str = ""
    refusal: str = ""
    refused: str = ""  # the field it is about
    said: str = ""  # how many were found, for readers
    cleared: int = 0  # how often the form was emptied, so that it is drawn anew
    found: list[EntryRow] = []
    more: bool = False

    _pages: int = 1

    @rx.event
    async def load(self):
        """Show what was searched for last, or the newest entries of all pets."""
        self._screen = "search"
        await self._show()

    @rx.event
    async def refresh(self):
        """Search again."""
        await self._show()

    @rx.event
    async def find(self, asked: dict[str, Any]):
        """Search for what was typed into the form."""
        self.text = " ".join(str(asked.get("text") or "").split())[:_TEXT]
        self.kind = str(asked.get("kind") or "")[:20]
        self.since = str(asked.get("since") or "")[:10]
        self.until = str(asked.get("until") or "")[:10]
        self._pages = 1
        await self._show()

    @rx.event
    async def clear(self):
        """Ask for nothing in particular."""
        self.text = self.kind = self.since = self.until = ""
        self._pages = 1
        self.cleared += 1
        await self._show()

    @rx.event
    async def show_more(self):
        """Show older ones, too."""
        if self.more:
            self._pages += 1
            await self._show()

    async def _show(self) -> None:
        self.refusal = self.refused = ""
        try:
            wanted = self._wanted()
        except Invalid as refused:
            self.refusal, self.refused = str(refused), refused.field
            return
        self.choices, self.found, self.more = await self._read(_search, wanted, self._pages)
        self.said = _count(len(self.found), more=self.more)
        self.status = "ready"

    def _wanted(self) -> overview.Wanted:
        asked = {"since": self.since, "until": self.until}
        since, until = forms.day(asked, "since"), forms.day(asked, "until")
        if since and until and until < since:
            raise Invalid("This day is before the first one.", "until")
        words = tuple(self.text.split()[:_WORDS])
        return overview.Wanted(words=words, kind=self.kind, since=since, until=until)


def _search(
    db: Session, actor: Actor, wanted: overview.Wanted, pages: int
) -> tuple[list[tuple[str, str]], list[EntryRow], bool]:
    limit = pages * settings.load(db).page_size
    found, names = overview.search(db, actor, wanted, limit + 1)
    rows = [entry_row(entry, names[entry.pet_id]) for entry in found[:limit]]
    kinds = [(kind, said_of(kind)) for kind in overview.kinds_shown(db, actor)]
    return [("", _("All types")), *kinds], rows, len(found) > limit


def _count(shown: int, *, more: bool) -> str:
    if more:
        return _("The newest {count} entries", count=shown)
    return plural("{count} entry", "{count} entries", shown)


def said_of(kind: str) -> str:
    """Name a kind of entry."""
    return {
        "note": _("Clinical note"),
        "diagnosis": _("Diagnosis"),
        "imaging": _("Imaging"),
        "laboratory": _("Laboratory"),
        "treatment": _("Treatment"),
        "vaccination": _("Vaccination"),
        "weight": _("Weight"),
        "temperature": _("Temperature"),
    }[kind]
