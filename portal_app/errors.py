"""What a person sees when a handler raises."""

import logging
from secrets import token_hex
from typing import cast

from reflex.event import EventSpec

from services.auth.confirming import NotConfirmed
from services.core.errors import PortalError, SignedOut
from states.admin.confirming import ConfirmState
from states.auth import SignInState
from states.feedback import FeedbackState

logger = logging.getLogger(__name__)


def show_error(exception: Exception) -> EventSpec | None:
    """Show a refusal as it stands; log a bug under a number that the person can quote."""
    return cast("EventSpec", _answer(exception))


def _answer(exception: Exception) -> object:
    if isinstance(exception, SignedOut):
        return SignInState.leave()
    if isinstance(exception, NotConfirmed):
        return ConfirmState.ask()
    if isinstance(exception, PortalError):
        return FeedbackState.show(str(exception), True)
    reference = token_hex(4)
    logger.error("unexpected error %s", reference, exc_info=exception)
    return FeedbackState.fail(reference)


def log_browser_error(exception: Exception) -> None:
    """Note an error that a browser reported; anybody could have written it."""
    logger.warning("browser error: %s", str(exception)[:500])
