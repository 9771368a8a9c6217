"""What a customer wants to be told: their own page, and the one that an e-mail's link leads to."""

from typing import Any, ClassVar

import reflex as rx

from services import customers, notices, pushing, settings
from services.core import contacts
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.customers import own, unsubscribing, wishes
from states import forms
from states.base import Audience, PortalState
from states.feedback import FeedbackState


class WishesState(PortalState):
    """The form of whoever is signed in."""

    form: forms.Form = forms.Form()
    email: str = ""  # where they are written to; empty: nowhere
    phone: str = ""
    usual: str = ""  # the clinic's quiet hours
    devices: bool = False  # whether people can be told on their devices

    @rx.event
    async def load(self):
        """Fill the form."""
        self._screen, self.form = "wishes", forms.Form()
        customer = await self._read(customers.me)
        self.email = customer.email or ""
        self.phone = contacts.written(customer.phone) if customer.phone else ""
        self.usual = await self._read(_usual)
        self.devices = await self._read(pushing.offer) != ""
        self.form = forms.opened(customer.id, wishes.fields(customer), customer.version)

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Keep what they want."""
        with forms.Answering(self, "form", typed) as answer:
            customer = await self._write(own.update_wishes, forms.version(typed), typed)
            answer.saved(wishes.fields(customer), customer.version)
            return FeedbackState.show(_("Saved."))
        if self.form.outcome == "stale":
            now = await self._read(customers.me)
            self.form = forms.met(self.get_value("form"), typed, (wishes.fields(now), now.version))
        return None


class UnsubscribeState(PortalState):
    """The page that an e-mail's link leads to; declining itself is a plain form over HTTP."""

    AUDIENCE: ClassVar[Audience] = Audience.PUBLIC

    status: str = "loading"  # loading, asking, done, missing
    what: str = ""  # kind of notice
    action: str = ""  # where the form is sent to

    @rx.event
    async def load(self):
        """Say what the link declines."""
        shown = self._in_address("token")
        try:
            self.what = notices.named(await self._recall(unsubscribing.kind_of, shown))
        except NotFound:
            self.status = "missing"
            return
        self.action = f"/notices/unsubscribe/{shown}?ask"
        self.status = "done" if "done" in self.router.url.query_parameters else "asking"


def _usual(db: Any, _actor: Any) -> str:
    rules = settings.load(db)
    if not (rules.quiet_from and rules.quiet_until):
        return _("none")
    return f"{rules.quiet_from}\u2013{rules.quiet_until}"
