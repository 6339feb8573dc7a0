"""Somebody writes the first item of a new instrument before it has any response format."""

import pytest
from lxml import html

from evaluation.models import Draft
from tests.authoring.conftest import fields_of
from tests.staff_pages import post


@pytest.fixture
def begun(researcher, desk):
    """The address of a draft of a new instrument."""
    post(researcher, "/instruments/drafts", name="my-survey")
    with desk.services.database.reading() as db:
        return f"/instruments/drafts/{db.query(Draft).one().id}"


TYPED = {"id": "q1", "label": "Neighbours", "text": "Do you know your neighbours?"}
FIRST = "Add a response format first"


def link_of(page):
    (link,) = [one for one in html.fromstring(page).iter("a") if one.text_content() == FIRST]
    return link.get("href")


def test_the_form_says_so_before_anything_is_typed(researcher, begun):
    page = researcher.get(f"{begun}/add/items").text
    assert researcher.get(link_of(page)).status_code == 200


def test_adding_says_what_comes_first_links_there_and_keeps_what_was_typed(researcher, begun):
    sent = post(researcher, f"{begun}/add/items", **TYPED)
    assert sent.status_code == 422
    assert "cannot be a name" not in sent.text
    faults = html.fromstring(sent.text).xpath('//div[@role="alert"]//li')
    assert [one.text_content()[: len(FIRST)] for one in faults] == [FIRST]
    assert link_of(sent.text) == f"{begun}/add/formats"
    kept = fields_of(sent.text)
    assert {name: kept[name] for name in TYPED} == TYPED


def test_with_a_format_nothing_is_said_of_it(researcher, draft):
    assert FIRST not in researcher.get(f"/instruments/drafts/{draft.id}/add/items").text
