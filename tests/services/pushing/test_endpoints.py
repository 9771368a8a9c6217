"""Where push messages may go: to push services, and never into the clinic's own network."""

import socket

import pytest

from services import pushing
from services.core.config import config
from services.core.errors import Invalid
from services.pushing import endpoints

GOOD = "https://fcm.googleapis.com/fcm/send/abc:def-123"


@pytest.fixture
def resolves(monkeypatch):
    """Have every name stand for these numbers, as whoever owns the name decides."""

    def to(*numbers: str) -> None:
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443)) for number in numbers]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)

    return to


@pytest.mark.parametrize(
    "endpoint", [GOOD, "https://updates.push.services.mozilla.com/wpush/v2/gAAA", f"{GOOD}?a=b"]
)
def test_what_push_services_hand_out_is_accepted(endpoint):
    assert endpoints.accepted(endpoint) == endpoint


@pytest.mark.spec("OPS-11")
@pytest.mark.parametrize(
    "endpoint",
    [
        None,
        7,
        {},
        "",
        "x" * 10_000,
        "http://fcm.googleapis.com/send",
        "https://localhost/send",
        "https://portal/send",
        "https://127.0.0.1/send",
        "https://10.0.0.7/send",
        "https://[::1]/send",
        "https://2130706433/send",
        "https://0x7f000001/send",
        "https://printer.local/send",
        "https://db.internal/send",
        "https://fcm.googleapis.com:8443/send",
        "https://fcm.googleapis.com:0/send",
        "https://user:password@fcm.googleapis.com/send",
        "https://fcm.googleapis.com/a b",
        "https://fcm.googleapis.com/a\r\nHost: localhost",
        "https://fcm.googleapis.com/#part",
        "https://fcm.googleapis.com./send",
        "https://püsh.example/send",
        "file:///etc/passwd",
        f"{GOOD}/{'x' * 1000}",
    ],
)
def test_any_other_address_is_refused(endpoint):
    with pytest.raises(Invalid):
        endpoints.accepted(endpoint)


@pytest.mark.spec("OPS-11")
@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "2002:0a00:0001::1",
    ],
)
def test_a_name_that_leads_into_a_private_network_is_not_called(resolves, number):
    resolves("93.184.216.34", number)

    with pytest.raises(pushing.Unsafe):
        pushing.reachable(GOOD)


def test_the_number_that_was_looked_at_is_the_one_to_call(resolves):
    resolves("93.184.216.34")

    assert pushing.reachable(GOOD) == "93.184.216.34"


@pytest.mark.parametrize(
    ("public_key", "secret"),
    [(None, None), ("", ""), ("BA" * 43, "A" * 22), ("é", "é"), ("x" * 10_000, "A" * 22)],
)
def test_keys_that_are_none_are_refused(public_key, secret):
    with pytest.raises(Invalid):
        endpoints.accepted_keys(public_key, secret)


@pytest.mark.spec("OPS-4")
def test_the_key_is_made_once_and_is_the_portals_alone():
    key = pushing.public_key()
    pushing.signing_key.cache_clear()

    assert pushing.public_key() == key
    assert len(key) == 87
    kept = config().data_dir / "push.key"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.read_text() not in key
