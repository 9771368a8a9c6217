"""SMS by Vonage's HTTP interface.

Source: Vonage's SMS API: request and answer of `POST /sms/json`, and its list of error codes.
"""

from typing import Any, cast

import httpx

from services.core import clock
from services.core.config import config
from services.delivery import places, web
from services.delivery.letter import Letter, answered
from services.notices import Outcome, Verdict

_LIFE_MS = (20_000, 604_800_000)  # the shortest and the longest that Vonage takes
_TAKEN = "0"
_LATER = {
    "1": "Vonage is sent more than it takes at a time",
    "4": "Vonage does not know the key: is it right?",
    "5": "Vonage has met a fault of its own",
    "8": "the Vonage account is barred",
    "9": "the Vonage account has no credit left",
    "10": "Vonage is sent more than it takes at a time",
    "11": "the Vonage account may not send by HTTP",
    "14": "Vonage does not accept the signature",
    "15": "Vonage refuses PORTAL_VONAGE_FROM",
}
_NEVER = {
    "6": "the number does not exist",
    "7": "the recipient may not be written to",
    "12": "the text is too long",
    "29": "the number is not on the list of a trial account",
    "33": "the number is deactivated",
}


class Vonage:
    """Vonage's SMS interface."""

    name = "Vonage"

    def send(self, letter: Letter) -> Outcome:
        """Hand an SMS over."""
        try:
            answer = _call("POST", "/sms/json", _form(letter))
        except web.TROUBLE as trouble:
            return web.unanswered(self.name, trouble)
        if not answer.is_success:
            return answered(self.name, answer.status_code, answer.headers)
        return _judged(_parts(answer))

    def check(self) -> str:
        """Ask for the account's balance."""
        given = config()
        asked = {"api_key": given.vonage_api_key, "api_secret": given.vonage_api_secret}
        try:
            answer = _call("GET", "/account/get-balance", asked)
        except web.TROUBLE:
            return web.unreached(self.name)
        if not answer.is_success:
            return answered(self.name, answer.status_code, {}).reason
        known = "value" in web.fields(answer)
        return "" if known else "this is not Vonage: look at PORTAL_VONAGE_URL"


def _call(method: str, path: str, said: dict[str, str]) -> httpx.Response:
    url = f"{config().vonage_url.rstrip('/')}{path}"
    return web.ask(method, url, **{"data" if method == "POST" else "params": said})


def _form(letter: Letter) -> dict[str, str]:
    given = config()
    form = {
        "api_key": given.vonage_api_key,
        "api_secret": given.vonage_api_secret,
        "from": given.vonage_from.removeprefix("+"),
        "to": letter.address.removeprefix("+"),
        "text": letter.body,
        "type": "text" if places.basic(letter.body) else "unicode",
        "client-ref": str(letter.id),  # comes back with the report of its delivery
    }
    if letter.expires_at:
        # Vonage itself drops what still waits there when the code has expired.
        left = int((letter.expires_at - clock.now()).total_seconds() * 1000)
        form["ttl"] = str(min(max(left, _LIFE_MS[0]), _LIFE_MS[1]))
    return form


def _parts(answer: httpx.Response) -> list[dict[str, Any]]:
    """Return what became of each part of the SMS; a long one goes in several."""
    found: Any = web.fields(answer).get("messages")
    parts = cast(list[Any], found) if isinstance(found, list) else []
    return [cast(dict[str, Any], part) for part in parts if isinstance(part, dict)]


def _judged(parts: list[dict[str, Any]]) -> Outcome:
    said = [str(part.get("status", "")) for part in parts]
    if not said:
        return Outcome(Verdict.UNCERTAIN, "Vonage's answer cannot be read")
    wrong = next((status for status in said if status != _TAKEN), None)
    if wrong is None:
        return Outcome(Verdict.SENT, provider_id=str(parts[0].get("message-id", "")))
    reason = _LATER.get(wrong) or _NEVER.get(wrong) or f"Vonage answered {wrong[:8]}"
    if _TAKEN in said:
        return Outcome(Verdict.UNCERTAIN, f"only a part was taken: {reason}")
    return Outcome(Verdict.LATER if wrong in _LATER else Verdict.NEVER, reason)
