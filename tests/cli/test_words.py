"""The command line as an administrator types it."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from evaluation.cli import VERBS
from evaluation.cli import weaving as verbs


@pytest.fixture
def weaving(tmp_path):
    def run(*arguments: str, expect: int = 0, **environment: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", "from evaluation.cli import main; main()", *arguments],
            env={"WEAVING_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin", **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == expect, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout if expect == 0 else done.stderr

    return run


def test_a_study_a_chapter_and_an_experiment_are_three_commands(weaving):
    study = json.loads(weaving("study", "add", "Across Difference", "--json"))
    chapter = json.loads(weaving("chapter", "add", "Caer Lliw", "--json"))
    experiment = json.loads(
        weaving(
            "experiment", "add", "--study", study["slug"], "--chapter", chapter["id"], "--title", "Mill Hall",
            "--kind", "weaving_trust", "--place", "Caer Lliw", "--json",
        )
    )  # fmt: skip
    assert (study["slug"], chapter["slug"], experiment["state"]) == ("across-difference", "caer-lliw", "draft")
    assert experiment["join_url"].endswith("/" + experiment["slug"])


def test_opening_after_closes_before(weaving):
    weaving("study", "add", "S")
    weaving("chapter", "add", "C")
    made = weaving("experiment", "add", "--chapter", "c", "--title", "T", "--kind", "assembly", "--json")
    slug = json.loads(made)["slug"]
    weaving("wave", "open", slug, "pre")
    weaving("wave", "open", slug, "post")
    waves = {row["wave"]: row for row in json.loads(weaving("wave", "list", slug, "--json"))}
    assert waves["pre"]["closed"]
    assert json.loads(weaving("experiment", "show", slug, "--json"))["state"] == "after_open"


def test_what_the_command_line_switches_is_written_down(weaving):
    weaving("study", "add", "S")
    weaving("chapter", "add", "C")
    slug = json.loads(weaving("experiment", "add", "--chapter", "c", "--title", "T", "--kind", "other", "--json"))[
        "slug"
    ]
    before = json.loads(weaving("audit", "verify", "--json"))["entries"]
    weaving("wave", "open", slug, "pre")
    weaving("wave", "close", slug, "pre")
    assert (before, json.loads(weaving("audit", "verify", "--json"))["entries"]) == (3, 5)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("study", "add", " "), "A study needs a name."),
        (("study", "show", "nowhere"), "There is no study with the id or slug 'nowhere'"),
        (("chapter", "add", "C"), "There is no study yet"),
        (("wave", "open", "red-lamp", "pre"), "There is no experiment"),
        (("instrument", "check", "missing.toml"), "missing.toml cannot be read"),
        (("nonsense",), "No such command 'nonsense'"),
    ],
)
def test_a_refusal_is_a_sentence_and_exit_2(weaving, arguments, sentence):
    assert sentence in weaving(*arguments, expect=2)


def test_an_unknown_setting_is_a_sentence_and_exit_2(weaving):
    assert "WEAVING_HOMES is not a setting" in weaving("study", "list", expect=2, WEAVING_HOMES="x")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb):
    assert CliRunner().invoke(verbs, [verb, "--help"], prog_name="weaving").output.startswith(f"Usage: weaving {verb}")
