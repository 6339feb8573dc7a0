"""What was acknowledged is on the disk, and a writer is never refused its turn."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text

from evaluation.domain.errors import Refused
from evaluation.models import Study
from evaluation.storage.database import open_database
from evaluation.storage.settings import Settings, checked_address
from evaluation.storage.sqlite import PRAGMAS, refuse_network_file_system, wal_is_sound

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, _, value in PRAGMAS])
def test_every_connection_has_the_profile(sqlite_database, name, value):
    with sqlite_database.reading() as db:
        assert db.execute(text(f"PRAGMA {name}")).scalar() == value


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 46, 1), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_a_library_that_can_corrupt_its_log_does_not_get_one(version, sound):
    assert wal_is_sound(version) is sound


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_file_system_is_refused(tmp_path, kind):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"disk / ext4 rw 0 0\nserver:/home {tmp_path} {kind} rw 0 0\n", encoding="utf-8")
    with pytest.raises(Refused, match="network file system"):
        refuse_network_file_system(tmp_path / "weaving.sqlite", mounts=mounts)


def test_a_local_disk_is_taken_though_a_share_is_mounted_elsewhere(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text("disk / ext4 rw 0 0\nserver:/home /elsewhere nfs4 rw 0 0\n", encoding="utf-8")
    refuse_network_file_system(tmp_path / "weaving.sqlite", mounts=mounts)


def test_what_a_reader_changes_is_thrown_away(database):
    with database.reading() as db:
        db.add(Study(slug="s", name="S", created_at=NOON))
        db.flush()
    with database.reading() as db:
        assert db.scalars(select(Study)).all() == []


def test_a_transaction_that_raises_leaves_nothing(database):
    with pytest.raises(RuntimeError), database.transaction() as db:
        db.add(Study(slug="s", name="S", created_at=NOON))
        db.flush()
        raise RuntimeError
    with database.reading() as db:
        assert db.scalars(select(Study)).all() == []


def test_writers_who_read_first_all_get_their_turn(database):
    with database.transaction() as db:
        db.add(Study(slug="0", name="S", created_at=NOON))

    def rename() -> None:
        for _ in range(10):
            with database.transaction() as db:
                study = db.scalars(select(Study).with_for_update()).one()
                study.slug = str(int(study.slug) + 1)

    writers = [threading.Thread(target=rename) for _ in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with database.reading() as db:
        assert db.scalars(select(Study.slug)).one() == "60"


def test_moments_come_back_aware_and_equal(database):
    with database.transaction() as db:
        db.add(Study(slug="s", name="S", created_at=NOON))
    with database.reading() as db:
        assert db.scalars(select(Study.created_at)).one() == NOON


def test_a_misspelt_setting_is_named_with_the_right_spelling():
    with pytest.raises(Refused, match="Did you mean WEAVING_HOME"):
        Settings.from_environment({"WEAVING_HOEM": "x"})


def test_an_empty_setting_is_as_good_as_none():
    empty = {"WEAVING_HOME": "somewhere", "WEAVING_DATABASE_URL": " ", "WEAVING_SECRET_FILE": ""}
    assert Settings.from_environment(empty) == Settings.at(Path("somewhere"))


def test_a_home_that_is_written_from_where_one_stands_is_the_same_from_everywhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    given = Settings.from_environment({"WEAVING_HOME": "var/home", "WEAVING_SECRET_FILE": "secret"})
    assert (given.home, given.secret_file) == (tmp_path / "var/home", tmp_path / "secret")
    assert Settings.at(Path("var/demo")).home == tmp_path / "var/demo"


@pytest.mark.parametrize(
    "written", ["weaving.example.org", "https://example.org/weaving", "ftp://example.org", "https://"]
)
def test_a_public_address_is_looked_at_where_the_environment_names_it_as_where_it_is_entered(written):
    with pytest.raises(Refused, match=r"Write the address as people open it, such as https://weaving.example.org"):
        checked_address(written)
    with pytest.raises(Refused, match=f"WEAVING_BASE_URL is {written}.*Write the address as people open it"):
        Settings.from_environment({"WEAVING_BASE_URL": written})


@pytest.mark.parametrize("written", ["http://0.0.0.0", "https://0.0.0.0:8000", "http://[::]:8000"])
def test_what_a_server_listens_on_is_no_public_address(written):
    with pytest.raises(Refused, match=r"No phone can open 0\.0\.0\.0: .*Write this computer's own address"):
        checked_address(written)
    with pytest.raises(Refused, match=r"WEAVING_BASE_URL is .*No phone can open 0\.0\.0\.0"):
        Settings.from_environment({"WEAVING_BASE_URL": written})


def test_a_public_address_is_taken_without_its_closing_slash():
    assert Settings.from_environment({"WEAVING_BASE_URL": "https://example.org/"}).base_url == "https://example.org"


@pytest.mark.parametrize("address", ["nonsense", "mysql://root@host/weaving", "postgresql//host"])
def test_what_is_no_address_of_a_database_is_told_how_to_be_written(tmp_path, address):
    with pytest.raises(Refused, match=r"WEAVING_DATABASE_URL is no address of a database.*postgresql://name"):
        open_database(Settings(home=tmp_path, database_url=address))
