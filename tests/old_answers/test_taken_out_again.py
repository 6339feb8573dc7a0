"""An evening from a file is taken out of its study with its answers, until a release tells of it."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.models import Consent, Experiment, Participant, Wave
from evaluation.store.releases.eligibility import WantedReport, choose_for_draft
from evaluation.store.releases.ledger_entries import keep_page
from tests.hall import Hall, freeze
from tests.old_answers.files_of_an_evening import LINKED, PEOPLE, files_of
from tests.releases.conftest import KEY, TRUST


def drafted(archive, evening):
    """A draft report that told of the evening."""
    with archive.database.transaction() as db:
        row = db.get_one(Experiment, evening)
        wanted = WantedReport(study=row.study, experiments=(row,), outcomes=(TRUST,), needed=(TRUST.id,))
        chosen = choose_for_draft(db, wanted, key=KEY, now=archive.clock())
        keep_page(db, row.study, chosen.decision.page, experiments=[row], title="Draft", now=archive.clock())
        return len(chosen.people)


def test_taken_out_nothing_is_left_and_the_files_can_be_put_in_again(archive):
    assert archive.take_out(archive.put()) == PEOPLE
    with archive.database.reading() as db:
        left = [db.scalar(select(func.count()).select_from(each)) for each in (Participant, Consent, Wave)]
    assert (archive.stored(), left) == ((0, 0), [0, 0, 0])
    archive.put()
    assert archive.stored() == (1, PEOPLE + LINKED)


def test_the_gate_tells_a_draft_of_everybody_whom_the_files_joined(archive):
    assert drafted(archive, archive.put()) == LINKED


def test_one_that_a_draft_told_of_stays_without_answers_cancelled_and_archived(archive):
    evening = archive.put()
    drafted(archive, evening)
    archive.take_out(evening)
    with archive.database.reading() as db:
        row = db.get_one(Experiment, evening)
        assert (archive.stored(), bool(row.cancelled_at), bool(row.archived_at)) == ((1, 0), True, True)


def test_one_that_a_release_tells_of_stays_as_it_is(sqlite_archive):
    evening = sqlite_archive.put()
    with sqlite_archive.database.transaction() as db:
        freeze(db, db.get_one(Experiment, evening), at=sqlite_archive.clock())
    with pytest.raises(Refused, match="A release tells of Old hall"):
        sqlite_archive.take_out(evening)
    assert sqlite_archive.stored() == (1, PEOPLE + LINKED)


def test_an_evening_that_was_held_here_is_never_taken_out_like_this(sqlite_archive):
    Hall(sqlite_archive.database, sqlite_archive.clock, sqlite_archive.rng)
    with sqlite_archive.database.reading() as db:
        held = db.scalars(select(Experiment.id)).one()
    with pytest.raises(Refused, match="is no evening from a file"):
        sqlite_archive.take_out(held)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("WEAVING_HOME", str(tmp_path / "home"))
    for file in files_of():
        (tmp_path / file.name).write_bytes(file.content)

    def run(*words):
        done = CliRunner().invoke(weaving, [*words])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return json.loads(done.stdout) if "--json" in words else done.stdout

    run("study", "add", "Across Difference")
    run("chapter", "add", "North")
    return run


def added(tmp_path, *more):
    files = [str(tmp_path / file.name) for file in files_of()]
    about = ("--chapter", "north", "--title", "Old hall", "--date", "2024-05-14", "--instrument", "common-ground/1")
    return ("imported", "add", *files, *about, *more, "--json")


def test_the_command_adds_lists_and_removes(run, tmp_path):
    made = run(*added(tmp_path))
    assert (made["linked"], made["from_file"]) == (LINKED, ["Before.csv", "After.csv"])
    assert [each["title"] for each in run("imported", "list", "--json")] == ["Old hall"]
    with pytest.raises(Refused, match="in the study already"):
        run(*added(tmp_path))
    assert run("imported", "remove", made["experiment"], "--json")["people"] == PEOPLE
    assert run("imported", "list", "--json") == []
    assert "holds" in run("audit", "verify")


def test_the_command_follows_a_map(run, tmp_path):
    files = [str(tmp_path / file.name) for file in files_of()]
    run("map", *files, "--instrument", "common-ground/1", "--output", str(tmp_path / "map.toml"))
    made = run(*added(tmp_path, "--map", str(tmp_path / "map.toml")))
    assert made["linked"] == LINKED


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--date", "May"), "'May' is not a day"),
        (("--instrument", "common-ground"), "is not an instrument and version"),
        (("--column", "bt1"), "'bt1' is not COLUMN=ITEM"),
        (("--kind", "party"), "is not a kind of experiment"),
    ],
)
def test_what_is_typed_amiss_is_answered_with_a_sentence(run, tmp_path, more, said):
    with pytest.raises(Refused, match=said):
        run(*added(tmp_path, *more))
    assert run("experiment", "list", "--json") == []
