"""Whoever doubts a report types the command that it prints, beside an export, and gets the same figures."""

import hashlib
import json
import random
import re
from dataclasses import replace

import pytest

from analysis.sensitivity.one_to_ones import OneToOnes
from evaluation.demonstration.simulated_evening import SteppingClock
from evaluation.demonstration.simulated_study import hold_all, set_up
from evaluation.export.export_job import read_and_pack
from evaluation.impact_report.build.scales import from_instrument
from evaluation.impact_report.formats.html import page
from evaluation.impact_report.formats.json import document
from evaluation.models import Chapter, Study
from evaluation.reports.draft_report import draft_report
from evaluation.storage.database import open_database
from evaluation.store.reports.gather import gather_chapter, gather_experiment, gather_experiments, gather_study
from evaluation.store.studies.experiments import experiments_of
from evaluation.web.app import Services
from tests.conftest import ENGINES
from tests.export.conftest import exported, study_in
from tests.export.made_again import compared, made_again
from tests.export.test_single_forms import TWO, goes_over_to, held
from tests.homes import copied_home

PEOPLE = 12


def demonstrated(settings):
    """The demonstration's study with fewer people: its reports by name, and the files of its export."""
    database, clock, rng = open_database(settings), SteppingClock(), random.Random(11)
    services = Services(settings, database, clock)
    study, planned = set_up(services, clock, people=PEOPLE, rng=rng)
    list(hold_all(services, clock, planned, people=PEOPLE, rng=rng))
    found = dict(reports_of(services, study)), read_and_pack(services, study.id, step=lambda *_: None)
    database.close()
    return found


@pytest.fixture(scope="module")
def demonstrated_on_sqlite(tmp_path_factory, migrated_sqlite):
    return demonstrated(copied_home(migrated_sqlite, tmp_path_factory.mktemp("demonstration") / "home"))


@pytest.fixture
def demonstrated_on_postgresql(postgresql_settings):
    return demonstrated(postgresql_settings)


@pytest.fixture(params=ENGINES)
def demonstration(request):
    """The reports and the export of the demonstration on each engine."""
    return request.getfixturevalue(f"demonstrated_on_{request.param}")


@pytest.fixture(scope="module")
def report(tmp_path_factory, migrated_sqlite):
    """The report of a study, for tests that only look at it."""
    study = study_in(tmp_path_factory.mktemp("report") / "home", migrated_sqlite)
    yield drafted(study.services, lambda db: gather_study(db, db.get_one(Study, study.study.id)))
    study.database.close()


def reports_of(services, study):
    """The reports of the study, of its first chapter and of an experiment of it, as report.json has them."""
    with services.database.reading() as db:
        of = db.get_one(Study, study.id)
        experiment = experiments_of(db, of)[0]
        chapter, one = experiment.chapter_id, experiment.id
    yield "study", drafted(services, lambda db: gather_study(db, db.get_one(Study, study.id)))
    yield "chapter", drafted(services, lambda db: gather_chapter(db, db.get_one(Chapter, chapter)))
    yield "experiment", drafted(services, lambda db: gather_experiment(db, db.get_one(type(experiment), one)))


def drafted(services, gather):
    return draft_report(services, gather)


def test_the_command_of_every_report_gives_its_figures_again(demonstration, tmp_path):
    reports, package = demonstration
    for name, told in ((name, document(report)) for name, report in reports.items()):
        for file in told["provenance"]["files"]:
            assert hashlib.sha256(package[file["name"]]).hexdigest() == file["sha256"], name
        again = made_again(told, package, tmp_path / name)
        count, differ = compared(told, again)
        assert (differ, count > 250) == ({}, True), name
        assert told.get("one_to_ones", {}).keys() == again.get("one_to_ones", {}).keys()
        assert again["provenance"]["data_sha256"] == told["provenance"]["data_sha256"]
        assert pairs_of(told) == pairs_of(again)


def test_the_one_to_ones_that_people_counted_are_among_the_figures(demonstration, tmp_path):
    reports, package = demonstration
    told = reports["study"]
    again = made_again(document(told), package, tmp_path)
    counted = {name: each for name, each in told.one_to_ones.items() if isinstance(each, OneToOnes)}
    assert len(counted) > 5
    again["one_to_ones"]["experiments"][next(iter(counted))]["mean"] += 1
    assert list(compared(document(told), again)[1]) == [f"one_to_ones.experiments.{next(iter(counted))}.mean"]


def pairs_of(told):
    return {name: each["pairs"] for name, each in told["flow"]["chapters"].items()}


def test_a_figure_that_differs_is_found(package, report, tmp_path):
    told = document(report)
    again = made_again(told, package, tmp_path)
    assert compared(told, again)[1] == {}
    again["outcomes"]["bridging_trust"]["participants"]["mean_change"] += 0.3
    assert list(compared(told, again)[1]) == ["outcomes.bridging_trust.participants.mean_change"]


def test_the_file_of_an_evening_stays_while_only_others_change(study):
    first = exported(study)
    study.clock.advance(hours=1)
    for _ in range(6):
        study.person("Vestry")
    study.clock.advance(hours=1)
    again = exported(study)
    names = {title: f"data/experiments/{one.slug}.csv" for title, one in study.experiments.items()}
    assert first[names["Mill Hall"]] == again[names["Mill Hall"]]
    assert first[names["Vestry"]] != again[names["Vestry"]]
    assert names["Quay"] not in first


def test_a_report_of_two_evenings_names_the_file_of_each(study):
    study.evening("Pier", 0)
    for _ in range(7):
        study.person("Pier")
    ids = [study.experiments[title].id for title in ("Mill Hall", "Pier")]
    report = drafted(
        study.services,
        lambda db: gather_experiments(db, [db.get_one(type(study.experiments["Pier"]), each) for each in ids]),
    )
    slugs = sorted(study.experiments[title].slug for title in ("Mill Hall", "Pier"))
    assert [file.name for file in report.context.source.files] == [f"data/experiments/{slug}.csv" for slug in slugs]
    assert f"<code>{report.context.source.command}</code>" in page(report)


@pytest.mark.parametrize("title", ["Mill Hall", "Chapel"])
def test_a_report_of_an_evening_names_no_file_where_others_of_the_study_were_asked_another_version(study, title):
    """An export has what compares across the study, so that no file of it makes this report again."""
    goes_over_to(study, TWO)
    held(study, "Chapel", 12, "Ynys")
    one = study.experiments[title]
    report = drafted(study.services, lambda db: gather_experiment(db, db.get_one(type(one), one.id)))
    assert report.context.source is None


def test_a_study_that_asked_two_versions_names_the_file_that_its_export_has(study):
    goes_over_to(study, TWO)
    held(study, "Chapel", 12, "Ynys")
    report = drafted(study.services, lambda db: gather_study(db, db.get_one(Study, study.study.id)))
    (file,) = report.context.source.files
    assert file.sha256 == hashlib.sha256(exported(study)[file.name]).hexdigest()


def test_a_plan_with_another_threshold_is_typed_too(study):
    with study.database.transaction() as db:
        plan = gather_study(db, db.get_one(Study, study.study.id)).plan
        plan.body = {**plan.body, "suppress_below": 7}
    report = drafted(study.services, lambda db: gather_study(db, db.get_one(Study, study.study.id)))
    assert report.context.source.command.endswith("--suppress-below 7 --output report")


def test_letters_for_names_name_no_file(report):
    lettered = replace(report, context=replace(report.context, source=None, lettered=True))
    assert "Letters stand for names here, so no file of its answers is named." in page(lettered)
    assert "<code>weaving analyse" not in page(lettered)


def test_without_a_file_the_versions_that_were_asked_make_no_command_that_is_refused(report):
    two = replace(report, context=replace(report.context, source=None, instrument="common-ground", version="1, 2"))
    assert ("<code>weaving analyse" in page(two), "so that no single command makes" in page(two)) == (False, True)
    own = replace(report, context=replace(report.context, source=None, instrument="belonging-here", version="1"))
    assert "<code>weaving analyse responses.csv --instrument questions/belonging-here-1.toml " in page(own)


def test_without_a_file_a_version_of_the_program_is_named_as_the_command_takes_it(report):
    one = replace(report, context=replace(report.context, source=None, instrument="common-ground", version="1"))
    (command,) = re.findall("<code>(weaving analyse [^<]*)</code>", page(one))
    words = command.split()
    assert from_instrument(words[words.index("--instrument") + 1]).scales


def test_an_answer_that_everybody_gave_is_told_to_be_missing_from_the_file(report):
    assert report.context.source.complete
    lacking = replace(report.context, source=replace(report.context.source, complete=False))
    assert "An answer that everybody of an experiment gave is not in the files" in page(
        replace(report, context=lacking)
    )
    assert json.dumps(document(report)["provenance"]["files"]).count("sha256") == 1
