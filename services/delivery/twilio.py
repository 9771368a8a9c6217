"""SMS by Twilio's HTTP interface."""

from typing import Any, cast

import httpx

from services.core import clock
from services.core.config import config
from services.delivery.letter import ANSWER_SECONDS, CONNECT_SECONDS, Letter, answered
from services.notices import Outcome, Verdict

_TIMEOUT = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.InvalidURL)
# Source: Twilio's list of error codes.
_REASONS = {
    21211: "the number does not exist",
    21408: "Twilio may not send to this country: allow it there",
    21610: "the recipient has answered STOP",
    21614: "the number is no mobile number",
}


class Twilio:
    """Twilio's Messages resource."""

    name = "Twilio"

    def send(self, letter: Letter) -> Outcome:
        """Hand an SMS over."""
        try:
            answer = _call("POST", "/Messages.json", _form(letter))
        except _NOT_SENT:
            return Outcome(Verdict.LATER, "Twilio cannot be reached")
        except httpx.HTTPError:
            return Outcome(Verdict.UNCERTAIN, "Twilio's answer did not come")
        said = _json(answer)
        if answer.is_success:
            return Outcome(Verdict.SENT, provider_id=str(said.get("sid", "")))
        judged = answered(self.name, answer.status_code, answer.headers)
        reason = _REASONS.get(_number(said.get("code")), "")
        return Outcome(judged.verdict, reason or judged.reason, wait=judged.wait)

    def check(self) -> str:
        """Ask for the account."""
        try:
            answer = _call("GET", ".json")
        except (httpx.HTTPError, httpx.InvalidURL):
            return "Twilio cannot be reached"
        if not answer.is_success:
            return answered(self.name, answer.status_code, {}).reason
        status = _json(answer).get("status")
        return "" if status == "active" else "the Twilio account is not active"


def _call(method: str, path: str, form: dict[str, str] | None = None) -> httpx.Response:
    given = config()
    account = f"/2010-04-01/Accounts/{given.twilio_account_sid}"
    return httpx.request(
        method,
        f"{given.twilio_url.rstrip('/')}{account}{path}",
        data=form,
        auth=(given.twilio_account_sid, given.twilio_auth_token),
        timeout=_TIMEOUT,
        follow_redirects=False,
    )


def _form(letter: Letter) -> dict[str, str]:
    sender = config().twilio_from
    form = {"To": letter.address, "Body": letter.body}
    form["MessagingServiceSid" if sender.startswith("MG") else "From"] = sender
    if config().https:  # Twilio reports to nowhere else
        form["StatusCallback"] = f"{config().public_url}/webhooks/twilio?notice={letter.id}"
    if letter.expires_at:
        # Twilio itself drops what still waits there when the code has expired.
        left = int((letter.expires_at - clock.now()).total_seconds())
        form["ValidityPeriod"] = str(min(max(left, 1), 36000))
    return form


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        said: Any = answer.json()
    except ValueError:
        return {}
    return cast(dict[str, Any], said) if isinstance(said, dict) else {}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
