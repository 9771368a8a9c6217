"""What comes in through a socket is text that can be written down again."""

import re

# JSON's escapes, one by one; of a character beyond the first plane both halves at once.
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)


class WellFormed:
    """Replaces halves of characters, which a browser sends when a text was cut within an emoji.

    Python could neither store such a text nor send it back: the tab would lose its socket.
    """

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "websocket":
            return await self.app(scope, receive, send)

        async def passed():
            message = await receive()
            if text := message.get("text"):
                message = {**message, "text": whole(text)}
            return message

        return await self.app(scope, passed, send)


def whole(json: str) -> str:
    """Put the replacement character where half of one stands."""
    if "\\ud" not in json and "\\uD" not in json:
        return json
    return _ESCAPE.sub(lambda found: "\\ufffd" if found[1] else found[0], json)
