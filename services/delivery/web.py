"""Asking a provider over HTTP: for how long, and what is made of what comes back."""

from typing import Any, cast

import httpx

from services.delivery.letter import ANSWER_SECONDS, CONNECT_SECONDS
from services.notices import Outcome, Verdict

TROUBLE = (httpx.HTTPError, httpx.InvalidURL)
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.InvalidURL)
TIMEOUT = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)


def ask(method: str, url: str, **given: Any) -> httpx.Response:
    """Send a request, and follow no redirect: keys go nowhere else.

    Raises:
        TROUBLE: No answer came.
    """
    return httpx.request(method, url, timeout=TIMEOUT, follow_redirects=False, **given)


def unanswered(who: str, trouble: Exception) -> Outcome:
    """Judge a request to which no answer came: whether it can have arrived."""
    if isinstance(trouble, _NOT_SENT):
        return Outcome(Verdict.LATER, unreached(who))
    return Outcome(Verdict.UNCERTAIN, f"{who}'s answer did not come")


def unreached(who: str) -> str:
    """Say of a provider that it cannot be reached."""
    return f"{who} cannot be reached"


def fields(answer: httpx.Response) -> dict[str, Any]:
    """Read an answer in JSON; what is none says nothing."""
    try:
        said: Any = answer.json()
    except ValueError:
        return {}
    return cast(dict[str, Any], said) if isinstance(said, dict) else {}
