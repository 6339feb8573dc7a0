"""The organiser's page tells what came that nothing vouches for; they look at it, let it count, and take that back."""

import html
import re
import uuid

import pytest

from evaluation.store.intake.attempts import count_attempts
from evaluation.store.log.audit_entries import latest_entries
from tests.fieldwork.conftest import Evening
from tests.mounted import Mounted


@pytest.fixture
def mounted(sqlite_settings, sqlite_database, clock):
    return Mounted(sqlite_settings, sqlite_database, clock)


@pytest.fixture
def evening(mounted):
    evening = Evening(mounted.desk)
    evening.open("pre")
    return evening


@pytest.fixture
def made_up(mounted, evening):
    """Answers come for which no start page was opened."""

    def send(count):
        browser = mounted.nobody()
        for _ in range(count):
            address = f"/{evening.words}/pre/en/{uuid.uuid4()}?o=1&consent=1&lang=en"
            sent = browser.client.post(address, data={"bt1": "7"}, headers={"Accept": "application/json"})
            assert sent.status_code == 201

    return send


@pytest.fixture
def organiser(mounted):
    return mounted.person("org@example.org", "organiser", chapter=mounted.desk.north)


def read(page):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.text)))


def test_on_an_ordinary_evening_nothing_is_said(organiser, evening):
    assert "start page" not in read(organiser.get(f"/staff/experiments/{evening.id}"))


def test_the_evening_s_page_says_how_many_came_without_a_start_page(organiser, evening, made_up):
    made_up(3)
    page = read(organiser.get(f"/staff/experiments/{evening.id}"))
    assert "3 forms came for which no start page was opened." in page
    assert "in no count and no report until somebody lets them count" in page


def test_the_page_is_drawn_anew_as_the_first_come_and_for_each_ten_times_more(organiser, evening, made_up):
    stamps = []
    for more in (0, 1, 3, 8):
        made_up(more)
        page = organiser.get(f"/staff/experiments/{evening.id}").text
        stamps.append(re.search(r'data-stamp="(\w+)"', page)[1])
    assert stamps[0] != stamps[1] == stamps[2] != stamps[3]


def test_they_let_them_count_and_take_that_back(organiser, evening, made_up):
    made_up(2)
    at = f"/staff/experiments/{evening.id}/set-aside"
    page = organiser.get(at)
    since = re.search(r'name="since" value="(\d+)"', page.text)[1]
    organiser.post(f"{at}/admit", page=at, reason="no_start", since=since)
    assert "2 people count from now on." in read(organiser.get(at))
    assert "start page" not in read(organiser.get(f"/staff/experiments/{evening.id}"))
    organiser.post(f"{at}/undo", page=at, reason="no_start", since=since)
    assert "2 people are set aside again." in read(organiser.get(at))
    with evening.database.reading() as db:
        assert [each.action for each in latest_entries(db, limit=2)] == ["people set aside again", "people admitted"]


def test_an_organiser_of_another_chapter_finds_no_such_page(mounted, evening, made_up):
    made_up(1)
    other = mounted.person("south@example.org", "organiser", chapter=mounted.desk.south)
    assert other.get(f"/staff/experiments/{evening.id}/set-aside").status_code == 404


def test_once_a_release_tells_of_it_nobody_is_let_in(organiser, evening, made_up):
    made_up(1)
    at = f"/staff/experiments/{evening.id}/set-aside"
    since = re.search(r'name="since" value="(\d+)"', organiser.get(at).text)[1]
    evening.close("pre")
    evening.change(frozen_at=evening.clock())
    sent = organiser.post(f"{at}/admit", page=at, reason="no_start", since=since)
    assert (sent.status_code, "The data are frozen" in read(sent)) == (422, True)


@pytest.mark.parametrize(("reason", "since"), [("other", "1"), ("no_start", "-1"), ("no_start", "9" * 12)])
def test_what_no_button_sends_is_refused(organiser, evening, reason, since):
    at = f"/staff/experiments/{evening.id}/set-aside"
    assert organiser.post(f"{at}/admit", page=at, reason=reason, since=since).status_code == 400


def test_guessed_codes_and_starts_put_off_are_told_too(organiser, evening):
    with evening.database.transaction() as db:
        count_attempts(db, "wrong_code", words="", count=40, now=evening.clock())
        count_attempts(db, "start_put_off", words=evening.words, count=7, now=evening.clock())
        count_attempts(db, "start_put_off", words=evening.words, count=5, now=evening.clock())
    page = read(organiser.get(f"/staff/experiments/{evening.id}"))
    assert "12 more were put off" in page
    assert "40 codes that are nobody's were tried since yesterday." in page


def test_a_few_wrong_codes_are_not(organiser, evening):
    with evening.database.transaction() as db:
        count_attempts(db, "wrong_code", words=evening.words, count=3, now=evening.clock())
    assert "nobody's" not in read(organiser.get(f"/staff/experiments/{evening.id}"))
