"""The scripts that come with a report tell what it tells, and its own words where it tells less."""

import os
import random
import re
import shutil
import subprocess
import sys

import pytest

from tests.impact_report.formats.analysed_files import PRINTED, analysed_into

SCALES = """
[scales.trust]
label = "Trust"
items = ["t1", "t2", "t3"]
minimum = 0
maximum = 10
margin = 0.5
primary = true
"""
AGAINST = (1, 1, -1)
"""How questions move of which one is asked the other way round and is not turned."""


def answers(sizes, *, moved=1.0, noise=1.0, ways=(1, 1, 1), arm=None, seed=3):
    """Answers of so many people in each experiment of each chapter; without noise everybody changes alike."""
    rng, rows = random.Random(seed), ["participant,chapter,experiment,wave,t1,t2,t3" + (",arm" if arm else "")]
    for chapter, experiments in sizes.items():
        for place, size in enumerate(experiments):
            for number in range(size):
                begin = rng.choice([-2, -1, 0, 1, 2])
                for wave, far in (("pre", 0.0), ("post", moved + noise * rng.gauss(0, 1))):
                    said = [round(min(max(5 + way * (begin + far), 0), 10), 1) for way in ways]
                    cells = [f"{chapter}{place}x{number}", chapter, f"e{place}", wave, *said]
                    rows.append(",".join(map(str, [*cells, *([arm[chapter]] if arm else [])])))
    return "\n".join(rows) + "\n"


class Run:
    """A report of some answers, and what its scripts print: the same in Python and, where it is installed, in R."""

    def __init__(self, folder, text, plan=""):
        self.report = analysed_into(folder, text, SCALES + plan, formats="json,methods.py,methods.R")
        self.said = self.printed_by(folder, sys.executable, "methods.py")
        if shutil.which("Rscript"):
            assert self.printed_by(folder, "Rscript", "--vanilla", "methods.R") == self.said

    def printed_by(self, folder, *command):
        """What a script prints, which ends without a fault."""
        around = os.environ | {"LC_ALL": "C.UTF-8"}
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=around)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    @property
    def outcome(self):
        return self.report["outcomes"]["trust"]

    @property
    def headline(self):
        """What the report says first of the outcome."""
        return self.outcome["sentences"][0]["text"]

    @property
    def printed(self):
        """Every estimate with its range, by what it is of."""
        return {name: tuple(map(float, figures)) for name, *figures in PRINTED.findall(self.said)}


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda text, plan="": Run(tmp_path, text, plan)


SIX = dict.fromkeys("ABCDEF", (12,))


@pytest.mark.parametrize("sizes", [SIX, {"A": (20,)}, {"A": (14, 9)}])
def test_where_everybody_changed_alike_there_is_no_range(run, sizes):
    made = run(answers(sizes, noise=0))
    people = sum(map(sum, sizes.values()))
    assert made.said == f"trust: 1.00000000, no range, {people} people. {made.headline}\n"
    assert made.headline == f"Trust rose by 1.0 for every one of {people} people"


def test_where_each_chapter_changed_by_an_amount_of_its_own_there_is_no_range(run):
    each = [answers({name: (12,)}, moved=0.5 + place, noise=0) for place, name in enumerate("ABC")]
    made = run("".join([each[0], *(text.partition("\n")[2] for text in each[1:])]))
    assert made.said.startswith(f"trust: {made.outcome['headline_of']['estimate']:.8f}, no range, 36 people. ")
    assert "How sure that is cannot be worked out from these answers." in made.said


@pytest.mark.parametrize("sizes", [{"A": (3,)}, dict.fromkeys("ABCDEF", (3,))])
def test_too_few_people_have_no_figure(run, sizes):
    made = run(answers(sizes))
    assert made.said == f"trust: {made.headline}\n"
    assert "Too few" in made.headline


def test_a_few_people_have_a_figure_and_what_it_cannot_say(run):
    made = run(answers({"A": (7,)}))
    assert made.headline == "7 people answered both times. That is too few to say what changed."
    assert made.said.endswith(f", 7 people\n{made.headline}\n")
    assert list(made.printed) == ["trust"]


def test_questions_that_run_against_each_other_have_no_figure(run):
    made = run(answers(SIX, moved=2.0, ways=AGAINST))
    assert made.headline.startswith("The questions of trust do not go together")
    assert made.said == f"trust: {made.headline}\n"


def test_two_chapters_are_not_averaged_and_each_has_the_range_that_the_report_tells(run):
    made = run(answers({"A": (14, 9, 12), "B": (11, 10)}))
    assert made.said.startswith("trust: We do not average trust over two chapters\n")
    ranges = {name: made.outcome["chapters"][name]["change_between_experiments"] for name in "AB"}
    for name, found in ranges.items():
        expected = (made.outcome["chapters"][name]["mean_change"], found["low"], found["high"])
        assert made.printed[f"trust, {name}"] == pytest.approx(expected, abs=1e-6)


def test_of_two_chapters_a_small_one_is_told_without_figures(run):
    made = run(answers({"A": (14,), "B": (7,)}))
    assert "trust, B: 7 people answered both times. That is too few to say what changed.\n" in made.said
    assert list(made.printed) == ["trust, A"]


def test_too_few_groups_of_each_side_are_not_compared(run):
    arm = {"A": "workshop", "B": "control"}
    made = run(answers({"A": (20,), "B": (20,)}, arm=arm))
    assert made.headline == "Too few groups of each side to compare"
    assert made.said == f"trust: {made.headline}\n"


def test_two_chapters_that_are_compared_are_not_averaged(run):
    came, others = (
        answers(dict.fromkeys("AB", (14,)), arm=dict.fromkeys("AB", arm), seed=place, moved=place)
        for place, arm in enumerate(("workshop", "control"))
    )
    made = run(came + re.sub("(?m)^", "other-", others.partition("\n")[2].strip()) + "\n")
    assert made.headline == "We do not average trust over two chapters"
    assert made.said.startswith(f"trust: {made.headline}\n")
    for name in "AB":
        found = made.outcome["difference"]["chapters"][name]
        expected = (found["estimate"], found["low"], found["high"])
        assert made.printed[f"trust, {name}"] == pytest.approx(expected, abs=1e-6)


def test_before_its_planned_look_a_script_claims_nothing(run):
    made = run(answers(dict.fromkeys("ABC", (8, 9, 10))), "[plan]\nevenings = 24\n")
    first, figures = made.said.splitlines()
    assert first.startswith("So far: evening 9 of 24. What changed is claimed at evening 24, not before")
    assert first == " ".join([made.report["report"]["headline"], first.partition("24. ")[2]])
    assert figures.startswith("trust: ")


@pytest.mark.parametrize("sizes", [dict.fromkeys("ABC", (8, 9, 10, 11)), {"A": (8, 9, 10, 11) * 3}])
def test_at_one_of_several_looks_the_range_is_the_wider_one(run, sizes):
    made = run(answers(sizes), "[plan]\nevenings = 24\nlooks = 2\n")
    assert made.said.startswith("This is the first of two planned looks, so the range is wider than usual")
    found = made.outcome["headline_of"]
    assert found["confidence"] > 0.95
    expected = tuple(found[part] for part in ("estimate", "low", "high"))
    assert made.printed["trust"] == pytest.approx(expected, abs=1e-6)


def test_at_one_of_several_looks_each_of_two_chapters_has_the_wider_range_of_its_sentence(run):
    made = run(answers({"A": (20,) * 6, "B": (20,) * 6}), "[plan]\nevenings = 24\nlooks = 2\n")
    sentences = {said["text"][:1]: said["text"] for said in made.report["report"]["lede"]}
    for name in "AB":
        change, low, high = made.printed[f"trust, {name}"]
        assert f"change +{change:.2f} ({low:.2f} to {high:.2f})" in sentences[name]


def test_evenings_that_are_held_back_are_in_no_spread(run):
    made = run(answers({"A": (14, 9, 3, 12)}))
    expected = tuple(made.outcome["headline_of"][part] for part in ("estimate", "low", "high"))
    assert made.printed["trust"] == pytest.approx(expected, abs=1e-6)
