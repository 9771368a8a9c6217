"""The audit trail: every verb that matters adds a line, and none can be changed unnoticed."""

from services.audit.heads import mirror, mirrored
from services.audit.trail import (
    BEGINNING,
    Event,
    Fault,
    hash_of,
    head,
    record,
    told_lately,
    verify,
)

__all__ = [
    "BEGINNING",
    "Event",
    "Fault",
    "hash_of",
    "head",
    "mirror",
    "mirrored",
    "record",
    "told_lately",
    "verify",
]
