"""Brought answers of which nobody counts both times: a report is asked about, and nothing is forgotten meanwhile."""

import html
import re

import pytest

from tests.bring.google_files import CODE, google_files
from tests.staff_pages import post

ASKED, REFUSED = "Nobody answered both times: is that so?", "nobody answered both times, so nothing can be said"


@pytest.fixture
def at(bringer):
    """The address of two files whose codes were left out, so that nobody is joined."""
    at = bringer.brought(google_files())
    bringer.press(at, **bringer.ticked(at))
    leave_out(bringer, at)
    return at


def leave_out(bringer, at):
    page = f"{at}/columns"
    keys = re.findall(r'<select name="(role\.\d+)"(?:(?!</select>).)*"key" selected', bringer.page(page), re.DOTALL)
    assert post(bringer.client, page, page=page, **dict.fromkeys(keys, "left_out")).status_code == 303


def asked_for(bringer, at, **fields):
    return post(bringer.client, f"{at}/report", page=at, **bringer.ticked(at), **fields)


def test_the_page_asks_whether_it_is_so(bringer, at):
    page = bringer.page(at)
    assert (ASKED in page, "Joined: 0 both times" in page) == (True, True)
    assert "Choose the column that tells who answered</button>" in page
    assert bringer.press(at, do="columns").location == f"{at}/columns"


def test_nothing_is_asked_where_people_are_joined(bringer):
    assert ASKED not in bringer.page(bringer.brought(google_files()))


def test_the_report_is_not_made_and_the_answers_stay(bringer, at):
    answer = asked_for(bringer, at)
    assert (answer.status_code, REFUSED in html.unescape(answer.text)) == (422, True)
    assert CODE in html.unescape(bringer.page(at))


def test_it_is_made_once_somebody_says_that_it_is_so(bringer, at):
    assert asked_for(bringer, at, unjoined="yes").status_code == 303
