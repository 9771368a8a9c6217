"""The sign-in pages, and what happens to a tab whose session has ended."""

from dataclasses import dataclass

import reflex as rx

from services.auth import codes, entry, forms, sessions
from services.auth.forms import Form
from services.core import text
from services.core.i18n import translate as _
from states.base import Audience, PortalState, open_to

_LONGEST = 254  # characters of a contact


@dataclass(frozen=True)
class WayRow:
    """One contact on file that a remembered device may be sent a code to."""

    channel: str
    label: str


class SignInState(PortalState):
    """What the sign-in forms show. The forms themselves are plain HTML and post over HTTP."""

    contact: str = ""  # what was typed, or came with a welcome link
    contact_error: str = ""
    pin_error: str = ""
    code_error: str = ""
    other_error: str = ""  # about the form as a whole
    remember: bool = False
    demo: bool = False
    registers: bool = False  # whoever is new here may sign up

    greeting: str = ""  # on a remembered device
    has_pin: bool = False
    ways: list[WayRow] = []

    signing_up: bool = False  # the code that is on its way may make somebody a customer
    sent: str = ""  # where a code is on its way to, if anybody is there
    sent_again: bool = False
    other_way: str = ""  # the channel that can be asked for instead
    other_label: str = ""

    @open_to(Audience.PUBLIC)
    @rx.event
    async def load(self):
        """Show what this browser has typed, what was wrong with it, and what it may do next."""
        if self._proof:  # a page that the browser kept, come back to after signing in
            return rx.redirect("/admin" if self.is_staff else "/", replace=True)
        query = self.router.url.query_parameters
        form = forms.read(self._visitor.form)
        self._show_form(form, refused="refused" in query)
        self.contact = str(query.get("contact") or self.contact)[:_LONGEST]
        self.sent_again = "again" in query
        offer = await self._recall(entry.offer)
        self._show_offer(offer)
        if self.router.url.path.rstrip("/").endswith("/code") and offer.pending is None:
            return rx.redirect("/sign-in")
        return None

    @open_to(Audience.PUBLIC)
    @rx.event
    def leave(self):
        """Go back to signing in; the guard has already wiped what this tab knew."""
        here = self.router.url.path
        if not sessions.of_staff(here):
            return rx.redirect("/sign-in")
        return rx.redirect(f"/admin/sign-in?next={text.inside(here)}")

    @open_to(Audience.PUBLIC)
    @rx.event
    def start_over(self):
        """Show nothing of before; the person may see less now than when it was read."""
        self._get_root_state().reset()
        return rx.redirect("/admin" if sessions.of_staff(self.router.url.path) else "/")

    def _show_form(self, form: Form, *, refused: bool) -> None:
        refusal = form.refusal if refused else ""
        self.contact, self.remember = form.contact, refused and form.remember
        self.contact_error = refusal if form.about == "contact" else ""
        self.pin_error = refusal if form.about == "pin" else ""
        self.code_error = refusal if form.about == "code" else ""
        known = form.about in ("contact", "pin", "code")
        self.other_error = "" if known else refusal

    def _show_offer(self, offer: entry.Offer) -> None:
        known, pending = offer.recognised, offer.pending
        self.demo, self.registers = offer.demo, offer.registers
        self.greeting = _("Welcome back, {name}", name=known.first_name) if known else ""
        self.has_pin = known.has_pin if known else False
        self.ways = [WayRow(way.channel, _way(way)) for way in known.ways] if known else []
        self.sent = _sent(pending) if pending else ""
        self.signing_up = pending.registers if pending else False
        self.other_way = pending.other_channel if pending else ""
        by_sms = _("Send it to my mobile instead"), _("Send it to my e-mail instead")
        self.other_label = by_sms[0] if self.other_way == "sms" else by_sms[1]


def _way(way: entry.people.Way) -> str:
    if way.channel == "sms":
        return _("Send a code by SMS to {contact}", contact=way.masked)
    return _("Send a code to {contact}", contact=way.masked)


def _sent(pending: codes.Pending) -> str:
    """Say where a code is on its way to, and nothing about whether anybody is there."""
    contact = pending.masked
    if pending.registers:
        return _("A code is on its way to {contact}.", contact=contact)
    if pending.channel == pending.typed_channel:
        return _("If the clinic has {contact} on file, a code is on its way.", contact=contact)
    if pending.channel == "sms":
        return _(
            "If the clinic has a mobile number on file for {contact}, a code is on its way to it.",
            contact=contact,
        )
    return _(
        "If the clinic has an e-mail address on file for {contact}, a code is on its way to it.",
        contact=contact,
    )
