"""A column that tells who came is asked about: a comparison group is never counted among those who came."""

import pytest

from evaluation.importing.applying import apply_map
from evaluation.importing.map_toml import from_toml, to_toml
from evaluation.importing.read_files import read_files
from evaluation.importing.settling import settle
from evaluation.importing.understanding import understand
from evaluation.importing.understood_lines import five_lines
from tests.importing.corpus import blank, rows_of
from tests.importing.forms import as_csv, as_xlsx
from tests.importing.truth import people

CROWD = people(40, items=2, seed=61)
OTHERS = {person.code for person in CROWD[::3]}
HEADINGS = ("I trust people here", "People keep their word")


def rows(heading, words, *, wave=None, waves=("Before", "After")):
    """A sheet of one wave, or of both with a column that tells it."""
    named = {"pre": waves[0], "post": waves[1]}

    def line(each):
        return lambda _, p, a: [p.code, *([] if wave else [named[each]]), words[p.code in OTHERS], *blank(a)]

    heads = ["Code", *([] if wave else ["Wave"]), heading, *HEADINGS]
    return [
        heads,
        *(row for each in ((wave,) if wave else ("pre", "post")) for row in rows_of(CROWD, each, line(each))),
    ]


def one_file(heading, words):
    return [as_csv("answers.csv", rows(heading, words))]


def two_files(heading, words):
    return [
        as_csv(f"{name}.csv", rows(heading, words, wave=wave)) for name, wave in (("Before", "pre"), ("After", "post"))
    ]


def workbook(heading, words):
    sheets = {name: rows(heading, words, wave=wave) for name, wave in (("Before", "pre"), ("After", "post"))}
    return [as_xlsx("answers.xlsx", **sheets)]


def redcap(events):
    """A file of events with an arm behind each."""
    found = [["Record ID", "Event Name", *HEADINGS]]
    for place, wave in enumerate(("pre", "post")):
        found += rows_of(CROWD, wave, lambda _, p, a, place=place: [p.code, events[p.code in OTHERS][place], *blank(a)])
    return [as_csv("Data.csv", found)]


def pairs_by_arm(answers_map, grids):
    """How many people of each arm answered both times."""
    frame = apply_map(answers_map, grids).frame
    if "arm" not in frame:
        return frame.groupby("participant")["wave"].nunique().eq(2).sum()
    both = frame.groupby("participant").agg(arm=("arm", "first"), waves=("wave", "nunique"))
    return both[both["waves"] == 2]["arm"].value_counts().to_dict()


BOTH = [person for person in CROWD if len(person.answers) == 2]
STAYED = sum(person.code in OTHERS for person in BOTH)
LABELS = (("Before (Arm 1: Came)", "After (Arm 1: Came)"), ("Before (Arm 2: Waiting)", "After (Arm 2: Waiting)"))
NUMBERS = (("before_arm_1", "after_arm_1"), ("before_arm_2", "after_arm_2"))
CASES = {
    "waiting list": (one_file("Group", ("came", "waiting list")), "waiting list"),
    "capitals": (two_files("CONDITION", ("Intervention", "CONTROL")), "CONTROL"),
    "control group": (workbook("Which group are you in?", ("Workshop", "Control group")), "Control group"),
    "did not come": (one_file("Evening", ("Came to it", "Did not come")), "Did not come"),
    "Welsh": (two_files("Grŵp", ("Daeth", "Rhestr aros")), "Rhestr aros"),
    "German": (one_file("Gruppe", ("Workshop", "Kontrollgruppe")), "Kontrollgruppe"),
    "arm": (one_file("Arm", ("workshop", "wait list")), "wait list"),
    "yes and no": (two_files("Attended", ("Yes", "No")), "No"),
    "nought and one": (one_file("Treatment", (1, 0)), "0"),
    "control yes": (one_file("Control group", ("No", "Yes")), "Yes"),
    "labels of arms": (redcap(LABELS), "Waiting"),
    "numbers of arms": (redcap(NUMBERS), "Arm 2"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_asked_who_came(name):
    files, _ = CASES[name]
    questions = understand(read_files(files)).open_questions
    assert [question.kind for question in questions] == ["comparison_group"]


@pytest.mark.parametrize("name", CASES)
def test_a_comparison_group_stands_apart(name):
    files, word = CASES[name]
    grids = read_files(files)
    made = from_toml(to_toml(settle(understand(grids), "came", "a")))
    found = pairs_by_arm(made, grids)
    assert (apply_map(made, grids).plan.comparison_arm, found[word]) == (word, STAYED)
    assert sum(found.values()) == len(BOTH)


def test_how_many_were_joined_is_said_of_each_side():
    files, _ = CASES["waiting list"]
    grids = read_files(files)
    made = settle(understand(grids), "came", "a")
    applied = apply_map(made, grids)
    (used,) = (line for line in five_lines(made, applied, grids) if line.startswith("Used:"))
    assert (applied.counts.came, applied.counts.compared) == (len(BOTH) - STAYED, STAYED)
    assert f"{len(BOTH)} both times ({len(BOTH) - STAYED} who came, {STAYED} of the comparison group)," in used


def test_where_all_came_no_sides_are_told():
    files, _ = CASES["waiting list"]
    grids = read_files(files)
    made = settle(understand(grids), "came", "b")
    applied = apply_map(made, grids)
    assert applied.counts.compared is None
    assert "comparison group" not in " ".join(five_lines(made, applied, grids))


@pytest.mark.parametrize("name", CASES)
def test_all_are_one_group_where_all_came(name):
    files, _ = CASES[name]
    grids = read_files(files)
    assert pairs_by_arm(settle(understand(grids), "came", "b"), grids) == len(BOTH)


def test_an_arm_that_is_known_is_not_asked_about():
    grids = read_files(one_file("Arm", ("workshop", "comparison")))
    made = understand(grids)
    assert made.open_questions == ()
    assert pairs_by_arm(made, grids)["comparison"] == STAYED


def test_each_side_of_an_arm_that_is_known_is_told():
    grids = read_files(one_file("Arm", ("workshop", "comparison")))
    assert apply_map(understand(grids), grids).counts.compared == STAYED


@pytest.mark.parametrize("words", [("Cardiff", "Swansea"), ("Agree", "Disagree"), ("Yes", "No")])
def test_other_columns_of_two_values_are_not_asked_about(words):
    made = understand(read_files(one_file("Do you live here?", words)))
    assert [question.kind for question in made.open_questions if question.kind == "comparison_group"] == []
