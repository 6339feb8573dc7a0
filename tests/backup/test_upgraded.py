"""A home of an early program is backed up as it is, and a backup of it is restored by this one, at its own schema."""

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from evaluation import migrations
from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.models import OpenAnswer, Participant, Response, ResponseCount
from evaluation.operations.backup.make_backup import BackupRequest, make_backup
from evaluation.operations.restore.restore_home import restore_home
from evaluation.operations.restore.staged_home import RestoreRequest
from evaluation.storage.database import connect_database, open_database
from evaluation.storage.keys import key
from evaluation.storage.settings import Settings
from evaluation.storage.sqlite import DRIVER
from evaluation.store.log.audit_entries import verify_log
from evaluation.store.responses.intact_answers import altered_answers

ROWS = Path(__file__).with_name("rows_at_0011.sql")
KEYS = ("audit", "cookies", "cards", "staff", "password-salt", "totp", "recovery")


@pytest.fixture
def early(tmp_path):
    """A home as the program left it that knew schema 0011: six people, of whom one has withdrawn."""
    settings = Settings.at(tmp_path / "early")
    settings.keys.mkdir(parents=True)
    for name in KEYS:
        (settings.keys / name).write_bytes(hashlib.sha256(name.encode()).digest())
    database = connect_database(settings)
    migrations.upgrade(database, "0011")
    database.close()
    rows = DRIVER.connect(str(settings.home / "weaving.sqlite"))
    rows.executescript(ROWS.read_text("utf-8"))
    rows.close()
    return settings


@pytest.fixture
def backed_up(early, clock, tmp_path):
    database = open_database(early)
    request = BackupRequest(file=tmp_path / "b.zip", keys=tmp_path / "b.keys")
    made = make_backup(early, database, request, now=clock())
    database.close()
    assert (made.manifest.schema, made.faults) == ("0011", ())
    return RestoreRequest(file=request.file, keys=request.keys)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_its_backup_is_restored_at_the_newest_schema_with_all_that_was_answered(
    request, backed_up, clock, tmp_path, engine
):
    settings = Settings.at(tmp_path / "new")
    if engine == "postgresql":
        settings = Settings(home=tmp_path / "new", database_url=request.getfixturevalue("empty_postgresql"))
    restore_home(settings, backed_up, now=clock())
    database = open_database(settings)
    try:
        with database.reading() as db:
            assert migrations.revision_of(database) == migrations.newest()
            values = sorted(response.answers["bt1"] for response in db.scalars(select(Response)))
            words = set(db.scalars(select(OpenAnswer.text)))
            gone = db.scalars(select(Participant.withdrawn_at).where(Participant.withdrawn_at.is_not(None))).all()
            assert (values, len(words), len(gone)) == ([1, 1, 2, 3, 4], 5, 1)
            assert sum(db.scalars(select(ResponseCount.responses))) == 5
            assert list(altered_answers(db)) == []
            assert verify_log(db, key(settings, "audit")).faults == ()
    finally:
        database.close()


def test_the_home_itself_is_restored_into_as_the_upgrade_is_undone(early, backed_up, clock):
    database = open_database(early)
    migrations.upgrade(database)
    database.close()
    done = restore_home(early, backed_up, now=clock())
    assert (done.staged.manifest.schema, done.since.is_known) == ("0011", True)


def test_it_is_typed_before_the_upgrade(early, tmp_path, monkeypatch):
    monkeypatch.setenv("WEAVING_HOME", str(early.home))
    row = CliRunner().invoke(weaving, ["backup", str(tmp_path / "b.zip"), "--json"])
    assert json.loads(row.stdout)["schema"] == "0011"


def test_control_another_programs_rows_are_not_taken_for_it(backed_up, early, clock, tmp_path):
    (early.keys / "audit").write_bytes(b"x" * 32)
    with pytest.raises(Refused, match="other keys"):
        restore_home(early, RestoreRequest(file=backed_up.file), now=clock())
