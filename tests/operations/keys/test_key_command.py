"""`weaving key`, as whoever runs the server types it."""

import json
from contextlib import closing

import psycopg
import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.cli.command_context import opened
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.models import Chapter
from evaluation.operations.keys.lost_keys import REPLACED_BY
from evaluation.operations.keys.rotate_keys import STEPS
from evaluation.storage.database import open_database
from evaluation.storage.home_lock import home_alone
from evaluation.storage.keyring import links_key
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.experiments import add_experiment
from tests.serving import serving


@pytest.fixture
def typed(tmp_path, monkeypatch):
    monkeypatch.setenv("WEAVING_HOME", str(tmp_path / "home"))

    def run(*arguments, said=None, plainly=False):
        done = CliRunner().invoke(weaving, [*arguments, *([] if plainly else ["--json"])], input=said)
        if done.exception:
            raise done.exception
        return done.stdout if plainly else json.loads(done.stdout)

    run("study", "add", "Trust")
    run("chapter", "add", "North")
    return run


@pytest.fixture
def links(typed, tmp_path):
    """The file of an evening's key, by name."""
    import random

    with opened() as (settings, database), database.transaction() as db:
        version = version_in_use(db, "common-ground", 1, now=now_utc())
        chapter, rng = db.query(Chapter).one(), random.Random(3)
        about = {"title": "One", "kind": "weaving_trust", "version": version, "now": now_utc(), "rng": rng}
        made = add_experiment(db, chapter, **about)
        links_key(db, settings, made.id, now=now_utc())
        return tmp_path / "home" / "keys" / f"links-{made.id}"


def test_a_list_has_what_each_key_is_for(typed):
    rows = {row["name"]: row for row in typed("key", "list")}
    assert rows["audit"]["used_for"] == "chains the audit log"
    assert (rows["lots"]["can_rotate"], rows["totp"]["can_rotate"]) == (False, True)


def test_a_dry_run_rotates_nothing(typed):
    before = typed("key", "list")
    assert typed("key", "rotate", "audit", "--dry-run")["rotated"] is False
    assert typed("key", "list") == before


def test_after_a_rotation_the_log_is_verified_whole(typed):
    assert typed("key", "rotate", "audit")["rotated"]
    typed("study", "add", "Another")
    assert typed("audit", "verify")["holds"]


def test_no_key_is_rotated_while_a_server_runs(typed, tmp_path):
    before = typed("key", "list")
    with serving(tmp_path / "home", "--no-worker"), pytest.raises(Refused, match="A server, a worker or another"):
        typed("key", "rotate", "totp")
    assert typed("key", "list") == before
    assert typed("key", "rotate", "totp")["rotated"]


@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_no_key_is_rotated_while_anything_has_the_home_open(typed, more):
    for name in STEPS:
        with opened(), pytest.raises(Refused, match="stop every one"):
            typed("key", "rotate", name, *more)


def test_no_lost_key_is_replaced_while_anything_has_the_home_open(typed, tmp_path):
    keys = tmp_path / "home" / "keys"
    with opened():
        for name in REPLACED_BY:
            (keys / name).unlink()
            with pytest.raises(Refused, match="stop every one"):
                typed("key", "rotate", name, "--lost")
    assert not REPLACED_BY.keys() & {path.name for path in keys.iterdir()}


@pytest.mark.parametrize(("name", "why"), [("lots", "cannot be rotated"), ("key-of-nothing", "There is no key")])
def test_nobody_stops_a_server_for_a_key_that_cannot_be_rotated(typed, name, why):
    with opened(), pytest.raises(Refused, match=why):
        typed("key", "rotate", name)


def test_whoever_was_refused_goes_on_using_the_home(sqlite_settings):
    with closing(open_database(sqlite_settings)), closing(open_database(sqlite_settings)) as second:
        with pytest.raises(Refused, match="stop every one"), second.use.alone(sqlite_settings.home):
            pass
        second.use.end()
        with pytest.raises(Refused, match="stop every one"), home_alone(sqlite_settings.home):
            pass


def test_nobody_begins_to_use_a_home_while_a_key_is_rotated(sqlite_settings):
    with closing(open_database(sqlite_settings)) as mine:
        with mine.use.alone(sqlite_settings.home), pytest.raises(Refused, match="under way"):
            open_database(sqlite_settings)
        open_database(sqlite_settings).close()


def test_somebody_connected_to_postgresql_from_another_machine_is_noticed(postgresql_settings, monkeypatch):
    monkeypatch.setenv("WEAVING_HOME", str(postgresql_settings.home))
    monkeypatch.setenv("WEAVING_DATABASE_URL", postgresql_settings.database_url)
    rotating = ["key", "rotate", "totp"]
    with psycopg.connect(postgresql_settings.database_url):
        assert "1 others are connected" in str(CliRunner().invoke(weaving, rotating).exception)
    assert CliRunner().invoke(weaving, rotating).exception is None


def test_destroying_asks_for_the_studys_name(typed, links):
    with pytest.raises(Refused, match="not the study's name"):
        typed("key", "destroy", "trust", "--name", "trust")
    assert links.exists()
    said = typed("key", "destroy", "trust", said="Trust\n", plainly=True)
    assert ("backups" in said, links.exists()) == (True, False)


def test_a_dry_run_destroys_nothing(typed, links):
    (row,) = typed("key", "destroy", "trust", "--dry-run")
    assert (row["key"], links.exists()) == (links.name, True)


def test_a_key_back_from_a_backup_stops_every_verb_but_the_one_that_destroys_it(typed, links):
    held = links.read_bytes()
    typed("key", "destroy", "trust", "--name", "Trust")
    links.write_bytes(held)
    with pytest.raises(Refused, match="is there again"):
        typed("study", "list")
    assert typed("key", "destroy", "trust", "--name", "Trust") == []
    assert not links.exists()


def test_with_keys_lost_they_are_listed_and_one_after_the_other_replaced(typed, tmp_path):
    keys = tmp_path / "home" / "keys"
    for name in ("staff", "webhooks"):
        (keys / name).unlink()
    assert {row["name"] for row in typed("key", "list") if row["state"] == "missing"} == {"staff", "webhooks"}
    with pytest.raises(Refused, match="webhooks --lost"):
        typed("study", "list")
    assert typed("key", "rotate", "staff", "--lost", "--dry-run")["rotated"] is False
    assert not (keys / "staff").exists()
    for name in ("staff", "webhooks"):
        assert typed("key", "rotate", name, "--lost")["rotated"]
    assert typed("study", "list")


def test_memory_questions_whose_key_is_lost_can_be_ended(typed, links):
    links.unlink()
    with pytest.raises(Refused, match="weaving key destroy STUDY"):
        typed("study", "list")
    typed("key", "destroy", "trust", "--name", "Trust")
    assert typed("study", "list")
