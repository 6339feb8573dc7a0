"""`weaving backup`, `weaving restore` and `weaving check --restore` as they are typed."""

import hashlib
import json
import stat
import tempfile

import pyrage
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from evaluation.cli import weaving
from evaluation.cli.operations.check import CHECKS
from evaluation.domain.errors import Refused
from evaluation.models import Card, Response
from evaluation.store.responses.withdrawals import withdraw_answers
from tests.backup.homes_compared import bytes_of, rows_of

pytestmark = pytest.mark.usefixtures("without_pg_dump")


@pytest.fixture
def typed(kept_in_sqlite, monkeypatch):
    """Type a verb on a home in which people have answered; what it prints as JSON, or what it refuses."""
    monkeypatch.setenv("WEAVING_HOME", str(kept_in_sqlite.settings.home))

    def typing(*arguments):
        done = CliRunner().invoke(weaving, [*map(str, arguments), "--json"])
        typing.errors = done.stderr
        if isinstance(done.exception, Refused):
            raise done.exception
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    typing.kept, typing.folder = kept_in_sqlite, kept_in_sqlite.folder
    return typing


def test_what_is_written_is_its_owners_alone(typed):
    typed("backup", typed.folder / "b.zip", "--keys", typed.folder / "b.keys")
    assert {stat.S_IMODE((typed.folder / name).stat().st_mode) for name in ("b.zip", "b.keys")} == {0o600}
    assert not list(typed.folder.glob(".*partial*"))


def test_the_digest_and_the_size_that_are_said_are_those_of_the_file(typed):
    file, keys = typed.folder / "b.zip", typed.folder / "b.keys"
    made = typed("backup", file, "--keys", keys)
    (entry, *_) = typed("audit", "list")
    drilled = typed("check", "--restore", file, "--keys", keys)
    restored = typed("restore", file, "--keys", keys)
    whole = hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_size
    assert (made["digest"], made["size"]) == whole
    assert (entry["details"]["digest"], entry["details"]["size"]) == whole
    assert (drilled["file_digest"], drilled["size"]) == whole
    assert restored["digest"] == whole[0]


def test_nothing_is_written_over(typed):
    file = typed.folder / "b.zip"
    file.write_bytes(b"mine")
    with pytest.raises(Refused, match="there already"):
        typed("backup", file)
    assert file.read_bytes() == b"mine"


def test_a_backup_without_keys_says_that_they_are_not_in_it(typed):
    row = typed("backup", typed.folder / "b.zip")
    assert (row["keys"], row["responses"]) == ("apart", 3)
    assert "secret keys are not in it" in typed.errors


def test_no_key_is_in_a_backup_whose_keys_are_apart_nor_readable_where_they_are_sealed(typed):
    typed("backup", typed.folder / "apart.zip")
    recipient = str(pyrage.x25519.Identity.generate().to_public())
    typed("backup", typed.folder / "sealed.zip", "--recipient", recipient)
    for path in typed.kept.settings.keys.iterdir():
        for name in ("apart.zip", "sealed.zip"):
            assert path.read_bytes() not in (typed.folder / name).read_bytes()


def test_keys_sealed_by_a_passphrase_are_opened_by_it_alone(typed, monkeypatch, tmp_path):
    (typed.folder / "pass").write_text("correct horse battery staple\n")
    (typed.folder / "wrong").write_text("another\n")
    there = rows_of(typed.kept.settings)
    typed("backup", typed.folder / "b.zip", "--passphrase-file", typed.folder / "pass")
    monkeypatch.setenv("WEAVING_HOME", str(tmp_path / "new"))
    for wrong in ((), ("--passphrase-file", typed.folder / "wrong")):
        with pytest.raises(Refused, match=r"sealed|cannot be opened"):
            typed("restore", typed.folder / "b.zip", *wrong)
    typed("restore", typed.folder / "b.zip", "--passphrase-file", typed.folder / "pass")
    typed.kept.settings = typed.kept.settings.at(tmp_path / "new")
    assert rows_of(typed.kept.settings) == there


def test_keys_sealed_for_somebody_are_opened_by_them_alone(typed, monkeypatch, tmp_path):
    mine, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    for name, identity in (("mine", mine), ("other", other)):
        (typed.folder / name).write_text(f"# created: today\n{identity}\n")
    typed("backup", typed.folder / "b.zip", "--recipient", str(mine.to_public()))
    monkeypatch.setenv("WEAVING_HOME", str(tmp_path / "new"))
    with pytest.raises(Refused, match="cannot be opened"):
        typed("restore", typed.folder / "b.zip", "--identity", typed.folder / "other")
    assert typed("restore", typed.folder / "b.zip", "--identity", typed.folder / "mine")["responses"] == 3


def test_a_recipient_that_is_none_is_refused(typed):
    with pytest.raises(Refused, match="no public key"):
        typed("backup", typed.folder / "b.zip", "--recipient", "somebody")
    assert not (typed.folder / "b.zip").exists()


def test_a_folder_keeps_the_newest_and_what_is_not_its_own(typed, monkeypatch):
    from evaluation.cli.backups import backup

    folder, keys = typed.folder / "backups", typed.folder / "keys"
    folder.mkdir()
    (folder / "mine.zip").write_bytes(b"mine")
    monkeypatch.setattr(backup, "now_utc", typed.kept.clock)
    for _ in range(4):
        typed.kept.clock.advance(days=1)
        last = typed("backup", "--folder", folder, "--keep", 2, "--keys", keys)
    assert sorted(path.name for path in folder.iterdir()) == [
        "mine.zip", "weaving-20260517T173000Z.zip", "weaving-20260518T173000Z.zip"
    ]  # fmt: skip
    assert len(list(keys.iterdir())) == 2
    assert len(last["removed"]) == 2


def test_older_ones_stay_where_the_new_one_is_of_a_home_that_is_not_sound(typed):
    folder = typed.folder / "backups"
    typed("backup", "--folder", folder)
    (old,) = folder.iterdir()
    old.rename(folder / "weaving-20260101T000000Z.zip")
    (typed.kept.settings.home / "audit-head").write_text("f" * 64)
    with pytest.raises(Refused, match="its end was cut off"):
        typed("backup", "--folder", folder, "--keep", 1)
    assert len(list(folder.iterdir())) == 2


def test_both_are_written_down(typed):
    typed("backup", typed.folder / "b.zip", "--keys", typed.folder / "b.keys")
    typed("restore", typed.folder / "b.zip", "--keys", typed.folder / "b.keys")
    made = typed("audit", "list")
    assert made[0]["action"] == "backup restored"
    typed("restore", "--undo")
    assert [entry["action"] for entry in typed("audit", "list")][:2] == ["restore undone", "backup made"]


def test_a_restore_into_an_empty_home_says_that_later_withdrawals_are_not_known_and_keeps_nothing(typed, monkeypatch):
    typed("backup", typed.folder / "b.zip", "--keys", typed.folder / "b.keys")
    new = typed.folder / "new"
    monkeypatch.setenv("WEAVING_HOME", str(new))
    row = typed("restore", typed.folder / "b.zip", "--keys", typed.folder / "b.keys")
    assert (row["later_known"], row["withdrawn_again"], row["kept"]) == (False, 0, None)
    assert "There was no database here, so who has withdrawn since" in typed.errors
    assert "--undo" not in typed.errors
    assert not list(new.glob("before-restore-*"))


def test_the_answers_are_counted_that_stay(typed):
    typed("backup", typed.folder / "b.zip", "--keys", typed.folder / "b.keys")
    with typed.kept.using() as database, database.transaction() as db:
        person = select(Response.participant_id).where(Response.id == typed.kept.responses[0]).scalar_subquery()
        withdraw_answers(
            db, db.scalars(select(Card.token).where(Card.participant_id == person)).one(), now=typed.kept.clock()
        )
    row = typed("restore", typed.folder / "b.zip", "--keys", typed.folder / "b.keys")
    assert (row["later_known"], row["withdrawn_again"], row["responses"]) == (True, 1, 2)


def test_checking_names_what_a_restore_has_kept(typed):
    def found():
        with pytest.raises(StopIteration) as ended:
            next(CHECKS["kept by restores"](typed.kept.settings))
        return ended.value.value

    typed.kept.back_up()
    assert found() == "nothing"
    assert typed.kept.restore().kept.kept_folder.name in found()


def test_practising_says_what_is_in_a_backup_and_leaves_nothing(typed, monkeypatch, tmp_path):
    typed("backup", typed.folder / "b.zip", "--keys", typed.folder / "b.keys")
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    before = bytes_of(typed.kept.settings.home)
    row = typed("check", "--restore", typed.folder / "b.zip", "--keys", typed.folder / "b.keys")
    assert (row["responses"], row["can_be_restored"], row["hours_old"]) == (3, True, 0.0)
    assert bytes_of(typed.kept.settings.home) == before
    assert not list(place.iterdir())


def test_practising_says_where_only_the_keys_of_this_home_were_tried(typed):
    file, keys, passphrase = (typed.folder / name for name in ("b.zip", "b.keys", "pass"))
    passphrase.write_text("correct horse battery staple\n")
    typed("backup", file, "--keys", keys)
    typed("backup", typed.folder / "sealed.zip", "--passphrase-file", passphrase)
    others = [(file, "--keys", keys), (typed.folder / "sealed.zip", "--passphrase-file", passphrase)]
    for asked, own in [((file,), True), *((other, False) for other in others)]:
        assert typed("check", "--restore", *asked)["with_own_keys"] is own
        assert ("whether those that are kept elsewhere open it was not tried" in typed.errors) is own


def test_practising_refuses_what_a_restore_refuses(typed):
    typed("backup", typed.folder / "b.zip", "--keys", typed.folder / "b.keys")
    (typed.folder / "b.zip").write_bytes((typed.folder / "b.zip").read_bytes()[:-1])
    with pytest.raises(Refused, match="no backup of Weaving"):
        typed("check", "--restore", typed.folder / "b.zip", "--keys", typed.folder / "b.keys")


def test_a_home_with_nothing_in_it_is_not_backed_up(typed, monkeypatch, tmp_path):
    monkeypatch.setenv("WEAVING_HOME", str(tmp_path / "nothing"))
    with pytest.raises(Refused, match="nothing to back up"):
        typed("backup", typed.folder / "b.zip")


def test_one_thing_is_asked_for_at_a_time(typed):
    for wrong in (("restore",), ("restore", "x", "--undo"), ("backup",), ("backup", "x", "--folder", "y")):
        with pytest.raises(Refused, match="Name the"):
            typed(*wrong)
