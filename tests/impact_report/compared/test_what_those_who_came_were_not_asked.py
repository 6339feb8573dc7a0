"""What those who came were not asked, or not both times, is said as that; and one row tells of the same people."""

import pytest

from evaluation.impact_report.formats import html
from evaluation.impact_report.language.catalogues import catalogue_of
from evaluation.impact_report.text.counted import asked_of_one_side
from tests.impact_report.adversarial import NERVES, SIX, TRUST, group, made
from tests.impact_report.harm.test_every_harm_has_a_row import rows as rows_of
from tests.impact_report.page_one import page_1, plain

FOUR = SIX[:4]


def without(rows, wave=None):
    """The same without what was answered about nervousness, at a wave or at both."""
    return [row | ({"n1": None} if wave in (None, row["wave"]) else {}) for row in rows]


def sides(name, *, seed, came=0.0, others=0.0):
    scales = (TRUST, NERVES)
    return [
        group(name, "came", 14, moved={"trust": 1.0, "nerves": came}, scales=scales, seed=seed),
        group(name, "control", 14, moved={"trust": 0.0, "nerves": others}, scales=scales, seed=seed + 50),
    ]


def asked(of_came, of_others, **moved):
    """Four chapters; `of_came` and `of_others` make of a chapter's name and its rows what each side answered."""
    made_of = [sides(name, seed=k, **moved) for k, name in enumerate(FOUR)]
    both = [(of_came(name, one), of_others(name, two)) for name, (one, two) in zip(FOUR, made_of, strict=True)]
    return made(*(rows for pair in both for rows in pair), scales=(TRUST, NERVES))


def all_of_it(_, rows):
    return rows


@pytest.mark.parametrize(
    ("wave", "headline", "cell", "lede"),
    [
        (None, "Those who came were not asked about nervousness", "those who came were not asked", "asked about"),
        ("pre", "Those who came were asked about nervousness after and not before", "not asked before", "asked before"),
        ("post", "Those who came were asked about nervousness before and not after", "not asked after", "asked after"),
    ],
)
def test_an_outcome_that_the_others_alone_were_asked_is_told_as_that(wave, headline, cell, lede):
    report = asked(lambda _, rows: without(rows, wave), all_of_it)
    said, row = page_1(report), rows_of(report)["Nervousness"]
    assert headline + ": no change is told" in said["all"]
    assert f"Those who came were not {lede}" in said["lede"]
    assert row.sure.startswith("those who came")
    assert row.sure.endswith(cell)
    assert row.way == row.sure
    assert "too few" not in plain(html.page(report)).lower()


def test_nothing_of_it_is_said_where_both_were_asked():
    assert "Those who came were not asked" not in plain(html.page(asked(all_of_it, all_of_it)))


@pytest.fixture(scope="module")
def others_in_one():
    """The comparison group was asked about nervousness in one of four chapters; it rose in those who came to three."""
    return asked(all_of_it, lambda name, rows: rows if name == FOUR[0] else without(rows), came=1.5)


def test_a_row_of_those_who_came_tells_of_all_whom_its_range_is_of(others_in_one):
    row = rows_of(others_in_one)["Nervousness, those who came by themselves"]
    average = others_in_one.outcomes["nerves"].across.headline
    assert row.who == "56 pairs, 4 chapters"
    assert row.change == f"+{average.estimate:.1f}"
    assert row.before == f"{others_in_one.outcomes['nerves'].participants.mean_pre:.1f}"


def test_it_is_said_in_how_many_chapters_the_others_were_asked_and_of_how_many_people(others_in_one):
    said = page_1(others_in_one)["all"]
    told = "The comparison group was asked about nervousness in one of four chapters: too few to compare – 56"
    assert told in said


def test_each_has_its_welsh():
    said = (asked_of_one_side.IN_A_CELL, asked_of_one_side.GROUPED, asked_of_one_side.HEADLINES)
    messages = {each for of in (*said, asked_of_one_side.IN_THE_LEDE) for each in of.values()}
    assert {*messages, asked_of_one_side.ASKED_IN_FEW} <= set(catalogue_of("cy")._catalog)
