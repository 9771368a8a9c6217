"""The texts of the notices, one of them at a time."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from services import delivery
from services.core.errors import Forbidden, NotFound
from services.core.i18n import LANGUAGES, plural
from services.core.i18n import translate as _
from services.delivery import templates
from services.delivery.places import MEANINGS
from services.delivery.templates import Opened, Preview, Which
from services.delivery.wordings import NOTICES
from services.notices import Verdict
from states import forms
from states.base import StaffState
from states.feedback import FeedbackState


@dataclass(frozen=True)
class NoticeRow:
    """One thing that the portal writes about."""

    key: str
    label: str
    own: str  # how many of its texts the clinic has written itself; empty: none


@dataclass(frozen=True)
class PlaceRow:
    """A place that can stand in a text."""

    name: str
    meaning: str


class WordingsState(StaffState):
    """What there are texts for."""

    rows: list[NoticeRow] = []

    @rx.event
    async def load(self):
        """List the notices."""
        found = await self._read(templates.listed)
        self.rows = [
            NoticeRow(
                key,
                NOTICES[key].label,
                plural("{count} text of your own", "{count} texts of your own", own) if own else "",
            )
            for key, own in found.items()
        ]


class WordingState(StaffState):
    """One text, and how it would read."""

    form: forms.Form = forms.Form()
    status: str = "loading"  # loading, ready, missing, refused
    heading: str = ""
    channel: str = "email"
    language: str = "en"
    channels: list[tuple[str, str]] = []
    languages: list[tuple[str, str]] = []
    places: list[PlaceRow] = []
    own: bool = False
    shown_subject: str = ""
    shown_body: str = ""
    length: str = ""  # of an SMS

    _subject: str = ""  # as typed so far
    _body: str = ""
    _typed: bool = False  # whether that is not saved yet
    _drafts: dict[str, tuple[str, str, int]] = {}  # of the other channels and languages

    @rx.event
    async def load(self):
        """Show the first text of the notice in the address."""
        self._screen, self.form, self.status = "form", forms.Form(), "loading"
        self.channel, self.language, self._typed = "email", self._language, False
        self._drafts = {}
        try:
            await self._show()
        except NotFound:
            self.status = "missing"
        except Forbidden:
            self.status = "refused"
            raise

    @rx.event
    async def choose(self, name: str, value: str):
        """Show the text for another channel, or in another language; what was typed is kept."""
        if name in ("channel", "language"):
            before = getattr(self, name)
            if self._typed:
                self._drafts[_key(self._which())] = (self._subject, self._body, self.form.version)
            setattr(self, name, str(value)[:8])
            try:
                await self._show()
            except NotFound:
                setattr(self, name, before)

    @rx.event
    async def type_subject(self, value: str):
        """Show how the subject would read."""
        self._subject, self._typed = value[:1_000], True
        await self._look()

    @rx.event
    async def type_text(self, value: str):
        """Show how the text would read."""
        self._body, self._typed = value[:10_000], True
        await self._look()

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Keep the clinic's own words."""
        of, said = self._which(), (forms.text(typed, "subject"), forms.text(typed, "body"))
        with forms.Answering(self, "form", typed) as answer:
            found = await self._write(templates.save, of, said, forms.version(typed))
            self._fill(found)
            answer.saved(_values(found), found.version)
        if self.form.outcome == "stale":
            now = await self._read(templates.opened, of)
            self.form = forms.met(self.get_value("form"), typed, (_values(now), now.version))
        else:
            await self._look()

    @rx.event
    async def reset_text(self):
        """Let the notice read as it ships again."""
        of = self._which()
        found = await self._write(templates.reset, of)
        self.form = forms.opened(_key(of), _values(found), found.version)
        self._fill(found)
        await self._look()
        return FeedbackState.show(_("This notice reads as it ships again."))

    @rx.event
    async def send_test(self):
        """Send the text as it is typed to whoever asks."""
        letter = await self._write(
            templates.letter_to_oneself, self._which(), self._subject, self._body
        )
        way, outcome = await asyncio.to_thread(delivery.hand_over, letter)
        if outcome.verdict is Verdict.SENT:
            return FeedbackState.show(
                _(
                    "{provider} has taken the letter to {address}.",
                    provider=way,
                    address=letter.address,
                )
            )
        said = _("{provider} did not take it: {reason}.", provider=way, reason=outcome.reason)
        return FeedbackState.show(said)

    def _which(self) -> Which:
        return templates.which(self._in_address("notice"), self.channel, self.language)

    async def _show(self) -> None:
        of = self._which()
        found = await self._read(templates.opened, of)
        notice = NOTICES[of.notice]
        self._fill(found)
        self._subject, self._body, version = self._drafts.pop(
            _key(of), (found.subject, found.body, found.version)
        )
        self._typed = (self._subject, self._body) != (found.subject, found.body)
        self.form = forms.opened(_key(of), {"subject": self._subject, "body": self._body}, version)
        await self._look()
        self.heading = notice.label
        self.channels = [("email", _("E-mail")), ("sms", _("SMS"))][
            : 1 if notice.to_the_clinic else 2
        ]
        self.languages = list(LANGUAGES.items())
        self.places = [PlaceRow(f"{{{one}}}", MEANINGS[one]()) for one in templates.known(of)]
        self.status = "ready"

    def _fill(self, found: Opened) -> None:
        self._subject, self._body, self.own = found.subject, found.body, found.own
        self._typed = False

    async def _look(self) -> None:
        self._shown(await self._read(templates.preview, self._which(), self._subject, self._body))

    def _shown(self, preview: Preview) -> None:
        self.shown_subject, self.shown_body = preview.subject, preview.body
        self.length = sms_length(preview) if self.channel == "sms" else ""


def _key(of: Which) -> str:
    return f"{of.notice}/{of.channel}/{of.language}"


def _values(found: Opened) -> dict[str, Any]:
    return {"subject": found.subject, "body": found.body}


def sms_length(preview: Preview) -> str:
    """Say how long an SMS is, and as how many it is sent."""
    signs = plural("{count} character", "{count} characters", preview.length)
    return f"{signs}, {plural('{count} SMS', '{count} SMS', preview.parts)}"
