"""That the record lacks how many came is said where the data are frozen and after it, and is then no correction."""

import re
from html import unescape

import pytest

from tests.staff_pages import post

MISSING = "The record does not say yet how many people came."
FROZEN = "The frozen report stays as it is, without this number; a later release is made with it."
CORRECTED = "Why is the record corrected?"


@pytest.fixture
def over(evening):
    """An evening that is over, whose record nobody has kept."""
    evening.open("pre")
    evening.open("post")
    evening.answered_twice(12)
    evening.close("post")
    return evening


def text(page):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize("came", [None, 14])
def test_the_page_that_freezes_says_so_and_where_it_is_written_down(over, desk, came):
    over.change(came=came)
    page = desk.signed_in("evaluator").get(f"/reports/experiments/{over.id}/freeze").text
    assert (MISSING in text(page), "Have it written down first." in page) == (came is None, came is None)


def test_whoever_keeps_the_record_has_its_address_on_the_page_that_freezes(over, desk):
    page = desk.signed_in("evaluator", "organiser").get(f"/reports/experiments/{over.id}/freeze").text
    assert f'href="/experiments/{over.id}/record"' in page


@pytest.mark.parametrize("came", [None, 14])
def test_once_frozen_the_evening_asks_for_it_until_it_is_there(over, organiser, clock, came):
    over.change(frozen_at=clock(), came=came)
    page = organiser.get(f"/experiments/{over.id}").text
    assert (MISSING in page, FROZEN in page) == (came is None, came is None)


def test_it_says_what_the_report_lacks_and_nothing_of_the_shares_it_has(over, organiser, clock):
    over.change(frozen_at=clock(), came=None)
    page = text(organiser.get(f"/experiments/{over.id}").text)
    assert f"{MISSING} Without that number the report says nothing of who came and did not answer." in page
    assert "Every share" not in page


def test_what_was_never_recorded_is_written_down_without_a_reason_and_corrected_with_one(over, organiser, clock):
    over.change(frozen_at=clock(), planned_rounds=3)
    record = f"/experiments/{over.id}/record"
    page = organiser.get(record).text
    assert (CORRECTED in page, FROZEN in page) == (False, True)
    assert post(organiser, record, page=record, came="14", hosts="4", planned_rounds="2").status_code == 303
    page = organiser.get(record).text
    assert (CORRECTED in page, FROZEN in page) == (True, False)
    kept = {"hosts": "4", "planned_rounds": "2"}
    assert post(organiser, record, page=record, came="14", notes="Loud.", **kept).status_code == 303
    assert post(organiser, record, page=record, came="15", notes="Loud.", **kept).status_code == 422
    assert (over.row().came, over.row().notes) == (14, "Loud.")
