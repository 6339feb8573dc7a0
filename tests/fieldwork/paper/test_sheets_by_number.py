"""Sheets are found by the number printed on them, and one that was keyed wrongly is opened again on its page."""

import re

import pytest

from evaluation.domain.errors import Refused
from evaluation.fieldwork.paper.sheet_numbers import sheet_numbers
from evaluation.models import PaperSheet, Response
from tests.staff_pages import post


@pytest.fixture
def at(evening):
    return f"/experiments/{evening.id}/paper"


@pytest.fixture
def begin(organiser, at):
    """Begin a pile; the address of its first sheet."""
    return lambda **fields: organiser.get(post(organiser, at, wave="pre", **fields).location).location


def rows(evening, table):
    with evening.database.reading() as db:
        return db.query(table).all()


def test_a_pile_has_the_numbers_that_are_printed_on_its_forms(begin, evening):
    address = begin(sheets="", numbers="3-5, 12")
    assert sorted(sheet.number for sheet in rows(evening, PaperSheet)) == [3, 4, 5, 12]
    assert address.endswith("/3")


@pytest.mark.parametrize(("written", "meant"), [("1-3", (1, 2, 3)), ("7", (7,)), ("2 4–5; 9", (2, 4, 5, 9)), ("", ())])
def test_numbers_are_read_as_people_write_them(app_context, written, meant):
    assert sheet_numbers(written) == meant


@pytest.mark.parametrize("written", ["5-3", "0", "a", "1,1", "2-4, 3", "99999"])
def test_numbers_that_cannot_be_are_refused(app_context, written):
    with pytest.raises(Refused):
        sheet_numbers(written)


@pytest.fixture
def app_context(desk):
    with desk.app.test_request_context():
        yield


def test_a_form_is_keyed_by_its_figures_and_answers_that_are_words_by_their_place(organiser, begin, evening):
    evening_modules(evening)
    address = begin(sheets="1")
    assert "1 I helped to host it, 2 I came as a guest" in organiser.get(address).text
    name = re.search(r'<label for="f-(\w+)">\s*\d+[.] Were you a host', organiser.get(address).text)[1]
    post(organiser, address, page=address, agreed="yes", **{name: "2"}, incomplete="yes")
    (row,) = rows(evening, Response)
    assert row.answers == {name: "guest"}


def evening_modules(evening):
    with evening.database.transaction() as db:
        from evaluation.models import Experiment, Wave
        from evaluation.store.instruments.versions_in_use import version_in_use

        version_in_use(db, "about-you", 1, now=evening.clock())
        row = db.get_one(Experiment, evening.id)
        for wave in db.query(Wave).filter_by(experiment_id=row.id, kind="pre"):
            wave.modules = ["about-you/1"]


def test_the_label_of_a_question_has_its_stem(organiser, begin):
    assert "How much do you trust… people in North who belong" in organiser.get(begin(sheets="1")).text


def test_a_settled_sheet_is_found_on_the_page_and_opened_again_with_a_reason(organiser, begin, evening, at):
    address = begin(sheets="1")
    post(organiser, address, page=address, agreed="yes", bt1="7", incomplete="yes")
    assert re.search(r'href="[^"]+/1">1</a>', organiser.get(at).text)
    assert "Reopen this sheet" in organiser.get(address).text
    assert post(organiser, f"{address}/again", page=address, reason="Wrong column").location == address
    post(organiser, address, page=address, agreed="yes", bt1="8", incomplete="yes")
    (row,) = rows(evening, Response)
    assert row.answers == {"bt1": 8}


def test_without_a_reason_the_sheet_stays_settled_and_the_page_says_so(organiser, begin):
    address = begin(sheets="1")
    post(organiser, address, page=address, agreed="yes", bt1="7", incomplete="yes")
    assert "Say why the sheet is keyed anew" in post(organiser, f"{address}/again", page=address, reason="").text
    assert "This sheet is settled." in organiser.get(address).text


def test_nothing_can_be_reopened_on_the_page_of_a_frozen_evening(organiser, begin, evening):
    address = begin(sheets="1")
    post(organiser, address, page=address, agreed="yes", bt1="7", incomplete="yes")
    evening.change(frozen_at=evening.clock())
    assert "Reopen this sheet" not in organiser.get(address).text
