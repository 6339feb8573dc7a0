"""The initial migration makes the schema of the models, once, on both engines."""

import uuid
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from evaluation import migrations
from evaluation.domain.errors import Refused
from evaluation.models import Base
from evaluation.storage.database import open_database
from evaluation.storage.settings import Settings
from evaluation.store.log.safeguards import missing_safeguards
from evaluation.store.studies.studies import add_study
from tests.conftest import new_postgresql


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


def tables(database):
    return set(inspect(database.reader).get_table_names())


def test_an_empty_database_gets_every_table_and_safeguard(empty_database):
    assert migrations.revision_of(empty_database) is None
    migrations.upgrade(empty_database)
    assert migrations.revision_of(empty_database) == migrations.newest()
    assert tables(empty_database) == {*Base.metadata.tables, "alembic_version"}
    with empty_database.reading() as db:
        assert list(missing_safeguards(db)) == []


def test_a_current_database_stays_as_it_is(empty_database, clock):
    migrations.upgrade(empty_database)
    with empty_database.transaction() as db:
        add_study(db, "S", now=clock())
    migrations.upgrade(empty_database)
    with empty_database.reading() as db:
        assert db.execute(text("SELECT count(*) FROM study")).scalar_one() == 1


def test_an_unknown_schema_is_refused_and_nothing_is_changed(empty_database):
    with empty_database.writer.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('0050')"))
    with pytest.raises(Refused, match=r"at schema 0050.*Nothing was changed"):
        migrations.upgrade(empty_database)
    assert tables(empty_database) == {"alembic_version"}
    assert migrations.revision_of(empty_database) == "0050"
