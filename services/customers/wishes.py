"""What a customer wants to be told, by which ways, and when not (NOTE-6)."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from models.customers import Customer
from services.core import clock
from services.core.errors import Invalid
from services.core.typed import Typed
from services.notices import CHANNELS, TO_DECLINE, WAYS
from services.settings import Settings

CLINICS, NONE, OWN = "clinic", "none", "own"  # whose quiet hours hold
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True)
class Quiet:
    """The hours in which nothing disturbs a customer; both empty: there are none."""

    since: str
    until: str

    def ends(self, moment: datetime) -> datetime | None:
        """Return when the quiet that a moment lies in is over; None if it lies in none."""
        if not (self.since and self.until) or self.since == self.until:
            return None
        there = clock.local(moment)
        now, since, until = there.time(), time.fromisoformat(self.since), self._until
        quiet = since <= now < until if since < until else now >= since or now < until
        if not quiet:
            return None
        end = there.replace(hour=until.hour, minute=until.minute, second=0, microsecond=0)
        return end if end > there else end + timedelta(days=1)

    @property
    def _until(self) -> time:
        return time.fromisoformat(self.until)


def quiet(customer: Customer, rules: Settings) -> Quiet:
    """Return the quiet hours that hold for a customer."""
    if customer.quiet_hours == NONE:
        return Quiet("", "")
    since, _, until = customer.quiet_hours.partition("-")
    return Quiet(since, until) if until else Quiet(rules.quiet_from, rules.quiet_until)


def fields(customer: Customer) -> dict[str, Any]:
    """Return what a form begins with."""
    own = customer.quiet_hours not in ("", NONE)
    since, _, until = customer.quiet_hours.partition("-") if own else ("", "", "")
    ticks = {
        wish: wish not in customer.declined
        for wish in (f"{kind}.{channel}" for kind in TO_DECLINE for channel in WAYS)
    }
    return {
        "wants_email": not customer.declines_email,
        "wants_sms": not customer.declines_sms,
        "quiet": OWN if own else customer.quiet_hours or CLINICS,
        "quiet_since": since,
        "quiet_until": until,
        **ticks,
    }


def read(typed: Typed, declined: Collection[str] = ()) -> dict[str, Any]:
    """Return the columns that a form asks for.

    Args:
        declined: So far; what the form does not ask of remains.

    Raises:
        Invalid: Hours are missing or cannot be; `field` names them.
    """
    values: dict[str, Any] = {
        f"declines_{channel}": not typed.yes(f"wants_{channel}")
        for channel in CHANNELS
        if typed.has(f"wants_{channel}")
    }
    asked = [
        f"{kind}.{channel}"
        for channel in WAYS
        for kind in TO_DECLINE
        if typed.has(*(f"{one}.{channel}" for one in TO_DECLINE))
    ]
    if asked:
        rest = set(declined) - set(asked)
        values["declined"] = sorted(rest.union(wish for wish in asked if not typed.yes(wish)))
    if typed.has("quiet"):
        values["quiet_hours"] = _hours(typed)
    return values


def without(declined: Collection[str], kind: str, channel: str) -> list[str]:
    """Add one thing to what is declined."""
    return sorted({*declined, f"{kind}.{channel}"})


def _hours(typed: Typed) -> str:
    whose = typed.one_of("quiet", (CLINICS, NONE, OWN))
    if whose != OWN:
        return "" if whose == CLINICS else NONE
    hours = {name: typed.text(name, 5, needed=True) for name in ("quiet_since", "quiet_until")}
    for name, said in hours.items():
        if not _CLOCK.fullmatch(said):
            raise Invalid("Please write a time such as 21:00.", name)
    since, until = hours.values()
    if since == until:
        raise Invalid("Please choose two different times.", "quiet_until")
    return f"{since}-{until}"
