"""What tabs show of threads, and what they write into them."""

from states.messaging.channels import ChannelRow, channel_rows
from states.messaging.rows import MessageFileRow, MessageRow, ThreadRow, thread_row
from states.messaging.showing import MessagingState
from states.messaging.writing import WritingState

__all__ = [
    "ChannelRow",
    "MessageFileRow",
    "MessageRow",
    "MessagingState",
    "ThreadRow",
    "WritingState",
    "channel_rows",
    "thread_row",
]
