"""Somebody changes published questions with SQL: who notices it next stops, and the audit log says what was found."""

import pytest
from sqlalchemy import text

from evaluation.domain.errors import Refused
from evaluation.models import AuditEntry
from evaluation.reports import from_study
from evaluation.store.log.noticed_changes import NOTICED
from evaluation.store.reports.gather import gather_experiment
from tests.mounted import Mounted
from tests.store.test_changed_with_its_digest import REPORTED, researcher
from tests.store.text_and_digest import tamper

__all__ = ["researcher"]


def noticed(database):
    """What the log says was found."""
    with database.reading() as db:
        entries = db.query(AuditEntry).filter(AuditEntry.action == NOTICED).order_by(AuditEntry.number)
        return [(entry.actor, entry.details["found"]) for entry in entries]


def test_check_writes_down_what_it_finds_once(researcher, database):
    tamper(database)
    for _again in range(2):
        with pytest.raises(Refused, match=REPORTED):
            researcher.say("check")
    ((actor, found),) = noticed(database)
    assert (actor, found.startswith(f"own/1 {REPORTED}")) == ("command line", True)


def test_check_writes_down_a_trigger_that_somebody_dropped(researcher, database):
    with database.transaction() as db:
        on = " ON publication" if db.get_bind().dialect.name == "postgresql" else ""
        db.execute(text(f"DROP TRIGGER publication_no_update{on}"))
    with pytest.raises(Refused, match="publication_no_update is missing"):
        researcher.say("check")
    assert ["publication_no_update is missing" in found for _actor, found in noticed(database)] == [True]


def test_another_thing_that_is_wrong_is_not_written_down(researcher, database):
    with pytest.raises(Refused, match="are not told who asks"):
        researcher.say("check")
    assert noticed(database) == []


def test_a_log_that_does_not_hold_is_left_as_it_is_found(researcher, database):
    tamper(database)
    with database.transaction() as db:
        on = " ON audit_entry" if db.get_bind().dialect.name == "postgresql" else ""
        db.execute(text(f"DROP TRIGGER audit_entry_no_delete{on}"))
        db.execute(text("DELETE FROM audit_entry WHERE number = (SELECT max(number) FROM audit_entry)"))
    with pytest.raises(Refused, match="its end was cut off"):
        researcher.say("check")
    assert noticed(database) == []
    with pytest.raises(Refused, match="its end was cut off"):
        researcher.say("check")


@pytest.mark.usefixtures("researcher")
def test_a_page_that_comes_upon_it_writes_down_who_looked(settings, database, clock):
    browser = Mounted(settings, database, clock).person("a@example.org", "researcher")
    tamper(database)
    for _again in range(2):
        assert browser.get("/staff/instruments/own/1").status_code == 422
    ((actor, found),) = noticed(database)
    assert (actor, found.startswith(f"own/1 {REPORTED}")) == ("account", True)


def test_a_report_of_changed_questions_is_not_made_and_names_them(researcher, database, clock):
    from evaluation.store.studies.lookup import experiment_named

    tamper(database)
    with database.reading() as db, pytest.raises(Refused, match=f"own/1 {REPORTED}"):
        from_study.report_of(gather_experiment(db, experiment_named(db, researcher.evening)), now=clock())


def test_an_edited_file_of_the_software_is_named_as_such_and_read_by_nobody(monkeypatch):
    import instruments
    from instruments import library

    sums = {**library._listed(), "about-you/1.toml": "0" * 64}
    monkeypatch.setattr(library, "_listed", lambda: sums)
    library.load.cache_clear()
    with pytest.raises(instruments.Altered, match="differs from its sum"):
        instruments.load("about-you", 1)
    library.load.cache_clear()
