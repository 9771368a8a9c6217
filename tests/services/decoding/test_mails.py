"""E-mails of every make: what they bring, who they say they are from, and what is left out."""

from email.message import EmailMessage
from email.mime.message import MIMEMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.decoding import mails
from tests.mails import hang_on, mail
from tests.papers import pdf, png

pytestmark = pytest.mark.spec("DOC-7")


def read(made):
    return mails.read(made if isinstance(made, bytes) else made.as_bytes())


def test_read_tells_who_wrote_what_and_brings_what_hangs_on_it():
    made = read(mail("Rabies", subject="Läuse und Flöhe", text="For Rex, please."))

    assert (made.sender, made.subject, made.text) == (
        "alice@mail.test",
        "Läuse und Flöhe",
        "For Rex, please.",
    )
    assert [(part.name, part.content) for part in made.parts] == [
        ("Rabies.pdf", pdf(1, "Rabies")),
    ]
    assert (made.id, made.automatic, made.report, made.left) == (
        "<one@mail.test>",
        False,
        False,
        [],
    )


@pytest.mark.parametrize(
    ("said", "sender"),
    [
        ("alice@mail.test", "alice@mail.test"),
        ('"bob@mail.test" <alice@mail.test>', "alice@mail.test"),
        ('"<bob@mail.test>" <alice@mail.test>', "alice@mail.test"),
        ("=?utf-8?q?bob=40mail.test?= <alice@mail.test>", "alice@mail.test"),
        ("alice@mail.test, bob@mail.test", ""),
        ("bob@mail.test <alice@mail.test>, x@mail.test", ""),
        ("<bob@mail.test> <alice@mail.test>", ""),
        ("bob@mail.test)<alice@mail.test>", "alice@mail.test"),
        ("bob@mail.test(<alice@mail.test>)", ""),
        ("alice@mail.test@evil.test", ""),
        ("undisclosed-recipients:;", ""),
        ("", ""),
    ],
)
def test_read_takes_a_sender_that_reads_one_way_only(said, sender):
    raw = b"From: " + said.encode() + b"\r\nSubject: x\r\n\r\nHello"

    made = read(raw)

    assert made.sender == sender


def test_read_takes_no_sender_from_two():
    assert read(b"From: alice@mail.test\r\nFrom: bob@mail.test\r\n\r\nHello").sender == ""


def test_read_goes_through_forwarded_and_nested_e_mails():
    inner = mail("Inner", sender="vet@other.test", message_id="<inner@other.test>")
    middle = EmailMessage()
    middle["Subject"] = "Fwd"
    middle.set_content("See below")
    middle.attach(MIMEMessage(inner)) if middle.is_multipart() else middle.make_mixed()
    middle.attach(MIMEMessage(inner))
    outer = mail("Outer")
    outer.attach(MIMEMessage(middle))

    made = read(outer)

    assert made.sender == "alice@mail.test"
    assert [part.name for part in made.parts] == ["Outer.pdf", "Inner.pdf"]


def test_read_leaves_pictures_of_signatures_out_and_keeps_photos():
    made = mail("Pass", text="", html="<p>Hi <img src=cid:logo></p>")
    hang_on(made, "logo.png", "image/png", png(), disposition="inline", cid="<logo>")
    hang_on(made, "IMG_1.png", "image/png", png(), disposition="inline")
    hang_on(made, "big.png", "image/png", b"\x89PNG" + b"0" * 30_000, cid="<big>")
    hang_on(made, "smime.p7s", "application/pkcs7-signature", b"signed")

    assert [part.name for part in read(made).parts] == ["Pass.pdf", "IMG_1.png", "big.png"]


def test_read_says_of_what_it_leaves():
    made = mail(*(f"n{number}" for number in range(32)))
    hang_on(made, "winmail.dat", "application/ms-tnef", b"\x78\x9f\x3e\x22")

    found = read(made)

    assert len(found.parts) == mails.MOST_PAPERS
    assert [(one.name, one.why) for one in found.left] == [
        ("n30.pdf", "many"),
        ("n31.pdf", "many"),
        ("winmail.dat", "outlook"),
    ]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b"attachment; filename*=utf-8''Impfpa%C3%9F.pdf", "Impfpaß.pdf"),
        (b"attachment; filename*0*=utf-8''Impf; filename*1*=pa%C3%9F.pdf", "Impfpaß.pdf"),
        (b'attachment; filename="=?utf-8?b?SW1wZnBhw58ucGRm?="', "Impfpaß.pdf"),
        (b'attachment; filename="../../etc/pass\0wd.pdf"', "passwd.pdf"),
        (b'attachment; filename="C:\\\\papers\\\\a.pdf"', "a.pdf"),
        (b'attachment; filename="\xe2\x80\xaefdp.exe"', "fdp.exe"),
        (b"attachment; filename*=nonsense'x'a%FFb.pdf", "aÿb.pdf"),
        (b'attachment; filename="Impfpa\xdf.pdf"', "Impfpaß.pdf"),
        (b"attachment", ""),
    ],
)
def test_read_takes_names_for_labels(header, name):
    raw = (
        b"From: alice@mail.test\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: application/pdf\r\nContent-Disposition: " + header + b"\r\n\r\n%PDF-"
    )

    [part] = read(raw).parts

    assert part.name == name


@pytest.mark.parametrize(
    ("headers", "automatic"),
    [
        ({}, False),
        ({"auto_submitted": "no"}, False),
        ({"auto_submitted": "auto-replied"}, True),
        ({"precedence": "bulk"}, True),
        ({"list_id": "<dogs.mail.test>"}, True),
        ({"return_path": "<>"}, True),
    ],
)
def test_read_knows_what_no_person_has_sent(headers, automatic):
    assert read(mail(**headers)).automatic is automatic


def test_read_knows_what_came_back():
    raw = (
        b"From: MAILER-DAEMON@mail.test\r\nContent-Type: multipart/report; boundary=x\r\n\r\n"
        b"--x\r\n\r\nCould not be delivered\r\n--x--\r\n"
    )

    assert read(raw).report


def test_read_writes_html_as_words():
    html = "<style>p{}</style><p>For&nbsp;<b>Rex</b></p><script>alert(1)</script><br>Thanks"

    assert read(mail(text="", html=html)).text == "For Rex\nThanks"


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16", "koi8-r", "nonsense", "rot13", "idna"])
def test_read_reads_any_letters(charset):
    raw = (
        b"From: alice@mail.test\r\nSubject: =?" + charset.encode() + b"?q?=C4?=\r\n"
        b"Content-Type: text/plain; charset=" + charset.encode() + b"\r\n\r\nGr\xfc\xdfe"
    )

    assert read(raw).sender == "alice@mail.test"


@pytest.mark.parametrize("raw", [b"", b"\0" * 100, pdf(), b"\r\n\r\nno head"])
def test_read_refuses_what_is_no_e_mail(raw):
    with pytest.raises(mails.Unreadable):
        read(raw)


def test_read_refuses_what_is_made_to_be_a_burden():
    deep = b"From: a@mail.test\r\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(3000)
    )
    many = b"From: a@mail.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + (
        b"--b\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n" * 600
    )

    for raw in (deep, many):
        with pytest.raises(mails.Unreadable):
            read(raw)


@given(st.binary(max_size=300), st.integers(0, 4000), st.binary(max_size=4))
def test_read_stands_whatever_comes(noise, at, more):
    whole = mail("Rabies", html="<p>Hi</p>").as_bytes()
    for raw in (noise, whole[:at] + more + whole[at + len(noise) :]):
        try:
            read(raw)
        except mails.Unreadable:
            continue
