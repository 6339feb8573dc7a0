"""A question that runs against the others of its outcome is asked about; that one is turned is said where one is."""

import json
import random
import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.importing.answers_map import RUNS_AGAINST
from evaluation.importing.applying import apply_map
from evaluation.importing.grids import NamedFile
from evaluation.importing.settling import settle
from tests.importing.brought_words import files_asking, map_of_files, report_of, words_of

ROWS = ("I feel at home here", "I trust the people here", "People here know me", "I often feel like an outsider here")
GRID = tuple(f"How much do you agree? [{row}]" for row in ROWS)
TURNED = "each turned so that more means more of it"


def answers_of(number, *, against=(3,), together=True, seed=8):
    """What somebody answers: much the same to all questions, and much the other way round to those `against`."""
    draw = random.Random(seed * 1000 + number)
    own = draw.randint(1, 5)
    steps = [draw.choice((-2, -1, 0, 1, 2)) if together else draw.randint(1, 5) - own for _question in GRID]
    given = [min(5, max(1, own + step)) for step in steps]
    return [6 - answer if place in against else answer for place, answer in enumerate(given)]


def grid_files(people=16, **about):
    """Before and After of so many people with a grid of questions."""
    files = files_asking(*GRID, answers=lambda number: answers_of(number, **about))
    return [NamedFile(name=each.name, content=b"\n".join(each.content.split(b"\n")[: people + 1])) for each in files]


def mean_of_the_last(people=16):
    """What they answer to the last question on average, as they answered it."""
    return sum(answers_of(number)[3] for number in range(people)) / people


def asked_of(files):
    """The last words of the questions that are asked about, with the kind of question."""
    return {(question.kind, question.column.split("[")[-1].strip("]")) for question in map_of_files(files)[0].questions}


def turning_the_last(found):
    """The map with its last question turned round."""
    return replace(found, scales=tuple(replace(each, reverse=frozenset(each.items[-1:])) for each in found.scales))


def test_a_report_of_files_says_that_questions_are_turned_only_where_one_is():
    files = grid_files(against=())
    as_they_stand = words_of(report_of(files))
    assert "An outcome is the average of its questions, as they were answered." in as_they_stand
    assert TURNED not in as_they_stand
    assert TURNED in words_of(report_of(files, turning_the_last))


def test_a_question_that_seems_to_run_against_the_others_is_asked_about():
    assert asked_of(grid_files()) == {(RUNS_AGAINST, ROWS[3])}


def test_of_two_kinds_of_questions_one_alone_is_asked_about():
    asked = asked_of(grid_files(against=(2, 3)))
    assert [{row for _, row in asked}] in ([{*ROWS[:2]}], [{*ROWS[2:]}])


@pytest.mark.parametrize("about", [{"against": ()}, {"together": False}, {"people": 9}])
def test_others_are_not_asked_about(about):
    assert asked_of(grid_files(**about)) == set()


@pytest.mark.parametrize(("reading", "turned"), [("", 0), ("a", 0), ("b", 1)])
def test_it_counts_as_it_stands_until_somebody_says_that_it_is_turned(reading, turned):
    found, grids = map_of_files(grid_files())
    (question,) = found.questions
    settled = settle(found, question.id, reading) if reading else found
    (scale,) = apply_map(settled, grids).scales
    assert len(scale.reverse) == turned


@pytest.fixture
def analysed(tmp_path):
    """`weaving analyse` on the grid; the reports' folder and the run."""
    paths = [tmp_path / each.name for each in grid_files()]
    for path, file in zip(paths, grid_files(), strict=True):
        path.write_bytes(file.content)

    def run(*more):
        words = ["analyse", *paths, "--output", tmp_path / "report", "--format", "json", *more]
        done = CliRunner().invoke(weaving, [str(word) for word in words])
        assert done.exit_code == 0, done.stderr
        items = json.loads((tmp_path / "report" / "report.json").read_text())["items"]
        warned = [line for line in done.stderr.splitlines() if line.startswith("Warning: ")]
        return warned, items["i_often_feel_like_an_outsider"]["mean_pre"]

    return run, tmp_path / "report" / "map.toml"


def test_the_command_warns_and_names_where_to_say_it(analysed):
    run, map_file = analysed
    (warned,), mean = run()
    (name,) = re.findall(r'id = "(against_\w+)"', warned)
    assert f"[{ROWS[3]}]" in warned
    assert str(map_file) in warned
    assert mean == pytest.approx(mean_of_the_last())
    assert f'id = "{name}"' in map_file.read_text()


@pytest.mark.parametrize(("answer", "turned"), [("a", False), ("b", True)])
def test_a_map_in_which_it_is_answered_is_followed_without_a_warning(analysed, answer, turned):
    run, map_file = analysed
    run()
    map_file.write_text(map_file.read_text().replace('answer = ""', f'answer = "{answer}"'))
    warned, mean = run("--map", map_file)
    assert warned == []
    assert mean == pytest.approx(6 - mean_of_the_last() if turned else mean_of_the_last())
