"""A push service on loopback, with the browser behind it.

It checks who sends (RFC 8292) and decrypts what was sent (RFC 8291), as RFC 8030 has it answer.
"""

import base64
import json
import os
import time

import http_ece
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.fakes.web import Fake, _Handler


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def browser_keys(private=None, secret=b"0123456789abcdef") -> dict[str, str]:
    """What a browser tells of its keys."""
    private = private or ec.generate_private_key(ec.SECP256R1())
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {"p256dh": encoded(point), "auth": encoded(secret)}


class PushHandler(_Handler):
    """POST /push/NAME of a browser that has subscribed."""

    def accept(self, body, *, cut):
        claims = self.server.claims(self.headers["Authorization"])
        needed = ("TTL", "Content-Encoding")
        if claims is None or claims["aud"] != f"http://{self.headers['Host']}":
            self.refuse(403)
        elif any(name not in self.headers for name in needed) or self.headers["TTL"] == "0":
            self.refuse(400)
        else:
            said = json.loads(self.server.decrypt(body))
            self.server.accepted.append({"path": self.path, "claims": claims, "said": said})
            if not cut:
                self.answer(201, Location=f"{self.server.url}/message/m1")

    def refuse(self, status, **headers):
        self.answer(status, **headers)


class FakePush(Fake):
    """`subscription` is what its browser tells the portal."""

    handler = PushHandler

    def __init__(self, key: str):
        super().__init__()
        self.key = key  # that the browser subscribed with
        self.private, self.secret = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)

    def subscription(self, name: str = "phone") -> dict:
        keys = browser_keys(self.private, self.secret)
        return {"endpoint": f"{self.url}/push/{name}", "expirationTime": None, "keys": keys}

    def decrypt(self, body: bytes) -> bytes:
        return http_ece.decrypt(
            body, private_key=self.private, auth_secret=self.secret, version="aes128gcm"
        )

    def claims(self, authorization: str | None) -> dict | None:
        """What the sender claims, if that is signed by the key that the browser subscribed with."""
        scheme, _space, given = (authorization or "").partition(" ")
        parts = dict(part.strip().split("=", 1) for part in given.split(",") if "=" in part)
        if scheme != "vapid" or parts.get("k") != self.key:
            return None
        signed, _dot, signature = parts["t"].rpartition(".")
        raw = decoded(signature)
        numbers = int.from_bytes(raw[:32]), int.from_bytes(raw[32:])
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(self.key))
        try:
            point.verify(encode_dss_signature(*numbers), signed.encode(), ec.ECDSA(SHA256()))
        except InvalidSignature:
            return None
        head, claims = (json.loads(decoded(part)) for part in signed.split("."))
        good = head == {"typ": "JWT", "alg": "ES256"} and time.time() < claims["exp"]
        return claims if good and claims["exp"] < time.time() + 86400 and claims["sub"] else None
