"""A home with answers in it, what is in it row by row and byte by byte, and a short way to back it up."""

import hashlib
import json
from contextlib import contextmanager

from sqlalchemy import select

from evaluation.models import Base
from evaluation.operations.backup.key_file import Sealing
from evaluation.operations.backup.make_backup import BackupRequest, make_backup, note_backup
from evaluation.operations.restore.restore_home import restore_home
from evaluation.operations.restore.staged_home import RestoreRequest
from evaluation.storage.database import connect_database, open_database
from evaluation.store.responses.responses import record_response
from evaluation.web.audit_log import COMMAND_LINE, recording, write_down
from tests.hall import Hall

MADE_BY_RESTORING = {"audit_entry"}
"""The one table to which a restore itself adds."""


class Kept:
    """A home that nobody uses now."""

    def __init__(self, settings, clock, folder, *, people=3):
        self.settings, self.clock, self.folder = settings, clock, folder
        self.codes, self.responses = [], []
        artefact = settings.home / "artefacts" / ("a" * 64)
        artefact.mkdir(parents=True)
        (artefact / "report.pdf").write_bytes(b"%PDF" + bytes(range(256)) * 40)
        clip = settings.home / "clips" / "common-ground" / "1" / "cy"
        clip.mkdir(parents=True)
        (clip / "bt1.mp3").write_bytes(b"a voice")
        with self.using() as database:
            self.hall = Hall(database, clock)
            self.codes = self.hall.cards(2)
            self.answer(people)
            self.write_down("chapter added")
            self.write_down("study added")

    @contextmanager
    def using(self):
        """Its open database, for as long as somebody uses it."""
        database = open_database(self.settings)
        try:
            if hasattr(self, "hall"):
                self.hall.database = database
            self.database = database
            yield database
        finally:
            database.close()

    def answer(self, people=1, **texts):
        """People begin, and send their answers; with the home in use."""
        for _ in range(people):
            response = self.hall.begin()
            with self.database.transaction() as db:
                record_response(db, self.hall.submission(response, texts=texts), now=self.clock())
            self.responses.append(response)

    def write_down(self, action):
        """An entry in its audit log; with the home in use."""
        with self.database.transaction() as db:
            write_down(
                db,
                self.settings,
                actor=COMMAND_LINE,
                action=action,
                subject="study",
                now=self.clock(),
                details={"n": 1.5},
            )

    def back_up(self, name="backup.zip", *, keys="backup.keys", sealing=None):
        """A backup of it in the test's folder, with its keys beside it."""
        apart = self.folder / keys if keys and not sealing else None
        request = BackupRequest(file=self.folder / name, keys=apart, sealing=sealing or Sealing())
        with self.using() as database:
            made = make_backup(self.settings, database, request, now=self.clock())
            note_backup(database, made, recording(self.settings, COMMAND_LINE, now=self.clock()))
        return made

    def request(self, name="backup.zip", *, keys="backup.keys", **more):
        """What is asked for to restore a backup of it."""
        return RestoreRequest(file=self.folder / name, keys=self.folder / keys if keys else None, **more)

    def restore(self, *arguments, settings=None, **more):
        """Restore a backup of it, into itself or another home."""
        self.clock.advance(minutes=5)
        return restore_home(settings or self.settings, self.request(*arguments, **more), now=self.clock())


def rows_of(settings, *, without=MADE_BY_RESTORING):
    """Every row of a home's database by table, the same on either engine."""
    database = connect_database(settings)
    try:
        with database.reading() as db:
            tables = [table for table in Base.metadata.sorted_tables if table.name not in without]
            return {table.name: sorted(map(_written, db.execute(select(table)).all())) for table in tables}
    finally:
        database.close()


def _written(row):
    """A row as text: what is structured in one order, which is no part of it and PostgreSQL does not keep."""
    return json.dumps(list(row), sort_keys=True, default=repr)


def bytes_of(home):
    """Every file and folder of a home, with its rights and the digest of its bytes."""
    return {
        str(path.relative_to(home)): (
            oct(path.stat().st_mode),
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in sorted(home.rglob("*"))
    }
