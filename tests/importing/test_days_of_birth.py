"""Days of birth that join people: as dates of a workbook in one file and as text in the other, or in any two ways."""

import datetime as dt

import pytest

from evaluation.importing.read_files import read_files
from tests.importing.corpus import Case, blank, rows_of
from tests.importing.forms import as_csv, as_xlsx
from tests.importing.test_corpus import check
from tests.importing.test_waves import settled
from tests.importing.truth import COMMON, people

WRITTEN = {
    "British": "%d/%m/%Y",
    "American": "%m/%d/%Y",
    "with dots": "%d.%m.%Y",
    "in words": "%d %B %Y",
    "year first": "%Y-%m-%d",
}


def by_day_of_birth(before, after, *, days=28):
    """Two files joined by days of birth, written in one way before and in another after; None is a date."""
    crowd = people(36, items=2, seed=67)
    files = []
    for name, wave, form in (("before", "pre", before), ("after", "post", after)):
        rows = [["Date of birth", *COMMON]]
        for person, row in zip(
            (p for p in crowd if wave in p.answers),
            rows_of(crowd, wave, lambda _, p, a: [p.code, *blank(a)]),
            strict=True,
        ):
            place = crowd.index(person)
            born = dt.datetime(1950 + place, 1 + place % 12, 1 + (place * 5) % days, tzinfo=dt.UTC).replace(tzinfo=None)
            rows.append([born.strftime(form) if form else born, *row[1:]])
        files.append(as_csv(f"{name}.csv", rows) if form else as_xlsx(f"{name}.xlsx", Sheet1=rows))
    return Case("born", files, crowd, list(COMMON))


@pytest.mark.parametrize("after", WRITTEN)
def test_dates_of_a_workbook_join_days_written_in_any_way(after):
    case = by_day_of_birth(None, WRITTEN[after])
    check(case, *settled(case, "no_key", chosen="b"))


@pytest.mark.parametrize("before", ["British", "American", "year first"])
def test_days_written_in_two_ways_are_joined(before):
    case = by_day_of_birth(WRITTEN[before], WRITTEN["in words"])
    check(case, *settled(case, "no_key", chosen="b"))


def test_days_whose_order_cannot_be_told_stay_as_they_are():
    case = by_day_of_birth(None, WRITTEN["British"], days=12)
    before, after = read_files(case.files)
    assert before.rows[1][0] == "1951-02-06 00:00:00"
    assert after.rows[1][0] == "06/02/1951"
    settled(case, "nobody_joined")


def test_a_british_and_an_american_file_are_not_joined_by_guess():
    case = by_day_of_birth(WRITTEN["British"], WRITTEN["American"])
    made, _ = settled(case, "no_key")
    assert not [column for column in made.columns if column.role == "key"]
