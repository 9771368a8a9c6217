"""E-mails that bring documents (DOC-7): read, filed under whom they come from, or left to staff."""

from services.mailbox import filing, imap, polling, reading, taking, trying, unmatched

__all__ = ["filing", "imap", "polling", "reading", "taking", "trying", "unmatched"]
