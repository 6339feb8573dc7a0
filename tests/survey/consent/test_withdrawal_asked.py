"""No time that a phone claims decides whether answers are deleted; and that they were is in the audit log."""

import pytest
from sqlalchemy import select

from evaluation.models import AuditEntry, Card
from evaluation.survey.rights.pressed_too_soon import moment_asked
from tests.survey.test_pages import kept, words_of


@pytest.fixture
def code(sqlite_hall, phone):
    """The code of somebody who has answered Before."""
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    with sqlite_hall.database.reading() as db:
        return db.scalars(select(Card.token)).one()


@pytest.fixture
def asked(sqlite_hall, phone, code):
    """The page that asks was shown five seconds ago: its address and what its form sends."""
    phone.post("/withdraw", {"code": code})
    sqlite_hall.clock.advance(seconds=5)
    return phone.form()


def entries(hall):
    with hall.database.reading() as db:
        found = select(AuditEntry).where(AuditEntry.action == "answers withdrawn")
        return [(each.actor, each.subject, each.details) for each in db.scalars(found)]


@pytest.mark.parametrize("claimed", ["1000000000000", "1778779799000", "9999999999999"])
def test_a_time_that_a_phone_claims_deletes_nothing(sqlite_hall, phone, code, claimed):
    said = words_of(phone.post("/withdraw", {"code": code, "asked": claimed, "forms": "1"}))
    assert ("Delete your answers?" in said, len(kept(sqlite_hall))) == (True, 1)


@pytest.mark.parametrize("by", [-3_600_000, -1, 1, 3_600_000])
def test_a_time_that_was_changed_on_the_way_deletes_nothing(sqlite_hall, phone, asked, by):
    address, sent = asked
    phone.post(address, sent | {"asked": str(int(sent["asked"]) + by)})
    assert len(kept(sqlite_hall)) == 1


@pytest.mark.parametrize(
    "changed", [{"shown": ""}, {"shown": "é"}, {"shown": "0" * 32}, {"forms": "2"}, {"forms": "x"}]
)
def test_a_mark_that_is_not_the_pages_own_deletes_nothing(sqlite_hall, phone, asked, changed):
    address, sent = asked
    phone.post(address, sent | changed)
    assert len(kept(sqlite_hall)) == 1


def test_the_mark_of_a_page_about_one_code_is_none_for_another(sqlite_hall, phone, new_phone, asked):
    _address, sent = asked
    (other,) = sqlite_hall.cards()
    stranger = new_phone()
    stranger.start(sqlite_hall.words, card=other)
    stranger.send({"bt1": "3"})
    phone.post("/withdraw", sent | {"code": other})
    assert len(kept(sqlite_hall)) == 2


def test_a_page_of_the_day_before_asks_again(sqlite_hall, phone, asked):
    sqlite_hall.clock.advance(hours=24)
    said = words_of(phone.post(*asked))
    assert ("Delete your answers?" in said, len(kept(sqlite_hall))) == (True, 1)


def test_a_page_of_an_hour_ago_deletes(sqlite_hall, phone, asked):
    sqlite_hall.clock.advance(hours=1)
    assert "Your answers have been deleted" in words_of(phone.post(*asked))
    assert kept(sqlite_hall) == []


def test_a_page_made_by_a_clock_that_was_ahead_asks_again(sqlite_hall, phone, asked):
    sqlite_hall.clock.advance(hours=-1)
    assert moment_asked(sqlite_hall.clock()) < int(asked[1]["asked"])
    phone.post(*asked)
    assert len(kept(sqlite_hall)) == 1


def test_the_audit_log_says_where_how_many_and_in_which_way_and_not_whose(sqlite_hall, phone, asked, code):
    phone.post(*asked)
    experiment = sqlite_hall.evening().experiment
    way = {"way": "participant page", "forms": 1}
    assert entries(sqlite_hall) == [("participant", f"experiment {experiment}", way)]
    with sqlite_hall.database.reading() as db:
        (entry,) = db.scalars(select(AuditEntry).where(AuditEntry.action == "answers withdrawn"))
        assert (entry.account_id, code in str(entry.__dict__)) == (None, False)


def test_a_second_press_is_no_second_entry(sqlite_hall, phone, asked):
    phone.post(*asked)
    phone.post(*asked)
    assert len(entries(sqlite_hall)) == 1


def test_what_is_asked_and_not_confirmed_is_in_no_log(sqlite_hall, asked):
    assert entries(sqlite_hall) == []
