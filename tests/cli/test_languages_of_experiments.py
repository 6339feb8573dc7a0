"""An experiment made on the command line has the languages that were asked for, and is written down."""

import json

import pytest
from click.testing import CliRunner

import instruments
from evaluation.cli import weaving
from evaluation.domain.clock import now_utc
from evaluation.storage.database import open_database
from evaluation.store.instruments.publishing import sign

BOTH = ("--language", "en", "--language", "cy")
ADD = ("experiment", "add", "--chapter", "c", "--title", "T", "--kind", "assembly", "--instrument", "common-ground/1")


@pytest.fixture
def run(sqlite_settings, monkeypatch):
    monkeypatch.setenv("WEAVING_HOME", str(sqlite_settings.home))

    def run_verb(*arguments):
        done = CliRunner().invoke(weaving, arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done

    run_verb("study", "add", "S")
    run_verb("chapter", "add", "C")
    return run_verb


def test_it_is_in_english_alone_unless_more_is_asked_for(run):
    assert json.loads(run(*ADD, "--json").stdout)["languages"] == ["en"]


def test_a_language_whose_translation_nobody_signed_is_named(run):
    done = run(*ADD, *BOTH, "--json")
    assert json.loads(done.stdout)["languages"] == ["en", "cy"]
    assert "cy will be offered to nobody: the translation of common-ground/1 is not signed" in done.stderr


def test_of_a_signed_one_nothing_is_said(run, sqlite_settings):
    database = open_database(sqlite_settings)
    with database.transaction() as db:
        sign(db, instruments.translation("common-ground", 1, "cy"), by="Rhian", now=now_utc())
    database.close()
    assert run(*ADD, *BOTH).stderr == ""


def test_it_is_written_down(run):
    before = json.loads(run("audit", "verify", "--json").stdout)["entries"]
    run(*ADD)
    after = json.loads(run("audit", "verify", "--json").stdout)["entries"]
    assert (after - before, "experiment added" in run("audit", "list").stdout) == (1, True)
