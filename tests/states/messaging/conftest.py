"""A thread to look at."""

from tests.messages import thread  # noqa: F401
