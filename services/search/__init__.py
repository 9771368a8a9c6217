"""Finding customers and pets by the beginnings of words (ADMIN-2)."""

from services.search.finding import Found, Hit, find, holding
from services.search.words import keep_up, rebuild

__all__ = ["Found", "Hit", "find", "holding", "keep_up", "rebuild"]
