# pyright: basic
# The library has no types.
"""E-mail by SendGrid, through its library."""

import json
import logging
from email.message import Message
from http.client import HTTPException
from typing import IO, Any, NoReturn
from urllib.error import HTTPError as RedirectError
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request

from python_http_client import Client
from python_http_client.exceptions import HTTPError
from sendgrid import SendGridAPIClient
from sendgrid.helpers.mail import (
    ClickTracking,
    CustomArg,
    Email,
    Header,
    Mail,
    OpenTracking,
    ReplyTo,
    To,
    TrackingSettings,
)

from services.core.config import config
from services.delivery import html
from services.delivery.letter import ANSWER_SECONDS, Letter, answered
from services.notices import Outcome, Verdict

# At DEBUG the library writes the key and every e-mail to the log.
logging.getLogger("python_http_client").setLevel(logging.WARNING)


class SendGrid:
    """SendGrid's version 3 interface."""

    name = "SendGrid"

    def send(self, letter: Letter) -> Outcome:
        """Hand an e-mail over."""
        try:
            mail = _write(letter)
        except ValueError:
            return Outcome(Verdict.NEVER, "the e-mail cannot be written: is the address right?")
        try:
            taken = _api().send(mail)
        except HTTPError as refusal:
            return answered(self.name, refusal.status_code, dict(refusal.headers))
        except URLError:
            return Outcome(Verdict.LATER, "SendGrid cannot be reached")
        except (OSError, HTTPException):
            return Outcome(Verdict.UNCERTAIN, "SendGrid's answer did not come")
        return Outcome(Verdict.SENT, provider_id=taken.headers.get("X-Message-Id", ""))

    def check(self) -> str:
        """Ask what the key may do."""
        try:
            scopes = json.loads(_api().client.scopes.get().body)["scopes"]
        except HTTPError as refusal:
            return answered(self.name, refusal.status_code, {}).reason
        except (OSError, HTTPException):
            return "SendGrid cannot be reached"
        except (ValueError, KeyError, TypeError):
            return "this is not SendGrid: look at PORTAL_SENDGRID_URL"
        return "" if "mail.send" in scopes else "the key may not send e-mail: give it Mail Send"


class _NoRedirects(HTTPRedirectHandler):
    """Keeps the key from following a redirect to another host."""

    handler_order = HTTPRedirectHandler.handler_order - 1

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> NoReturn:
        raise RedirectError(req.full_url, code, msg, headers, fp)


class _Client(Client):
    """The library's client, without redirects and with a time limit."""

    def _build_client(self, name: str | None = None) -> "_Client":
        base: Any = super()
        made = base._build_client(name)
        made.__class__ = _Client  # each step of a path is a client of its own
        return made

    def _make_request(self, opener: OpenerDirector, request: Request, timeout: Any = None) -> Any:
        opener.add_handler(_NoRedirects())
        base: Any = super()
        return base._make_request(opener, request, timeout)


def _api() -> Any:
    given = config()
    api: Any = SendGridAPIClient(given.sendgrid_api_key, given.sendgrid_url.rstrip("/"))
    headers = api.client.request_headers
    api.client = _Client(api.host, headers, version=3, timeout=ANSWER_SECONDS)
    return api


def _write(letter: Letter) -> Mail:
    """Write the e-mail, with links left alone and no picture that reports its opening.

    Raises:
        ValueError: An address or the subject cannot be written.
    """
    letter.hold()
    mail = Mail(
        from_email=Email(letter.sender.addr_spec, letter.sender.display_name),
        to_emails=To(letter.address),
        subject=letter.subject,
        plain_text_content=letter.body,
        html_content=html.write(letter),
    )
    if letter.answers_to:
        mail.reply_to = ReplyTo(letter.answers_to)
    for name, said in letter.headers.items():
        mail.add_header(Header(name, said))
    mail.add_custom_arg(CustomArg("notice", str(letter.id)))
    tracking = TrackingSettings()
    tracking.click_tracking = ClickTracking(enable=False, enable_text=False)
    tracking.open_tracking = OpenTracking(enable=False)
    mail.tracking_settings = tracking
    return mail
