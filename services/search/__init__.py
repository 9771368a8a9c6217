"""Finding customers and pets by the beginnings of words (ADMIN-2)."""

from services.search.finding import Found, Hit, find
from services.search.words import keep_up, rebuild

__all__ = ["Found", "Hit", "find", "keep_up", "rebuild"]
