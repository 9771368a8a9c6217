"""The staff's sign-in page."""

import reflex as rx
from sqlmodel import Session

from services.auth import entry, forms
from services.auth.entry import Visitor
from services.core import text
from services.staff import invitations
from states.base import Audience, PortalState, open_to


class StaffSignInState(PortalState):
    """What the staff's sign-in form shows. The form itself is plain HTML and posts over HTTP."""

    email: str = ""  # what was typed
    refusal: str = ""
    demo: bool = False

    @open_to(Audience.PUBLIC)
    @rx.event
    async def load(self):
        """Show what this browser has typed, and what was wrong with it."""
        query = self.router.url.query_parameters
        if self._proof and self.is_staff:  # a page that the browser kept, come back to
            wanted = text.inside(query.get("next"))
            return rx.redirect("/admin" if wanted == "/" else wanted, replace=True)
        if await self._recall(_nobody_works_here):
            return rx.redirect("/admin/first-run", replace=True)
        form = forms.read(self._visitor.form) if "refused" in query else forms.Form()
        self.email, self.refusal = form.contact, form.refusal
        self.demo = (await self._recall(entry.offer)).demo
        return None


def _nobody_works_here(db: Session, _visitor: Visitor) -> bool:
    return invitations.waits_for_first(db)
