"""The page on which somebody who is new registers, where the clinic allows it (AUTH-10)."""

from typing import ClassVar

import reflex as rx

from services.auth import entry, forms
from states.base import Audience, PortalState


class SignUpState(PortalState):
    """What the form shows. It is plain HTML and posts over HTTP, like that of signing in."""

    AUDIENCE: ClassVar[Audience] = Audience.PUBLIC

    open: bool = True  # the clinic takes people in this way; the route has the last word
    first_name: str = ""
    last_name: str = ""
    contact: str = ""
    first_name_error: str = ""
    last_name_error: str = ""
    contact_error: str = ""
    other_error: str = ""  # about the form as a whole

    @rx.event
    async def load(self):
        """Show what this browser has typed, and what was wrong with it."""
        if self._proof:
            return rx.redirect("/admin" if self.is_staff else "/", replace=True)
        form = forms.read(self._visitor.form)
        said = form.refusal if "refused" in self.router.url.query_parameters else ""
        self.first_name, self.last_name = form.first_name, form.last_name
        self.contact = form.contact
        self.first_name_error = said if form.about == "first_name" else ""
        self.last_name_error = said if form.about == "last_name" else ""
        self.contact_error = said if form.about == "contact" else ""
        self.other_error = "" if form.about in forms.FIELDS else said
        self.open = (await self._recall(entry.offer)).registers
        return None
