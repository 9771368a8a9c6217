"""Where no provider is configured: the demo's terminal, or an honest failure."""

import sys

from services.core.config import config
from services.delivery.letter import Letter
from services.notices import Outcome, Verdict


class Console:
    """Shows notices on the terminal in demo mode. What holds real people's codes never does."""

    name = "console"

    def send(self, letter: Letter) -> Outcome:
        """Write the letter down, or say that nothing can take it."""
        if not config().demo:
            return Outcome(Verdict.NEVER, "no provider is configured")
        lines = (f"To {letter.address}", letter.subject, *letter.body.splitlines())
        sys.stdout.write("".join(f"  {_plain(line)}\n" for line in lines if line) + "\n")
        sys.stdout.flush()
        return Outcome(Verdict.SENT)

    def check(self) -> str:
        """Report that notices go nowhere."""
        return "" if config().demo else "no provider is configured"


def _plain(line: str) -> str:
    """Keep what somebody wrote from steering the terminal."""
    return "".join(c for c in line if c.isprintable())
