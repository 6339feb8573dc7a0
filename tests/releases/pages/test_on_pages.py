"""A release on pages from frozen to out: made by the worker, shown to its chapters, given their words, put out."""

import re
from datetime import timedelta

import pytest
from lxml import html

from evaluation.cli.operations.worker import HANDLERS
from evaluation.domain.clock import now_utc
from evaluation.jobs.leased_job import WorkerContext
from evaluation.jobs.worker import work_off
from evaluation.models import Experiment, Release
from evaluation.reports.releases import freeze_release
from evaluation.store.log.audit_entries import latest_entries
from evaluation.store.releases.releases import events_of, record_put_out
from evaluation.store.responses.published_result import published_result_at
from evaluation.web.app import Services
from tests.conftest import StandingClock
from tests.jobs.test_reports_as_jobs import ITEMS
from tests.releases.conftest import KEY, Fieldwork
from tests.releases.kept import typed
from tests.releases.staff_pages import work_off_by_the_clock
from tests.staff_pages import Desk, post

WORDS = "We met and will meet again."


@pytest.fixture
def clock():
    """Nine days ago: the worker's own clock says today."""
    standing = StandingClock()
    standing.now = now_utc() - timedelta(days=9)
    return standing


@pytest.fixture
def evenings(sqlite_database, clock):
    """Thirty people in each of two chapters."""
    found = Fieldwork(sqlite_database, clock)
    found.evening("Mill Hall", 30, answering=ITEMS)
    found.evening("Vestry", 30, chapter="Ynys", answering=ITEMS)
    return found


@pytest.fixture
def desk(sqlite_settings, sqlite_database, clock, evenings):
    """The staff's pages over these evenings."""
    return Desk(
        Services(sqlite_settings, sqlite_database, clock),
        evenings.study,
        evenings.chapters["Caer"],
        evenings.chapters["Ynys"],
        evenings.experiments["Mill Hall"],
        evenings.experiments["Vestry"],
    )


@pytest.fixture
def evaluator(desk):
    """An evaluator of everything."""
    return desk.signed_in("evaluator")


@pytest.fixture
def at_once(desk, monkeypatch):
    """Do what the pages asked for here, and of the files of a release write only those that are texts."""
    monkeypatch.setattr(freeze_release, "RELEASE_FORMATS", ("html",))
    return lambda: work_off_by_the_clock(desk.services)


@pytest.fixture
def release(desk, evaluator, at_once, evenings):
    """The study frozen from its page: the address of the release."""
    post(evaluator, f"/reports/studies/{evenings.study.id}/freeze")
    at_once()
    with desk.services.database.reading() as db:
        return f"/reports/releases/{db.query(Release).one().id}"


def happened(desk):
    with desk.services.database.reading() as db:
        return [event.kind for event in events_of(db, db.query(Release).one())]


def test_a_chapter_sees_a_release_once_it_is_shown_and_gives_its_own_words_alone(desk, evaluator, release):
    organiser = desk.signed_in("organiser", chapter=desk.north)
    hidden = organiser.get(release).status_code
    post(evaluator, f"{release}/show")
    post(organiser, f"{release}/words/{desk.north.id}", page=release, words=WORDS)
    another = post(organiser, f"{release}/words/{desk.south.id}", page=release, words="Not ours.").status_code
    assert (hidden, another, happened(desk)) == (404, 404, ["shown", "words"])
    assert WORDS in organiser.get(release).text


def test_it_is_put_out_after_its_chapters_have_had_their_days_with_their_words_in_its_files(
    desk, evaluator, release, at_once
):
    post(evaluator, f"{release}/show")
    post(evaluator, f"{release}/words/{desk.north.id}", page=release, words=WORDS)
    desk.services.clock.advance(days=9)
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
        later = desk.services.clock() + timedelta(days=9)
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
            freeze_release.freeze_release(db, gathered, **about)
        return addresses(desk)[-1]

    return freeze


def addresses(desk):
    with desk.services.database.reading() as db:
        return [f"/reports/releases/{each.id}" for each in db.query(Release).order_by(Release.number)]


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


def left_since(client, release):
    """What the page of a release says of people who have left since it was frozen."""
    said = html.fromstring(client.get(release).text).xpath("//p[@id='left-since']")
    return " ".join(said[0].text_content().split()) if said else ""


def leave(evenings, *titles):
    evenings.clock.advance(minutes=10)
    for title in titles:
        evenings.withdraw(title)


def test_of_few_who_left_since_the_freeze_it_is_not_told_whether_there_are_any(evenings, evaluator, release):
    nobody = left_since(evaluator, release)
    leave(evenings, *["Mill Hall"] * 4)
    assert nobody.startswith("Fewer than 5 people, or nobody, have taken their answers back since this was frozen.")
    assert "may wait until at least 5 people have come or left" in nobody
    assert left_since(evaluator, release) == nobody


def test_of_many_who_left_since_the_freeze_it_is_told_that_they_are_many(evenings, evaluator, release):
    leave(evenings, "Mill Hall", "Mill Hall", "Mill Hall", "Vestry", "Vestry")
    said = left_since(evaluator, release)
    assert said.startswith("5 or more people have taken their answers back since this was frozen.")
    assert "the next release is without them" in said


def test_the_list_of_releases_says_the_same_of_who_left(evenings, evaluator, release):
    assert "Fewer than 5 people, or nobody, have taken their answers back" in evaluator.get("/reports").text
    leave(evenings, "Mill Hall", "Mill Hall", "Mill Hall", "Vestry", "Vestry")
    assert left_since(evaluator, release).startswith("5 or more people")
    assert "5 or more people have taken their answers back since this was frozen." in evaluator.get("/reports").text


def test_who_left_before_the_freeze_is_not_among_them(evenings, desk, evaluator, at_once):
    leave(evenings, *["Mill Hall"] * 6)
    evenings.clock.advance(minutes=10)
    post(evaluator, f"/reports/studies/{evenings.study.id}/freeze")
    at_once()
    (release,) = addresses(desk)
    assert left_since(evaluator, release).startswith("Fewer than 5")


def test_a_chapter_is_not_told_who_left_since_the_freeze(evenings, desk, evaluator, release):
    post(evaluator, f"{release}/show")
    leave(evenings, *["Mill Hall"] * 5)
    assert left_since(desk.signed_in("organiser", chapter=desk.north), release) == ""


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
