"""The example of the page about answers from elsewhere gives a report, as it stands there."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving

PAGE = Path(__file__).parents[2] / "docs" / "answers_from_elsewhere.md"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("elsewhere")
    files = {"csv": folder / "answers.csv", "toml": folder / "scales.toml"}
    for language, path in files.items():
        path.write_text(re.search(rf"```{language}\n(.*?)```", PAGE.read_text(), flags=re.DOTALL)[1])
    command = ["analyse", str(files["csv"]), "--scales", str(files["toml"]), "--output", str(folder / "report")]
    done = CliRunner().invoke(weaving, [*command, "--format", "json"])
    assert done.exit_code == 0, done.output
    return json.loads((folder / "report" / "report.json").read_text())


def test_it_counts_five_who_answered_both_times_and_one_who_did_not(made):
    assert (made["flow"]["pairs"], made["flow"]["pre"]) == (5, 6)


def test_its_scales_are_the_outcomes(made):
    assert set(made["outcomes"]) == {"trust", "nerves"}


def test_the_help_of_the_command_names_the_page():
    assert "docs/answers_from_elsewhere.md" in CliRunner().invoke(weaving, ["analyse", "--help"]).output
