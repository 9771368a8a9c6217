"""Whose word counts for where an e-mail comes from."""

import pytest

from services.decoding import mails
from services.decoding.mails import Mail
from services.mailbox import proving
from tests.mails import SERVER, mail

pytestmark = pytest.mark.spec("DOC-7")


def proven(*results, sender="alice@mail.test", server=SERVER):
    return proving.by_server(Mail(sender=sender, results=list(results)), server)


@pytest.mark.parametrize(
    "found",
    [
        "dmarc=pass header.from=mail.test",
        "dmarc=pass (p=REJECT sp=NONE dis=NONE) header.from=MAIL.test",
        "dkim=pass header.d=mail.test",
        "dkim=pass header.i=@mail.test header.s=one",
        "dkim=fail header.d=mail.test; dkim=pass header.d=mail.test",
        "spf=pass (ok; really) smtp.mailfrom=bounce@mail.test",
        "spf=pass smtp.mailfrom=mail.test",
        'dkim=pass reason="signed; well" header.d="mail.test"',
    ],
)
def test_an_e_mail_is_proven_by_the_senders_domain(found):
    assert proven(f"{SERVER}; {found}")
    assert proven(f"{SERVER} 1; none; {found}")
    assert not proven(f"{SERVER}; {found}", sender="alice@other.test")
    assert not proven(f"{SERVER}; {found}", server="")
    assert not proven(f"mx.evil.test; {found}")


@pytest.mark.parametrize(
    "found",
    [
        "",
        "none",
        "dkim=none",
        "dkim=pass",
        "dkim=pass header.d=evil.test",
        "dkim=pass header.d=test",
        "dkim=pass header.d=xmail.test",
        "dkim=pass header.d=mail.test.evil.test",
        "dkim=pass header.d=mail.test header.i=@evil.test",
        "dkim=fail header.d=mail.test",
        "dkim=pass (header.d=mail.test) header.d=evil.test",
        "dkim=pass ((nested) header.d=mail.test",
        "spf=softfail smtp.mailfrom=mail.test",
        "spf=pass smtp.helo=mail.test",
        'spf=pass smtp.mailfrom="x; dkim=pass header.d=mail.test"@evil.test',
        "dmarc=fail header.from=mail.test; spf=pass smtp.mailfrom=mail.test",
        "dmarc=pass header.from=evil.test; dkim=pass header.d=mail.test",
        "auth=pass smtp.auth=alice@mail.test",
    ],
)
def test_an_e_mail_is_not_proven_by_anything_else(found):
    assert not proven(f"{SERVER}; {found}")


def test_only_the_uppermost_word_of_the_own_server_counts():
    bad, good = f"{SERVER}; dkim=fail header.d=mail.test", f"{SERVER}; dkim=pass header.d=mail.test"

    assert proven("mx.evil.test; dkim=fail", good)
    assert proven(good, bad)
    assert not proven(bad, good)


def test_a_domain_stands_for_those_that_belong_to_it():
    found = f"{SERVER}; dkim=pass header.d=mail.test"

    assert proven(found, sender="alice@dogs.mail.test")
    assert not proven(found.replace("mail.test", "dogs.mail.test"))


def test_what_the_sender_writes_of_themselves_does_not_count():
    made = mails.read(mail(proven=False, sender="alice@mail.test").as_bytes())

    assert not proving.by_server(made, SERVER)
    assert not proving.by_sendgrid(made)


@pytest.mark.parametrize(
    ("dkim", "spf", "envelope", "counts"),
    [
        ("{@mail.test : pass}", "none", "", True),
        ("{@mail.test : pass, @esp.test : fail}", "fail", "", True),
        ("none", "pass", "alice@mail.test", True),
        ("none", "pass", "bounce@mail.test", True),
        ("{@mail.test : fail}", "none", "", False),
        ("{@mail.test : pass, @mail.test : fail}", "none", "", False),
        ("{@evil.test : pass}", "pass", "x@evil.test", False),
        ("{@evil.test : pass} {@mail.test : pass}", "none", "", False),
        ("{@evil.test(@mail.test : pass) : pass}", "none", "", False),
        ("{@test : pass}", "none", "", False),
        ("none", "softfail", "alice@mail.test", False),
        ("none", "pass", "", False),
        ("", "", "", False),
    ],
)
def test_of_what_sendgrid_posts_its_own_word_counts(dkim, spf, envelope, counts):
    made = Mail(sender="alice@mail.test", dkim=dkim, spf=spf, envelope_from=envelope)

    assert proving.by_sendgrid(made) is counts
