"""What Before and After are: by names, cells, columns or headings, and asked or refused where nothing tells."""

from dataclasses import replace

import pytest

from evaluation.domain.errors import Refused
from evaluation.importing.read_files import read_files
from evaluation.importing.settling import settle
from evaluation.importing.understanding import understand
from tests.importing.corpus import Case
from tests.importing.files_of_waves import a_file_each, a_row_a_wave
from tests.importing.forms import as_csv, as_xlsx
from tests.importing.test_corpus import check, understood
from tests.importing.truth import TRUST, people

FILES = ("pre.csv", "post.csv")


def settled(case, *kinds, chosen="a"):
    """The map with the questions of these kinds answered, which are all that have to be."""
    made, grids = understood(case)
    needed = [question for question in made.open_questions if question.is_needed]
    assert sorted(question.kind for question in needed) == sorted(kinds)
    for question in needed:
        made = settle(made, question.id, chosen)
    return made, grids


@pytest.mark.parametrize("sign", ["_", ".", " ", "-", "/"])
@pytest.mark.parametrize("ends", [("t1", "t2"), ("T1", "T2"), ("t1", "t2", "t3"), ("pre", "post"), ("w1", "w2")])
def test_what_ends_the_names_of_items_is_no_time_where_the_files_are_times(sign, ends):
    case = a_file_each(FILES, [f"trust{sign}{end}" for end in ends])
    check(case, *settled(case))


@pytest.mark.parametrize(
    "names",
    [
        ("baseline.csv", "endline.csv"),
        ("Time 1.csv", "Time 2.csv"),
        ("before.xlsx", "after.xlsx"),
        ("cyn.csv", "ar ôl.csv"),
        ("Vorher.csv", "Nachher.csv"),
        ("Antes de la noche.csv", "Después de la noche.csv"),
        ("1 before.csv", "2 after.csv"),
        ("Before the end.csv", "After the start.csv"),
    ],
)
def test_files_are_times_by_their_names_and_items_keep_their_ends(names):
    case = a_file_each(names, ["trust_t1", "trust_t2"])
    check(case, *settled(case))


def test_sheets_are_times_by_their_names_and_items_keep_their_ends():
    case = a_file_each(("Before", "After"), ["trust_t1", "trust_t2"], workbook=True)
    check(case, *settled(case))


def test_files_of_a_time_each_without_a_code_join_nobody():
    made, _ = settled(a_file_each(FILES, ["trust_t1", "trust_t2"], key=""), "nobody_joined")
    assert {column.item for column in made.columns} == {"trust_t1", "trust_t2"}


def test_files_of_a_time_each_with_other_codes_join_nobody():
    made, _ = settled(a_file_each(FILES, ["trust_t1", "trust_t2"], other_keys=True), "nobody_joined")
    assert {column.item for column in made.columns if column.item} == {"trust_t1", "trust_t2"}


def test_files_with_the_same_people_are_times_though_their_names_say_nothing():
    case = a_file_each(("one.csv", "two.csv"), ["trust_t1", "trust_t2"])
    check(case, *settled(case, "which_is_before"))


@pytest.mark.parametrize("names", [("Survey 1.csv", "Survey 2.csv"), ("May 2024.csv", "June 2024.csv")])
def test_files_that_may_be_times_or_have_both_times_are_refused(names):
    case = a_file_each(names, ["trust_t1", "trust_t2"], other_keys=True)
    with pytest.raises(Refused, match="may be two questions, or one question at two times"):
        understand(read_files(case.files))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Before the first meeting", "After the last meeting"),
        ("Before the meeting", "After the last meeting"),
        ("Before", "After the first"),
        ("Before the end", "After the start"),
        ("before dinner", "after dinner"),
        ("BEFORE WE STARTED", "AFTER WE FINISHED"),
        ("Before (or on the day)", "After (within a week)"),
        ("Pre-course survey", "Post-course survey"),
        ("This is my first time", "This is my second time"),
        ("1. Before", "2. After"),
        ("1st", "2nd"),
        ("Vorher", "Nachher"),
        ("Vor dem Kurs", "Nach dem Kurs"),
        ("Antes", "Después"),
        ("Avant", "Après"),
        ("Cyn y cyfarfod cyntaf", "Ar ôl y cyfarfod olaf"),
        ("At the start", "At the end"),
    ],
)
def test_cells_that_begin_with_before_or_after_say_it_whatever_follows(before, after, form):
    case = a_row_a_wave({"pre": before, "post": after}, form=form)
    check(case, *settled(case))


@pytest.mark.parametrize("timed", [False, True])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Session 1", "Session 6"),
        ("Week 1", "Week 8"),
        ("Baseline", "3 months"),
        ("May 2024", "June 2024"),
        ("Arrival", "Departure"),
        ("First survey", "Last survey"),
    ],
)
def test_which_of_two_values_is_before_is_asked(before, after, timed):
    case = a_row_a_wave({"pre": before, "post": after}, timed=timed)
    made, grids = understood(case)
    (question,) = made.open_questions
    assert question.kind == "which_value"
    said = {f"“{before}” is Before": before, f"“{after}” is Before": after}
    assert {str(reading.says) for reading in question.readings} == set(said)
    true = next(reading for reading in question.readings if str(reading.says) == f"“{before}” is Before")
    check(case, settle(made, question.id, true.id), grids)


@pytest.mark.parametrize("ends", [("t1", "t2"), ("1", "2")])
def test_a_column_of_two_values_goes_before_what_ends_the_names_of_items(ends):
    case = a_row_a_wave({"pre": "No", "post": "Yes"}, heading="Have you been?")
    content = case.files[0].content.decode()
    for heading, end in zip(case.headings, ends, strict=True):
        content = content.replace(heading, f"trust_{end}", 1)
    case.files = [type(case.files[0])(name="answers.csv", content=content.encode())]
    case.headings = [f"trust_{end}" for end in ends]
    made, grids = settled(case, "which_value", chosen="b")
    check(case, made, grids)


def test_the_value_of_the_earlier_rows_is_offered_first():
    case = a_row_a_wave({"pre": "Yes", "post": "No"}, timed=True)
    check(case, *settled(case, "which_value"))


def test_the_order_of_time_is_not_offered_without_times():
    case = a_row_a_wave({"pre": "", "post": ""}, heading="Comments")
    with pytest.raises(Refused, match="neither a time nor another column"):
        understand(read_files(case.files))


def merged(said, *, title=False, key_above=False, form=as_csv):
    """A row of questions, each merged over its waves, above a row of waves."""
    crowd = people(34, items=3, high=7, seed=62)
    waves = [wave for wave in said if wave != "follow_up"]
    over = ["Code" if key_above else "", *(cell for each in TRUST for cell in (each, *[""] * (len(said) - 1)))]
    under = ["" if key_above else "Code", *[word for _ in TRUST for word in said.values()]]
    rows = [["Trust at Alder Vale"], []] if title else []
    rows += [over, under]
    for p in crowd:
        given = {wave: p.answers.get(wave, [None] * 3) for wave in waves}
        rows.append([p.code, *(given[w][i] if w in given and given[w][i] else "" for i in range(3) for w in said)])
    file = as_csv("answers.csv", rows) if form is as_csv else as_xlsx("answers.xlsx", Sheet1=rows)
    return Case("merged", [file], crowd, [f"{each} ({said['pre']})" for each in TRUST])


@pytest.mark.parametrize("form", [as_csv, as_xlsx])
@pytest.mark.parametrize("title", [False, True])
@pytest.mark.parametrize("key_above", [False, True])
@pytest.mark.parametrize(
    "said",
    [
        {"pre": "Before", "post": "After"},
        {"post": "AFTER", "pre": "BEFORE"},
        {"pre": "Cyn", "post": "Ar ôl"},
        {"pre": "T1", "post": "T2"},
        {"pre": "Before", "post": "After", "follow_up": "Follow-up"},
    ],
)
def test_a_question_merged_over_its_waves_gives_its_name_to_each(said, key_above, title, form):
    case = merged(said, title=title, key_above=key_above, form=form)
    check(case, *settled(case))


@pytest.mark.parametrize("waves", [("pre",), ("pre", "post")])
def test_codes_that_stand_twice_without_a_time_are_asked_about(waves):
    case = a_file_each(FILES, ["trust", "belonging"])
    grids = read_files(case.files)
    again = []
    for wave, grid in zip(("pre", "post"), grids, strict=True):
        extra = ((grid.rows[0][0], "1", "7"),) if wave in waves else ()
        number = tuple(range(2, 2 + len(grid.rows) + len(extra)))
        again.append(replace(grid, rows=grid.rows + extra, numbers=number))
    made = understand(again)
    assert [question.kind for question in made.open_questions] == ["shared_codes_untimed"]
    apart = settle(made, made.open_questions[0].id, "b")
    case.crowd = [person for person in case.crowd if person.code.casefold() != grids[0].rows[0][0].casefold()]
    check(case, apart, again)
