"""After the last day of keeping a study's answers go, what was made of them and its keys, and nothing else."""

import json

import pytest
from sqlalchemy import select

from evaluation.domain.errors import Refused
from evaluation.models import AuditEntry, Experiment, Job, JobState, KeyMark, OpenAnswer, Participant, SeatingVersion
from evaluation.operations.retention import retention_runs
from evaluation.operations.retention.retention_runs import end_experiment, end_study, retention_plan, run_retention
from evaluation.store.log.key_marks import links_of
from evaluation.store.studies.waves import open_wave
from tests.erasure.byte_canaries import found_in
from tests.operations.retention.conftest import TABLES


def entries(evening, action):
    with evening.database.reading() as db:
        return list(db.scalars(select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.number)))


def test_up_to_the_last_day_nothing_ends(evening):
    evening.keep_until(evening.clock().date().isoformat())
    before = evening.rows()
    run_retention(evening.services, evening.log_by)
    assert (evening.rows(), before["response"] > 40) == (before, True)


def test_where_nobody_said_until_when_nothing_ends(evening):
    before = evening.rows()
    assert retention_plan(evening.services).due_studies == []
    run_retention(evening.services, evening.log_by)
    assert evening.rows() == before


def test_after_the_last_day_no_answer_is_left_and_what_it_counted_is_what_went(evening):
    evening.keep_until("2026-05-14")
    (due,) = retention_plan(evening.services).due_studies
    before = evening.rows()
    assert {name: due.counts[name] for name in TABLES} == before
    ended = run_retention(evening.services, evening.log_by)
    assert (set(evening.rows().values()), ended["responses"]) == ({0}, before["response"])
    assert retention_plan(evening.services).due_studies == []


def test_it_is_written_down_with_counts_and_nobodys_code(evening):
    evening.keep_until("2026-05-14")
    run_retention(evening.services, evening.log_by)
    deleted = entries(evening, "answers deleted")
    assert sum(each.details["responses"] for each in deleted) == 42
    assert evening.card not in json.dumps([each.details for each in deleted])


def test_the_key_of_memory_questions_is_destroyed(evening):
    evening.keep_until("2026-05-14")
    with evening.database.reading() as db:
        name = links_of(evening.experiment(db).id)
    assert (evening.settings.keys / name).exists()
    run_retention(evening.services, evening.log_by)
    with evening.database.reading() as db:
        assert db.get_one(KeyMark, name).destroyed_at == evening.clock()
    assert not (evening.settings.keys / name).exists()


def test_names_around_the_evening_and_notes_go_and_the_evening_stays(evening):
    with evening.database.transaction() as db:
        row = evening.experiment(db)
        row.notes = "Mair from St Mary's was unwell."
        about = {"experiment_id": row.id, "number": 1, "first_round": 1, "made_at": evening.clock()}
        db.add(SeatingVersion(**about, plan={"groups": ["St Mary's"]}))
    end_experiment(evening.services, row.id, evening.log_by)
    with evening.database.reading() as db:
        assert db.get_one(Experiment, row.id).notes == ""
        assert db.scalars(select(SeatingVersion)).all() == []
        assert db.scalars(select(Participant.id)).first() is not None


def test_what_was_made_of_them_goes_and_what_belongs_to_a_release_stays(evening):
    kept = evening.settings.home / "artefacts"
    with evening.database.transaction() as db:
        subject = str(evening.experiment(db).study_id)
        for kind in ("export", "release"):
            (kept / kind).mkdir(parents=True)
            about = {"kind": kind, "arguments": {"subject": subject}, "content_hash": kind, "artefact": kind}
            db.add(Job(**about, state=JobState.DONE, requested_at=evening.clock(), finished_at=evening.clock()))
    end_study(evening.services, evening.study(), evening.log_by)
    assert [path.name for path in kept.iterdir()] == ["release"]
    with evening.database.reading() as db:
        assert list(db.scalars(select(Job.kind))) == ["release"]


def test_while_people_may_answer_it_is_refused_and_nothing_is_gone(evening):
    with evening.database.transaction() as db:
        open_wave(db, evening.experiment(db), kind="post", now=evening.clock())
    before = evening.rows()
    with pytest.raises(Refused, match=r"at Highfields Centre \(After is open\): close every wave"):
        end_study(evening.services, evening.study(), evening.log_by)
    assert evening.rows() == before


def test_what_was_promised_comes_before_a_wave_that_somebody_left_open_and_the_keys_follow(evening):
    evening.keep_until("2026-05-14")
    with evening.database.transaction() as db:
        open_wave(db, evening.experiment(db), kind="post", now=evening.clock())
    assert "keys" not in run_retention(evening.services, evening.log_by)
    assert set(evening.rows().values()) == {0}
    evening.close("post")
    evening.clock.advance(days=1)
    assert run_retention(evening.services, evening.log_by)["keys"] == 1


def test_while_something_is_made_of_them_its_files_are_not_taken_from_under_it(evening):
    with evening.database.transaction() as db:
        about = {"kind": "export", "arguments": {"subject": str(evening.experiment(db).study_id)}, "content_hash": "x"}
        db.add(Job(**about, state=JobState.RUNNING, requested_at=evening.clock()))
    with pytest.raises(Refused, match="Something is being made of these answers"):
        end_study(evening.services, evening.study(), evening.log_by)
    with evening.database.transaction() as db:
        db.scalars(select(Job)).one().state = JobState.STOPPED
    end_study(evening.services, evening.study(), evening.log_by)
    assert set(evening.rows().values()) == {0}


def test_no_transaction_takes_more_people_than_it_may(evening, monkeypatch):
    monkeypatch.setattr(retention_runs, "PEOPLE_AT_ONCE", 8)
    told = []
    end_study(evening.services, evening.study(), evening.log_by, progress=lambda _, count: told.append(count))
    assert told == [8, 8, 8, 8, 8, 1]
    assert [each.details["people"] for each in entries(evening, "answers deleted")] == told


def test_what_was_cut_short_is_finished_by_the_next_run(evening, monkeypatch):
    monkeypatch.setattr(retention_runs, "PEOPLE_AT_ONCE", 8)
    evening.keep_until("2026-05-14")

    def power_cut(_name, _count):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_retention(evening.services, evening.log_by, progress=power_cut)
    run_retention(evening.services, evening.log_by)
    assert set(evening.rows().values()) == {0}


def test_no_byte_of_them_is_left_in_sqlites_files(sqlite_evening):
    theirs = sqlite_evening.bytes_of_theirs()
    with sqlite_evening.database.reading() as db:
        theirs += [each.encode() for each in db.scalars(select(OpenAnswer.text))]
    assert sum(found_in(sqlite_evening.settings.home, theirs).values()) >= len(theirs)
    end_study(sqlite_evening.services, sqlite_evening.study(), sqlite_evening.log_by)
    assert found_in(sqlite_evening.settings.home, theirs) == {}
