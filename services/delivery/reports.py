"""What providers tell afterwards: signed, so that nobody else can.

Sources: Twilio, "Validating requests"; Vonage, "Signing messages"; Twilio SendGrid, "Event webhook
security features" and "Securing your Inbound Parse webhooks". Nothing that is told names what is
said to whom beyond the provider's own ids.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from services.core import clock
from services.core.config import config

_FRESH = timedelta(minutes=10)  # how old, or ahead of us, a signed report may be


def is_twilios(url: str, form: Mapping[str, str], signature: str) -> bool:
    """Tell whether Twilio has signed a form.

    Args:
        url: Where Twilio has sent it, with its query, as Twilio knows it.
    """
    token = config().twilio_auth_token
    if not (token and signature):
        return False
    said = url + "".join(f"{name}{form[name]}" for name in sorted(form))
    made = base64.b64encode(hmac.new(token.encode(), said.encode(), hashlib.sha1).digest())
    return hmac.compare_digest(made, signature.encode())


def is_vonages(form: Mapping[str, str]) -> bool:
    """Tell whether Vonage has signed a form lately, with SHA-256 HMAC."""
    secret, signature = config().vonage_signature_secret, form.get("sig", "")
    if not (secret and signature and _fresh(form.get("timestamp", ""))):
        return False
    # What joins names and values is taken out of them, so that none can pass for another.
    said = "".join(
        f"&{name}={form[name].replace('&', '_').replace('=', '_')}"
        for name in sorted(form)
        if name != "sig"
    )
    made = hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()
    return hmac.compare_digest(made.encode(), signature.lower().encode())


def is_sendgrids(body: bytes, timestamp: str, signature: str) -> bool:
    """Tell whether SendGrid has signed a body lately, with ECDSA over its time and its bytes."""
    made = hashlib.sha256(timestamp.encode() + body).digest()
    return _is_by(config().sendgrid_webhook_key, made, timestamp, signature)


def may_be_mail(timestamp: str, signature: str) -> bool:
    """Tell whether it is worth to read an e-mail that SendGrid may have posted."""
    return bool(config().sendgrid_inbound_key and signature and _fresh(timestamp))


def is_mail(digest: bytes, timestamp: str, signature: str) -> bool:
    """Tell whether SendGrid has signed an e-mail that it posts.

    Args:
        digest: SHA-256 of the time and what was posted.
    """
    return _is_by(config().sendgrid_inbound_key, digest, timestamp, signature)


def _is_by(own: str, digest: bytes, timestamp: str, signature: str) -> bool:
    if not (own and signature and _fresh(timestamp)):
        return False
    try:
        key = serialization.load_der_public_key(base64.b64decode(own))
        if not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        key.verify(base64.b64decode(signature), digest, ec.ECDSA(Prehashed(hashes.SHA256())))
    except (InvalidSignature, ValueError):
        return False
    return True


def _fresh(timestamp: str) -> bool:
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
        return False
    return abs(int(clock.now().timestamp()) - int(timestamp)) <= _FRESH.total_seconds()
