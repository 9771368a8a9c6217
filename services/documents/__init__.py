"""Documents that customers or the clinic handed in."""

from services.documents import handling, intake, reviewing, suggesting
from services.documents.reading import Listing, listed, of, own, page, sheets

__all__ = [
    "Listing",
    "handling",
    "intake",
    "listed",
    "of",
    "own",
    "page",
    "reviewing",
    "sheets",
    "suggesting",
]
