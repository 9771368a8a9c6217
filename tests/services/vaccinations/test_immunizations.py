"""The staff's Immunizations: all lines or none, one truth with the doses."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import col

from models.audit import AuditEvent
from models.vaccinations import Dose, Exemption, Source
from services import settings, vaccinations
from services.access import Permission, system
from services.audit import Event
from services.core.db import look, run
from services.core.errors import Faulty, Forbidden, NotFound
from services.editing import Stale
from services.vaccinations import Color, Standing, doses, immunizations

pytestmark = pytest.mark.usefixtures("noon")
TODAY = date(2026, 3, 4)


def day(offset):
    return TODAY + timedelta(days=offset)


@pytest.fixture
def lines(alice, vera, vaccines):
    """Return the lines of Alice's dog by the name of their type."""

    def read():
        return {line.type: line for line in look(immunizations.lines, vera.actor, alice.pet_id)}

    return read


@pytest.fixture
def save(alice, vera, lines):
    """Type into some lines and save: `save(Rabies={"note": "…"}, was=lines())`."""

    def typed(was=None, **values):
        was = was or lines()
        changes = [(line, replace(line, **values.get(name, {}))) for name, line in was.items()]
        return run(immunizations.save, vera.actor, alice.pet_id, changes)

    return typed


def color(person, pet_id):
    return look(vaccinations.shields, person.actor, [pet_id])[pet_id].color


@pytest.mark.spec("IMM-2")
def test_show_a_line_for_each_type_of_the_species(lines):
    found = lines()

    assert [(line.type, line.required, line.standing) for line in found.values()] == [
        ("Rabies", True, Standing.MISSING),
        ("DHPP", True, Standing.MISSING),
        ("Bordetella", False, None),
        ("Leptospirosis", False, None),
    ]


@pytest.mark.spec("IMM-2", "IMM-4")
def test_keep_a_typed_date_as_a_dose_and_amend_that_one_ever_after(alice, vera, save, lines, kept):
    save(Rabies={"expires_on": day(90)}, DHPP={"expires_on": day(300)})
    first = {dose.vaccine_type_id: dose for dose in kept()}
    save(Rabies={"expires_on": day(60)})
    save(Rabies={"expires_on": day(400)})

    rabies = [dose for dose in kept() if dose.vaccine_type_id == lines()["Rabies"].vaccine_type_id]
    (dose,) = rabies
    assert (dose.id, dose.valid_until, dose.given_on, dose.planned_on, dose.source) == (
        first[dose.vaccine_type_id].id,
        day(400),
        None,
        None,
        Source.CERTIFICATE,
    )
    assert len(kept()) == 2
    assert color(vera, alice.pet_id) is Color.GREEN
    (shown, _other) = look(vaccinations.listed, alice.actor, alice.pet_id).rows
    assert shown.given_on is None


@pytest.mark.spec("IMM-2")
def test_take_a_typed_date_back(alice, save, lines, kept):
    save(Rabies={"expires_on": day(90)})

    save(Rabies={"expires_on": None})

    assert (lines()["Rabies"].expires_on, lines()["Rabies"].standing) == (None, Standing.MISSING)
    assert [dose.void for dose in kept()] == [True]
    assert look(vaccinations.listed, alice.actor, alice.pet_id).rows == ()


@pytest.mark.spec("IMM-2", "IMM-3")
def test_keep_no_record_as_a_note_that_is_missing_still(alice, vera, save, lines, kept):
    save(Rabies={"note": " no record "})

    assert (lines()["Rabies"].note, lines()["Rabies"].standing) == ("no record", Standing.MISSING)
    assert kept() == []
    assert color(vera, alice.pet_id) is Color.RED


@pytest.mark.spec("IMM-2", "IMM-3")
def test_note_exemptions_and_end_them(alice, vera, save, lines):
    save(
        Rabies={
            "exemption": Exemption.MEDICAL,
            "reason": "Anaphylaxis",
            "exempt_until": day(200),
        },
        DHPP={"exemption": Exemption.WAIVED, "exempt_until": day(31)},
    )
    during = color(vera, alice.pet_id)
    save(Rabies={"exemption": Exemption.NONE})

    assert during is Color.GREEN
    ended = lines()["Rabies"]
    assert (ended.reason, ended.exempt_until, ended.standing) == ("", None, Standing.MISSING)
    assert lines()["DHPP"].standing is Standing.EXEMPT


@pytest.mark.spec("IMM-2", "GEN-4")
def test_save_nothing_when_one_line_is_wrong_and_name_every_fault(save, lines, kept):
    with pytest.raises(Faulty) as refused:
        save(
            Rabies={"expires_on": day(90), "note": "kept?"},
            DHPP={"exemption": Exemption.MEDICAL},
            Bordetella={"exemption": Exemption.WAIVED, "exempt_until": day(-1)},
            Leptospirosis={"expires_on": date(20, 1, 1), "note": "x" * 501},
        )

    ids = {name: str(line.vaccine_type_id) for name, line in lines().items()}
    assert {(fault.field, str(fault)) for fault in refused.value.faults} == {
        (f"{ids['DHPP']}.exempt_until", "Please say until when."),
        (f"{ids['DHPP']}.reason", "Please give the medical reason."),
        (f"{ids['Bordetella']}.exempt_until", "This day has passed already."),
        (f"{ids['Leptospirosis']}.expires_on", "Please check the year."),
        (f"{ids['Leptospirosis']}.note", "Please keep this under 500 characters."),
    }
    assert kept() == []
    assert {line.note for line in lines().values()} == {""}


@pytest.mark.spec("IMM-4")
def test_leave_a_dose_of_the_clinic_alone(alice, put, save, lines, kept):
    put(
        Dose(
            pet_id=alice.pet_id,
            vaccine_type_id=lines()["Rabies"].vaccine_type_id,
            given_on=day(-10),
            valid_until=day(90),
        )
    )

    for refused_date in (None, day(80)):
        with pytest.raises(Faulty) as refused:
            save(Rabies={"expires_on": refused_date})
        assert str(refused.value.faults[0]) == (
            "There is a dose valid until Jun 2, 2026. Correct that dose."
        )
    save(Rabies={"expires_on": day(400)})

    assert lines()["Rabies"].expires_on == day(400)
    assert sorted((dose.source, dose.valid_until) for dose in kept()) == [
        (Source.CERTIFICATE, day(400)),
        (Source.CLINIC, day(90)),
    ]
    save(Rabies={"expires_on": None})
    assert lines()["Rabies"].expires_on == day(90)


@pytest.mark.spec("ADMIN-9", "IMM-2")
def test_tell_the_later_of_two_and_save_none_of_theirs(save, lines):
    opened = lines()
    save(was=opened, Rabies={"note": "theirs", "expires_on": day(90)})

    with pytest.raises(Stale) as refused:
        save(
            was=opened,
            Rabies={"note": "mine", "expires_on": day(60)},
            DHPP={"note": "not to be saved"},
        )

    told = refused.value
    assert told.by == "Vera Voss"
    assert [(each.field.split(".")[1], each.theirs, each.yours) for each in told.differences] == [
        ("note", "theirs", "mine")
    ]
    assert (lines()["Rabies"].note, lines()["DHPP"].note) == ("theirs", "")


@pytest.mark.spec("ADMIN-9", "IMM-2")
def test_tell_when_the_date_was_changed_meanwhile(alice, vera, save, lines, vaccines):
    opened = lines()
    given = doses.Typed(vaccine_type_id=vaccines["Rabies"], given_on=TODAY)
    run(doses.add, vera.actor, alice.pet_id, given)

    with pytest.raises(Stale) as refused:
        save(was=opened, Rabies={"expires_on": day(500)})

    (told,) = refused.value.differences
    assert (told.theirs, told.yours) == (date(2027, 3, 4), day(500))


@pytest.mark.spec("ADMIN-9")
def test_overwrite_nothing_that_was_not_touched(save, lines):
    opened = lines()
    save(was=opened, Rabies={"note": "theirs", "expires_on": day(90)})

    save(was=opened, DHPP={"note": "mine"})

    assert (lines()["Rabies"].note, lines()["DHPP"].note) == ("theirs", "mine")
    assert lines()["Rabies"].expires_on == day(90)


@pytest.mark.spec("AUTH-25", "REC-1", "GEN-1")
def test_let_only_those_read_and_save_who_may(alice, bob, rita, vera, lines):
    changes = [(line, replace(line, note="x")) for line in lines().values()]
    reader = replace(vera.actor, permissions=frozenset({Permission.VIEW_RECORDS}))

    assert look(immunizations.lines, reader, alice.pet_id) != []
    for actor in (reader, rita.actor, alice.actor, bob.actor):
        with pytest.raises(Forbidden):
            run(immunizations.save, actor, alice.pet_id, changes)
    for actor in (rita.actor, alice.actor, bob.actor):
        with pytest.raises(Forbidden):
            look(immunizations.lines, actor, alice.pet_id)
    run(settings.put, record_types={"vaccination": False})
    with pytest.raises(NotFound):
        look(immunizations.lines, vera.actor, alice.pet_id)
    with pytest.raises(NotFound):
        run(immunizations.save, vera.actor, alice.pet_id, changes)


@pytest.mark.spec("PRIV-6", "GEN-11")
def test_write_down_which_columns_changed_and_nothing_of_what_they_say(alice, save, lines):
    save(Rabies={"note": "no record", "expires_on": day(90)})
    save()

    (line,) = run(lambda db: db.exec(system(AuditEvent).order_by(col(AuditEvent.number))).all())

    rabies = str(lines()["Rabies"].vaccine_type_id)
    assert (line.event, line.pet_id) == (Event.IMMUNIZATIONS_SAVED, alice.pet_id)
    assert line.details == {"types": {rabies: ["note", "expires_on"]}}
