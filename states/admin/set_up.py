"""The pages with which somebody comes in for the first time."""

import reflex as rx
from sqlmodel import Session

from services.auth import forms
from services.auth.entry import Visitor
from services.core import qr
from services.staff import invitations
from states.base import Audience, PortalState, open_to


class SetUpState(PortalState):
    """What the page behind an invitation shows; its form posts over HTTP."""

    loaded: bool = False
    good: bool = False
    token: str = ""
    person_name: str = ""
    email: str = ""
    picture: str = ""  # the QR code
    key: str = ""  # the same, to be typed
    password_error: str = ""
    code_error: str = ""
    problem: str = ""

    @open_to(Audience.PUBLIC)
    @rx.event
    async def load(self):
        """Show whose link it is, and the authenticator's secret."""
        self.token = self._in_address("invitation")
        found = await self._recall(_offered, self.token)
        self.good, self.loaded = found is not None, True
        query = self.router.url.query_parameters
        form = forms.read(self._visitor.form) if "refused" in query else forms.Form()
        self.password_error = form.refusal if form.about == "password" else ""
        self.code_error = form.refusal if form.about == "code" else ""
        self.problem = form.refusal if form.about not in ("password", "code") else ""
        if found:
            self.person_name, self.email = found.name, found.email
            self.picture, self.key = qr.data_uri(found.otpauth), key_of(found.otpauth)

    @open_to(Audience.PUBLIC)
    @rx.event
    async def load_first_run(self):
        """Show the form for the first administrator, while there is none."""
        if not await self._recall(_waits):
            return rx.redirect("/admin/sign-in", replace=True)
        query = self.router.url.query_parameters
        form = forms.read(self._visitor.form) if "refused" in query else forms.Form()
        self.email, self.problem, self.loaded = form.contact, form.refusal, True
        return None


def _offered(db: Session, _visitor: Visitor, token: str) -> invitations.Offer | None:
    return invitations.offer(db, token)


def _waits(db: Session, _visitor: Visitor) -> bool:
    return invitations.waits_for_first(db)


def key_of(otpauth: str) -> str:
    """Return the secret of an otpauth address in groups of four."""
    secret = otpauth.partition("secret=")[2].partition("&")[0]
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
