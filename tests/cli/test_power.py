"""What `weaving power` promises is what a report of so many people would claim."""

import json

import pytest
from click.testing import CliRunner

from evaluation.cli.results.power import command


def told(*words):
    ran = CliRunner().invoke(command, words)
    assert ran.exit_code == 0
    return ran.stdout


@pytest.mark.parametrize(
    ("pairs", "said"),
    [(3, "so few are not shown by themselves"), (6, "too few to say what changed"), (9, "too few to say what changed")],
)
def test_power_promises_no_change_of_which_a_report_claims_nothing(pairs, said):
    words = told("--pairs", str(pairs))
    found = json.loads(told("--pairs", str(pairs), "--json"))
    assert said in words
    assert "four times in five" not in words
    sentence = found.pop("sentence")
    assert found == {"claim": "within", "smallest_change": None, "smallest_d": None}
    assert "before any change is claimed" in sentence


def test_power_across_small_chapters_says_that_none_is_told_of_by_itself():
    words = ("--chapters", "6", "--spread", "0.2", "--pairs")
    assert "too few to say what changed in it" in told(*words, "36")
    assert "too few" not in told(*words, "60")
