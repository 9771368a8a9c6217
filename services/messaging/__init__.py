"""Threads and messages: who may read and write what, and what is unread."""

from services.messaging import files, handling, inbox, presence, replies
from services.messaging.marks import Unread, counted, mark_read, mark_unread, unread
from services.messaging.reading import STEP, Entry, Listing, Reading, read, threads
from services.messaging.rules import (
    BODY_LIMIT,
    TOPIC_LIMIT,
    answered_by,
    emergency,
    enabled,
    may_write,
)
from services.messaging.writing import About, Along, note, post, start

__all__ = [
    "BODY_LIMIT",
    "STEP",
    "TOPIC_LIMIT",
    "About",
    "Along",
    "Entry",
    "Listing",
    "Reading",
    "Unread",
    "answered_by",
    "counted",
    "emergency",
    "enabled",
    "files",
    "handling",
    "inbox",
    "mark_read",
    "mark_unread",
    "may_write",
    "note",
    "post",
    "presence",
    "read",
    "replies",
    "start",
    "threads",
    "unread",
]
