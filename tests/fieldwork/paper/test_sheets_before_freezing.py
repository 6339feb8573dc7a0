"""Paper that is not in yet is said before the data are frozen for good, and after it nobody keys a sheet in vain."""

import re
from html import unescape

import pytest

from evaluation.models import Job
from tests.fieldwork.paper.test_keying_pages import FIRST, pile
from tests.staff_pages import post


@pytest.fixture
def evaluator(desk):
    return desk.signed_in("evaluator")


@pytest.fixture
def waiting(evening, organiser):
    """An evening that is over, with a pile of three sheets of which one is keyed."""
    evening.open("pre")
    evening.open("post")
    evening.answered_twice(12)
    evening.close("post")
    first = pile(organiser, evening, 3)
    post(organiser, first, page=first, **FIRST)
    return evening


@pytest.fixture(params=["one", "study", "chapter"])
def freezing(request, desk):
    """Where the data of the evening are frozen, where it is asked first, and what is ticked there."""
    chapter = f"/reports/chapters/{desk.north.id}"
    one, study = f"/reports/experiments/{desk.here.id}/freeze", f"/reports/studies/{desk.study.id}/freeze"
    ticked = {"experiment": [str(desk.here.id)]}
    return {"one": (one, {}), "study": (study, {}), "chapter": (f"{chapter}/freeze", ticked)}[request.param]


def text(answer):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def jobs(evening):
    with evening.database.reading() as db:
        return db.query(Job).count()


def test_the_page_that_freezes_says_how_many_sheets_are_not_in(waiting, evaluator, desk):
    page = evaluator.get(f"/reports/experiments/{desk.here.id}/freeze")
    assert "2 paper sheets are not in yet" in text(page)
    assert 'name="without_sheets"' in page.text


def test_without_waiting_sheets_nothing_is_to_be_ticked(evening, evaluator, desk):
    page = evaluator.get(f"/reports/experiments/{desk.here.id}/freeze")
    assert ("not in yet" in page.text, "without_sheets" in page.text) == (False, False)


def test_nothing_is_frozen_without_the_sheets_unless_somebody_says_so(waiting, evaluator, freezing):
    address, ticked = freezing
    refused = post(evaluator, address, **ticked)
    assert (refused.status_code, jobs(waiting)) == (422, 0)
    assert "2 paper sheets are not in yet, and none can be keyed once the data are frozen" in text(refused)
    given_back = re.findall(r'<input type="hidden" name="experiment" value="([^"]+)"', refused.text)
    assert given_back == ticked.get("experiment", [])


def test_whoever_says_so_freezes_without_them(waiting, evaluator, freezing):
    address, ticked = freezing
    assert (post(evaluator, address, **ticked, without_sheets="yes").status_code, jobs(waiting)) == (303, 1)


def test_a_sheet_that_waits_for_its_second_pass_is_not_in(evening, organiser, evaluator, desk):
    first = pile(organiser, evening, 20)
    post(organiser, first, page=first, **FIRST)
    assert "20 paper sheets are not in yet" in text(evaluator.get(f"/reports/experiments/{desk.here.id}/freeze"))


def test_the_evening_says_under_what_comes_next_that_sheets_are_not_in(waiting, organiser):
    page = organiser.get(f"/experiments/{waiting.id}").text.partition("What comes next")[2]
    said = page.partition("For this evening")[0]
    assert "2 paper sheets are not in yet" in said
    assert f'href="/experiments/{waiting.id}/paper"' in said


def test_once_frozen_the_piles_say_at_once_that_nothing_is_keyed_any_more(waiting, organiser, clock):
    waiting.change(frozen_at=clock())
    page = organiser.get(f"/experiments/{waiting.id}/paper")
    assert "nothing can be keyed any more" in text(page)
    assert ("Go on</a>" in page.text, "Begin</button>" in page.text) == (False, False)


def test_once_frozen_no_sheet_is_offered_to_be_keyed(waiting, organiser, clock):
    sheet = organiser.get(re.search(r'href="([^"]+)">Go on', organiser.get(f"/experiments/{waiting.id}/paper").text)[1])
    address = sheet.headers["Location"]
    waiting.change(frozen_at=clock())
    page = organiser.get(address)
    assert ("nothing can be keyed any more" in text(page), 'name="bt1"' in page.text) == (True, False)


def test_what_was_typed_before_somebody_froze_is_given_back(waiting, organiser, clock):
    address = f"{organiser.get(f'/experiments/{waiting.id}/paper').request.path}"
    pile_address = re.search(rf'href="({address}/[^"]+)"', organiser.get(address).text)[1]
    sheet = organiser.get(pile_address).headers["Location"]
    waiting.change(frozen_at=clock())
    page = post(organiser, sheet, page="/account", **FIRST)
    assert ("nothing can be keyed any more" in text(page), 'name="bt1" value="7"' in page.text) == (True, True)
