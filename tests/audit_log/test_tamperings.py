"""Somebody who can write to the database but lacks the key changes the audit log: `weaving audit verify` finds it."""

import copy
import random
import uuid
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, insert, select, text

from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.models import AuditEntry
from evaluation.storage.keys import key
from evaluation.storage.log_end import noted_end
from evaluation.store.log import audit_entries
from evaluation.store.log.audit_entries import Actor, verify_log
from evaluation.web.audit_log import COMMAND_LINE, KEY_NAME, write_down
from tests.audit_log.tamperings import KINDS

ENTRIES = 24
TABLE = AuditEntry.__table__


@pytest.fixture
def log(settings, database):
    """A log of some entries by several people, without its triggers: somebody has taken them away."""
    rng, at = random.Random(5), datetime(2026, 5, 14, 17, tzinfo=UTC)
    people = [Actor("account", uuid.UUID(int=rng.getrandbits(128))) for _ in range(3)] + [COMMAND_LINE]
    actions = ["signed in", "wave opened", "role given", "report made", "sign-in failed"]
    for number in range(ENTRIES):
        with database.transaction() as db:
            write_down(
                db,
                settings,
                actor=rng.choice(people),
                action=rng.choice(actions),
                subject=f"experiment {rng.randrange(9)}",
                now=at + timedelta(seconds=37 * number, microseconds=number),
                details={"role": "organiser", "n": number} if number % 3 else {},
            )
    with database.transaction() as db:
        on = " ON audit_entry" if db.get_bind().dialect.name == "postgresql" else ""
        for verb in ("update", "delete"):
            db.execute(text(f"DROP TRIGGER audit_entry_no_{verb}{on}"))
    return settings, database


def rows_of(db):
    return [dict(row._mapping) for row in db.execute(select(*TABLE.columns).order_by(TABLE.c.number))]


def found_in(log, kind, rng):
    """Whether a tampering of a kind is found, in a transaction that is undone; with what the home and others note."""
    settings, database = log
    audit, noted = key(settings, KEY_NAME), noted_end(settings)
    with database.writer.connect() as connection, connection.begin() as undone:
        before = rows_of(connection)
        left = KINDS[kind](copy.deepcopy(before), rng)
        assert left != before, kind
        connection.execute(delete(TABLE))
        if left:
            connection.execute(insert(TABLE), left)
        older = left[-1]["mac"] if left else None
        heads = (older, noted) if kind.endswith("older end noted") else (noted,)
        faults = verify_log(connection, audit, seen=heads).faults
        undone.rollback()
    return bool(faults)


def tried(log, times, seed):
    """How often each kind was tried, and how often it was not found."""
    rng, kinds = random.Random(seed), list(KINDS)
    counts, missed = Counter(), Counter()
    for number in range(times):
        kind = kinds[number % len(kinds)]
        counts[kind] += 1
        missed[kind] += not found_in(log, kind, rng)
    return counts, +missed


def test_three_hundred_tamperings_are_found(log):
    _settings, database = log
    counts, missed = tried(log, 300 if database.writer.dialect.name == "sqlite" else 60, 1)
    assert (missed, set(counts)) == (Counter(), set(KINDS))


@pytest.mark.long
def test_ten_thousand_tamperings_are_found(log, record_property):
    _settings, database = log
    times = 10_000 if database.writer.dialect.name == "sqlite" else 1_000
    counts, missed = tried(log, times, 2)
    record_property("tamperings", f"{database.writer.dialect.name}: {counts.total()} of {len(counts)} kinds")
    assert (missed, counts.total()) == (Counter(), times)


def test_an_untouched_log_holds(log):
    settings, database = log
    with database.reading() as db:
        verdict = verify_log(db, key(settings, KEY_NAME), seen=(noted_end(settings),))
    assert (verdict.faults, verdict.entries) == ((), ENTRIES)


def test_the_control_without_the_key_misses_what_is_signed_anew(log, monkeypatch):
    monkeypatch.setattr(audit_entries, "_is_as_written", lambda *_entry: True)
    _counts, missed = tried(log, 2 * len(KINDS), 3)
    assert missed["details changed"] == 2


STRANGE = {
    "at": "'yesterday'",
    "account_id": "'nobody'",
    "details": "'{'",
    "mac": "x'ff00'",
    "actor": "x'ff00'",
    "previous": "''",
}


@pytest.mark.parametrize("column", STRANGE)
def test_what_no_column_can_hold_is_a_fault_and_no_error(sqlite_settings, sqlite_database, clock, column):
    for number in range(5):
        with sqlite_database.transaction() as db:
            write_down(db, sqlite_settings, actor=COMMAND_LINE, action=f"act {number}", subject="x", now=clock())
    with sqlite_database.transaction() as db:
        db.execute(text("DROP TRIGGER audit_entry_no_update"))
        db.execute(text(f"UPDATE audit_entry SET {column} = {STRANGE[column]} WHERE number = 3"))
    with sqlite_database.reading() as db:
        faults = verify_log(db, key(sqlite_settings, KEY_NAME)).faults
    assert any("Entry 3" in fault for fault in faults)
    assert not any("Entry 1 " in fault or "Entry 5 " in fault for fault in faults)


@pytest.fixture
def typed(sqlite_settings, sqlite_database, clock, monkeypatch):
    """`weaving audit …` as it is typed, on a home with some entries and no triggers."""
    monkeypatch.setenv("WEAVING_HOME", str(sqlite_settings.home))
    for number in range(6):
        with sqlite_database.transaction() as db:
            write_down(db, sqlite_settings, actor=COMMAND_LINE, action=f"act {number}", subject="x", now=clock())
    with sqlite_database.transaction() as db:
        for verb in ("update", "delete"):
            db.execute(text(f"DROP TRIGGER audit_entry_no_{verb}"))
    return lambda *words: CliRunner().invoke(weaving, ["audit", *words], standalone_mode=False)


def without_the_end(settings, database, *, kept):
    """The end cut off, and the end that the home notes put back to the last entry that is left."""
    with database.transaction() as db:
        db.execute(text("DELETE FROM audit_entry WHERE number > :kept"), {"kept": kept})
        last = db.scalars(select(AuditEntry.mac).where(AuditEntry.number == kept)).one()
    (settings.home / "audit-head").write_text(last + "\n")


def test_a_cut_end_with_an_older_note_is_found_by_the_head_kept_elsewhere(
    typed, sqlite_settings, sqlite_database, tmp_path
):
    kept = tmp_path / "heads"
    kept.write_text(typed("head").output)
    assert typed("verify", "--head", str(kept)).exception is None
    without_the_end(sqlite_settings, sqlite_database, kept=4)
    assert typed("verify").exception is None, "the control: nothing in the home tells it"
    found = typed("verify", "--head", str(kept))
    assert isinstance(found.exception, Refused)
    assert "its end was cut off" in str(found.exception)


def test_a_file_of_many_heads_is_looked_through(typed, tmp_path):
    kept = tmp_path / "heads"
    kept.write_text(typed("head").output + f"2026-01-01T00:00:00+00:00 9 {'ab' * 32}\n")
    assert isinstance(typed("verify", "--head", str(kept)).exception, Refused)


@pytest.mark.parametrize("said", ["no such file", "", "ABC"])
def test_what_is_no_head_is_refused_with_a_sentence(typed, tmp_path, said):
    there = tmp_path / "empty"
    there.write_text("nothing of the kind")
    for given in (said or str(there), str(there)):
        refusal = typed("verify", "--head", given).exception
        assert isinstance(refusal, Refused)
        assert "head" in str(refusal)


def test_a_log_that_does_not_hold_gives_no_head(typed, sqlite_database):
    with sqlite_database.transaction() as db:
        db.execute(text("UPDATE audit_entry SET actor = 'nobody' WHERE number = 2"))
    assert isinstance(typed("head").exception, Refused)
