"""The schema's history runs forwards and backwards on both engines and agrees with the models."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from evaluation import migrations
from evaluation.models import Base, Experiment, InstrumentVersion
from evaluation.storage.database import open_database
from evaluation.storage.settings import Settings
from evaluation.store.responses.progress import miscounted
from evaluation.store.responses.receipts import kept_response
from evaluation.store.responses.responses import record_response
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.waves import waves_of
from tests.conftest import new_postgresql
from tests.hall import Hall, freeze


@pytest.fixture(params=("sqlite", "postgresql"))
def empty_database(request, tmp_path):
    if request.param == "sqlite":
        opened = open_database(Settings.at(tmp_path))
    else:
        server = request.getfixturevalue("postgresql_server")
        address = new_postgresql(server, f"empty_{uuid.uuid4().hex}")
        opened = open_database(Settings(home=Path("unused"), database_url=address))
    yield opened
    opened.close()


def test_migrations_and_models_agree(empty_database):
    migrations.upgrade(empty_database)
    migrations.check(empty_database)


def test_the_newest_revision_by_the_names_of_files_is_the_one_that_an_upgrade_reaches(empty_database):
    migrations.upgrade(empty_database)
    assert migrations.revision_of(empty_database) == migrations.newest()


def test_an_empty_database_is_at_no_revision(empty_database):
    assert migrations.revision_of(empty_database) is None


@pytest.fixture
def checks_asked_and_kept(empty_database):
    """CHECK constraints as the models would make them now, and as the migrations made them."""

    def checks():
        seen = inspect(empty_database.reader)
        tables = set(seen.get_table_names()) - {"alembic_version"}
        found = {table: seen.get_check_constraints(table) for table in tables}
        return {(table, one["name"]): " ".join(one["sqltext"].split()) for table in tables for one in found[table]}

    migrations.upgrade(empty_database)
    kept = checks()
    migrations.downgrade(empty_database, "base")
    Base.metadata.create_all(empty_database.writer)
    return checks(), kept


def test_the_migrations_allow_what_the_models_allow(checks_asked_and_kept):
    asked, kept = checks_asked_and_kept
    differing = {name for name in asked.keys() | kept.keys() if asked.get(name) != kept.get(name)}
    assert {name: (asked.get(name), kept.get(name)) for name in differing} == {}, (
        "The database refuses what the models take, or takes what they refuse: write a migration for the CHECK."
    )


@pytest.fixture
def a_new_kind(monkeypatch):
    (check,) = (one for one in Experiment.__table__.constraints if str(one.name) == "ck_experiment_kind_known")
    monkeypatch.setattr(check, "sqltext", text(str(check.sqltext).replace("IN (", "IN ('a_new_kind', ")))


@pytest.mark.usefixtures("a_new_kind")
def test_a_new_kind_without_a_migration_is_noticed(checks_asked_and_kept):
    asked, kept = checks_asked_and_kept
    assert ("experiment", "ck_experiment_kind_known") in {name for name in asked if asked[name] != kept.get(name)}


def test_going_back_leaves_no_table(empty_database):
    migrations.upgrade(empty_database)
    migrations.downgrade(empty_database, "base")
    assert set(inspect(empty_database.reader).get_table_names()) <= {"alembic_version"}


def test_going_back_and_forward_again_works(empty_database):
    for _ in range(2):
        migrations.upgrade(empty_database)
        migrations.downgrade(empty_database, "base")
    migrations.upgrade(empty_database)
    assert migrations.revision_of(empty_database) == migrations.newest()


@pytest.mark.parametrize("change", ["UPDATE instrument_version SET body = 'x'", "DELETE FROM instrument_version"])
def test_a_published_version_resists(database, change):
    with database.transaction() as db:
        db.add(
            InstrumentVersion(
                instrument="i", number=1, digest="d", body="b", published_at=datetime(2026, 5, 1, tzinfo=UTC)
            )
        )
    with pytest.raises(DBAPIError, match="permanent"), database.transaction() as db:
        db.execute(text(change))
    with database.reading() as db:
        assert db.query(InstrumentVersion).one().body == "b"


@pytest.mark.parametrize("held", ["not held", "open", "closed"])
def test_an_evening_that_was_frozen_stays_so_but_for_a_follow_up_that_has_not_closed(empty_database, clock, held):
    migrations.upgrade(empty_database)
    hall = Hall(empty_database, clock)
    hall.open("post")
    hall.close("post")
    if held != "not held":
        hall.open("follow_up")
    if held == "closed":
        hall.close("follow_up")
    migrations.downgrade(empty_database, "0035")
    with empty_database.transaction() as db:
        db.execute(text("UPDATE experiment SET frozen_at = '2026-05-20 10:00:00'"))
    migrations.upgrade(empty_database)
    with empty_database.reading() as db:
        waves = waves_of(db, experiment_named(db, hall.words))
    frozen = {kind for kind, wave in waves.items() if wave.frozen_at}
    assert frozen == set(waves) - ({"follow_up"} if held != "closed" else set())


def test_going_back_an_evening_is_frozen_that_had_a_frozen_wave(empty_database, clock):
    migrations.upgrade(empty_database)
    hall = Hall(empty_database, clock)
    hall.close("pre")
    with empty_database.transaction() as db:
        freeze(db, experiment_named(db, hall.words), at=clock())
    migrations.downgrade(empty_database, "0035")
    with empty_database.reading() as db:
        assert db.execute(text("SELECT count(frozen_at) FROM experiment")).scalar_one() == 1


def test_what_was_stored_before_numbers_were_kept_is_counted(empty_database, clock):
    migrations.upgrade(empty_database)
    hall = Hall(empty_database, clock)
    for _ in range(3):
        response = hall.begin()
        with empty_database.transaction() as db:
            record_response(db, hall.submission(response), now=clock())
    migrations.downgrade(empty_database, "0011")
    migrations.upgrade(empty_database)
    with empty_database.reading() as db:
        assert (kept_response(db, response, words=hall.words).people, miscounted(db)) == (3, [])
