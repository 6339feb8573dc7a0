"""A backup that is damaged, cut, forged, strange or another home's is refused, and the home stays byte for byte."""

import random
from contextlib import nullcontext

import pytest

from evaluation.domain.errors import Refused
from evaluation.operations.backup.key_file import Sealing, keys_of, written
from evaluation.storage.keys import key
from tests.backup.damage import PLAIN, SIGNED, in_database, log_entry_changed
from tests.backup.homes_compared import Kept, bytes_of, rows_of
from tests.homes import new_home

pytestmark = [pytest.mark.usefixtures("without_pg_dump"), pytest.mark.integration]

WAYS = (*PLAIN, *SIGNED)


@pytest.fixture
def attacked(kept_in_sqlite):
    """A home with a backup, and a way to damage that and to try to restore it."""
    kept_in_sqlite.back_up()
    good = (kept_in_sqlite.folder / "backup.zip").read_bytes()
    held = key(kept_in_sqlite.settings, "audit")

    def restoring(damage, seed):
        rng = random.Random(seed)
        (kept_in_sqlite.folder / "damaged.zip").write_bytes(damage(good, rng, held))
        with pytest.raises(Refused) as refusal:
            kept_in_sqlite.restore("damaged.zip")
        return refusal.value.faults

    restoring.kept, restoring.good = kept_in_sqlite, good
    return restoring


def refused(attacked, count):
    """How many damaged backups were refused, each with a sentence, and what changed in the home."""
    before = bytes_of(attacked.kept.settings.home)
    cases = [(WAYS[number % len(WAYS)], number) for number in range(count)]
    faults = [attacked(damage, seed) for damage, seed in cases]
    assert bytes_of(attacked.kept.settings.home) == before
    assert all(fault.endswith(".") for said in faults for fault in said)
    for_hash = {
        damage.__name__ for (damage, _), said in zip(cases, faults, strict=True) if "was not written by" in str(said)
    }
    assert not for_hash & {damage.__name__ for damage in SIGNED}, "they are refused for what they are"
    return len(faults)


def test_40_damaged_backups_are_refused(attacked):
    assert refused(attacked, 40) == 40


@pytest.mark.long
def test_500_damaged_backups_are_refused(attacked):
    assert refused(attacked, 500) == 500


def test_control_the_backup_itself_is_restored(attacked):
    attacked.kept.restore()


@pytest.mark.parametrize("names", [("audit",), ("cards",), ("audit", "cards", "cookies", "staff")])
def test_keys_of_another_home_are_refused(attacked, tmp_path, names):
    kept = attacked.kept
    other, database = new_home(tmp_path / "other")
    database.close()
    mixed = keys_of(kept.settings) | {name: key(other, name) for name in names}
    (kept.folder / "mixed.keys").write_bytes(written(mixed, Sealing()))
    before = bytes_of(kept.settings.home)
    with pytest.raises(Refused, match=r"other keys|another one"):
        kept.restore(keys="mixed.keys")
    assert bytes_of(kept.settings.home) == before


def test_a_backup_of_another_home_is_refused_unless_it_is_asked_for(attacked, clock, tmp_path):
    (tmp_path / "second").mkdir()
    settings, database = new_home(tmp_path / "second" / "home")
    database.close()
    clock.advance(hours=1)
    other = Kept(settings, clock, tmp_path / "second")
    before, there = bytes_of(settings.home), rows_of(attacked.kept.settings)
    with pytest.raises(Refused, match="another home"):
        attacked.kept.restore(settings=settings)
    assert bytes_of(other.settings.home) == before
    attacked.kept.restore(settings=settings, another_home=True)
    assert rows_of(settings) == there


@pytest.mark.parametrize("holds", [True, False])
def test_only_who_holds_the_keys_can_change_an_answer_in_a_backup(attacked, holds):
    """The one with the keys is the control: nothing but the hash of the manifest stands before the other."""
    kept = attacked.kept
    with_key = key(kept.settings, "audit") if holds else b"x" * 32
    changed = in_database(attacked.good, with_key, "UPDATE response SET answers = '{\"bt1\": 5}'")
    (kept.folder / "changed.zip").write_bytes(changed)
    with nullcontext() if holds else pytest.raises(Refused, match="keys"):
        kept.restore("changed.zip")
    assert str(rows_of(kept.settings)["response"]).count('"bt1": 5') == (3 if holds else 0)


def test_a_log_that_does_not_hold_is_restored_where_somebody_says_so(attacked):
    kept = attacked.kept
    (kept.folder / "changed.zip").write_bytes(log_entry_changed(attacked.good, None, key(kept.settings, "audit")))
    done = kept.restore("changed.zip", accept_log_faults=True)
    assert ["changed after it was written" in fault for fault in done.staged.log_faults] == [True]
