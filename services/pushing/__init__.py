"""Notices by Web Push: which browsers take them, and the key that the portal signs them with."""

from services.pushing.endpoints import Unsafe, reachable
from services.pushing.keys import public_key, signing_key
from services.pushing.subscriptions import (
    carry_on,
    end,
    end_all_of,
    end_on,
    forget,
    keep,
    offer,
    renew,
    session_ended,
    subscription,
    taking,
    tell,
    unwanted,
)

__all__ = [
    "Unsafe",
    "carry_on",
    "end",
    "end_all_of",
    "end_on",
    "forget",
    "keep",
    "offer",
    "public_key",
    "reachable",
    "renew",
    "session_ended",
    "signing_key",
    "subscription",
    "taking",
    "tell",
    "unwanted",
]
