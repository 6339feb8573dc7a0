"""What another tool's file says nothing of is said once for all its questions, on the page after it was taken in."""

import re

import pytest
from lxml import html

import instruments
from evaluation.authoring.sections.items import cited_items, uncited_items
from evaluation.models import Draft
from evaluation.store.instruments.drafts import version_in
from tests.staff_pages import post, take_in

DICTIONARY = b"""field_name,form_name,field_type,field_label,select_choices_or_calculations
record_id,f,text,Record,
full_name,f,text,What is your name?,
trust,f,radio,Do you trust your neighbours?,"1, No | 2, Yes"
belong,f,radio,Do you belong here?,"1, No | 2, Yes"
"""
SAID = {"source": "Our own, 2026", "licence": "CC BY 4.0"}


@pytest.fixture
def taken_in(researcher):
    """The page after a file was taken in."""
    return take_in(researcher, DICTIONARY, "people.csv").text


@pytest.fixture
def address(taken_in):
    """Where its form is sent."""
    return re.search(r'action="(?:/staff)?(/instruments/drafts/[\w-]+/citation)"', taken_in)[1]


@pytest.fixture
def kept(desk):
    def read():
        with desk.services.database.reading() as db:
            return version_in(db, db.query(Draft).one())

    return read


def cited(version):
    return {item.id: (item.source, item.licence) for item in version.items}


def test_every_question_has_the_source_and_the_licence_that_were_typed_once(researcher, address, kept):
    answer = post(researcher, address, identifying="full_name", **SAID)
    assert (answer.status_code, answer.location.endswith("/publish")) == (303, True)
    assert cited(kept()) == dict.fromkeys(("trust", "belong"), ("Our own, 2026", "CC BY 4.0"))


def test_what_asks_who_somebody_is_goes_only_where_it_is_ticked_and_can_be_put_back(researcher, address, kept):
    post(researcher, address, **SAID)
    assert "full_name" in kept().items_by_id
    review = address.replace("/citation", "/publish")
    post(researcher, address, page=review, identifying="full_name")
    assert "full_name" not in kept().items_by_id
    assert "Put back" in researcher.get(review).text


def test_no_other_question_is_taken_out_by_it(researcher, address, kept):
    post(researcher, address, identifying="trust", **SAID)
    assert "trust" in kept().items_by_id


def test_nothing_said_is_asked_for_again(researcher, address, kept):
    answer = post(researcher, address, source=" ", licence="")
    assert (answer.status_code, "Write where the questions are from" in answer.text) == (422, True)
    assert len(uncited_items(kept())) == 3


def test_the_page_of_publishing_asks_for_it_until_it_is_there(researcher, address):
    review = address.replace("/citation", "/publish")
    asks = '//form[contains(@action, "/citation")]'
    assert html.fromstring(researcher.get(review).text).xpath(asks)
    post(researcher, address, identifying="full_name", **SAID)
    assert not html.fromstring(researcher.get(review).text).xpath(asks)


def test_the_page_of_publishing_says_that_there_is_no_scale(researcher, address, draft):
    words = "No questions are scored together yet"
    assert words in researcher.get(address.replace("/citation", "/publish")).text
    assert words not in researcher.get(f"/instruments/drafts/{draft.id}/publish").text


def test_what_a_question_cites_already_stays():
    version = instruments.load("common-ground", 1)
    one, *others = version.items
    lacking = version.having(items=(one.model_copy(update={"source": ""}), *others))
    found = cited_items(lacking, **SAID)
    assert (found.items[0].source, found.items[0].licence) == ("Our own, 2026", one.licence)
    assert found.items[1:] == version.items[1:]
