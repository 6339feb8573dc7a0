"""Every format of a release says what its report.json says, and nothing that is held back."""

import json
import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from evaluation.impact_report.build.context import Quotation
from evaluation.impact_report.figures.people_moved import people_moved
from evaluation.impact_report.formats import json as json_file
from evaluation.impact_report.layout.forest_rows import forest_of, title_of_forest
from evaluation.impact_report.sections.numbers_section import figures_of_one
from tests.impact_report.examples import evening, report, study, study_frame
from tests.releases.masked import as_released
from tests.releases.reading import (
    LIVE,
    OF_THE_WORDING,
    READERS,
    SIX,
    axes_of,
    files_of,
    numbers,
    numbers_in,
    texts_of,
)

CANARY = "Her words, and nobody else's."


OFTEN = ("an evening of 34", "a study of six")
NAMES = [pytest.param(name, marks=[] if name in OFTEN else [pytest.mark.long]) for name in LIVE]
ONE_SHORT = [pytest.param(name, marks=[] if name == OFTEN[0] else [pytest.mark.long]) for name in LIVE]


@cache
def live(name):
    """A report as the evaluator sees it, and its files as text."""
    made = LIVE[name]()
    return made, texts_of(files_of(made))


@cache
def written(name):
    """The same as it is released, and its files."""
    made = as_released(LIVE[name]())
    return made, files_of(made)


@cache
def frozen(name):
    """The same as it is released, and its files as text."""
    made, files = written(name)
    return made, texts_of(files)


@cache
def of_six(*, released=True):
    """The files of a report of six chapters, whose answers some tests change."""
    made = report(study_frame(SIX), data_sha256="0" * 64)
    return files_of(as_released(made) if released else made)


def known_in(made, texts):
    """The numbers that report.json has, and those of its wording and its axes."""
    return numbers_in(json.loads(texts["report.json"])) | OF_THE_WORDING | axes_of(made)


@pytest.mark.parametrize("file", READERS)
@pytest.mark.parametrize("name", NAMES)
def test_every_number_printed_of_a_release_is_the_one_of_its_json(name, file):
    made, texts = frozen(name)
    printed = {number for number, _ in numbers(texts[file])}
    assert len(printed) > 15
    assert printed - known_in(made, texts) == set()


@pytest.mark.parametrize("file", READERS)
@pytest.mark.parametrize("name", ONE_SHORT)
def test_every_number_printed_of_a_live_report_is_the_one_of_its_json_rounded(name, file):
    made, texts = live(name)
    known = known_in(made, texts)
    rounded = {(round(number, decimals), decimals) for number in known for decimals in range(4)}
    whole = np.array(sorted(known))
    printed = {each for each in numbers(texts[file]) if not np.isclose(whole, each[0], rtol=1e-14, atol=0).any()}
    assert printed - rounded == set()


def test_a_number_that_is_not_in_the_json_would_be_found():
    _, printed = live("an evening of 34")
    made, texts = frozen("an evening of 34")
    found = {number for number, _ in numbers(printed["report.html"])} - known_in(made, texts)
    assert len(found) > 5


@pytest.mark.parametrize("released", [pytest.param(False, marks=pytest.mark.long), True])
def test_answers_that_are_held_back_change_no_byte_of_any_format(released):
    frame, other = study_frame(SIX), study_frame(SIX)
    hidden = other["chapter"] == "Chapter D"
    items = [name for name in other.columns if re.fullmatch(r"[a-z]\d", name)]
    other.loc[hidden, items] = 8.0 - frame.loc[hidden, items]
    made = report(other, data_sha256="0" * 64)
    first, second = of_six(released=released), files_of(as_released(made) if released else made)
    assert not frame.equals(other)
    assert [name for name in first if first[name] != second[name]] == []


def test_answers_that_are_shown_change_every_format():
    frame, other = study_frame(SIX), study_frame(SIX)
    shown = other["chapter"] == "Chapter A"
    other.loc[shown, "t1"] = 10.0 - frame.loc[shown, "t1"]
    first, second = of_six(), files_of(as_released(report(other, data_sha256="0" * 64)))
    assert {name for name in first if first[name] != second[name]} >= {"report.json", "figures.csv", *READERS}


COUNTED = re.compile(r"(?<![\d.,−+])[12] (?:up|down|within|the same|people|answered|waiting)\b")


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3, 4, 6, 7, 9))])
def test_no_count_of_one_or_two_people_is_printed_in_any_format(seed):
    made = evening(21, change=0.5, seed=seed)
    counts = [
        getattr(each.participants, f"n_{way}_margin") for each in made.outcomes.values() for way in ("up", "down")
    ]
    files = texts_of(files_of(as_released(made, waiting=5)))
    told = {name: text.replace("1 or 2", "") for name, text in files.items()}
    assert {1, 2} & set(counts)
    assert {name: COUNTED.findall(text) for name, text in told.items() if COUNTED.search(text)} == {}


def test_counts_of_one_or_two_would_be_found():
    assert COUNTED.search("12 up, 7 within 0.5, 2 down.")


@pytest.mark.parametrize(("pairs", "drawn"), [(19, False), pytest.param(60, True, marks=pytest.mark.long)])
def test_there_are_no_dots_and_no_quote_under_twenty_pairs(pairs, drawn):
    quote = Quotation(text=CANARY, how_picked="Drawn by lot")
    made = as_released(evening(pairs, quotation=quote))
    files = texts_of(files_of(made))
    assert bool(people_moved(made.first.moves, margin=0.5)) == drawn
    assert (CANARY in files["report.html"]) == drawn
    assert any(CANARY in text for text in files.values()) == drawn


@pytest.mark.parametrize(("pairs", "decimals"), [(12, 0), (34, 1)])
def test_averages_of_a_release_have_one_decimal_from_twenty_people_on_and_none_below(pairs, decimals):
    trust = json_file.document(as_released(evening(pairs)))["outcomes"]["trust"]
    group = trust["chapters"]["Chapter A"]
    means = [
        group["mean_pre"],
        group["mean_post"],
        group["mean_change"],
        group["change"]["low"],
        group["change"]["high"],
    ]
    assert means == [round(mean, decimals) for mean in means]


def test_what_the_ledger_does_not_follow_is_in_no_release():
    made = evening(34, came=53, declined={"t1": (7, 8)}, repeated=6, came_by_chapter={"Chapter A": 53})
    context = as_released(made).context
    assert (context.came, context.declined, context.repeated) == (None, {}, 0)
    assert replace(context, waiting=None).released


def test_a_release_says_what_it_leaves_out():
    _, texts = frozen("an evening of 34")
    assert "are left out of a release" in texts["report.html"]


@pytest.mark.parametrize("name", ONE_SHORT)
def test_a_release_is_written_to_the_same_bytes_every_time(name):
    made, files = written(name)
    assert files_of(made) == files


@pytest.mark.parametrize(
    ("pairs", "released", "written"), [(12, True, "5, +1"), (12, False, "5.0, +1.0"), (34, True, "5.0, +1.0")]
)
def test_scores_have_no_decimal_in_a_release_of_fewer_than_20(pairs, released, written):
    made = evening(pairs)
    language = (as_released(made) if released else made).language
    assert f"{language.level(5.0)}, {language.change(1.0)}" == written


def test_a_chapter_of_fewer_than_20_has_no_decimals_among_others_that_have_one():
    made = as_released(study((40, 12, 30)))
    drawn = forest_of(made, "trust", made.language)
    said = title_of_forest(drawn, made.measured["trust"], made.language)
    found = {name: re.search(rf"Chapter {name} ([^;]*)", said)[1] for name in "ABC"}
    assert {name: "." in written for name, written in found.items()} == {"A": True, "B": False, "C": True}


def test_tables_of_a_release_are_no_finer_than_its_figures():
    made = as_released(evening(34))
    rows = {row[0]: row[1:] for row in figures_of_one(made, made.language).rows}
    assert all(re.fullmatch(r"\d+\.\d", cell) for cell in (*rows["Average before"], rows["SD after"][0]))
    assert re.search(r"\d\.\d\b", rows["Effect size d (average SD)"][0])
    assert not any(
        re.search(r"\.\d\d", cell) for name, row in rows.items() for cell in row if not name.startswith("p ")
    )
