"""What tabs show of threads, and what they write into them."""

from states.messaging.rows import MessageFileRow, MessageRow, ThreadRow, thread_row
from states.messaging.showing import MessagingState
from states.messaging.writing import WritingState

__all__ = [
    "MessageFileRow",
    "MessageRow",
    "MessagingState",
    "ThreadRow",
    "WritingState",
    "thread_row",
]
