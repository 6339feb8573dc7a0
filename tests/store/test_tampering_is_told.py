"""Somebody changes people, answers, links or files past the program: `weaving check` says what, and what to do."""

import stat
import uuid

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.models import Link, Role, RoleGrant
from evaluation.store.accounts.accounts import account_by
from evaluation.store.accounts.logged_grants import unlogged_grants
from evaluation.store.linking.links import join_by_codes
from evaluation.store.linking.logged_links import unlogged_links
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import Actor
from evaluation.store.log.dangling_references import dangling_references
from evaluation.store.responses.intact_answers import altered_answers
from evaluation.store.responses.responses import record_response
from evaluation.store.studies.lookup import experiment_named
from tests.hall import Hall
from tests.mounted import SECRET, Mounted


def told(database, look):
    with database.reading() as db:
        return list(look(db))


class TestGrants:
    @pytest.fixture
    def people(self, settings, database, clock, monkeypatch):
        """An administrator whom the command line invited, who invited an organiser of North and gave a role."""
        monkeypatch.setenv("WEAVING_HOME", str(settings.home))
        monkeypatch.setenv("WEAVING_DATABASE_URL", settings.database_url)
        mounted = Mounted(settings, database, clock)
        done = CliRunner().invoke(weaving, ["person", "invite", "root@example.org", "--role", "administrator"])
        clock.now = now_of(database)
        accept(mounted, SECRET.search(done.stdout)[1])
        root = mounted.as_person(mounted.account(email="root@example.org"))
        north = f"{mounted.desk.study.id}/{mounted.desk.north.id}"
        accept(mounted, SECRET.search(root.invite("oli@example.org", Role.ORGANISER, north).text)[1])
        root.post("/staff/people", email="oli@example.org", roles="evaluator", where="everywhere", known="y")
        return mounted

    def test_in_a_sound_home_each_grant_has_its_entry(self, people, database):
        assert len(people.account(email="oli@example.org").grants) == 2
        assert told(database, unlogged_grants) == []

    @pytest.mark.parametrize("copied", [True, False])
    def test_one_that_was_written_into_the_database_is_named(self, people, database, copied):
        """Also where it bears the moment of one that was given in earnest."""
        with database.transaction() as db:
            there = account_by(db, email="oli@example.org").grants[0]
            at = there.granted_at if copied else people.services.clock()
            db.add(RoleGrant(account_id=there.account_id, role="administrator", granted_at=at))
        (said,) = told(database, unlogged_grants)
        assert all(each in said for each in ("oli@example.org", "administrator", "everywhere", "weaving person revoke"))

    @pytest.mark.usefixtures("people")
    def test_one_that_was_given_a_wider_scope_is_named(self, database):
        with database.transaction() as db:
            grant = account_by(db, email="oli@example.org").grants[0]
            grant.study_id = grant.chapter_id = None
        (said,) = told(database, unlogged_grants)
        assert "organiser everywhere" in said


def accept(mounted, secret):
    page = f"/staff/invitation/{secret}"
    mounted.nobody().post(page, page=page, name="Somebody", password="correct horse battery")


def now_of(database):
    """The moment of the newest invitation, which the command line made by the real clock."""
    from evaluation.models import Invitation

    with database.reading() as db:
        return db.query(Invitation).one().created_at


class TestAnswers:
    @pytest.fixture
    def hall(self, database, clock):
        """Three people answered Before; one wrote something and let it be quoted."""
        hall = Hall(database, clock)
        for number in range(3):
            words = {"texts": {"op1": "We share a street."}, "may_quote": ("op1",)} if number == 0 else {}
            sent = hall.submission(hall.begin(), **words)
            with database.transaction() as db:
                record_response(db, sent, now=clock())
        return hall

    @pytest.mark.usefixtures("hall")
    def test_those_that_are_as_they_were_sent_are_counted(self, database):
        with database.reading() as db:
            looked = altered_answers(db)
            with pytest.raises(StopIteration) as end:
                next(looked)
        assert end.value.value == "3 responses are as they were sent"

    @pytest.mark.usefixtures("hall")
    def test_consent_taken_back_afterwards_is_no_change(self, database):
        with database.transaction() as db:
            db.execute(text("UPDATE open_answer SET may_quote = :no"), {"no": False})
        assert told(database, altered_answers) == []

    @pytest.mark.parametrize(
        "changed",
        ["UPDATE response SET answers = '{\"bt1\": 7}'", "UPDATE open_answer SET text = 'Other words.'"],
    )
    def test_those_that_were_changed_are_counted_and_named(self, hall, database, changed):
        with database.transaction() as db:
            db.execute(text(changed))
        (said,) = told(database, altered_answers)
        assert all(each in said for each in (hall.words, "of 3 responses", "Restore the database from a backup"))

    @pytest.mark.usefixtures("hall")
    def test_words_whose_response_was_deleted_are_named(self, database):
        if database.writer.dialect.name == "postgresql":
            assert told(database, dangling_references) == []
            return
        with database.writer.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("DELETE FROM response WHERE id IN (SELECT response_id FROM open_answer)")
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            connection.exec_driver_sql("BEGIN")
        (said,) = told(database, dangling_references)
        assert "open_answer" in said
        assert "response" in said


class TestLinks:
    @pytest.fixture
    def link(self, database, clock):
        """Two codes that somebody said are one person's."""
        hall = Hall(database, clock)
        from evaluation.models import Card

        for wave in ("pre", "post"):
            if wave == "post":
                hall.open(wave)
            sent = hall.submission(hall.begin(wave), wave)
            with database.transaction() as db:
                record_response(db, sent, now=clock())
        with database.transaction() as db:
            codes = [card.token for card in db.query(Card)]
            by = RecordedActor(actor=Actor("test"), log_key=b"k" * 32, now=clock())
            return join_by_codes(db, experiment_named(db, hall.words), codes=tuple(codes), by=by).id

    @pytest.mark.usefixtures("link")
    def test_a_link_that_was_written_down_is_as_it_should_be(self, database):
        assert told(database, unlogged_links) == []

    def test_one_that_was_deleted_is_named(self, database, link):
        with database.transaction() as db:
            db.delete(db.get_one(Link, link))
        (said,) = told(database, unlogged_links)
        assert (str(link) in said, "is gone" in said) == (True, True)

    def test_one_that_nobody_made_is_named(self, database, link, clock):
        with database.transaction() as db:
            there = db.get_one(Link, link)
            about = {"experiment_id": there.experiment_id, "method": there.method, "made_at": clock(), "made_by": "x"}
            db.add(Link(id=uuid.uuid4(), earlier_id=there.later_id, later_id=there.earlier_id, joined=False, **about))
        (said,) = told(database, unlogged_links)
        assert "has no entry" in said


class TestFiles:
    @pytest.fixture
    def check(self, sqlite_settings, monkeypatch):
        monkeypatch.setenv("WEAVING_HOME", str(sqlite_settings.home))
        return lambda: CliRunner().invoke(weaving, ["check"], standalone_mode=False)

    def test_a_missing_note_of_the_logs_end_is_told(self, check, sqlite_settings):
        CliRunner().invoke(weaving, ["person", "invite", "root@example.org", "--role", "administrator"])
        assert not isinstance(check().exception, Refused)
        (sqlite_settings.home / "audit-head").unlink()
        assert "audit-head, is missing" in str(check().exception)

    @pytest.mark.usefixtures("check")
    def test_what_the_store_writes_down_itself_moves_the_note_too(self, sqlite_settings):
        for command in (["study", "add", "Trust"], ["chapter", "add", "North"]):
            CliRunner().invoke(weaving, command)
        about = ["--study", "trust", "--chapter", "north", "--title", "Mill Hall", "--kind", "weaving_trust"]
        made = CliRunner().invoke(weaving, ["experiment", "add", *about, "--json"])
        import json

        CliRunner().invoke(weaving, ["evening", "key", json.loads(made.stdout)["slug"]])
        assert stat.S_IMODE((sqlite_settings.home / "audit-head").stat().st_mode) == 0o600

    def test_a_database_cut_short_is_told_with_what_to_do(self, sqlite_settings):
        import subprocess
        import sys

        path = sqlite_settings.home / "weaving.sqlite"
        with path.open("r+b") as file:
            file.truncate(path.stat().st_size // 3)
        done = subprocess.run(
            [sys.executable, "-c", "from evaluation.cli import main; main()", "check"],
            env={"WEAVING_HOME": str(sqlite_settings.home), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, "Traceback" in done.stderr, "fault in the program" in done.stderr) == (2, False, False)
        assert all(each in done.stderr for each in (str(path), "is damaged", "docs/operations/backup.md"))
