"""A pet's file across all kinds of entry: what is due, what was last, and searching it."""

from services.overview.entries import EVERYTHING, Entry, Wanted
from services.overview.reading import RECENT, Overview, kinds_shown, search, summary

__all__ = [
    "EVERYTHING",
    "RECENT",
    "Entry",
    "Overview",
    "Wanted",
    "kinds_shown",
    "search",
    "summary",
]
