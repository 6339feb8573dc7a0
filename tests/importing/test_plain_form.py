"""The plain form of the files of a form: the same figures from it, and no key in it."""

import json

from click.testing import CliRunner

from evaluation.cli import weaving
from tests.importing.brought_words import one_question


def run(*words):
    return CliRunner().invoke(weaving, [str(word) for word in words])


def written(folder):
    files = [folder / each.name for each in one_question("How lonely do you feel (0-10)", moved=-2)]
    for path, each in zip(files, one_question("How lonely do you feel (0-10)", moved=-2), strict=True):
        path.write_bytes(each.content)
    return files


def figures(folder):
    (outcome,) = json.loads((folder / "report.json").read_text(encoding="utf-8"))["outcomes"].values()
    return outcome["participants"]


def test_the_plain_form_gives_the_same_figures_and_holds_no_key(tmp_path):
    files, plain = written(tmp_path), tmp_path / "plain.csv"
    assert run("map", *files, "--plain", plain).exit_code == 0
    assert "QK-" not in plain.read_text(encoding="utf-8")
    scales = ("--scales", tmp_path / "plain.scales.toml")
    run("analyse", plain, *scales, "--output", tmp_path / "one", "--format", "json,methods.py")
    run("analyse", *files, "--output", tmp_path / "other", "--format", "json")
    assert figures(tmp_path / "one") == figures(tmp_path / "other")
    assert (tmp_path / "one" / "methods.py").is_file()


def test_it_is_never_written_over_a_file(tmp_path):
    files, plain = written(tmp_path), tmp_path / "plain.csv"
    plain.write_text("mine", encoding="utf-8")
    fault = run("map", *files, "--plain", plain).exception
    assert ("is there already" in str(fault), plain.read_text(encoding="utf-8")) == (True, "mine")


def test_a_report_has_the_title_that_was_given(tmp_path):
    run("analyse", *written(tmp_path), "--title", "Our pilot", "--output", tmp_path / "out", "--format", "json,html")
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "<title>Impact report: Our pilot</title>" in page
