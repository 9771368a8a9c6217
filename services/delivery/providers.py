"""Which provider takes what, and whether each works."""

from dataclasses import dataclass

from services import settings
from services.core import db as database
from services.core.config import config
from services.delivery.console import Console
from services.delivery.letter import Letter, Provider
from services.delivery.push import Push
from services.delivery.sendgrid import SendGrid
from services.delivery.smtp import Smtp
from services.delivery.twilio import Twilio
from services.delivery.vonage import Vonage
from services.notices import Channel, Outcome


@dataclass(frozen=True)
class Check:
    """What is known about one channel's provider."""

    channel: Channel
    provider: str
    configured: bool
    problem: str  # '' where it answered and knows the key

    @property
    def good(self) -> bool:
        """Whether notices can leave this way."""
        return not self.problem


def chosen(channel: Channel) -> Provider:
    """Return what sends on a channel; the console where nothing is configured.

    Of two that are configured the clinic's settings choose one.
    """
    given = config()
    if channel == "push":
        return Push()
    if channel == "sms":
        if given.twilio_auth_token:
            return Twilio()
        return Vonage() if given.vonage_api_secret else Console()
    wanted = (settings.cached() or database.look(settings.load)).mail_provider
    if given.sendgrid_api_key and not (wanted == "smtp" and given.smtp_url):
        return SendGrid()
    return Smtp() if given.smtp_url else Console()


def hand_over(letter: Letter) -> tuple[str, Outcome]:
    """Send one letter now; return by what, and what became of it. Blocks on the network."""
    provider = chosen(letter.channel)
    return provider.name, provider.send(letter)


def check(channel: Channel) -> Check:
    """Try the provider of a channel without sending anything; uses the network and blocks."""
    provider = chosen(channel)
    configured = not isinstance(provider, Console)
    return Check(channel, provider.name, configured, provider.check())
