"""What a paper says of vaccinations: names and days, each with its place on the page (DOC-13)."""

from services.decoding.words import Word
from services.documents.finding.meanings import Meaning
from services.documents.finding.suggestions import Context, Sheet, Suggestion, found
from services.documents.finding.vaccines import Kind

__all__ = ["Context", "Kind", "Meaning", "Sheet", "Suggestion", "Word", "found"]
