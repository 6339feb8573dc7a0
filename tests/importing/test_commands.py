"""`weaving map` and `weaving analyse` on what a form gives."""

import json

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from tests.importing.test_corpus import MADE
from tests.importing.truth import figures


def run(*words):
    return CliRunner().invoke(weaving, [str(word) for word in words])


def refused(*words):
    """What a command is refused with."""
    fault = run(*words).exception
    assert isinstance(fault, Refused), fault
    return str(fault)


def written(folder, name):
    """The files of a case in a folder."""
    paths = [folder / file.name for file in MADE[name].files]
    for path, file in zip(paths, MADE[name].files, strict=True):
        path.write_bytes(file.content)
    return paths


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("elsewhere")
    done = run("analyse", *written(folder, "by_hand_suffixes"), "--output", folder / "report", "--format", "json")
    return done, folder / "report"


def test_a_report_is_made_of_what_a_form_gives(made):
    done, folder = made
    report = json.loads((folder / "report.json").read_text())
    pairs, before, after = figures(MADE["by_hand_suffixes"].crowd, 0)
    item = report["items"]["bt1"]
    assert (done.exit_code, report["flow"]["pairs"]) == (0, pairs)
    assert (item["mean_pre"], item["mean_post"]) == pytest.approx((before, after))


def test_it_says_in_five_lines_what_it_understood(made):
    done, _ = made
    lines = [line.split(":")[0] for line in done.stderr.splitlines()]
    assert lines[:5] == ["Files", "Joined by", "Compared", "Rows left out", "Used"]


def test_the_map_is_beside_the_report(made):
    _, folder = made
    assert "[[columns]]" in (folder / "map.toml").read_text()


def test_what_the_files_do_not_tell_is_refused_with_both_readings(tmp_path):
    paths = written(tmp_path, "two_files_that_do_not_say_which_is_before")
    said = refused("analyse", *paths, "--output", tmp_path / "report")
    assert not (tmp_path / "report").exists()
    assert "Which file is Before?" in said
    assert "(a) “one.csv” is Before" in said
    assert "(b) “two.csv” is Before" in said


def test_a_map_is_written_and_printed(tmp_path):
    paths = written(tmp_path, "somewhat_and_slightly")
    done = run("map", *paths, "--output", tmp_path / "map.toml", "--json")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["questions"][0]["id"]) == (0, "answers1")
    assert 'answer = ""' in (tmp_path / "map.toml").read_text()


def test_a_template_is_written_and_never_over_another(tmp_path):
    assert (run("map", "--template", tmp_path).exit_code, (tmp_path / "answers.xlsx").is_file()) == (0, True)
    assert "is there already" in refused("map", "--template", tmp_path)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["map"], "Name the files of answers"),
        (["map", "gone.csv", "--output", "map.toml"], "gone.csv cannot be read"),
        (["analyse", "gone.xlsx", "--map", "gone.toml", "--output", "out"], "gone.xlsx cannot be read"),
        (["analyse", "a.csv", "--map", "m.toml", "--scales", "s.toml", "--output", "out"], "The map has the scales"),
        (
            ["analyse", "a.csv", "--map", "m.toml", "--format", "methods.R", "--output", "out"],
            "in the plain form alone",
        ),
    ],
)
def test_words_that_cannot_be_followed_get_a_sentence(tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    assert said in refused(*words)
