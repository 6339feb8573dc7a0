"""What is done is written down, and cannot be changed afterwards without showing."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from evaluation.models import AuditEntry
from evaluation.store.log.audit_entries import Actor, add_entry, latest_entries, verify_log
from tests.staff_pages import post

KEY = b"k" * 32
NOW = datetime(2026, 5, 14, 17, 30, tzinfo=UTC)


def write(database, count):
    with database.transaction() as db:
        for number in range(count):
            add_entry(db, KEY, actor=Actor("command line"), action="did", subject=f"thing {number}", now=NOW)


def tamper(database, change):
    """Change the log as somebody would who owns the database: past the triggers."""
    postgresql = database.writer.dialect.name == "postgresql"
    with database.transaction() as db:
        if postgresql:
            db.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER ALL"))
        else:
            db.execute(text("DROP TRIGGER audit_entry_no_update"))
            db.execute(text("DROP TRIGGER audit_entry_no_delete"))
        db.execute(text(change))


def verdict(database, **about):
    with database.reading() as db:
        return verify_log(db, KEY, **about)


def test_an_untouched_log_holds(database):
    write(database, 5)
    assert (verdict(database).entries, verdict(database).faults) == (5, ())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE audit_entry SET subject = 'thing 9' WHERE number = 3", "Entry 3 was changed"),
        ("UPDATE audit_entry SET actor = 'nobody' WHERE number = 1", "Entry 1 was changed"),
        ("DELETE FROM audit_entry WHERE number = 3", "Entries 3 to 3 are missing"),
        ("DELETE FROM audit_entry WHERE number = 1", "Entries 1 to 1 are missing"),
    ],
)
def test_a_change_past_the_triggers_shows(database, change, said):
    write(database, 5)
    tamper(database, change)
    assert any(said in fault for fault in verdict(database).faults)


def test_a_log_cut_off_at_its_end_shows_to_whoever_noted_its_head(database):
    write(database, 5)
    head = verdict(database).head
    tamper(database, "DELETE FROM audit_entry WHERE number = 5")
    assert (verdict(database).faults, len(verdict(database, seen=[head]).faults)) == ((), 1)


def test_another_key_does_not_follow_the_chain(database):
    write(database, 1)
    with database.reading() as db:
        assert verify_log(db, b"x" * 32).faults != ()


@pytest.mark.parametrize("change", ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"])
def test_the_database_itself_refuses_to_change_an_entry(database, change):
    write(database, 1)
    with pytest.raises(DBAPIError, match="permanent"), database.transaction() as db:
        db.execute(text(change))


def test_an_entry_falls_with_the_deed(database):
    with pytest.raises(RuntimeError), database.transaction() as db:
        add_entry(db, KEY, actor=Actor("command line"), action="did", subject="x", now=NOW)
        raise RuntimeError
    assert verdict(database).entries == 0


def test_writers_at_the_same_moment_make_one_chain(database):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: write(database, 3), range(8)))
    assert (verdict(database).entries, verdict(database).faults) == (24, ())


def test_opening_and_closing_a_wave_is_written_down_with_who_did_it(desk):
    account = desk.person("organiser", chapter=desk.north)
    client = desk.as_person(account)
    for move in ("open", "close"):
        assert post(client, f"/experiments/{desk.here.id}/waves/pre/{move}").status_code == 303
    with desk.services.database.reading() as db:
        entries = latest_entries(db, limit=2)
    assert [(entry.action, entry.account_id, entry.details) for entry in entries] == [
        ("wave closed", account.id, {"wave": "pre"}),
        ("wave opened", account.id, {"wave": "pre"}),
    ]


def test_no_entry_holds_an_address_of_anybody(desk):
    administrator = desk.signed_in("administrator", email="root@example.org")
    post(administrator, "/people", page="/people", email="new@example.org", roles="evaluator", where="everywhere")
    with desk.services.database.reading() as db:
        kept = [str(vars(entry)) for entry in db.query(AuditEntry)]
    assert kept != []
    assert [line for line in kept if "@example" in line] == []


def test_the_page_says_that_the_log_holds_and_whether_it_was_tampered_with(desk):
    administrator = desk.signed_in("administrator")
    post(administrator, "/people", page="/people", email="new@example.org", roles="evaluator", where="everywhere")
    assert "follows from its beginning" in administrator.get("/audit").text
    tamper(desk.services.database, "UPDATE audit_entry SET actor = 'x'")
    assert "tampered" in administrator.get("/audit").text
