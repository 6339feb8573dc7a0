"""A release on pages from frozen to out: made by the worker, shown to its chapters, given their words, put out."""

import re
from datetime import timedelta

import pytest
from lxml import html

from evaluation.cli.operations.worker import HANDLERS
from evaluation.jobs.leased_job import WorkerContext
from evaluation.jobs.worker import work_off
from evaluation.models import Experiment, Release
from evaluation.reports.releases import freeze_release
from evaluation.store.log.audit_entries import latest_entries
from evaluation.store.releases.releases import record_put_out
from evaluation.store.responses.published_result import published_result_at
from tests.jobs.test_reports_as_jobs import ITEMS
from tests.releases.conftest import KEY
from tests.releases.kept import frozen_at_once, typed
from tests.releases.staff_pages import addresses, happened
from tests.staff_pages import post

WORDS = "We met and will meet again."


def test_a_chapter_sees_a_release_once_it_is_shown_and_gives_its_own_words_alone(desk, evaluator, release):
    organiser = desk.signed_in("organiser", chapter=desk.north)
    hidden = organiser.get(release).status_code
    post(evaluator, f"{release}/show")
    post(organiser, f"{release}/words/{desk.north.id}", page=release, words=WORDS)
    another = post(organiser, f"{release}/words/{desk.south.id}", page=release, words="Not ours.").status_code
    assert (hidden, another, happened(desk)) == (404, 404, ["shown", "words"])
    assert WORDS in organiser.get(release).text


def test_a_frozen_evenings_page_leads_to_the_report_that_is_made_until_it_is_shown(desk, evaluator, release):
    at = f"/experiments/{desk.here.id}"
    page = evaluator.get(at).text
    made = html.fromstring(page).xpath(f"//a[@href='{release}']/parent::p")
    assert "the report is made" in made[0].text_content()
    assert "you make the report" not in page
    post(evaluator, f"{release}/show")
    assert "the report is made" not in evaluator.get(at).text


def test_it_is_said_before_the_press_that_showing_it_is_for_good(evaluator, release):
    said = "Once its chapters have been shown it, it cannot be hidden from them again."
    before = evaluator.get(release).text
    post(evaluator, f"{release}/show")
    assert (before.index(said) < before.index("Show it to its chapters"), said in evaluator.get(release).text) == (
        True,
        False,
    )


def test_whoever_shows_it_reads_what_was_done_and_what_can_be_done_where_it_is_wrong(evaluator, release):
    post(evaluator, f"{release}/show")
    page = evaluator.get(release).text
    assert "The chapters can see it and add words of their own until" in page
    assert "It cannot be hidden from them again. Is something wrong in it? Do not put it out: freeze the data" in page


def test_it_is_put_out_after_its_chapters_have_had_their_days_with_their_words_in_its_files(
    desk, evaluator, release, at_once
):
    post(evaluator, f"{release}/show")
    post(evaluator, f"{release}/words/{desk.north.id}", page=release, words=WORDS)
    desk.services.clock.advance(days=14)
    evaluator = desk.signed_in("evaluator")
    post(evaluator, f"{release}/put-out", page=release)
    at_once()
    page = evaluator.get(release).text
    assert "This is out and cannot be changed" in page
    with evaluator.get(re.search(r'href="([^"]+/report\.html)"', page)[1]) as file:
        assert WORDS in file.text
    with desk.services.database.reading() as db:
        assert WORDS in published_result_at(db, desk.here.id).in_language("en").own_words[0]


def test_the_list_of_experiments_says_whose_result_is_shown_to_the_chapter_or_released(desk, evaluator, release):
    organiser = desk.signed_in("organiser", chapter=desk.north)

    def asked():
        return html.fromstring(organiser.get("/experiments").text).xpath("//td[@data-label='Result']/text()")

    before = asked()
    post(evaluator, f"{release}/show")
    shown = asked()
    with desk.services.database.transaction() as db:
        later = desk.services.clock() + timedelta(days=14)
        record_put_out(db, db.query(Release).one(), files={}, now=later, by="Test")
    assert [before, shown, asked()] == [["–"], ["shown to the chapter"], ["released"]]


@pytest.fixture
def more(evenings):
    """Two more evenings of thirty people in the chapter, which has three then."""
    for title in ("Chapel", "Quay"):
        evenings.evening(title, 30, answering=ITEMS)
    return evenings


@pytest.fixture
def frozen(desk, at_once, more):
    """Tick some of the chapter's evenings on its page and freeze them: the addresses of all releases, oldest first."""

    def freeze(*titles):
        evaluator = desk.signed_in("evaluator", chapter=desk.north)
        ticked = [str(more.experiments[title].id) for title in titles]
        post(evaluator, f"/reports/chapters/{desk.north.id}/freeze", experiment=ticked)
        at_once()
        return addresses(desk)

    return freeze


@pytest.fixture
def from_the_command_line(desk, more):
    """Freeze some evenings as the command line does: the address of the release."""

    def freeze(*titles):
        with desk.services.database.transaction() as db:
            chosen = [db.get_one(Experiment, more.experiments[title].id) for title in titles]
            gathered, subject = freeze_release.of_experiments(db, chosen, public=False)
            about = {"subject": subject, "key": KEY, "now": desk.services.clock(), "by": "command line"}
            frozen_at_once(db, gathered, **about)
        return addresses(desk)[-1]

    return freeze


def test_some_of_a_chapters_evenings_are_frozen_under_their_chapter_for_it_alone(desk, frozen):
    (release,) = frozen("Mill Hall", "Chapel")
    seen = {name: desk.signed_in("evaluator", chapter=of) for name, of in (("own", desk.north), ("other", desk.south))}
    page = seen["own"].get(release)
    assert (page.status_code, seen["other"].get(release).status_code) == (200, 404)
    assert "Caer: Mill Hall, Chapel, release 1" in page.text
    with seen["own"].get(re.search(r'href="([^"]+/report\.html)"', page.text)[1]) as file:
        assert file.status_code == 200
    overview = [client.get("/reports").text.count("Caer: Mill Hall, Chapel, release 1") for client in seen.values()]
    assert (overview[0] > 0, overview[1]) == (True, 0)


def test_a_release_of_some_evenings_supersedes_one_of_the_same_alone(desk, from_the_command_line, more):
    from_the_command_line("Mill Hall", "Chapel")
    from_the_command_line("Mill Hall", "Quay")
    more.evening("Mill Hall", 10, answering=ITEMS)
    from_the_command_line("Mill Hall", "Chapel")
    with desk.services.database.transaction() as db:
        for release in db.query(Release).order_by(Release.number):
            record_put_out(db, release, files={"report.json": b"{}"}, now=desk.services.clock(), by="Mair")
    evaluator = desk.signed_in("evaluator", chapter=desk.north)
    later = "A later release of the same is out"
    assert [later in evaluator.get(release).text for release in addresses(desk)] == [True, False, False]


def test_a_release_of_the_command_line_is_on_the_pages_of_its_chapter_and_put_out_there_by_the_worker(
    desk, from_the_command_line
):
    release = from_the_command_line("Mill Hall", "Quay")
    evaluator = desk.signed_in("evaluator", chapter=desk.north)
    assert release in evaluator.get("/reports").text
    assert release not in desk.signed_in("evaluator", chapter=desk.south).get("/reports").text
    post(evaluator, f"{release}/put-out", page=release)
    assert "<b>Caer: Mill Hall, Quay</b>: The files of a release" in evaluator.get("/reports").text
    work_off(WorkerContext(services=desk.services, handlers=HANDLERS))
    assert "This is out and cannot be changed" in evaluator.get(release).text
    assert "report.pdf" in evaluator.get(release).text


def test_a_second_press_of_freeze_is_written_down_once(desk, evaluator, evenings):
    for _press in range(2):
        post(evaluator, f"/reports/studies/{evenings.study.id}/freeze")
    with desk.services.database.reading() as db:
        noted = [entry.action for entry in latest_entries(db, limit=20)]
    assert noted.count("release asked for") == 1


def test_a_release_of_the_command_line_is_read_on_its_page_once_the_worker_has_been(desk, more, at_once):
    more.settings, chapter = desk.services.settings, desk.signed_in("organiser", chapter=desk.north)
    evening, turn = more.experiments["Mill Hall"], "it is the evaluators’ turn"
    number = str(typed(more, "make", evening.slug)["number"])
    frozen = chapter.get(f"/experiments/{evening.id}").text
    typed(more, "show-chapters", number)
    assert (turn in frozen, turn in chapter.get(f"/experiments/{evening.id}").text) == (True, False)
    page = addresses(desk)[-1]
    assert "Its files are being written" in chapter.get(page).text
    at_once()
    read = chapter.get(page).text
    assert ("What it says" in read, "Its files are being written" in read) == (True, False)
