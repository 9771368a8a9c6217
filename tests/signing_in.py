"""What a browser does to sign in, for tests that need somebody to."""

import hashlib

from models.auth import SignInCode
from services.access import system
from services.auth import codes, proofs
from services.auth.entry import Entered, Visitor, by_code
from services.core import tokens
from services.core.db import run

BROWSER = "browser-1"


def ask(
    contact: str = "alice@mail.test", browser: str = BROWSER, origin: str = "192.0.2.1", **more
) -> SignInCode:
    """Ask for a code; return its row."""
    run(codes.request, contact, browser=browser, origin=origin, **more)
    return newest()


def newest() -> SignInCode:
    by_age = system(SignInCode).order_by(SignInCode.created_at.desc())
    return run(lambda db: db.exec(by_age).first())


def made(row: SignInCode) -> str | None:
    """Have a code made, as the worker does when it sends it."""
    done = run(codes.make, row.id)
    return done and done.code


def code_for(contact: str = "alice@mail.test", browser: str = BROWSER, **more) -> str:
    """Ask for a code and have it sent."""
    return made(ask(contact, browser, **more))


def sign_in(contact: str = "alice@mail.test", *, remember: bool = False, **visitor) -> Entered:
    """Sign in by code from a browser of one's own."""
    browser = tokens.new()
    code = code_for(contact, browser)
    return run(by_code, Visitor(browser, **visitor), code, remember=remember)


def solve(challenge: str) -> str:
    """Do the work that assets/proof.js does in a browser."""
    bits, seed = int(challenge.partition(".")[0]), challenge.rpartition(".")[2][:32]
    answers = []
    for part in range(proofs.PARTS):
        answer = 0
        while not _has_zero_bits(f"{seed}:{part}:{answer}", bits):
            answer += 1
        answers.append(str(answer))
    return f"{challenge}:{','.join(answers)}"


def _has_zero_bits(text: str, bits: int) -> bool:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()) >> (256 - bits) == 0
