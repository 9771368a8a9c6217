"""What providers tell afterwards: signed, so that nobody else can.

Sources: Twilio, "Validating requests"; Vonage, "Signing messages"; Twilio SendGrid, "Event webhook
security features". Nothing that is told names what is said to whom beyond the provider's own ids.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

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
    if not (config().sendgrid_webhook_key and signature and _fresh(timestamp)):
        return False
    try:
        key = serialization.load_der_public_key(base64.b64decode(config().sendgrid_webhook_key))
        if not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        key.verify(
            base64.b64decode(signature), timestamp.encode() + body, ec.ECDSA(hashes.SHA256())
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def _fresh(timestamp: str) -> bool:
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
        return False
    return abs(int(clock.now().timestamp()) - int(timestamp)) <= _FRESH.total_seconds()
