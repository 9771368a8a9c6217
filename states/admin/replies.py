"""The saved replies, and the one that is being edited."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from services.messaging import replies
from states import forms
from states.base import StaffState, identifier

_NEW = "new"


@dataclass(frozen=True)
class ReplyRow:
    """One saved reply."""

    id: str
    name: str
    body: str


class RepliesState(StaffState):
    """The page of the saved replies."""

    status: str = "loading"  # loading, ready
    rows: list[ReplyRow] = []
    form: forms.Form = forms.Form()

    @rx.event
    async def load(self):
        """List them, and begin a new one."""
        await self._list()
        self.form = forms.opened(_NEW, {"name": "", "body": ""})

    @rx.event
    async def edit(self, id: str):
        """Open one in the form."""
        row = await self._read(replies.get, identifier(id))
        self.form = forms.opened(row.id, {"name": row.name, "body": row.body}, row.version)

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Add it, or change it; then begin a new one."""
        sent = {name: typed.get(name) for name in ("name", "body")}
        with forms.Answering(self, "form", typed) as answer:
            if self.form.of in ("", _NEW):
                await self._write(replies.add, sent)
            else:
                whose = identifier(self.form.of)
                await self._write(replies.change, whose, forms.version(typed), sent)
            await self._list()
            answer.saved({"name": "", "body": ""}, of=_NEW)

    @rx.event
    async def remove(self, id: str):
        """Remove one."""
        await self._write(replies.remove, identifier(id))
        await self.load()

    async def _list(self) -> None:
        found = await self._read(replies.listed)
        self.rows = [ReplyRow(str(row.id), row.name, row.body) for row in found]
        self.status = "ready"
