"""From which number to which people could choose: the heading tells it, or it is asked, and never guessed."""

import pytest

from evaluation.importing.applying import apply_map
from evaluation.importing.columns.item_names import parted_words
from evaluation.importing.grids import NamedFile
from evaluation.importing.settling import settle
from evaluation.importing.sheets.wide_columns import wave_columns
from evaluation.importing.values.heading_ends import ends_in_heading, without_ends
from tests.importing.brought_words import files_asking, map_of_files, one_question, spread
from tests.importing.truth import TRUST

TOLD = {
    "How lonely do you feel (0-10)": (0, 10),
    "Trust (1–7)": (1, 7),
    "I feel safe, 1 to 5": (1, 5),
    "Will it last? (0 = not at all, 10 = certainly)": (0, 10),
    "Will it last? (not at all = 0; certainly = 10)": (0, 10),
    "On a scale from 0 to 10, how safe do you feel?": (0, 10),
    "Hope [1 - 10]": (1, 10),
    "Pa mor unig ydych chi, o 0 i 10?": (0, 10),
    "Wie einsam sind Sie, von 1 bis 7?": (1, 7),
    "De 0 à 10, êtes-vous seul ?": (0, 10),
    "Trust, where 0 is none and 10 is full": (0, 10),
    "Mood, not at all (0) to completely (10)": (0, 10),
    "Mood, -3 to +3": (-3, 3),
    "Between 1 and 7, how close do you feel?": (1, 7),
}


@pytest.mark.parametrize("heading", TOLD)
def test_a_heading_tells_the_ends_of_its_answers(heading):
    assert ends_in_heading(heading) == TOLD[heading]


@pytest.mark.parametrize("heading", ["Q1 - 5 things", "Ages 18-25", "In 2019-20", "Trust", "1. Trust", "Agree (1)"])
def test_other_numbers_in_a_heading_are_no_ends(heading):
    assert ends_in_heading(heading) is None


@pytest.mark.parametrize("heading", ["I feel I belong here [1 - 10]", "I feel I belong here (0-10)"])
def test_ends_in_brackets_are_no_row_of_a_grid(heading):
    assert parted_words(heading) == ("", heading)


def test_a_label_has_no_ends_of_answers_in_it():
    assert without_ends("How lonely do you feel (0-10)") == "How lonely do you feel"
    assert without_ends("Hope (for the area)") == "Hope (for the area)"


def ends_of(files):
    found, _grids = map_of_files(files)
    (scale,) = found.scales
    return (scale.minimum, scale.maximum), [question.kind for question in found.questions]


@pytest.mark.parametrize(
    ("heading", "low", "high", "ends"),
    [
        ("How lonely do you feel (0-10)", 1, 9, (0, 10)),
        ("Trust (1-7)", 1, 5, (1, 7)),
        ("I feel safe, 1 to 5", 1, 4, (1, 5)),
        ("Will it last? (0 = not at all, 10 = certainly)", 1, 10, (0, 10)),
    ],
)
def test_ends_that_a_heading_tells_hold_though_nobody_chose_them(heading, low, high, ends):
    assert ends_of(one_question(heading, low=low, high=high)) == (ends, [])


@pytest.mark.parametrize("ends", [(0, 10), (1, 5), (1, 7), (0, 4), (0, 100)])
def test_answers_that_fill_a_usual_range_ask_nothing(ends):
    low, high = ends
    assert ends_of(one_question("Hope", low=low, high=high)) == (ends, [])


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [(1, 10, ["0 to 10", "1 to 10"]), (1, 6, ["1 to 7", "1 to 6"]), (1, 4, ["1 to 5", "1 to 4"])],
)
def test_answers_that_may_lack_an_end_that_nobody_chose_are_asked_about(low, high, says):
    found, grids = map_of_files(one_question("Hope", low=low, high=high))
    (question,) = found.open_questions
    assert question.kind == "which_ends"
    assert [str(reading.says) for reading in question.readings] == says
    (scale,) = apply_map(settle(found, question.id, "b"), grids).scales
    assert (scale.minimum, scale.maximum) == (low, high)


def test_questions_that_may_lack_the_same_end_are_asked_about_together():
    columns = [spread(1, 6, seed=seed) for seed in (1, 2, 3)]
    found, _grids = map_of_files(files_asking(*TRUST, answers=lambda n: [column[n] for column in columns]))
    assert [question.kind for question in found.open_questions] == ["which_ends"]


def test_answers_that_fill_none_are_asked_about():
    found, _grids = map_of_files(one_question("Hope", low=1, high=9))
    assert [question.kind for question in found.open_questions] == ["which_ends"]
    (question,) = found.open_questions
    assert [str(reading.says) for reading in question.readings] == ["0 to 10", "1 to 10"]


def test_a_heading_that_most_answers_contradict_tells_nothing():
    assert ends_of(one_question("Hope (1-5)", low=0, high=10)) == ((0, 10), [])


def test_a_question_of_how_many_answers_there_were_lists_each_answer_once():
    words = ["agree", "Agree", "I agree", "Disagree", "I disagree"]
    found, _grids = map_of_files(one_question("Hope", low=1, high=5, words=words))
    (question,) = found.open_questions
    listed = [reading.split(" = ")[0] for reading in str(question.readings[0].says).partition(": ")[2].split(", ")]
    assert sorted(listed) == ["agree", "disagree"]


PLACES = [
    "Trust neighbours {ends} {wave}",
    "Trust neighbours {ends} - {wave}",
    "Trust neighbours {ends} – {wave} the workshop",
    "Trust neighbours {ends} {wave} the workshop",
    "Trust neighbours {ends} [{wave}]",
    "Trust neighbours {wave} {ends}",
    "Trust neighbours: {wave} {ends}",
    "Trust neighbours ({wave}) {ends}",
    "{ends} {wave}: Trust neighbours",
    "{ends} Trust neighbours, {wave}",
    "{wave} {ends} Trust neighbours",
    "{wave}: Trust neighbours {ends}",
]


@pytest.mark.parametrize(
    "heading",
    [form.replace("{ends}", ends) for ends in ("(0-10)", "(0–10)", "[0 to 10]", "(0 - 10)") for form in PLACES]
    + ["Trust neighbours ({wave}, 0-10)", "Trust neighbours [0–10, {wave}]", "Trust neighbours {wave}, 0 to 10"],
)
@pytest.mark.parametrize("waves", [("before", "after"), ("Pre", "Post")])
def test_the_time_stands_on_either_side_of_the_ends(heading, waves):
    found = wave_columns([heading.format(wave=wave) for wave in waves])
    assert [each.wave for each in found.values()] == ["pre", "post"]
    (stem,) = {each.stem for each in found.values()}
    assert ends_in_heading(stem) == (0, 10)
    assert without_ends(stem) == "Trust neighbours"


def test_an_outcome_is_called_by_the_whole_heading_before_the_time():
    rows = "".join(f"p{number},{number % 7 + 2},{number % 6 + 3}\n" for number in range(30))
    heading = "code,Trust neighbours (0-10) before,Trust neighbours (0-10) after"
    found, _grids = map_of_files([NamedFile(name="answers.csv", content=f"{heading}\n{rows}".encode())])
    (scale,) = found.scales
    assert (scale.label, scale.minimum, scale.maximum, found.questions) == ("Trust neighbours", 0, 10, ())


def test_brackets_in_a_heading_stay_whole_without_its_time():
    found = wave_columns(["Trust (people here) before", "Trust (people here) after"])
    assert {each.stem for each in found.values()} == {"Trust (people here)"}


def test_the_number_of_a_question_is_still_no_part_of_it():
    found = wave_columns(["(1) I feel safe before", "Q2) Hope - pre", "(1) I feel safe after", "Q2) Hope - post"])
    assert {each.stem for each in found.values()} == {"I feel safe", "Hope"}
