"""A setting that weakens security is changed only once its danger was told (SET-2)."""

import pytest
from sqlmodel import select

from models.audit import AuditEvent
from services import settings
from services.core.db import run
from services.core.errors import Question
from services.editing import Stale
from services.settings import ROWS, Tab

pytestmark = pytest.mark.spec("SET-2")


def change(person, values, agreed, *, version=None):
    now = run(settings.opened, person.actor, Tab.FEATURES).version
    version = now if version is None else version
    return run(settings.change, person.actor, Tab.FEATURES, values, version, agreed)


def trail():
    return [row.details for row in run(lambda db: db.exec(select(AuditEvent)).all())]


def test_ask_what_becomes_less_safe_before_anything_of_the_tab_is_saved(vera):
    values = {"allow_registration": True, "allow_dicom_download": True, "messaging_mode": "full"}

    with pytest.raises(Question) as asked:
        change(vera, values, "")

    told = str(asked.value)
    assert ROWS["allow_registration"].label() in told
    assert ROWS["allow_registration"].risk() in told
    assert not run(settings.load).allow_registration
    assert trail() == []


def test_save_what_was_agreed_to_and_tell_old_and_new(vera):
    with pytest.raises(Question) as asked:
        change(vera, {"allow_registration": True}, "")

    changed = change(vera, {"allow_registration": True}, str(asked.value))

    assert changed == ["allow_registration"]
    assert trail() == [
        {"setting": "allow_registration", "before": False, "after": True, "weakens": True}
    ]


def test_ask_again_where_something_else_becomes_less_safe_than_was_agreed_to(vera):
    with pytest.raises(Question) as asked:
        change(vera, {"allow_registration": True}, "")

    with pytest.raises(Question) as more:
        change(vera, {"allow_registration": True, "allow_customer_share": True}, str(asked.value))

    assert ROWS["allow_customer_share"].label() in str(more.value)


def test_ask_nothing_of_what_makes_the_portal_safer_or_stays(vera):
    run(settings.put, allow_registration=True)

    stays = change(vera, {"allow_registration": True}, "")
    safer = change(vera, {"allow_registration": False}, "")

    assert (stays, safer) == ([], ["allow_registration"])


def test_tell_of_a_colleagues_change_before_asking(vera):
    change(vera, {"messaging_mode": "disabled"}, "")

    with pytest.raises(Stale):
        change(vera, {"messaging_mode": "full", "allow_registration": True}, "", version=0)
