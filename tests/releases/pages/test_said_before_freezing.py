"""Whether a release can be made is said before anybody presses, by the check that making it goes by; and kept after."""

import pytest

from evaluation.models import Job
from evaluation.store.studies.waves import waves_of
from tests.staff_pages import post, token_in

TRUST, GROUND = ("bt1", "bt2", "bt3"), ("cg2", "cg3")
NOTHING = "No release can be made of this now, so nothing can be frozen."
WHY = "Too few people answered enough questions of “common ground” both times, and nothing is told without that: 5 are"
FOR_GOOD = "Yes, freeze the data for good"


@pytest.fixture
def blank(desk, evenings):
    """Six people came to the Library and answered twice, of whom four have a score of common ground."""
    evenings.evening("Library", 4, answering=(*TRUST, *GROUND))
    evenings.evening("Library", 2, answering=TRUST)
    with desk.services.database.transaction() as db:
        for wave in waves_of(db, evenings.experiments["Library"]).values():
            wave.opened_at = wave.closed_at = desk.services.clock()
    return evenings.experiments["Library"].id


@pytest.fixture
def evaluator(desk, blank):
    """An evaluator of everything, who signs in once all have answered."""
    return desk.signed_in("evaluator")


def without_token(page):
    """A page without the tokens of its forms, which are signed anew each second."""
    return page.replace(token_in(page), "")


def words_of(page):
    return " ".join(page.split())


def test_the_page_that_asks_says_beforehand_why_no_release_can_be_made(evaluator, blank):
    page = words_of(evaluator.get(f"/reports/experiments/{blank}/freeze").text)
    assert [words in page for words in (NOTHING, WHY, "What is an outcome", FOR_GOOD)] == [True, True, True, False]
    assert "This cannot be undone" not in page


def test_it_tells_no_count_of_those_who_have_a_score(evaluator, blank, evenings):
    before = without_token(evaluator.get(f"/reports/experiments/{blank}/freeze").text)
    evenings.withdraw("Library")
    assert without_token(evaluator.get(f"/reports/experiments/{blank}/freeze").text) == before


def test_where_a_release_can_be_made_it_is_asked_for(evaluator, evenings):
    page = evaluator.get(f"/reports/experiments/{evenings.experiments['Mill Hall'].id}/freeze").text
    assert (NOTHING in page, FOR_GOOD in page) == (False, True)


def test_ticked_evenings_of_a_chapter_are_checked_together(desk, evaluator, evenings, blank):
    address = f"/reports/chapters/{desk.north.id}/freeze/ask"
    alone = post(evaluator, address, experiment=[str(blank)]).text
    together = post(evaluator, address, experiment=[str(blank), str(evenings.experiments["Mill Hall"].id)]).text
    assert [(NOTHING in page, FOR_GOOD in page) for page in (alone, together)] == [(True, False), (False, True)]


def test_what_is_said_beforehand_is_what_a_press_is_refused_with(desk, evaluator, blank, at_once):
    post(evaluator, f"/reports/experiments/{blank}/freeze")
    at_once()
    with desk.services.database.reading() as db:
        refused = db.query(Job).one().message
    assert refused in words_of(evaluator.get(f"/reports/experiments/{blank}/freeze").text)


def test_the_evenings_page_keeps_the_refusal_until_it_is_asked_for_again(desk, evaluator, blank, at_once, evenings):
    post(evaluator, f"/reports/experiments/{blank}/freeze")
    at_once()
    refused = words_of(evaluator.get(f"/experiments/{blank}").text)
    evenings.evening("Library", 10, answering=(*TRUST, *GROUND))
    evaluator = desk.signed_in("evaluator")
    post(evaluator, f"/reports/experiments/{blank}/freeze")
    again = words_of(evaluator.get(f"/experiments/{blank}").text)
    assert [("Nothing is frozen: what was asked for" in page, WHY in page) for page in (refused, again)] == [
        (True, True),
        (False, False),
    ]
