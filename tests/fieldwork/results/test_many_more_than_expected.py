"""Ten times as many as were expected is kept at the second press, and nobody is refused."""

import pytest
from lxml import html

from evaluation.store.studies.plausible_record import unusually_many

ASKED = "460 people are about 10 times the 46 who were expected. Forms sent at Before or After, whichever had more: 2."


@pytest.fixture
def record(evening):
    """The page of the record of an evening to which 46 were expected, and two have answered."""
    evening.change(expected=46)
    evening.open("pre")
    evening.answered(2)
    return f"/experiments/{evening.id}/record"


def test_ten_times_as_many_as_expected_is_asked_about_with_what_was_typed_and_kept_when_pressed_again(
    record, evening, press
):
    asked = press(record, came="460", notes="Two coaches came.")
    assert (ASKED in asked.text, "Two coaches came." in asked.text, evening.row().came) == (True, True, None)
    page = html.fromstring(asked.text)
    assert page.xpath("string(//input[@id='came']/@value)") == "460"
    meant = page.xpath("string(//input[@name='meant']/@value)")
    assert press(record, came="461", meant=meant).status_code == 422
    assert press(record, came="460", meant=meant).status_code == 303
    assert evening.row().came == 460


def test_a_reason_explains_it_and_what_is_in_the_record_is_not_asked_about_again(record, evening, press):
    assert press(record, came="460", reason="Two coaches came.").status_code == 303
    assert press(record, came="460", notes="Loud.").status_code == 303
    assert (evening.row().came, evening.row().notes) == (460, "Loud.")


@pytest.mark.parametrize(("expected", "came", "is_asked"), [(46, 139, True), (46, 138, False), (None, 900, False)])
def test_three_times_as_many_and_an_evening_without_a_number_expected_are_kept_at_once(
    evening, expected, came, is_asked
):
    evening.change(expected=expected)
    with evening.database.reading() as db:
        assert (unusually_many(db, evening.row(), came=came) is not None) is is_asked


def test_where_as_many_have_answered_nothing_is_asked(record, evening):
    evening.answered(3)
    evening.change(expected=1)
    with evening.database.reading() as db:
        assert [unusually_many(db, evening.row(), came=came) is None for came in (15, 16)] == [True, False]
