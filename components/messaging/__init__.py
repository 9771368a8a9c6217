"""Conversations between a customer and the clinic, as both sides see them."""

from components.messaging.lists import pet_badge, pet_messages_tab, threads_page
from components.messaging.starting import new_thread_page
from components.messaging.thread import thread_page

__all__ = ["new_thread_page", "pet_badge", "pet_messages_tab", "thread_page", "threads_page"]
