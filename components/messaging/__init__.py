"""Conversations between a customer and the clinic, as both sides see them."""

from components.messaging.composer import composer
from components.messaging.lists import pet_badge, pet_messages_tab, threads_page
from components.messaging.starting import new_thread_page
from components.messaging.thread import conversation, missing_thread, thread_page, writing

__all__ = [
    "composer",
    "conversation",
    "missing_thread",
    "new_thread_page",
    "pet_badge",
    "pet_messages_tab",
    "thread_page",
    "threads_page",
    "writing",
]
