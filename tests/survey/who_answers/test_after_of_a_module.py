"""Between the units of a learning module nobody is led to After before the day of the last unit."""

from datetime import timedelta

import pytest
from lxml import html

from evaluation.models import Consent
from evaluation.store.studies.learning_units import Unit, keep_units
from evaluation.store.studies.lookup import experiment_named
from tests.survey.test_pages import kept, words_of
from tests.survey.who_answers.test_returning import answered, follow

ON_THE_DAY = "After opens here in the last unit, on 18 June 2026, at this same address."
LEAVING = "Leaving now"


def module(hall, *weeks):
    """The evening is the first unit of a learning module, with others so many weeks later."""
    with hall.database.transaction() as db:
        experiment = experiment_named(db, hall.words)
        experiment.kind = "learning_module"
        first = hall.clock()
        keep_units(db, experiment, [Unit(begins_at=first + timedelta(weeks=week)) for week in weeks], now=first)


def waiting(hall, phone):
    hall.close("pre")
    return words_of(phone.get(f"/{hall.words}"))


def test_between_the_units_it_is_said_on_which_day_after_opens_and_nobody_is_led_to_it(sqlite_hall, phone):
    module(sqlite_hall, 0, 5)
    said = waiting(sqlite_hall, phone)
    assert [ON_THE_DAY in said, LEAVING in said] == [True, False]


def test_a_module_without_planned_units_says_in_the_last_unit(sqlite_hall, phone):
    module(sqlite_hall)
    said = waiting(sqlite_hall, phone)
    assert ["opens here in the last unit, at this same" in said, LEAVING in said] == [True, False]


@pytest.mark.parametrize("opened", [True, False])
def test_an_address_that_was_kept_from_elsewhere_opens_no_after_early(sqlite_hall, phone, opened):
    module(sqlite_hall, 0, 5)
    if not opened:
        sqlite_hall.close("pre")
    page = phone.get(f"/{sqlite_hall.words}?early=1")
    waves = html.fromstring(page.data).xpath("//form//input[@name='wave']/@value")
    assert waves == (["pre"] if opened else [])


def test_a_page_from_before_begins_no_after_early(sqlite_hall, phone):
    sqlite_hall.close("pre")
    phone.get(f"/{sqlite_hall.words}?early=1")
    address, hidden = phone.form()
    module(sqlite_hall, 0, 5)
    phone.post(address, {**hidden, "consent": "yes"})
    assert kept(sqlite_hall, Consent) == []


def test_on_the_day_of_the_last_unit_whoever_leaves_can_answer_after(sqlite_hall, phone):
    module(sqlite_hall, 0, 5)
    sqlite_hall.clock.advance(seconds=timedelta(weeks=5).total_seconds())
    assert LEAVING in waiting(sqlite_hall, phone)


def test_the_receipt_and_who_comes_again_are_told_the_day_too(sqlite_hall, phone):
    module(sqlite_hall, 0, 5)
    receipt = words_of(follow(phone, answered(sqlite_hall, phone)))
    again = words_of(phone.get(f"/{sqlite_hall.words}"))
    assert ["In the last unit, on 18 June 2026" in receipt, ON_THE_DAY in again] == [True, True]
