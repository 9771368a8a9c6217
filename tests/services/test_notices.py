"""The outbox: nothing is lost, nothing is late, nothing secret stays."""

from datetime import timedelta
from uuid import uuid4

import pytest

from models.notices import NoticeState, OutboxEntry
from services import notices
from services.access import system
from services.core import clock, tokens
from services.core.db import run
from services.notices import Kind, Outcome, Verdict

SENT = Outcome(Verdict.SENT, provider_id="m-1")
LATER = Outcome(Verdict.LATER, "the mail server answered 451")


def queue(channel="email", address="alice@mail.test", **details):
    details = {"subject": "Hello", "body": "Good day", **details}
    kind = details.pop("kind", Kind.WELCOME)
    run(notices.enqueue, kind, channel=channel, address=address, **details)


def rows():
    return run(lambda db: db.exec(system(OutboxEntry)).all())


def only():
    (row,) = rows()
    return row


def fail_once(outcome=LATER):
    entry = run(notices.claim)
    run(notices.settle, entry.id, entry.tries, outcome)


@pytest.mark.spec("NOTE-1")
def test_enqueue_leaves_nothing_when_its_cause_is_rolled_back():
    def cause(db):
        notices.enqueue(db, Kind.WELCOME, channel="email", address="alice@mail.test")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        run(cause)

    assert rows() == []


@pytest.mark.spec("NOTE-1")
def test_claim_gives_each_entry_to_one_worker_only():
    queue()

    first, second = run(notices.claim), run(notices.claim)

    assert (first.state, first.tries) == (NoticeState.CLAIMED, 1)
    assert second is None


@pytest.mark.spec("NOTE-1")
def test_claim_takes_codes_before_what_was_queued_earlier():
    queue()
    queue(kind=Kind.SIGN_IN_CODE, expires_at=clock.now() + timedelta(minutes=10))

    first, second = run(notices.claim), run(notices.claim)

    assert [first.kind, second.kind] == [Kind.SIGN_IN_CODE, Kind.WELCOME]


@pytest.mark.spec("NOTE-1")
def test_claim_brings_an_email_back_when_its_worker_died(later):
    queue()
    run(notices.claim)
    later(seconds=59)
    too_early = run(notices.claim)
    later(seconds=2)

    again = run(notices.claim)

    assert too_early is None
    assert again.tries == 2


@pytest.mark.spec("NOTE-1")
def test_claim_never_sends_an_sms_again_that_may_have_gone(later):
    queue("sms", "+12025550143")
    run(notices.begin, run(notices.claim).id, 1)
    later(seconds=61)

    again = run(notices.claim)

    assert again is None
    assert only().state == NoticeState.UNKNOWN


@pytest.mark.spec("NOTE-1")
def test_claim_brings_an_sms_back_that_nobody_had_begun_to_send(later):
    queue("sms", "+12025550143")
    run(notices.claim)
    later(seconds=61)

    again = run(notices.claim)

    assert again.tries == 2


@pytest.mark.spec("NOTE-1")
def test_begin_stops_a_worker_that_was_given_up(later):
    queue("sms", "+12025550143")
    slow = run(notices.claim)
    later(seconds=61)
    quick = run(notices.claim)

    begun = [run(notices.begin, slow.id, slow.tries), run(notices.begin, quick.id, quick.tries)]

    assert begun == [False, True]


@pytest.mark.spec("NOTE-1")
def test_claim_survives_a_clock_that_is_put_back(later):
    queue()
    run(notices.claim)
    later(hours=-24)

    assert run(notices.claim).tries == 2


@pytest.mark.spec("NOTE-1")
def test_settle_waits_longer_after_each_failure_and_then_gives_up(later):
    queue()
    waits = []

    for wait in notices.WAITS:
        fail_once()
        waits.append((only().due_at - clock.now()) / wait)
        later(seconds=wait.total_seconds() * 1.2 + 1)
    fail_once()

    assert all(0.8 <= wait <= 1.2 for wait in waits)
    assert len(set(waits)) == len(waits)
    assert (only().state, only().tries) == (NoticeState.FAILED, 9)
    assert only().error == "the mail server answered 451"


@pytest.mark.spec("NOTE-1")
def test_settle_waits_as_long_as_the_provider_asked(later):
    queue()

    fail_once(Outcome(Verdict.LATER, "busy", wait=timedelta(minutes=7)))

    assert only().due_at == clock.now() + timedelta(minutes=7)


@pytest.mark.spec("NOTE-1")
def test_settle_fails_at_once_what_can_never_succeed():
    queue()

    fail_once(Outcome(Verdict.NEVER, "no such mailbox"))

    assert (only().state, only().error) == (NoticeState.FAILED, "no such mailbox")


@pytest.mark.spec("NOTE-1")
@pytest.mark.parametrize(
    ("channel", "state"), [("email", NoticeState.QUEUED), ("sms", NoticeState.UNKNOWN)]
)
def test_settle_repeats_a_lost_answer_only_by_email(channel, state):
    queue(channel)

    fail_once(Outcome(Verdict.UNCERTAIN, "no answer"))

    assert only().state == state


@pytest.mark.spec("NOTE-1")
def test_settle_ignores_the_answer_of_a_worker_that_was_given_up(later):
    queue()
    slow = run(notices.claim)
    later(seconds=61)
    run(notices.claim)

    run(notices.settle, slow.id, slow.tries, LATER)

    assert (only().state, only().tries) == (NoticeState.CLAIMED, 2)


def queue_code(**span):
    queue(
        kind=Kind.SIGN_IN_CODE,
        about_id=uuid4(),
        body="",
        expires_at=clock.now() + timedelta(**span),
    )


def compose(db):
    entry = notices.claim(db)
    entry.body, entry.encrypted = tokens.seal("482915"), True
    return entry


@pytest.mark.spec("NOTE-1", "AUTH-2")
def test_settle_tries_a_code_twice_and_blanks_it(later):
    queue_code(minutes=10)
    entry = run(compose)
    run(notices.settle, entry.id, 1, LATER)
    kept = only().body
    later(seconds=7)

    fail_once()

    assert tokens.unseal(kept) == "482915"
    assert (only().state, only().tries, only().body) == (NoticeState.FAILED, 2, "")


@pytest.mark.spec("NOTE-1", "AUTH-2")
def test_settle_blanks_a_code_that_was_sent():
    queue_code(minutes=10)
    entry = run(compose)

    run(notices.settle, entry.id, 1, SENT)

    assert (only().state, only().provider_id, only().body) == (NoticeState.SENT, "m-1", "")


@pytest.mark.spec("NOTE-1")
def test_settle_never_plans_a_code_for_after_it_expired(later):
    queue_code(seconds=3)
    entry = run(compose)

    run(notices.settle, entry.id, 1, LATER)

    assert (only().state, only().body) == (NoticeState.EXPIRED, "")


@pytest.mark.spec("NOTE-1")
def test_claim_never_gives_out_a_late_code(later):
    queue_code(minutes=10)
    later(minutes=10)

    late = run(notices.claim)

    assert late is None
    assert only().state == NoticeState.EXPIRED


@pytest.mark.spec("NOTE-7")
def test_forget_bodies_keeps_them_for_seven_days(later):
    queue()
    fail_once(SENT)
    later(days=6)
    run(notices.forget_bodies)
    kept = only().body
    later(days=1)

    run(notices.forget_bodies)

    assert (kept, only().body) == ("Good day", "")


def test_enqueue_is_quiet_when_the_same_was_said_lately(later):
    about = uuid4()
    queue(about_id=about, quiet=timedelta(minutes=10))
    queue(about_id=about, quiet=timedelta(minutes=10))
    queue(about_id=uuid4(), quiet=timedelta(minutes=10))
    later(minutes=11)

    queue(about_id=about, quiet=timedelta(minutes=10))

    assert len(rows()) == 3


@pytest.mark.parametrize("address", ["a@b.test\r\nBcc: all@b.test", "a@b.test\n", "a\0@b.test"])
def test_enqueue_refuses_an_address_that_could_add_headers(address):
    with pytest.raises(ValueError, match="address"):
        queue(address=address)


def test_enqueue_writes_the_subject_on_one_line():
    queue(subject="Rex\r\nBcc: all@b.test\x00\u2028and more")

    assert only().subject == "Rex Bcc: all@b.test and more"


@pytest.mark.spec("OPS-13", "AUTH-3")
def test_listed_shows_the_newest_first_and_no_code_without_a_receiver(later):
    queue(address="bob@mail.test")
    later(seconds=1)
    queue(subject="Second")
    later(seconds=1)
    queue_code(minutes=10)
    asked = [row.subject for row in run(notices.listed)]
    hers = [row.subject for row in run(notices.listed, "alice@mail.test")]

    assert asked == ["Second", "Hello"]
    assert hers == ["Second"]
    assert len(run(notices.listed, limit=1)) == 1
