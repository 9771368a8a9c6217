"""Proof of work: what keeps robots from the public forms, without asking anybody else (AUTH-12).

The server hands out a signed challenge, the browser spends a fraction of a second on it in the
background, and the form carries the answer. A challenge is good once and for ten minutes. It
asks for several small answers rather than one large one, so that bad luck never lasts long.
"""

import hashlib
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, col

from models.auth import SpentProof
from services.access import system
from services.auth import limits
from services.core import clock, tokens
from services.core.config import config
from services.core.errors import Invalid

PARTS = 8  # answers to one challenge
_BITS = 11  # leading zero bits of each answer's hash: about 2048 tries
_MOST_BITS = 16
_ASKS_PER_BIT = 4  # codes within the hour that make the work of an origin twice as hard
_LIFE = timedelta(minutes=10)
_SEED = 32  # characters of the signature that the answers are about: one block of SHA-256


def challenge(db: Session, origin: str) -> str:
    """Hand out a challenge; the more an origin has asked for within the hour, the harder.

    Returns:
        `bits.expires.nonce.signature`, in which `bits` is how many leading zero bits each of
        the answers needs.
    """
    asked = 0 if config().demo else limits.asked_from(db, origin)
    bits = min(_BITS + asked // _ASKS_PER_BIT, _MOST_BITS)
    expires = int((clock.now() + _LIFE).timestamp())
    said = f"{bits}.{expires}.{tokens.new()}"
    return f"{said}.{tokens.keyed('proof', said)}"


def spend(db: Session, proof: object) -> None:
    """Accept a proof and use it up.

    Args:
        proof: The challenge, a colon, and the answers as numbers with commas between them.

    Raises:
        Invalid: It is missing, wrong, too old or used.
    """
    said, _, answers = (proof if isinstance(proof, str) else "")[:400].partition(":")
    nonce = _signed(said)
    if not nonce or not _solves(said, answers) or _spent(db, nonce):
        raise Invalid(
            "We could not tell that you are not a robot. Please wait a moment and try again.",
            "proof",
        )
    db.add(SpentProof(nonce=nonce, expires_at=clock.now() + _LIFE))


def _signed(said: str) -> str:
    """Return the nonce of a challenge that is ours and has not expired."""
    parts = said.split(".")
    if len(parts) != 4 or not tokens.same(parts[3], tokens.keyed("proof", ".".join(parts[:3]))):
        return ""
    return parts[2] if datetime.fromtimestamp(int(parts[1]), UTC) > clock.now() else ""


def _solves(said: str, answers: str) -> bool:
    bits, given = int(said.partition(".")[0]), answers.split(",")
    seed = said.rpartition(".")[2][:_SEED]
    return len(given) == PARTS and all(
        answer.isdecimal() and _zero_bits(f"{seed}:{part}:{answer}") >= bits
        for part, answer in enumerate(given)
    )


def _zero_bits(text: str) -> int:
    digest = int.from_bytes(hashlib.sha256(text.encode()).digest())
    return 256 - digest.bit_length()


def _spent(db: Session, nonce: str) -> bool:
    return db.exec(system(SpentProof).where(col(SpentProof.nonce) == nonce)).first() is not None
