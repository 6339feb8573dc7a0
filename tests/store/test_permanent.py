"""What is published, released or audited cannot be changed, removed, replaced or emptied, whatever is tried."""

import uuid
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from evaluation.models import InstrumentVersion
from evaluation.storage.database import open_database
from evaluation.store.studies.studies import add_study

MOMENT = datetime(2026, 5, 1, tzinfo=UTC)
FIRST, SECOND = uuid.UUID(int=1), uuid.UUID(int=2)
PERMANENT = (
    "instrument_version", "publication", "published_translation", "release", "release_event", "release_file",
    "audit_entry", "analysis_plan", "item_note", "corrected_translation",
)  # fmt: skip
ROWS = {
    "instrument_version": {"id": FIRST, "instrument": "i", "number": 1, "digest": "d", "body": "b",
                           "published_at": MOMENT},
    "publication": {"id": FIRST, "instrument_version_id": FIRST, "reason": "r", "reasons": "{}", "published_by": "p"},
    "published_translation": {"id": FIRST, "instrument_version_id": FIRST, "language": "cy", "digest": "t",
                              "body": "b", "writers": "[]", "published_at": MOMENT},
    "release": {"id": FIRST, "study_id": FIRST, "number": 1, "scope": "study", "subject": FIRST, "public": False,
                "title": "t", "aggregates": "{}", "aggregates_sha256": "a", "data_sha256": "a", "plan_number": 1,
                "plan_digest": "p", "instruments": "{}", "code_version": "c", "template_version": "t", "page": "{}",
                "frozen_at": MOMENT, "made_by": "m"},
    "release_event": {"id": FIRST, "release_id": FIRST, "place": 1, "kind": "shown", "words": "", "by": "b",
                      "at": MOMENT},
    "release_file": {"id": FIRST, "release_id": FIRST, "name": "n", "size": 1, "sha256": "s"},
    "audit_entry": {"number": 1, "at": MOMENT, "actor": "a", "action": "a", "subject": "s", "details": "{}",
                    "previous": "p", "mac": "m"},
    "analysis_plan": {"id": FIRST, "study_id": FIRST, "number": 9, "body": "{}", "digest": "d", "created_at": MOMENT,
                      "locked_at": MOMENT},
    "item_note": {"id": FIRST, "instrument": "i", "number": 1, "item": "a", "people": 1, "text": "t", "by": "b",
                  "at": MOMENT},
    "corrected_translation": {"id": FIRST, "instrument_version_id": FIRST, "language": "cy", "number": 2,
                              "digest": "t", "body": "b", "changes": "{}", "reason": "r", "proposed_by": "a",
                              "proposer": "a", "signed_by": "b", "signed_at": MOMENT},
}  # fmt: skip
ATTACKED = {
    "instrument_version": "body", "publication": "reason", "published_translation": "body", "release": "aggregates",
    "release_event": "words", "release_file": "sha256", "audit_entry": "action", "analysis_plan": "digest",
    "item_note": "text", "corrected_translation": "body",
}  # fmt: skip
ONE = {"analysis_plan": " WHERE number = 9"}
"""Which row is looked at where the fixture makes another."""
ONE_KEY = ("item_note",)
"""The tables of which two rows may share all but their id: under a fresh one it is another row."""


def put(db, table, verb="INSERT", end="", **other):
    """Write a row of a table as anybody with the file or a connection can."""
    row = {**ROWS[table], **other}
    names = ", ".join(f'"{name}"' if name == "by" else name for name in row)
    statement = f"{verb} INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)}) {end}"
    sqlite = db.get_bind().dialect.name == "sqlite"
    values = {name: _value(value, sqlite=sqlite) for name, value in row.items()}
    db.execute(text(statement), values)


def _value(value, *, sqlite):
    if sqlite and isinstance(value, uuid.UUID):
        return value.hex
    return value.replace(tzinfo=None).isoformat(sep=" ") if sqlite and isinstance(value, datetime) else value


@pytest.fixture
def filled(database):
    """A row in every permanent table."""
    with database.transaction() as db:
        study = add_study(db, "S", now=MOMENT)
        db.flush()
        ROWS["release"]["study_id"] = ROWS["analysis_plan"]["study_id"] = study.id
        for table in PERMANENT:
            put(db, table)
    return database


def tried(database, table, attack):
    """Whether an attack was refused, and what the row says afterwards."""
    with pytest.raises(DBAPIError, match="permanent"), database.transaction() as db:
        attack(db)
    with database.reading() as db:
        return db.execute(text(f"SELECT {ATTACKED[table]} FROM {table}{ONE.get(table, '')}")).scalars().all()


@pytest.mark.parametrize("table", PERMANENT)
def test_no_row_is_replaced_under_any_of_its_keys(filled, table):
    whole = [ROWS[table][ATTACKED[table]]]
    changed = {ATTACKED[table]: "tampered"}
    if filled.reader.dialect.name == "sqlite":
        fresh = {"id": uuid.uuid4()} if "id" in ROWS[table] and table not in ONE_KEY else {}
        for verb, other in (("INSERT OR REPLACE", {}), ("REPLACE", {}), ("INSERT OR REPLACE", fresh),
                            ("INSERT OR REPLACE", {"rowid": 1})):  # fmt: skip
            assert tried(filled, table, lambda db, v=verb, o=other: put(db, table, v, **{**o, **changed})) == whole
    key = "number" if table == "audit_entry" else "id"
    end = f"ON CONFLICT ({key}) DO UPDATE SET {ATTACKED[table]} = 'tampered'"
    assert tried(filled, table, lambda db: put(db, table, end=end, **changed)) == whole


def test_the_proof_would_notice_a_row_that_was_replaced(filled):
    if filled.reader.dialect.name != "sqlite":
        pytest.skip("PostgreSQL replaces no row without UPDATE")
    with filled.transaction() as db:
        db.execute(text("DROP TRIGGER instrument_version_no_replace"))
        put(db, "instrument_version", "INSERT OR REPLACE", body="tampered")
        assert db.execute(text("SELECT body FROM instrument_version")).scalars().all() == ["tampered"]


@pytest.mark.parametrize("table", PERMANENT)
def test_no_table_is_emptied(filled, table):
    postgresql = filled.reader.dialect.name == "postgresql"
    emptying = f"TRUNCATE {table} CASCADE" if postgresql else f"DELETE FROM {table}"
    assert tried(filled, table, lambda db: db.execute(text(emptying))) == [ROWS[table][ATTACKED[table]]]


def test_a_session_that_replays_a_replica_is_held_as_well(filled):
    if filled.reader.dialect.name != "postgresql":
        pytest.skip("only PostgreSQL replays replicas")

    def attack(db):
        db.execute(text("SET LOCAL session_replication_role = replica"))
        db.execute(text("UPDATE instrument_version SET body = 'tampered'"))

    assert tried(filled, "instrument_version", attack) == ["b"]


def test_another_row_is_added_as_ever(filled):
    with filled.transaction() as db:
        put(db, "instrument_version", id=SECOND, number=2, digest="e")
    with filled.reading() as db:
        assert db.query(InstrumentVersion).count() == 2


def test_the_triggers_stand_in_a_database_opened_again(sqlite_settings):
    opened = open_database(sqlite_settings)
    with opened.reading() as db:
        triggers = db.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    opened.close()
    assert {f"{table}_no_{verb}" for table in PERMANENT for verb in ("update", "delete", "replace")} <= set(triggers)
