"""The outbox: what leaves the portal, how far it has come, and the staff's log of it."""

from services.notices.kinds import (
    CHANNELS,
    OF_MESSAGES,
    TO_DECLINE,
    TO_THE_CLINIC,
    WAYS,
    Channel,
    Kind,
    named,
)
from services.notices.outbox import (
    LEASE,
    WAITS,
    Outcome,
    Verdict,
    begin,
    claim,
    due,
    forget_bodies,
    listed,
    neglected,
    put_off,
    settle,
)
from services.notices.queueing import enqueue, offers, one_line
from services.notices.reporting import bounced, not_arrived, report

__all__ = [
    "CHANNELS",
    "LEASE",
    "OF_MESSAGES",
    "TO_DECLINE",
    "TO_THE_CLINIC",
    "WAITS",
    "WAYS",
    "Channel",
    "Kind",
    "Outcome",
    "Verdict",
    "begin",
    "bounced",
    "claim",
    "due",
    "enqueue",
    "forget_bodies",
    "listed",
    "named",
    "neglected",
    "not_arrived",
    "offers",
    "one_line",
    "put_off",
    "report",
    "settle",
]
