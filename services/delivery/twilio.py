"""SMS by Twilio's HTTP interface."""

import httpx

from services.core import clock
from services.core.config import config
from services.delivery import web
from services.delivery.letter import Letter, answered
from services.notices import Outcome, Verdict

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
        except web.TROUBLE as trouble:
            return web.unanswered(self.name, trouble)
        said = web.fields(answer)
        if answer.is_success:
            return Outcome(Verdict.SENT, provider_id=str(said.get("sid", "")))
        judged = answered(self.name, answer.status_code, answer.headers)
        reason = _REASONS.get(_number(said.get("code")), "")
        return Outcome(judged.verdict, reason or judged.reason, wait=judged.wait)

    def check(self) -> str:
        """Ask for the account."""
        try:
            answer = _call("GET", ".json")
        except web.TROUBLE:
            return web.unreached(self.name)
        if not answer.is_success:
            return answered(self.name, answer.status_code, {}).reason
        status = web.fields(answer).get("status")
        return "" if status == "active" else "the Twilio account is not active"


def _call(method: str, path: str, form: dict[str, str] | None = None) -> httpx.Response:
    given = config()
    account = f"/2010-04-01/Accounts/{given.twilio_account_sid}"
    url = f"{given.twilio_url.rstrip('/')}{account}{path}"
    return web.ask(method, url, data=form, auth=(given.twilio_account_sid, given.twilio_auth_token))


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


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
