"""Secret keys: made once for a new home, known by their fingerprints, and nothing starts where one is not right."""

import os
import subprocess
import sys

import pytest
from sqlalchemy import text

from evaluation.domain.errors import Refused
from evaluation.participants_app import participants_app
from evaluation.staff_app import staff_app
from evaluation.storage.keyring import STANDING, hold_keys, links_key
from evaluation.storage.keys import key
from evaluation.web.app import Services
from evaluation.web.audit_log import COMMAND_LINE, write_down
from tests.hall import NOON, Hall

TYPED = "from evaluation.cli import main; main()"


@pytest.fixture
def unmarked(settings, database):
    """A home as the program left it that did not note keys yet."""
    with database.transaction() as db:
        db.execute(text("DELETE FROM key_mark"))
    return settings


def empty(path):
    path.write_bytes(b"")


def shorten(path):
    path.write_bytes(path.read_bytes()[:31])


def remove(path):
    path.unlink()


def link(path):
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


def folder(path):
    path.unlink()
    path.mkdir()


def pipe(path):
    path.unlink()
    os.mkfifo(path)


def another(path):
    path.write_bytes(b"x" * 32)


SPOILT = [empty, shorten, remove, link, folder, pipe, another]


@pytest.mark.parametrize("name", STANDING)
@pytest.mark.parametrize("spoil", SPOILT, ids=lambda each: each.__name__)
def test_no_application_starts_with_a_key_that_is_not_right(sqlite_settings, sqlite_database, spoil, name):
    spoil(sqlite_settings.keys / name)
    services = Services(sqlite_settings, sqlite_database, lambda: NOON)
    for maker in (participants_app, staff_app):
        with pytest.raises(Refused) as refusal:
            maker(services)
        assert [f"keys/{name} " in fault for fault in refusal.value.faults] == [True]


def test_two_keys_exchanged_are_both_named(settings, database):
    one, other = settings.keys / "cards", settings.keys / "cookies"
    held = one.read_bytes(), other.read_bytes()
    one.write_bytes(held[1])
    other.write_bytes(held[0])
    with pytest.raises(Refused) as refusal:
        hold_keys(settings, database, now=NOON)
    assert len(refusal.value.faults) == 2


def test_a_lost_key_is_not_made_anew_by_asking_for_it(settings, database):
    remove(settings.keys / "audit")
    with pytest.raises(Refused, match="missing"), database.transaction() as db:
        write_down(db, settings, actor=COMMAND_LINE, action="did", subject="x", now=NOON)
    assert not (settings.keys / "audit").exists()


def test_a_home_of_before_is_noted_once_with_the_keys_it_has(unmarked, database):
    before = {name: key(unmarked, name) for name in STANDING}
    hold_keys(unmarked, database, now=NOON)
    assert {name: key(unmarked, name) for name in STANDING} == before
    another(unmarked.keys / "lots")
    with pytest.raises(Refused, match="another one"):
        hold_keys(unmarked, database, now=NOON)


def test_a_home_of_before_gets_no_new_key_where_what_is_kept_needs_the_old_one(unmarked, database, clock):
    hall = Hall(database, clock)
    hall.begin()
    with database.transaction() as db:
        write_down(db, unmarked, actor=COMMAND_LINE, action="did", subject="x", now=NOON)
    for name in ("audit", "cookies", "lots"):
        remove(unmarked.keys / name)
    with pytest.raises(Refused) as refusal:
        hold_keys(unmarked, database, now=NOON)
    assert [fault.partition(" is missing")[0].rpartition("/")[2] for fault in refusal.value.faults] == [
        "audit",
        "cookies",
    ]


def test_a_home_of_before_with_an_empty_key_does_not_start(unmarked, database):
    empty(unmarked.keys / "cookies")
    with pytest.raises(Refused, match="has 0 bytes"):
        hold_keys(unmarked, database, now=NOON)


@pytest.mark.parametrize("spoil", [empty, remove, another], ids=lambda each: each.__name__)
def test_the_key_of_an_experiments_memory_questions_is_noticed_too(settings, database, clock, spoil):
    hall = Hall(database, clock)
    with database.transaction() as db:
        experiment = hall.evening().experiment
        made = links_key(db, settings, experiment, now=NOON)
    with database.transaction() as db:
        assert links_key(db, settings, experiment, now=NOON) == made
    spoil(settings.keys / f"links-{experiment}")
    with pytest.raises(Refused, match="links-"):
        hold_keys(settings, database, now=NOON)
    with pytest.raises(Refused, match="links-"), database.transaction() as db:
        links_key(db, settings, experiment, now=NOON)


def typed(home, *arguments):
    return subprocess.run(
        [sys.executable, "-c", TYPED, *arguments],
        env={"WEAVING_HOME": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_every_verb_stops_with_a_sentence_and_check_says_so(tmp_path):
    home = tmp_path / "home"
    assert typed(home, "study", "list").returncode == 0
    empty(home / "keys" / "cookies")
    for verb in (["serve", "--port", "0"], ["worker", "--once"], ["study", "list"], ["check"], ["migrate"]):
        done = typed(home, *verb)
        assert (done.returncode, "cookies has 0 bytes" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_keys_that_others_may_read_are_named(tmp_path):
    home = tmp_path / "home"
    typed(home, "study", "list")
    (home / "keys" / "cards").chmod(0o644)
    done = typed(home, "check")
    assert (done.returncode, "Others may read cards" in done.stderr) == (2, True)
    assert typed(home, "study", "list").returncode == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_key_that_cannot_be_read_is_named(settings, database):
    (settings.keys / "cards").chmod(0)
    with pytest.raises(Refused, match="cannot be read"):
        hold_keys(settings, database, now=NOON)
