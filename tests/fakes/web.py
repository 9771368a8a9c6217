"""SendGrid and Twilio on loopback: real HTTP, with the faults that real ones have."""

import base64
import json
from collections import deque
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qsl
from uuid import uuid4

OK, CUT, CUT_AFTER_ACCEPTING, SLOW = "ok", "cut", "cut after accepting", "slow"


class Fake(ThreadingHTTPServer):
    """A provider. `faults` are used up one a request; afterwards `next_fault` decides."""

    daemon_threads = True
    handler: type[BaseHTTPRequestHandler]

    def __init__(self):
        super().__init__(("127.0.0.1", 0), self.handler)
        self.faults: deque[object] = deque()
        self.next_fault: Callable[[], object] = lambda: OK
        self.accepted: list[dict] = []
        self.requests: list[tuple[str, str, dict]] = []
        self.stopped = Event()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self):
        Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        """Callers that hang up are part of the game."""


class _Handler(BaseHTTPRequestHandler):
    server: Fake
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.serve(b"")

    def do_POST(self):
        self.serve(self.rfile.read(int(self.headers["Content-Length"])))

    def serve(self, body):
        self.close_connection = True
        self.server.requests.append((self.command, self.path, dict(self.headers)))
        fault = self.server.faults.popleft() if self.server.faults else self.server.next_fault()
        if fault == CUT:
            return
        if fault == SLOW:
            self.server.stopped.wait(30)
            return
        if isinstance(fault, tuple):
            status, extra = fault
            self.refuse(status, **extra)
            return
        self.accept(body, cut=fault == CUT_AFTER_ACCEPTING)

    def answer(self, status, body=None, **headers):
        content = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class SendGridHandler(_Handler):
    """POST /v3/mail/send and GET /v3/scopes."""

    def accept(self, body, *, cut):
        if self.headers["Authorization"] != "Bearer SG.key":
            self.refuse(401)
        elif self.path == "/v3/scopes":
            self.answer(200, {"scopes": ["mail.send", "user.profile.read"]})
        elif self.path != "/v3/mail/send" or self.headers["Content-Type"] != "application/json":
            self.refuse(404)
        else:
            self.server.accepted.append(json.loads(body))
            if not cut:
                self.answer(202, X_Message_Id=uuid4().hex)

    def refuse(self, status, **headers):
        errors = [{"message": "refused, says the server", "field": None, "help": None}]
        self.answer(status, {"errors": errors}, **headers)


class FakeSendGrid(Fake):
    handler = SendGridHandler


class TwilioHandler(_Handler):
    """POST /2010-04-01/Accounts/AC…/Messages.json and GET /2010-04-01/Accounts/AC….json."""

    account = "/2010-04-01/Accounts/AC0123456789"

    def accept(self, body, *, cut):
        key = base64.b64encode(b"AC0123456789:token").decode()
        if self.headers["Authorization"] != f"Basic {key}":
            self.refuse(401, 20003)
        elif self.path == f"{self.account}.json":
            self.answer(200, {"sid": "AC0123456789", "status": "active"})
        elif self.path != f"{self.account}/Messages.json":
            self.refuse(404, 20404)
        else:
            self.server.accepted.append(dict(parse_qsl(body.decode(), strict_parsing=True)))
            if not cut:
                self.answer(
                    201, {"sid": f"SM{uuid4().hex}", "status": "queued", "error_code": None}
                )

    def refuse(self, status, code=20500, **headers):
        said = {"code": code, "message": "refused: +12025550143", "status": status}
        self.answer(status, said, **headers)


class FakeTwilio(Fake):
    handler = TwilioHandler


class VonageHandler(_Handler):
    """POST /sms/json and GET /account/get-balance; a wrong key is an answer of 200, too."""

    def accept(self, body, *, cut):
        path, _, query = self.path.partition("?")
        said = dict(parse_qsl(body.decode() or query, strict_parsing=True))
        known = (said.get("api_key"), said.get("api_secret")) == ("abcd1234", "secret")
        if path == "/account/get-balance":
            self.answer(200, {"value": 10.28, "autoReload": False}) if known else self.refuse(401)
        elif path != "/sms/json":
            self.refuse(404)
        elif not known:
            self.refuse_part("4")
        else:
            self.server.accepted.append(said)
            if not cut:
                part = {"to": said["to"], "message-id": uuid4().hex[:16].upper(), "status": "0"}
                self.answer(200, {"message-count": "1", "messages": [part]})

    def refuse(self, status, part="", **headers):
        if part:
            self.refuse_part(part)
        else:
            self.answer(status, {"error-code": str(status)}, **headers)

    def refuse_part(self, status):
        part = {"status": status, "error-text": "refused: 12025550143"}
        self.answer(200, {"message-count": "1", "messages": [part]})


class FakeVonage(Fake):
    handler = VonageHandler
