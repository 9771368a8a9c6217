"""The clinic's lists: what ships, and changing them."""

from services.lists.shipped import seed

__all__ = ["seed"]
