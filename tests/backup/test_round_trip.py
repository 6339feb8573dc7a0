"""What was backed up is there again once it is restored: rows, files, keys and the log, on either engine."""

import pytest
from sqlalchemy import select, text

from evaluation.migrations.rights import wrong_rights
from evaluation.models import AuditEntry, Response
from evaluation.operations.backup.rows_of_engines import tables_of
from evaluation.operations.restore.restore_home import remove_all_kept, undo_restore
from evaluation.storage.database import connect_database
from evaluation.storage.keys import key
from evaluation.storage.log_end import noted_end
from evaluation.storage.settings import Settings, write_address
from evaluation.store.log.audit_entries import latest_entries, verify_log
from evaluation.store.log.safeguards import missing_safeguards
from tests.backup.homes_compared import Kept, bytes_of, rows_of

pytestmark = pytest.mark.usefixtures("without_pg_dump")


@pytest.fixture
def changed_since(kept):
    """A home on each engine that was backed up and then changed in every part; what it was."""
    return changed(kept)


@pytest.fixture
def changed_in_sqlite(kept_in_sqlite):
    """The same on SQLite alone."""
    changed(kept_in_sqlite)
    return kept_in_sqlite


def changed(kept):
    write_address(kept.settings.home, "https://one.example.org")
    before = rows_of(kept.settings)
    kept.back_up()
    with kept.using():
        kept.answer(2)
        kept.write_down("study changed")
    write_address(kept.settings.home, "https://two.example.org")
    (kept.settings.home / "clips" / "common-ground" / "1" / "cy" / "bt1.mp3").write_bytes(b"another voice")
    return before


def test_every_row_is_as_it_was(kept, changed_since):
    kept.restore()
    assert rows_of(kept.settings) == changed_since


def test_files_are_as_they_were(changed_in_sqlite):
    kept = changed_in_sqlite
    kept.restore()
    home = kept.settings.home
    assert (home / "public-address").read_text() == "https://one.example.org\n"
    assert (home / "clips" / "common-ground" / "1" / "cy" / "bt1.mp3").read_bytes() == b"a voice"
    assert (home / "artefacts" / ("a" * 64) / "report.pdf").stat().st_size == 4 + 256 * 40


def test_the_log_goes_on_from_where_it_was(changed_in_sqlite):
    kept = changed_in_sqlite
    kept.restore()
    with kept.using() as database, database.reading() as db:
        verdict = verify_log(db, key(kept.settings, "audit"), seen=(noted_end(kept.settings),))
        actions = [entry.action for entry in latest_entries(db, limit=2)]
    assert (verdict.faults, actions) == ((), ["backup restored", "study added"])


def test_what_guards_the_rows_is_there_again(kept, changed_since, opened):
    kept.restore()
    with opened(kept.settings).reading() as db:
        assert list(missing_safeguards(db)) == []


def test_postgresqls_roles_have_their_rights_in_a_database_that_was_empty(kept_in_sqlite, tmp_path, empty_postgresql):
    kept_in_sqlite.back_up()
    settings = Settings(home=tmp_path / "other", database_url=empty_postgresql)
    kept_in_sqlite.restore(settings=settings)
    database = connect_database(settings)
    with database.reading() as db:
        faults = list(wrong_rights(db.connection()))
    database.close()
    assert faults == []


def test_people_go_on_answering(changed_in_sqlite):
    kept = changed_in_sqlite
    kept.restore()
    with kept.using() as database:
        kept.answer()
        with database.reading() as db:
            assert len(db.scalars(select(Response)).all()) == 4


def test_what_was_there_is_kept_and_put_back(kept, changed_since):
    with kept.using() as database, database.reading() as db:
        entries = len(db.scalars(select(AuditEntry)).all())
    there = rows_of(kept.settings)
    kept.restore()
    undo_restore(kept.settings, now=kept.clock())
    assert rows_of(kept.settings) == there
    assert (kept.settings.home / "public-address").read_text() == "https://two.example.org\n"
    with kept.using() as database, database.reading() as db:
        verdict = verify_log(db, key(kept.settings, "audit"), seen=(noted_end(kept.settings),))
    assert (verdict.faults, verdict.entries) == ((), entries + 1)


def test_undoing_can_be_undone(changed_in_sqlite):
    kept = changed_in_sqlite
    kept.restore()
    restored = rows_of(kept.settings)
    for _ in range(2):
        kept.clock.advance(minutes=1)
        undo_restore(kept.settings, now=kept.clock())
    assert rows_of(kept.settings) == restored


def test_what_was_kept_is_removed_when_a_person_says_so(kept, changed_since, opened):
    kept.restore()
    remove_all_kept(kept.settings)
    assert not list(kept.settings.home.glob("before-restore-*"))
    with opened(kept.settings).reading() as db:
        if db.get_bind().dialect.name == "postgresql":
            assert not db.scalars(text("SELECT 1 FROM pg_namespace WHERE nspname LIKE 'before%'")).all()


def test_keys_that_the_home_holds_serve_where_no_others_are_given(changed_in_sqlite):
    kept = changed_in_sqlite
    kept.restore(keys=None)
    assert len(rows_of(kept.settings)["response"]) == 3


def test_what_sqlite_held_is_restored_in_postgresql(kept_in_sqlite, tmp_path, empty_postgresql):
    restored_elsewhere(kept_in_sqlite, Settings(home=tmp_path / "other", database_url=empty_postgresql))


def test_what_postgresql_held_is_restored_in_sqlite(postgresql_settings, clock, tmp_path):
    restored_elsewhere(Kept(postgresql_settings, clock, tmp_path), Settings.at(tmp_path / "other"))


def restored_elsewhere(kept, other):
    """Restore a backup of a home into another one, and compare both row by row and key by key."""
    before = rows_of(kept.settings)
    kept.back_up()
    kept.restore(settings=other)
    assert rows_of(other) == before
    assert bytes_of(other.keys) == bytes_of(kept.settings.keys)


def test_a_column_of_an_unknown_kind_is_not_carried_in_silence(postgresql_settings, opened):
    with opened(postgresql_settings).reading() as db:
        db.execute(text("CREATE TABLE strange (at interval)"))
        with pytest.raises(TypeError, match=r"strange\.at"):
            tables_of(db.connection(), {"strange"})
