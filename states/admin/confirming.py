"""Asking staff again who they are, in the page that they are on."""

import reflex as rx
from sqlmodel import Session

from services.access import Actor
from services.auth import confirming, forms
from services.core import text
from states.base import StaffState


class ConfirmState(StaffState):
    """The question; the answer posts over HTTP, for it comes back with a new cookie."""

    asked: bool = False
    next_path: str = "/admin"
    refusal: str = ""

    @rx.event
    def load(self):
        """Show what was wrong with the answer."""
        query = self.router.url.query_parameters
        wanted = text.inside(query.get("next"))
        self.next_path, self.asked = "/admin" if wanted == "/" else wanted, False
        form = forms.read(self._visitor.form) if "refused" in query else forms.Form()
        self.refusal = form.refusal

    @rx.event
    def ask(self):
        """Ask before going on; the page comes back afterwards."""
        self._ask()

    @rx.event
    async def ask_unless_fresh(self):
        """Ask, unless it was answered a moment ago."""
        if not await self._read(_fresh):
            self._ask()

    @rx.event
    def leave(self, open: bool):
        """Go on without an answer."""
        self.asked = bool(open)

    def _ask(self) -> None:
        self.asked, self.refusal = True, ""
        self.next_path = text.inside(self.router.url.path)


def _fresh(_db: Session, actor: Actor) -> bool:
    return confirming.fresh(actor)
