"""Somebody changes the database past its triggers, with SQL: `weaving check`, `audit verify` and reports notice."""

from hashlib import sha256

import pytest
from sqlalchemy import text

from evaluation.domain.errors import Refused
from evaluation.models import InstrumentVersion
from evaluation.storage.keys import key
from evaluation.storage.log_end import LOG_END_FILE, noted_end
from evaluation.store.instruments.declared_changes import declared_for
from evaluation.store.instruments.intact_texts import altered_texts
from evaluation.store.instruments.publication_digest import digests
from evaluation.store.log.audit_entries import verify_log
from evaluation.store.log.safeguards import missing_safeguards
from evaluation.web.audit_log import COMMAND_LINE, KEY_NAME, write_down
from tests.authoring.two_versions import TwoVersions

pytestmark = pytest.mark.usefixtures("first_version_alone")
DROPPED = ("instrument_version", "publication", "audit_entry")


@pytest.fixture
def published(settings, database, clock):
    """A home in which a second version was published, and something was written down besides."""
    TwoVersions(database, clock)
    with database.transaction() as db:
        row = db.query(InstrumentVersion).filter_by(instrument="common-ground", number=2).one()
        about = {"instrument": row.instrument, "number": row.number, **digests(db, row)}
        _written(db, settings, clock, "instrument.publish", about)
    for number in range(3):
        with database.transaction() as db:
            _written(db, settings, clock, f"deed {number}", {})
    return settings, database


def _written(db, settings, clock, action, about):
    write_down(db, settings, actor=COMMAND_LINE, action=action, subject="x", now=clock(), details=about)


def tamper(database, *statements, **values):
    with database.transaction() as db:
        on = " ON {table}" if db.get_bind().dialect.name == "postgresql" else ""
        for table in DROPPED:
            for verb in ("update", "delete"):
                db.execute(text(f"DROP TRIGGER {table}_no_{verb}" + on.format(table=table)))
        for statement in statements:
            db.execute(text(statement), values)


def faults(settings, database):
    with database.reading() as db:
        log = verify_log(db, key(settings, KEY_NAME), seen=[noted_end(settings)]).faults
        return [*altered_texts(db), *log]


def refused(database):
    with database.reading() as db:
        try:
            declared_for(db, ["common-ground"])
        except Refused as refusal:
            return str(refusal)
    return ""


def test_in_a_sound_home_nothing_is_noticed(published):
    settings, database = published
    with database.reading() as db:
        assert list(missing_safeguards(db)) == []
    assert (faults(settings, database), refused(database)) == ([], "")


@pytest.mark.parametrize(
    "column", ["classes = '{}'", "reason = 'Other words.'", "published_by = 'nobody'", "confirmed = '{}'"]
)
def test_what_was_said_at_publication_is_not_changed_unnoticed(published, column):
    settings, database = published
    tamper(database, f"UPDATE publication SET {column}")
    assert any("What was said when common-ground/2 was published" in each for each in faults(settings, database))
    assert "No report uses it" in refused(database)


def test_a_text_changed_together_with_its_digest_is_noticed(published):
    settings, database = published
    with database.reading() as db:
        body = (
            db.query(InstrumentVersion)
            .filter_by(number=2, instrument="common-ground")
            .one()
            .body.replace("trust", "hate")
        )
    where = "WHERE instrument = 'common-ground' AND number = 2"
    digest = sha256(body.encode()).hexdigest()
    tamper(database, f"UPDATE instrument_version SET body = :body, digest = :digest {where}", body=body, digest=digest)
    assert any("another text was put in" in each for each in faults(settings, database))
    assert "common-ground/2" in refused(database)


@pytest.mark.parametrize("kept", [0, 1, 3])
def test_a_log_cut_off_at_its_end_is_noticed(published, kept):
    settings, database = published
    tamper(database, "DELETE FROM audit_entry WHERE number > :kept", kept=kept)
    assert any("its end was cut off" in each for each in faults(settings, database))


def test_without_the_note_in_the_home_a_log_cut_off_is_sound(published):
    settings, database = published
    tamper(database, "DELETE FROM audit_entry WHERE number > 3")
    (settings.home / LOG_END_FILE).unlink()
    assert faults(settings, database) == []


def test_what_was_rolled_back_is_not_noted(published, clock):
    settings, database = published
    before = noted_end(settings)

    with pytest.raises(ZeroDivisionError), database.transaction() as db:
        _written(db, settings, clock, "undone", {})
        raise ZeroDivisionError
    assert (noted_end(settings), faults(settings, database)) == (before, [])


def test_each_missing_trigger_is_named(published):
    _settings, database = published
    tamper(database)
    with database.reading() as db:
        found = list(missing_safeguards(db))
    names = {f"{table}_no_{verb}" for table in DROPPED for verb in ("update", "delete")}
    assert {name for name in names if any(f" {name} " in each for each in found)} == names
    assert len(found) == len(names)


def test_a_trigger_that_does_nothing_is_named(published):
    _settings, database = published
    with database.transaction() as db:
        if db.get_bind().dialect.name == "postgresql":
            db.execute(text("ALTER TABLE release DISABLE TRIGGER release_no_delete"))
        else:
            db.execute(text("DROP TRIGGER release_no_delete"))
            db.execute(text("CREATE TRIGGER release_no_delete BEFORE DELETE ON release BEGIN SELECT 1; END"))
    with database.reading() as db:
        assert ["release_no_delete" in each for each in missing_safeguards(db)] == [True]


def test_a_condition_that_was_taken_away_is_named(postgresql_settings):
    from evaluation.storage.database import open_database

    database = open_database(postgresql_settings)
    with database.transaction() as db:
        db.execute(text("ALTER TABLE release DROP CONSTRAINT ck_release_scope_known"))
    with database.reading() as db:
        assert ["ck_release_scope_known" in each for each in missing_safeguards(db)] == [True]
    database.close()


def test_weaving_check_says_so(sqlite_settings, sqlite_database, clock, monkeypatch):
    from click.testing import CliRunner

    from evaluation.cli import weaving

    monkeypatch.setenv("WEAVING_HOME", str(sqlite_settings.home))
    with sqlite_database.transaction() as db:
        _written(db, sqlite_settings, clock, "deed", {})
    tamper(sqlite_database, "DELETE FROM audit_entry")
    said = CliRunner().invoke(weaving, ["check"], standalone_mode=False)
    assert isinstance(said.exception, Refused)
    assert "audit_entry_no_update is missing" in str(said.exception)
    assert "its end was cut off" in str(said.exception)
