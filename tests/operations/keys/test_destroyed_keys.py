"""The keys of a study's memory questions are destroyed at the end of keeping, and nothing pretends they were lost."""

import pytest

from evaluation.domain.errors import Refused
from evaluation.models import MemoryAnswer, Study
from evaluation.operations.keys.destroy_keys import destroy_study_keys, keys_to_destroy, note_destroyed, shred_destroyed
from evaluation.operations.keys.key_list import listed_keys
from evaluation.storage.keyring import hold_keys, links_key
from evaluation.store.log.audit_entries import latest_entries
from tests.hall import NOON


@pytest.fixture
def study(database, hall):
    with database.reading() as db:
        return db.query(Study).one().id


@pytest.fixture
def destroy(settings, database, study, by):
    """Destroy the keys of the study now."""
    return lambda: destroy_study_keys(settings, database, study, by=by())


@pytest.fixture
def path(settings, hall):
    return settings.keys / f"links-{hall.evening().experiment}"


def test_a_dry_run_names_the_key_and_how_much_it_is_for(database, ended, study, clock):
    with database.reading() as db:
        (found,) = keys_to_destroy(db, db.get(Study, study), now=clock())
    assert (found.title, found.responses) == ("Highfields Centre", 1)


def test_no_key_is_destroyed_while_people_may_still_answer(hall, path, destroy):
    with pytest.raises(Refused, match="close every wave"):
        destroy()
    hall.close("pre")
    with pytest.raises(Refused, match=r"\(late forms of Before until \d+ \w+ 2026, \d\d:\d\d\)"):
        destroy()
    assert path.exists()


def test_what_is_destroyed_is_gone_and_written_down(database, ended, path, destroy):
    destroy()
    with database.reading() as db:
        (entry,) = latest_entries(db, limit=1)
    assert (path.exists(), entry.action, entry.details["keys"]) == (False, "keys destroyed", [path.name])


def test_the_home_starts_without_a_destroyed_key(settings, database, ended, destroy):
    destroy()
    hold_keys(settings, database, now=NOON)


def test_a_key_that_is_merely_lost_still_stops_the_start(settings, database, ended, path):
    path.unlink()
    with pytest.raises(Refused, match="missing"):
        hold_keys(settings, database, now=NOON)


def test_no_key_is_made_in_the_place_of_a_destroyed_one(settings, database, ended, path, destroy):
    destroy()
    with pytest.raises(Refused, match="was destroyed on"), database.transaction() as db:
        links_key(db, settings, ended.evening().experiment, now=NOON)
    assert not path.exists()


@pytest.mark.usefixtures("ended")
def test_a_list_says_that_a_key_was_destroyed_and_when(settings, database, path, clock, destroy):
    destroy()
    with database.reading() as db:
        states = {row.name: row.state for row in listed_keys(db, settings, now=clock())}
    assert states[path.name] == f"destroyed on {clock():%d %B %Y}"


def test_a_destroyed_key_that_comes_back_from_a_backup_is_named(settings, database, ended, path, destroy):
    held = path.read_bytes()
    destroy()
    path.write_bytes(held)
    with pytest.raises(Refused, match=r"was destroyed on .* and is there again"):
        hold_keys(settings, database, now=NOON)
    assert shred_destroyed(settings, database) == [path.name]
    hold_keys(settings, database, now=NOON)


@pytest.mark.usefixtures("ended")
def test_destroying_that_was_cut_short_goes_on(settings, database, study, by, path):
    with database.transaction() as db:
        note_destroyed(db, db.get(Study, study), by=by())
    assert path.exists()
    assert shred_destroyed(settings, database) == [path.name]


def test_destroying_twice_finds_nothing_the_second_time(ended, destroy):
    destroy()
    assert destroy() == []


def test_hashes_stay_and_fit_nobody(database, ended, destroy):
    destroy()
    with database.reading() as db:
        assert db.query(MemoryAnswer).count() == 1
