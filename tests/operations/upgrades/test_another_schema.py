"""A program on a home of an earlier or a later one, or on none, says which of the two is behind and makes nothing."""

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
def earlier(settings, database):
    """A home as the program left it that had one migration less."""
    before = f"{int(migrations.newest()) - 1:04}"
    migrations.downgrade(database, before)
    database.close()
    return settings, before


@pytest.fixture
def later(settings, database):
    """A home of a later program."""
    with database.transaction() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9998'"))
    database.close()
    return settings


def test_a_look_at_an_earlier_home_is_one_sentence_that_leads_to_the_upgrade(typed, earlier):
    settings, before = earlier
    printed, (said,) = typed(settings, "check", "--json")
    assert all(each in said for each in (f"at schema {before}", migrations.newest(), "`weaving migrate`"))
    assert {row["what"] for row in json.loads(printed)} == {*PROGRAM, "database", "keys", "kept by restores"}


def test_after_the_upgrade_everything_is_looked_at(typed, earlier):
    settings, before = earlier
    assert json.loads(typed(settings, "migrate", "--json")[0]) == {"from": before, "to": migrations.newest()}
    printed, faults = typed(settings, "check", "--json")
    assert ("roles" in {row["what"] for row in json.loads(printed)}, faults) == (True, ())


@pytest.mark.parametrize("verb", ["check", "migrate", "person list"])
def test_an_earlier_program_on_a_later_home_asks_for_the_later_program(typed, later, verb):
    _, (said,) = typed(later, *verb.split())
    assert all(each in said for each in ("at schema 9998, which a later program made", "Install the later program"))
    assert "weaving migrate" not in said


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
