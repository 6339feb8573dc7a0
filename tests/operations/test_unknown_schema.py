"""A program on a home of an unknown schema, or on none, says so and makes nothing."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from evaluation import migrations
from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.storage.settings import Settings

PROGRAM = ["bundled instruments", "pages", "report drawing"]


@pytest.fixture
def typed(monkeypatch):
    """A command in a home: its exit code, what it printed, and what it refused."""

    def run(settings, *words):
        monkeypatch.setenv("WEAVING_HOME", str(settings.home))
        monkeypatch.setenv("WEAVING_DATABASE_URL", settings.database_url)
        done = CliRunner().invoke(weaving, words, standalone_mode=False)
        assert done.exception is None or isinstance(done.exception, Refused), done.exception
        return done.stdout, done.exception.faults if done.exception else ()

    return run


@pytest.fixture
def strange(settings, database):
    """A home at a schema that this program does not know."""
    with database.transaction() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9998'"))
    database.close()
    return settings


@pytest.mark.parametrize("verb", ["check", "check --recount", "migrate", "person list", "backup b.zip"])
def test_an_unknown_schema_is_refused_in_one_sentence(typed, strange, verb):
    printed, (said,) = typed(strange, *verb.split())
    assert all(each in said for each in ("at schema 9998", migrations.newest(), "Nothing was changed"))
    assert printed == ""


def test_migrating_a_current_home_does_nothing(typed, settings):
    newest = migrations.newest()
    assert json.loads(typed(settings, "migrate", "--json")[0]) == {"from": newest, "to": newest}


def test_a_look_where_no_home_is_makes_none_and_says_so(typed, tmp_path):
    settings = Settings.at(tmp_path / "var")
    printed, faults = typed(settings, "check", "--json")
    home, *rows = json.loads(printed)
    assert (home["what"], f"none in {settings.home} yet" in home["found"]) == ("home", True)
    assert ([row["what"] for row in rows], faults, settings.home.exists()) == (PROGRAM, (), False)


def test_a_home_whose_database_is_gone_is_none_that_is_still_to_be_made(typed, sqlite_settings):
    (sqlite_settings.home / "weaving.sqlite").unlink()
    _, (said,) = typed(sqlite_settings, "check")
    assert "restore the last backup" in said
    assert not (sqlite_settings.home / "weaving.sqlite").exists()
