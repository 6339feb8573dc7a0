"""What was looked at and not finished is found again on the first page, until its hour is over, or forgotten there."""

import re

from tests.bring.test_bring_pages import held_files, words_of
from tests.staff_pages import post

NAMES = "Before (Responses), After (Responses)"


def test_files_that_were_not_finished_are_listed_with_their_names_and_how_long_they_are_held(bringer, clock):
    at = bringer.brought()
    clock.advance(minutes=20)
    page = bringer.page("/bring")
    assert re.search(
        rf"Begun and not finished {re.escape(NAMES)} brought at \d\d:\d\d, forgotten in 40 minutes", words_of(page)
    )
    assert f'href="{at}"' in page


def test_they_are_called_by_their_title_where_they_have_one(bringer):
    bringer.brought(title="An evening in Bangor")
    assert "Begun and not finished An evening in Bangor brought at" in words_of(bringer.page("/bring"))


def test_they_are_forgotten_from_the_list_at_once(desk, bringer):
    at = bringer.brought()
    assert f'action="{at}/forget"' in bringer.page("/bring")
    post(bringer.client, f"{at}/forget", page="/bring")
    assert held_files(desk) == []
    assert "Begun and not finished" not in bringer.page("/bring")


def test_those_of_a_report_that_was_made_are_not_listed(bringer):
    bringer.made(bringer.brought())
    assert "Begun and not finished" not in bringer.page("/bring")


def test_those_of_another_evaluator_are_not_listed(desk, bringer):
    bringer.brought()
    assert "Begun and not finished" not in desk.signed_in("evaluator").get("/bring").text


def test_those_whose_hour_is_over_are_not_listed(bringer, clock):
    bringer.brought()
    clock.advance(minutes=61)
    assert "Begun and not finished" not in bringer.page("/bring")
