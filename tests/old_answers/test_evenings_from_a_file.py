"""Old answers become a closed evening of a study, which counts, is told of and is marked like no other."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import MetaData, select

from evaluation.domain.errors import Refused
from evaluation.impact_report.formats.json import document
from evaluation.models import AuditEntry, Consent, Experiment, Method, State, Study
from evaluation.reports.from_study import report_of
from evaluation.store.linking.methods import link_counts
from evaluation.store.linking.reconciliation import accounts_of
from evaluation.store.reports.gather import gather_study
from evaluation.store.retention.study_answers import study_end
from evaluation.store.studies.copy_experiment import copy_experiment
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.studies import current_plan
from evaluation.store.studies.waves import open_wave, wave_counts, waves_of
from tests.old_answers.files_of_an_evening import FIRST_ALONE, LAST_ALONE, LINKED, PEOPLE, answers_of, files_of

FORMS = PEOPLE + LINKED


def test_everybody_in_the_files_is_stored_and_linked_by_their_code(archive):
    evening = archive.put()
    with archive.database.reading() as db:
        counts = wave_counts(db, [evening])[evening]
        waves, accounts = waves_of(db, db.get_one(Experiment, evening)), accounts_of(db, evening)
        assert (counts.pre, counts.post, counts.linked) == (PEOPLE - LAST_ALONE, PEOPLE - FIRST_ALONE, LINKED)
        assert (list(waves), state_of(db.get_one(Experiment, evening), waves)) == (["pre", "post"], State.CLOSED)
        assert (accounts.holds, accounts.submitted, accounts.cards) == (True, FORMS, 0)


def test_its_report_has_the_pairs_and_means_that_analyse_gives_the_files(archive, tmp_path):
    from evaluation.cli.results.analyse import command

    archive.put()
    with archive.database.reading() as db:
        gathered = gather_study(db, db.get_one(Study, archive.study.id))
    made = document(report_of(gathered, now=archive.clock()))
    files = files_of()
    for each in files:
        (tmp_path / each.name).write_bytes(each.content)
    names = [str(tmp_path / each.name) for each in files]
    typed = [*names, "--instrument", "common-ground/1", "--output", str(tmp_path / "out"), "--format", "json"]
    done = CliRunner().invoke(command, typed, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    given = json.loads((tmp_path / "out" / "report.json").read_text())
    figures = ("n_pairs", "mean_pre", "mean_post", "mean_change", "sd_change")
    told = [
        {(scale, each): of["participants"][each] for scale, of in report["outcomes"].items() for each in figures}
        for report in (made, given)
    ]
    assert told[0] == pytest.approx(told[1], rel=1e-12)
    assert (made["flow"]["pairs"], given["flow"]["pairs"]) == (LINKED, LINKED)


def test_nothing_that_says_who_somebody_is_comes_into_the_database(sqlite_archive):
    sqlite_archive.put(files_of(more=[("E-mail", lambda number: f"quagga{number}@mail.example")]))
    with sqlite_archive.database.reading() as db:
        tables = MetaData()
        tables.reflect(db.connection())
        rows = " ".join(str(row) for table in tables.sorted_tables for row in db.execute(select(table)))
        agreed = db.scalars(select(Consent)).all()
    assert (len(rows) > 10_000, "zebra" in rows.casefold(), "quagga" in rows.casefold()) == (True, False, False)
    assert {(each.words, each.language) for each in agreed} == {(None, "")}, "they agreed to no words of ours"


@pytest.mark.parametrize("dress", ["the same bytes", "the same answers, other bytes"])
def test_answers_that_are_in_the_study_are_refused_a_second_time(sqlite_archive, dress):
    sqlite_archive.put()
    other = files_of() if dress == "the same bytes" else files_of(more=[("Remark", lambda _number: "fine")])
    with pytest.raises(Refused, match="in the study already, as “Old hall” of 14 May 2024"):
        sqlite_archive.put(other, title="Once more")
    assert sqlite_archive.stored() == (1, FORMS)


@pytest.mark.parametrize("fewer", [1, 8])
def test_the_same_answers_but_for_some_people_are_refused_as_two_evenings_would_tell_theirs(sqlite_archive, fewer):
    sqlite_archive.put()
    with pytest.raises(Refused, match="Most of these answers are in the study already, as “Old hall” of 14 May 2024"):
        sqlite_archive.put(files_of(answers_of()[:-fewer]), title="Once more")
    assert sqlite_archive.stored() == (1, FORMS)


def test_an_evening_of_other_people_is_stored_beside_it(sqlite_archive):
    sqlite_archive.put()
    sqlite_archive.put(files_of([*answers_of(seed=9), *answers_of()[:5]]), title="Another hall")
    assert sqlite_archive.stored()[0] == 2


def test_the_report_names_the_evening_as_one_from_a_file_and_the_code_as_what_joined_it(sqlite_archive):
    evening = sqlite_archive.put()
    with sqlite_archive.database.reading() as db:
        report = report_of(gather_study(db, db.get_one(Study, sqlite_archive.study.id)), now=sqlite_archive.clock())
        joined = [(each.method, each.people, each.exact) for each in link_counts(db, [evening])]
    assert document(report)["provenance"]["from_file"] == ["Old hall"]
    assert joined == [(Method.FILE, LINKED, True)]


def test_nothing_of_it_opens_again_and_the_plan_is_fixed(sqlite_archive):
    evening = sqlite_archive.put()
    with sqlite_archive.database.transaction() as db:
        row = db.get_one(Experiment, evening)
        assert current_plan(db, row.study).locked_at == sqlite_archive.clock()
        with pytest.raises(Refused, match="came from a file: nothing opens"):
            open_wave(db, row, kind="post", now=sqlite_archive.clock())


def test_a_copy_of_it_is_an_evening_like_any_other(sqlite_archive):
    evening = sqlite_archive.put()
    with sqlite_archive.database.transaction() as db:
        copied = copy_experiment(
            db, db.get_one(Experiment, evening), on=None, now=sqlite_archive.clock(), rng=sqlite_archive.rng
        )
        assert not copied.is_from_file


def test_its_answers_end_with_the_study(sqlite_archive):
    sqlite_archive.put()
    with sqlite_archive.database.reading() as db:
        end = study_end(db, db.get_one(Study, sqlite_archive.study.id), now=sqlite_archive.clock())
    assert end.counts["response"] == FORMS


def test_the_log_says_from_which_files_how_many_forms_came(sqlite_archive):
    evening = sqlite_archive.put()
    with sqlite_archive.database.reading() as db:
        entry = db.scalars(select(AuditEntry).filter_by(action="answers stored from a file")).one()
    assert entry.subject == f"experiment {evening}"
    assert entry.details["forms"] == {"pre": PEOPLE - LAST_ALONE, "post": PEOPLE - FIRST_ALONE}
    assert (len(entry.details["files"]), entry.details["people"]) == (2, PEOPLE)
