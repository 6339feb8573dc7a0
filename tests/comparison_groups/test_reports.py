"""Reports of a study with comparison groups: the headline is the difference, and nobody who did not come is counted."""

import pytest

from analysis.estimate.estimand import Design
from evaluation.domain.errors import Refused
from evaluation.impact_report.text import sentences
from evaluation.models import Experiment
from evaluation.reports.draft_report import draft_report
from evaluation.reports.releasable_outcomes import wanted_of
from evaluation.store.releases.eligibility import choose_for_draft
from evaluation.store.reports.frames import responses_frame
from evaluation.store.reports.gather import gather_experiment
from tests.comparison_groups.conftest import PEOPLE, ROSE_BY
from tests.conftest import ENGINES
from tests.staff_pages import post

pytestmark = pytest.mark.integration
"""A whole study is made for them, which is asked for by name."""


@pytest.fixture(scope="module")
def report(study):
    return draft_report(study.services, study.gathered)


def chosen(study, gather):
    with study.services.database.reading() as db:
        return choose_for_draft(db, wanted_of(gather(db)), key=b"k" * 32, now=study.clock())


def of(study, title):
    with study.services.database.reading() as db:
        return db.query(Experiment).filter_by(title=title).one()


@pytest.fixture(params=ENGINES)
def reported(request):
    """The report of the whole study on either engine."""
    if request.param == "sqlite":
        return request.getfixturevalue("report")
    empty = request.getfixturevalue("empty_on_postgresql")
    return draft_report(empty.whole().services, empty.gathered)


def test_a_study_made_and_answered_through_the_pages_is_reported_as_a_difference(reported):
    said = reported.language.say(sentences.headline(reported))
    assert (reported.estimand.design, "than in comparison groups" in said) == (Design.WITHIN, True)
    difference = reported.first.compared
    assert (difference.came, difference.beside) == (3 * PEOPLE, 3 * PEOPLE)
    assert abs(difference.headline.estimate - ROSE_BY) < 0.5


def test_nobody_of_a_comparison_group_is_counted_among_those_who_came(report):
    assert report.flow.total["pairs"] == 3 * PEOPLE
    assert report.comparison_flow.total["pairs"] == 3 * PEOPLE
    assert (report.workshops, report.first.participants.n_pairs) == (3, 3 * PEOPLE)


def test_how_chapters_work_is_told_of_workshops_alone(report):
    """At North and South a workshop besides was planned."""
    assert {each.chapter: each.workshops for each in report.context.practice} == {"North": 2, "South": 2, "West": 1}


def test_the_frame_says_on_which_side_everybody_is(study):
    with study.services.database.reading() as db:
        frame = study.gathered(db).frame
    sides = frame.drop_duplicates("participant").groupby("arm").size()
    assert sides.to_dict() == {"workshop": 3 * PEOPLE, "comparison": 3 * PEOPLE}


def test_there_is_no_such_column_where_everybody_came(study):
    with study.services.database.reading() as db:
        assert "arm" not in responses_frame(db, [of(study, "North workshop").id])


def test_a_workshop_in_such_a_study_is_reported_as_ever(study):
    def gather(db):
        return gather_experiment(db, db.get_one(Experiment, of(study, "North workshop").id))

    assert draft_report(study.services, gather).estimand.design is Design.ONE_GROUP


def test_a_comparison_group_has_no_report_of_its_own(study):
    experiment = of(study, "North readers")
    answer = post(study.desk.signed_in("evaluator"), f"/reports/experiments/{experiment.id}")
    assert (answer.status_code, "no report of its own" in answer.text) == (422, True)
    page = study.desk.signed_in("evaluator").get("/reports").text
    assert f'action="/reports/experiments/{experiment.id}"' not in page


def test_the_ledger_never_prints_people_of_both_sides_as_one_group(small):
    """Three of each are too few to be told of, and six together would have been enough."""
    chapter = small.chapters[0]
    for role in ("workshop", "comparison"):
        small.held(small.made(chapter, f"Small {role}", role), people=3)
    assert chosen(small, lambda db: small.gathered_chapter(db, chapter)).people == {}


def test_where_too_few_came_the_comparison_group_is_not_told_of_either(small):
    chapter = small.chapters[0]
    small.held(small.made(chapter, "Small workshop", "workshop"), people=3)
    small.held(small.made(chapter, "Many readers", "comparison"), people=8)
    assert chosen(small, lambda db: small.gathered_chapter(db, chapter)).people == {}
    report = draft_report(small.services, lambda db: small.gathered_chapter(db, chapter))
    assert report.comparison_flow is None


def test_a_chapter_with_several_of_each_is_reported_as_a_difference(small):
    chapter = small.chapters[0]
    for number in ("first", "second"):
        small.held(small.made(chapter, f"The {number} workshop", "workshop"), people=6, rise=ROSE_BY)
        small.held(small.made(chapter, f"The {number} readers", "comparison"), people=6)
    report = draft_report(small.services, lambda db: small.gathered_chapter(db, chapter))
    assert (report.estimand.design, report.estimand.by) == (Design.BETWEEN, "experiment")
    assert report.first.compared.headline.low > 0


def test_the_difference_of_a_small_chapter_is_told_in_whole_points_wherever_it_stands(report):
    found = report.first.compared
    told = [*found.chapters.values(), *found.pooled.chapters.values()]
    assert [each.estimate for each in told] == [round(each.estimate) for each in told]


def test_nothing_counts_who_moved_which_way_of_a_difference(report):
    assert {(each.up, each.down) for each in report.measured.values()} == {(None, None)}
    assert (report.first.moves, report.first.beyond) == (None, None)


def test_a_chapter_of_comparison_groups_alone_is_refused(small):
    chapter = small.chapters[-1]
    small.held(small.made(chapter, "Readers", "comparison"), people=6)
    with pytest.raises(Refused, match="no report of its own"), small.services.database.reading() as db:
        small.gathered_chapter(db, chapter)


def test_a_chapter_with_one_workshop_and_one_comparison_group_is_compared_as_in_its_study(small):
    chapter = small.chapters[0]
    small.held(small.made(chapter, "The workshop", "workshop"), people=8, rise=ROSE_BY)
    small.held(small.made(chapter, "The readers", "comparison"), people=8)
    report = draft_report(small.services, lambda db: small.gathered_chapter(db, chapter))
    assert report.estimand.design is Design.WITHIN
    assert "Too few" not in report.language.say(sentences.headline(report))
