"""What is brought from elsewhere is held for an hour in a place of its own, whole, and for its owner alone."""

import os
import stat
import uuid
from datetime import timedelta

import pytest

from evaluation.storage.brought import held_answers as place

CONTENT = {"rows": [["a1b2", "5"]], "named": "Ŵyn"}


@pytest.fixture
def account():
    return uuid.uuid4()


@pytest.fixture
def held(sqlite_settings, account, clock):
    return place.hold_answers(sqlite_settings, account, CONTENT, now=clock())


def found(settings, account, held, clock):
    return place.held_answers(settings, account, held.id, now=clock())


def test_what_is_held_is_read_again_as_it_was(sqlite_settings, account, held, clock):
    assert found(sqlite_settings, account, held, clock) == held


def test_another_account_finds_nothing_under_the_same_id(sqlite_settings, held, clock):
    assert found(sqlite_settings, uuid.uuid4(), held, clock) is None


def test_nobody_else_on_the_machine_can_read_it(sqlite_settings, held):
    folder = place.folder_of_held(sqlite_settings)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.iterdir())]
    assert modes == [0o700, 0o600]


def test_after_an_hour_it_is_not_there_and_a_sweep_removes_it(sqlite_settings, account, held, clock):
    clock.advance(minutes=59)
    assert place.forget_due(sqlite_settings, now=clock()) == 0
    clock.advance(minutes=1)
    assert found(sqlite_settings, account, held, clock) is None
    assert place.forget_due(sqlite_settings, now=clock()) == 1
    assert [*place.folder_of_held(sqlite_settings).iterdir()] == []


def test_a_change_does_not_make_it_stay_longer(sqlite_settings, account, held, clock):
    clock.advance(minutes=30)
    changed = place.change_held(sqlite_settings, held, {"other": 1})
    assert (changed.until, found(sqlite_settings, account, held, clock).content) == (held.until, {"other": 1})


def test_what_is_kept_on_purpose_stays_and_is_listed_to_its_owner_alone(sqlite_settings, account, held, clock):
    kept = place.keep_held(sqlite_settings, held, kept=True, now=clock())
    clock.advance(days=364)
    assert place.forget_due(sqlite_settings, now=clock()) == 0
    assert place.kept_by(sqlite_settings, account, now=clock()) == [kept]
    assert place.kept_by(sqlite_settings, uuid.uuid4(), now=clock()) == []
    clock.advance(days=1)
    assert place.forget_due(sqlite_settings, now=clock()) == 1


def test_what_is_half_written_or_broken_goes_too(sqlite_settings, held, clock):
    folder, old = place.folder_of_held(sqlite_settings), clock().timestamp() - timedelta(hours=2).total_seconds()
    for name in ("x.partial", "broken.json"):
        (folder / name).write_text("{")
        os.utime(folder / name, (old, old))
    assert place.forget_due(sqlite_settings, now=clock()) == 2


def test_what_is_forgotten_is_gone_at_once_and_twice_is_no_fault(sqlite_settings, account, held, clock):
    place.forget_held(sqlite_settings, account, held.id)
    place.forget_held(sqlite_settings, account, held.id)
    assert [*place.folder_of_held(sqlite_settings).iterdir()] == []


def test_a_write_that_fails_leaves_what_was_there(sqlite_settings, account, held, clock):
    with pytest.raises(TypeError):
        place.change_held(sqlite_settings, held, {"unwritable": object()})
    assert found(sqlite_settings, account, held, clock) == held
    assert len([*place.folder_of_held(sqlite_settings).iterdir()]) == 1
