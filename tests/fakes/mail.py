"""A mail server on loopback, with STARTTLS, sign-in and the faults that real ones have."""

import ssl
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from socket import create_connection

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

OK, CUT, CUT_AFTER_ACCEPTING = "ok", "cut", "cut after accepting"


class FakeMailServer(Controller):
    """Takes e-mail for user `portal`, password `p:w/d`; `faults` as the web fakes have them."""

    def __init__(self, folder, *, tls=True, implicit=False):
        context = certified(folder) if tls or implicit else None
        super().__init__(
            self,
            hostname="127.0.0.1",
            port=0,
            server_hostname="fake.test",
            ready_timeout=10,
            ssl_context=context if implicit else None,
            tls_context=None if implicit else context,
            require_starttls=tls and not implicit,
            authenticator=self._authenticate if tls else None,
            auth_required=tls and not implicit,
            auth_require_tls=not implicit,
        )
        self.accepted: list[EmailMessage] = []
        self.faults: deque[str] = deque()
        self.next_fault: Callable[[], str] = lambda: OK
        self.refuse_recipient = ""

    @property
    def number(self):
        return self.server.sockets[0].getsockname()[1]

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def _trigger_server(self):
        """Knock, as the controller does, but at the port that was given."""
        create_connection(("127.0.0.1", self.number), 5).close()

    def _authenticate(self, _server, _session, _envelope, _mechanism, given):
        right = (given.login, given.password) == (b"portal", b"p:w/d")
        return AuthResult(success=right, handled=False)

    async def handle_RCPT(  # noqa: N802
        self, _server, _session, envelope, address, options
    ):
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _session, envelope
    ):
        fault = self.faults.popleft() if self.faults else self.next_fault()
        if fault == CUT:
            server.transport.abort()
            return "451 cut"
        if fault not in {OK, CUT_AFTER_ACCEPTING}:
            return fault
        message = message_from_bytes(envelope.content.replace(b"\r\n", b"\n"), policy=default)
        assert envelope.rcpt_tos == [message["To"].addresses[0].addr_spec]
        self.accepted.append(message)
        if fault == CUT_AFTER_ACCEPTING:
            server.transport.abort()
        return "250 taken"


def certified(folder):
    """Make a certificate for this machine; `folder/ca.pem` is what vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    (folder / "ca.pem").write_bytes(pem)
    (folder / "server.pem").write_bytes(
        pem
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context
