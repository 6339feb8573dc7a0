"""Somebody makes ordinary reports on the pages and takes one from another: nobody's answers are left over."""

import itertools
import json
import math
from functools import partial

import pytest
from sqlalchemy import select

from evaluation.domain.errors import Refused
from evaluation.evaluators import requests
from evaluation.impact_report.formats import html
from evaluation.models import Experiment, Job, ReportPage, Response, Wave
from evaluation.reports.draft_report import draft_report
from evaluation.store.reports.gather import gather_experiment
from evaluation.web.app import Services
from tests.jobs.test_reports_as_jobs import ITEMS
from tests.releases.kept import begun, gone_on_from
from tests.releases.staff_pages import work_off_by_the_clock
from tests.staff_pages import Desk, post


@pytest.fixture(scope="module", autouse=True)
def only_json():
    """Reports are made as the one file that is read here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests, "REQUESTED_FORMATS", ("json",))
        yield


@pytest.fixture(scope="module")
def held(tmp_path_factory, migrated_sqlite):
    """North One, to which 25 people came, and North Two, to which two came."""
    with begun(migrated_sqlite, tmp_path_factory.mktemp("held") / "home") as fieldwork:
        fieldwork.evening("North One", 25, answering=ITEMS)
        fieldwork.evening("North Two", 2, answering=ITEMS)
        yield fieldwork


@pytest.fixture(scope="module")
def reported(held, tmp_path_factory):
    """The same after somebody has made a report of North One: `first`."""
    with gone_on_from(held, tmp_path_factory.mktemp("reported") / "home") as fieldwork:
        fieldwork.first = made(desk_at(fieldwork), fieldwork, "North One")
        yield fieldwork


after_a_report = pytest.mark.parametrize("fieldwork", ["reported"], indirect=True)
"""For tests in which a report of North One was made before."""


@pytest.fixture
def fieldwork(request, tmp_path):
    """Those evenings for a test that goes on from there, or from the report of one."""
    before = request.getfixturevalue(getattr(request, "param", "held"))
    with gone_on_from(before, tmp_path / "home") as fieldwork:
        yield fieldwork


def desk_at(fieldwork):
    return Desk(
        Services(fieldwork.settings, fieldwork.database, fieldwork.clock),
        fieldwork.study,
        fieldwork.chapters["Caer"],
        fieldwork.chapters["Ynys"],
        fieldwork.experiments["North One"],
        fieldwork.experiments["North Two"],
    )


@pytest.fixture
def desk(fieldwork):
    return desk_at(fieldwork)


def made(desk, fieldwork, *titles):
    """Tick some evenings on the chapter's page and press the button: report.json, or the sentence in its place."""
    evaluator = desk.signed_in("evaluator", chapter=desk.north)
    ticked = [str(fieldwork.experiments[title].id) for title in titles]
    fieldwork.clock.advance(minutes=1)
    post(evaluator, f"/reports/chapters/{desk.north.id}", experiment=ticked)
    work_off_by_the_clock(desk.services)
    fieldwork.clock.advance(minutes=1)
    with desk.services.database.reading() as db:
        job = db.scalars(select(Job).order_by(Job.requested_at.desc())).first()
    if job.state == "failed":
        assert job.message in evaluator.get("/reports").text
        return job.message
    with evaluator.get(f"/reports/{job.id}/report.json") as file:
        return json.loads(file.text)


@pytest.fixture
def report(desk, fieldwork):
    return partial(made, desk, fieldwork)


def answers_of(fieldwork, title):
    """What every person of an evening answered before and after, by item."""
    with fieldwork.database.reading() as db:
        sent = select(Response.participant_id, Wave.kind, Response.answers).join(Wave, Wave.id == Response.wave_id)
        rows = db.execute(sent.where(Response.experiment_id == fieldwork.experiments[title].id)).all()
    found = {}
    for person, wave, answers in rows:
        for item, value in answers.items():
            found.setdefault((item, wave), {})[person] = value
    return found


def left_over(first, second, truth):
    """Answers of one or two people that follow from what two reports print of an item, as one solves it."""
    recovered = 0
    for item, wave in itertools.product(ITEMS, ("pre", "post")):
        ones, others = (report["items"].get(item, {}) for report in (first, second))
        if "n_pairs" in ones and "n_pairs" in others and 0 < others["n_pairs"] - ones["n_pairs"] <= 2:
            counts = (others["n_pairs"], ones["n_pairs"])
            (more, squares), (less, rest) = (
                _sums(each, wave, count) for each, count in zip((others, ones), counts, strict=True)
            )
            solved = _solved(more - less, squares - rest, counts[0] - counts[1])
            recovered += sorted(truth[item, wave].values()) == solved
    return recovered


def _sums(item, wave, count):
    mean, sd = item[f"mean_{wave}"], item[f"sd_{wave}"]
    return count * mean, (count - 1) * sd**2 + count * mean**2


def _solved(total, squares, people):
    if people == 1:
        return [round(total)]
    apart = math.sqrt(max(0.0, 2 * squares - total**2))
    return [round((total - apart) / 2), round((total + apart) / 2)]


def pairs(report):
    return report["outcomes"]["bridging_trust"]["participants"]["n_pairs"]


@after_a_report
def test_the_answers_of_two_people_do_not_follow_from_two_reports(report, fieldwork):
    truth = answers_of(fieldwork, "North Two")
    first, second = fieldwork.first, report("North One", "North Two")
    assert pairs(first) == 25
    assert isinstance(second, str) or left_over(first, second, truth) == 0


@after_a_report
def test_what_stands_in_the_way_is_named_with_what_to_do(report):
    said = report("North One", "North Two")
    assert "Beside “North One” of 14 May 2026" in said
    assert "too few people answered both times at North Two" in said
    assert "Ask again once at least 5 of those left out have answered both times." in said


def test_in_the_other_order_the_two_are_left_out_as_well(report, fieldwork):
    together = report("North One", "North Two")
    assert (pairs(together), pairs(report("North One"))) == (25, 25)
    assert "waiting" not in together["around"]


@after_a_report
def test_after_one_has_withdrawn_there_is_a_sentence_and_no_report(report, fieldwork):
    fieldwork.withdraw("North One")
    said = report("North One")
    assert said.startswith("“North One” of 14 May 2026 stands in the way")
    assert "Ask again once at least 5 people have answered since" in said


@after_a_report
def test_a_draft_in_which_may_be_what_was_taken_back_is_not_said_to_stand(report, fieldwork):
    fieldwork.withdraw("North One")
    said = report("North One")
    assert "until then there is no report of this to use: answers that may be in the earlier one were taken" in said
    assert "the earlier one stands" not in said


@after_a_report
def test_of_places_left_out_a_draft_of_one_that_somebody_left_is_not_said_to_stand_either(report, fieldwork):
    fieldwork.evening("Old Library", 22, answering=ITEMS)
    report("Old Library")
    fieldwork.withdraw("Old Library")
    said = report("North One", "Old Library")
    assert ("there is no report of this to use" in said, "the earlier one stands" in said) == (True, False)


def close(fieldwork, title):
    """Before and After of an evening are over."""
    with fieldwork.database.transaction() as db:
        for wave in db.scalars(select(Wave).where(Wave.experiment_id == fieldwork.experiments[title].id)):
            if wave.kind in ("pre", "post"):
                wave.opened_at = wave.closed_at = fieldwork.clock()


@after_a_report
def test_beside_another_evening_a_withdrawal_is_not_called_too_few_people(report, fieldwork):
    fieldwork.evening("Old Library", 22, answering=ITEMS)
    report("Old Library")
    fieldwork.withdraw("Old Library")
    said = report("North One", "Old Library")
    assert "since the last report of Old Library a few people have come there or taken their answers back" in said
    assert "too few people answered both times" not in said


@after_a_report
def test_at_a_closed_evening_nobody_is_told_to_wait_for_answers(report, fieldwork):
    fieldwork.withdraw("North One")
    close(fieldwork, "North One")
    said = report("North One")
    assert ("Ask again" in said, "nobody answers there any more" in said) == (False, True)
    assert "asks whoever runs the server to hold others back by lot" in said
    assert "`weaving report --hold-back`" in said


def test_where_holding_back_by_lot_did_not_help_it_is_not_advised_again(fieldwork):
    fieldwork.evening("Small Hall", 6, answering=ITEMS)
    services = Services(fieldwork.settings, fieldwork.database, fieldwork.clock)

    def gather(db):
        return gather_experiment(db, db.get_one(Experiment, fieldwork.experiments["Small Hall"].id))

    draft_report(services, gather)
    fieldwork.withdraw("Small Hall")
    with pytest.raises(Refused) as refused:
        draft_report(services, gather, hold_back=True)
    assert "--hold-back" not in str(refused.value)
    assert "as was asked for, would leave fewer than 5 people" in str(refused.value)


@after_a_report
def test_after_one_late_form_the_same_people_are_told_and_one_waits(report, fieldwork):
    fieldwork.evening("North One", 1, answering=ITEMS)
    second = report("North One")
    assert (pairs(second), second["items"]) == (25, fieldwork.first["items"])


@after_a_report
def test_once_five_more_have_answered_they_are_told(report, fieldwork):
    for _ in range(5):
        fieldwork.evening("North One", 1, answering=ITEMS)
    assert pairs(report("North One")) == 30


def test_the_same_asked_again_is_the_same_report(report, desk):
    assert report("North One") == report("North One")
    with desk.services.database.reading() as db:
        assert (db.query(Job).count(), db.query(ReportPage).count()) == (1, 1)


@after_a_report
def test_a_withdrawal_delays_a_report_until_enough_have_changed(report, fieldwork):
    fieldwork.withdraw("North One")
    fieldwork.evening("North One", 4, answering=ITEMS)
    assert isinstance(report("North One"), str)
    fieldwork.evening("North One", 1, answering=ITEMS)
    assert pairs(report("North One")) == 29


@after_a_report
def test_two_who_take_their_answers_back_and_come_again_bring_nobody_in(report, fieldwork):
    """With one who is new they are three new forms and two that are gone: five changes, and one person told of."""
    fieldwork.withdraw("North One")
    fieldwork.withdraw("North One")
    fieldwork.evening("North One", 3, answering=ITEMS)
    assert "Ask again once at least 5 people have answered since" in report("North One")


def test_too_few_who_came_to_a_single_evening_make_a_report_that_tells_of_nobody(report):
    told = report("North Two")
    assert told["report"]["headline"] == "Too few people answered both times to report results."
    assert (told["flow"], told["items"] == {} or pairs_told(told)) == ({"chapters": {}}, 0)


def pairs_told(report):
    return sum(item.get("n_pairs", 0) for item in report["items"].values())


@after_a_report
def test_a_report_stands_in_the_way_of_a_release_and_a_release_of_a_report(report, fieldwork, desk):
    fieldwork.withdraw("North One")
    with pytest.raises(Refused, match="“North One” of 14 May 2026 stands in the way"):
        fieldwork.release("North One")
    fieldwork.evening("Chapel", 25, answering=ITEMS)
    fieldwork.release("Chapel")
    fieldwork.withdraw("Chapel")
    assert "stands in the way" in report("Chapel")


def test_a_report_is_rounded_as_a_release_is(reported):
    told = reported.first["outcomes"]["bridging_trust"]["participants"]
    assert told["mean_change"] == round(told["mean_change"], 1)


def test_two_workers_at_the_same_people_at_once_both_make_their_report(desk, fieldwork):
    def gather(db):
        return gather_experiment(db, db.get_one(Experiment, fieldwork.experiments["North One"].id))

    def meanwhile(db):
        found = gather(db)
        draft_report(desk.services, gather)
        return found

    assert draft_report(desk.services, meanwhile).first.participants.n_pairs == 25


def test_a_draft_speaks_of_a_report_and_of_no_release(desk, fieldwork):
    def gather(db):
        return gather_experiment(db, db.get_one(Experiment, fieldwork.experiments["North One"].id))

    said = html.page(draft_report(desk.services, gather))
    assert ("are left out of a report" in said, "left out of a release" in said) == (True, False)
