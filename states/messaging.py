"""The threads of this tab's reader: the list, the badge, and the one that is open."""

from states.base import PortalState


class MessagingState(PortalState):
    """What this tab shows of the reader's threads."""

    unread: int = 0
