"""`weaving experiment cancel`, `archive` and `restore` do what the pages do."""

import json

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("WEAVING_HOME", str(tmp_path / "home"))
    return lambda *arguments: CliRunner().invoke(weaving, [*arguments])


@pytest.fixture
def hall(run):
    """The join address of an evening that is planned."""
    run("study", "add", "Difference")
    run("chapter", "add", "Ash")
    about = ("--chapter", "ash", "--title", "Hall", "--kind", "weaving_trust", "--json")
    return json.loads(run("experiment", "add", *about).stdout)["slug"]


@pytest.fixture
def press(run, hall):
    """What `weaving experiment` says once it has done something to the evening."""
    return lambda verb: json.loads(run("experiment", verb, hall, "--json").stdout)


def test_an_evening_is_cancelled_and_takes_place_after_all(press):
    said = [press(verb) for verb in ("cancel", "cancel", "restore", "restore")]
    assert [each["state"] for each in said] == ["cancelled", "cancelled", "draft", "draft"]
    assert [each["changed"] for each in said] == [True, False, True, False]


def test_an_evening_is_archived_and_put_back_into_the_lists(press):
    assert [press(verb)["archived"] for verb in ("archive", "restore")] == [True, False]


def test_one_whose_before_is_open_is_not_cancelled(run, hall):
    assert run("wave", "open", hall, "pre").exit_code == 0
    refused = run("experiment", "cancel", hall)
    assert refused.exit_code != 0
    assert "cannot be cancelled" in str(refused.exception) + refused.output
