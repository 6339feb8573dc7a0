"""A form that was sent with nothing answered counts nowhere: not in a report, not in a release."""

import pytest
from sqlalchemy import select

from analysis.sensitivity.quality import Flag
from evaluation.models import Experiment, Response
from evaluation.reports import from_study
from evaluation.store.reports.frames import sent_frame
from evaluation.store.reports.gather import gather_study
from evaluation.store.reports.quality import looks_at

DECLINED = "declined"


@pytest.fixture
def blank(on_sqlite):
    """An evening of twelve, and of three who answered nothing: one of them would rather not say, to everything."""
    on_sqlite.evening("Mill", 12)
    on_sqlite.evening("Mill", 3, answering=())
    with on_sqlite.database.transaction() as db:
        for each in [form for form in db.scalars(select(Response)) if not form.answers][:2]:
            each.answers = dict.fromkeys(("bt1", "bt2", "bt3"), DECLINED)
    return on_sqlite


def gathered(fieldwork):
    with fieldwork.database.reading() as db:
        return gather_study(db, fieldwork.study)


def report(fieldwork):
    return from_study.report_of(gathered(fieldwork), now=fieldwork.clock())


def test_they_are_in_no_count_of_the_report(blank):
    found = report(blank)
    assert found.flow.total == {"pre": 12, "post": 12, "pairs": 12, "pre_only": 0, "post_only": 0}
    assert found.context.unanswered == 6


def test_the_quality_of_answers_is_of_those_in_which_something_was_answered(blank):
    with blank.database.reading() as db:
        mill = blank.experiments["Mill"].id
        (late,) = looks_at(db, mill, sent_frame(db, [mill]), flags={Flag.LATE})
    assert late.of == 24


def test_they_are_in_no_release(blank):
    with blank.database.transaction() as db:
        assert len(blank.choose(db).people) == 12


def test_an_evening_with_more_answers_than_people_who_came_is_named(blank):
    with blank.database.transaction() as db:
        db.get_one(Experiment, blank.experiments["Mill"].id).came = 3
    assert report(blank).context.miscounted == ("Mill",)


def test_an_evening_with_as_many_answers_as_people_is_not(blank):
    with blank.database.transaction() as db:
        db.get_one(Experiment, blank.experiments["Mill"].id).came = 12
    assert report(blank).context.miscounted == ()
