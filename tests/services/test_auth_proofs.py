"""Proof of work, and what is forgotten in time."""

import pytest
from sqlmodel import SQLModel, func, select

from models.auth import AuthSession, Device, SignInCode, SpentProof
from services.auth import proofs, retention, sessions
from services.core.db import run
from services.core.errors import Invalid
from tests.signing_in import ask, sign_in, solve

ORIGIN = "192.0.2.1"


def refused(proof):
    with pytest.raises(Invalid, match="not a robot"):
        run(proofs.spend, proof)
    return True


@pytest.mark.spec("AUTH-12")
def test_a_proof_is_good_once():
    proof = solve(run(proofs.challenge, ORIGIN))

    run(proofs.spend, proof)

    assert refused(proof)


@pytest.mark.spec("AUTH-12")
def test_a_proof_is_good_for_ten_minutes(later):
    proof = solve(run(proofs.challenge, ORIGIN))
    later(minutes=10, seconds=1)

    assert refused(proof)


@pytest.mark.spec("AUTH-12")
def test_a_refused_form_does_not_use_a_proof_up():
    proof = solve(run(proofs.challenge, ORIGIN))

    def form(db):
        proofs.spend(db, proof)
        raise Invalid("Please enter a contact.")

    with pytest.raises(Invalid):
        run(form)
    run(proofs.spend, proof)


@pytest.mark.spec("AUTH-12")
def test_a_challenge_made_easier_is_no_challenge_of_ours():
    challenge = run(proofs.challenge, ORIGIN)
    _bits, rest = challenge.split(".", 1)

    assert refused(solve(f"0.{rest}"))
    assert refused(f"{challenge}:{','.join('0' * proofs.PARTS)}")
    assert refused(solve(challenge).rpartition(",")[0])
    for nonsense in ("", None, 5, ":", "...:", "1.2.3.4:1", "é.é.é.é:é", "12." * 500):
        assert refused(nonsense)


@pytest.mark.spec("AUTH-12")
def test_an_origin_that_asks_often_works_harder():
    bits = []
    for number in range(20):
        bits.append(int(run(proofs.challenge, ORIGIN).partition(".")[0]))
        ask(f"somebody{number}@mail.test", f"b{number}")

    assert bits == sorted(bits)
    assert bits[-1] - bits[0] == 4
    assert run(proofs.challenge, "198.51.100.7").startswith(f"{bits[0]}.")


def count(model: type[SQLModel]) -> int:
    return run(lambda db: db.exec(select(func.count()).select_from(model)).one())


@pytest.mark.spec("AUTH-2")
def test_what_is_too_old_to_count_is_forgotten(later):
    entered = sign_in(remember=True)
    run(proofs.spend, solve(run(proofs.challenge, ORIGIN)))
    run(sessions.end, entered.session)
    before = count(AuthSession)
    run(retention.forget_old)
    assert (count(SignInCode), count(SpentProof), count(Device)) == (1, 1, 1)
    assert count(AuthSession) == before

    later(days=1, seconds=1)
    run(retention.forget_old)
    assert (count(SignInCode), count(SpentProof), count(Device)) == (0, 0, 1)
    later(days=91)
    run(retention.forget_old)
    assert (count(AuthSession), count(Device)) == (0, 0)
