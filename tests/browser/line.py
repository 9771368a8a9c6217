"""A page's line to the server, on which answers can be kept waiting."""

from playwright.sync_api import Page, WebSocketRoute


class Line:
    """The socket of a page that is opened after this.

    Attributes:
        slow: Whether the answers wait.
        slow_after: Part of an answer, empty for none; from the next one on they wait.
    """

    def __init__(self, page: Page) -> None:
        self._waiting: list[tuple[WebSocketRoute, str | bytes]] = []
        self.slow = False
        self.slow_after = ""
        page.route_web_socket(lambda url: "_event" in url, self._connect)

    def _connect(self, tab: WebSocketRoute) -> None:
        server = tab.connect_to_server()
        server.on_message(lambda said: self._hear(tab, said))

    def _hear(self, tab: WebSocketRoute, said: str | bytes) -> None:
        if self.slow:
            self._waiting.append((tab, said))
            return
        tab.send(said)
        self.slow = self.slow_after != "" and self.slow_after in str(said)

    def hurry(self) -> None:
        """Have all that was kept waiting come, and all that follows."""
        self.slow, self.slow_after = False, ""
        for tab, said in self._waiting:
            tab.send(said)
        self._waiting.clear()
