"""The reference is what the program is: verbs and pages as they are made from it, and every key of a report's file."""

import importlib.util
import itertools
import json
import random
import re

import pytest
from click.testing import CliRunner

from evaluation.cli import VERBS_BY_FOLDER, weaving
from tests.house.test_docs import ROOT, text_of

FIGURES = ROOT / "docs" / "reference" / "figures.md"
SCALES = """
[scales.trust]
label = "Trust"
items = ["t1", "t2"]
minimum = 0
maximum = 10
margin = 0.5
direction = "higher"
primary = true

[scales.knows]
label = "Knows somebody"
items = ["b1"]
minimum = 0
maximum = 1
direction = "higher"

[plan]
evenings = 12
looks = 2
"""
COMPARED = 'comparison = "waiting"\nrandomised = true\n'
SHIFTS = {"pretest": 0, "pre": 0, "post": 0.8, "then": -0.3, "follow_up": 0.5}
NAMES = {"trust", "knows", "t1", "t2", "b1", "waiting", "workshop", "Ash", "Birch", "Cedar", "Dell", "Elm"}
"""What is named by whoever made the answers, and is no key of ours."""


@pytest.fixture(scope="module")
def reference():
    found = importlib.util.spec_from_file_location("reference", ROOT / ".ci" / "reference.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["commands", "pages"])
def test_a_page_of_the_reference_is_what_the_program_gives(reference, page):
    made = {"commands": reference.commands_page, "pages": reference.pages_page}[page]()
    assert text_of(ROOT / "docs" / "reference" / f"{page}.md") == made, "Run `make reference`."


def test_every_folder_of_verbs_has_a_heading(reference):
    assert reference.PURPOSES.keys() == VERBS_BY_FOLDER.keys()


def answers(*, arms):
    """Answers of five chapters at five waves, with two evenings each, and people who wait in as many."""
    rng, numbers = random.Random(5), itertools.count(1)
    yield ",".join(("participant,chapter,experiment,wave,t1,t2,b1", *(["arm"] if arms else [])))
    for chapter in ("Ash", "Birch", "Cedar", "Dell", "Elm"):
        for group in ("workshop", "waiting") if arms else ("workshop",):
            for person in itertools.islice(numbers, 16):
                level, evening = rng.gauss(5, 1.5), f"{chapter}{person % 2}{group[1]}"
                for wave, shift in SHIFTS.items():
                    if wave != "post" or rng.random() > 0.1:
                        up = shift if group == "workshop" else shift / 8
                        given = [max(0, min(10, round(level + up + rng.gauss(0, 0.8)))) for _ in range(2)]
                        row = [f"p{person}", chapter, evening, wave, *given, int(rng.random() < 0.5 + up / 4)]
                        yield ",".join(map(str, [*row, *([group] if arms else [])]))


def report_of(folder, *, arms):
    (folder / "answers.csv").write_text("\n".join(answers(arms=arms)) + "\n")
    (folder / "scales.toml").write_text(SCALES + (COMPARED if arms else ""))
    given = ["analyse", str(folder / "answers.csv"), "--scales", str(folder / "scales.toml")]
    done = CliRunner().invoke(weaving, [*given, "--output", str(folder), "--format", "json"])
    assert done.exit_code == 0, done.output
    return json.loads((folder / "report.json").read_text())


def keys_of(tree):
    """Every key of a tree, but for names."""
    if isinstance(tree, list):
        yield from (key for each in tree for key in keys_of(each))
    elif isinstance(tree, dict):
        for key, each in tree.items():
            yield from ([] if key in NAMES or re.match(r"\d|(Ash|Birch|Cedar|Dell|Elm)\d?[/oa]?", key) else [key])
            yield from keys_of(each)


def documented():
    """Every key that the reference names."""
    return set(re.findall(r"`(\w+)`", text_of(FIGURES)))


@pytest.mark.parametrize("arms", [True, pytest.param(False, marks=pytest.mark.long)], ids=["two groups", "one group"])
def test_every_key_of_a_report_is_in_the_reference(tmp_path, arms):
    assert sorted(set(keys_of(report_of(tmp_path, arms=arms))) - documented()) == []


def test_every_key_that_pooling_and_planning_print_is_in_the_reference(tmp_path):
    (tmp_path / "effects.csv").write_text("chapter,estimate,variance\nAsh,.5,.04\nBirch,.3,.05\nCedar,.6,.03\n")
    typed = (f"pool {tmp_path}/effects.csv", "power --pairs 40", "power --pairs 60 --chapters 4 --spread .2")
    printed = [CliRunner().invoke(weaving, [*line.split(), "--json"]) for line in typed]
    assert [each.exit_code for each in printed] == [0, 0, 0]
    assert {key for each in printed for key in keys_of(json.loads(each.stdout))} - documented() == set()


def test_every_key_of_the_reference_is_one_that_the_program_writes():
    sources = "\n".join(
        text_of(path) for package in ("analysis", "evaluation/impact_report") for path in (ROOT / package).rglob("*.py")
    )
    written = set(re.findall(r"\w+", sources))
    listed = re.findall(r"^\| `(\w+)` \|", text_of(FIGURES), re.MULTILINE)
    assert sorted(set(listed) - written) == []
    assert len(listed) > 150
