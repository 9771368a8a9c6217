"""Files in messages: whose they are, that each goes once, and how many fit."""

from uuid import uuid4

import pytest
from sqlmodel import select

from models.base import Status
from models.messaging import Message, MessageFile
from services import messaging
from services.access import visible
from services.core.db import run
from services.core.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from services.messaging import Along, files
from tests.messages import mode

PDF = files.Stored("0" * 64, "Invoice.pdf", "application/pdf", 5)


def hand_in(person, customer=None):
    """Have somebody hand in a file; return its id."""
    return run(files.add, person.actor, customer and customer.actor.id, PDF).id


def post(person, thread_id, ids, body="", key="k1"):
    along = Along(files=[str(one) for one in ids])
    return run(messaging.post, person.actor, thread_id, body, key=key, along=along)


def shown(person, thread_id):
    """List the files of each message as somebody reads them."""
    reading = run(messaging.read, person.actor, thread_id)
    return [[row.id for row in reading.files.get(entry.id, [])] for entry in reading.messages]


@pytest.mark.spec("MSG-3", "MSG-7")
def test_a_message_may_be_files_alone_in_their_order(alice, vera, thread):
    first, second = hand_in(alice), hand_in(alice)

    sent = post(alice, thread, [second, first], body="  ")

    assert (sent.body, sent.file_count) == ("", 2)
    assert shown(alice, thread) == shown(vera, thread) == [[second, first]]


@pytest.mark.spec("MSG-7")
def test_ten_files_fit_and_eleven_do_not(alice, thread):
    ids = [hand_in(alice) for _ in range(11)]

    with pytest.raises(Invalid, match="At most 10") as refused:
        post(alice, thread, ids)
    post(alice, thread, ids[:10])

    assert refused.value.field == "files"
    assert shown(alice, thread) == [ids[:10]]


@pytest.mark.spec("MSG-6")
def test_a_file_goes_into_one_message_only(alice, thread, general):
    once, twice = hand_in(alice), hand_in(alice)
    post(alice, thread, [once])

    for sent in ([once], [twice, once], [twice, twice]):
        with pytest.raises(Invalid, match="no longer there"):
            post(alice, general, sent, key="k2")

    assert run(lambda db: len(db.exec(select(Message)).all())) == 1
    assert shown(alice, general) == []


@pytest.mark.spec("MSG-6")
def test_sending_again_makes_one_message_and_other_files_are_no_repetition(alice, thread):
    sent, other = hand_in(alice), hand_in(alice)
    messages = [post(alice, thread, [sent]).id for _ in range(2)]

    with pytest.raises(Conflict):
        post(alice, thread, [other])

    assert messages[0] == messages[1]
    assert shown(alice, thread) == [[sent]]


@pytest.mark.spec("GEN-1", "MSG-3")
def test_nobody_sends_what_somebody_else_handed_in(put, alice, bob, vera, thread):
    theirs = [hand_in(bob), hand_in(vera, alice), hand_in(vera, bob), uuid4()]

    for one in theirs:
        with pytest.raises(Invalid, match="no longer there"):
            post(alice, thread, [one])
    with pytest.raises(Invalid, match="no longer there"):
        post(vera, thread, [theirs[2]])  # handed in for another customer


@pytest.mark.parametrize("sent", ["x", 7, None, {"a": 1}, ["x"], [None], [["a"]]])
def test_what_is_no_list_of_files_is_refused(alice, thread, sent):
    with pytest.raises(Invalid):
        run(messaging.post, alice.actor, thread, "Hello", key="k", along=Along(files=sent))


@pytest.mark.spec("GEN-2", "MSG-9")
def test_what_is_not_sent_and_what_stands_in_a_note_is_not_the_others(alice, bob, vera, thread):
    unsent, own, noted = hand_in(vera, alice), hand_in(alice), hand_in(vera, alice)
    run(messaging.note, vera.actor, thread, "", key="n", attached=[str(noted)])

    for person, file_id in ((alice, unsent), (alice, noted), (bob, own), (vera, own)):
        with pytest.raises(NotFound):
            run(files.get, person.actor, file_id)
    assert run(files.get, vera.actor, noted).status is Status.PRIVATE
    assert run(files.get, alice.actor, own).id == own
    [note] = run(messaging.read, vera.actor, thread).notes
    assert [row.id for row in run(messaging.read, vera.actor, thread).files[note.id]] == [noted]
    assert run(messaging.read, alice.actor, thread).files == {}


@pytest.mark.spec("MSG-1", "GEN-3")
def test_who_may_not_write_hands_nothing_in(alice, rita, vera):
    with pytest.raises(Forbidden):
        hand_in(rita, alice)
    with pytest.raises(NotFound):
        run(files.add, vera.actor, uuid4(), PDF)
    mode("read_only")
    with pytest.raises(Forbidden):
        hand_in(alice)
    assert hand_in(vera, alice)
    mode("disabled")
    for person in (alice, vera):
        with pytest.raises(NotFound):
            hand_in(person, alice)


def test_a_day_has_an_end(alice, later, monkeypatch):
    monkeypatch.setattr(files, "_A_DAY", 2)
    for _ in range(2):
        hand_in(alice)

    with pytest.raises(TooMany):
        hand_in(alice)
    later(days=1, minutes=1)

    assert hand_in(alice)


def test_what_was_never_sent_is_forgotten_after_a_week(alice, later, thread):
    sent, unsent = hand_in(alice), hand_in(alice)
    post(alice, thread, [sent])
    later(days=6)
    early = run(files.forget_unsent)
    later(days=1, minutes=1)

    gone = run(files.forget_unsent)

    assert (early, gone) == (0, 1)
    left = run(lambda db: [row.id for row in db.exec(visible(alice.actor, MessageFile))])
    assert (left, unsent in left) == ([sent], False)
