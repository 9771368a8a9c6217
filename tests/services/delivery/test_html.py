"""E-mails as pages."""

from html.parser import HTMLParser
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.delivery import html
from services.delivery.letter import Letter
from services.delivery.smtp import write

pytestmark = pytest.mark.spec("NOTE-2")
HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)> & {link}'
OURS = {"html", "head", "meta", "title", "style", "body", "div", "p", "a"}


class Reader(HTMLParser):
    """Which elements there are, and what they say."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.said, self.hrefs, self._inside = set(), "", [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self._inside.append(tag)
        if tag == "a":
            self.hrefs.append(dict(attrs)["href"])

    def handle_endtag(self, tag):
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data):
        if self._inside and self._inside[-1] not in ("style", "title", "head", "html"):
            self.said += data


def letter(body, clinic="Willow Lane Vets", accent="#a8481f"):
    return Letter(
        id=uuid4(),
        attempt=1,
        channel="email",
        address="alice@mail.test",
        subject="News",
        body=body,
        clinic=clinic,
        accent=accent,
    )


def test_text_is_shown_as_typed_and_never_becomes_markup():
    read = Reader(html.write(letter(HOSTILE, clinic=HOSTILE, accent='red;"><script>')))

    assert read.tags <= OURS
    assert read.said.count(HOSTILE) == 2


@given(st.text(max_size=300))
def test_no_text_breaks_out(body):
    assert Reader(html.write(letter(body))).tags <= OURS


def test_addresses_can_be_followed():
    read = Reader(html.write(letter("Sign in:\n\nhttps://pets.test/messages/1?a=1&b=2\n")))

    assert read.hrefs == ["https://pets.test/messages/1?a=1&b=2"]


def test_an_email_is_text_and_page(monkeypatch):
    monkeypatch.setattr(Letter, "sender", "desk@clinic.test")

    message = write(letter("Hello Alice,\n\nsomething is new.\n"))

    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message.get_body(("plain",)).get_content() == "Hello Alice,\n\nsomething is new.\n"
