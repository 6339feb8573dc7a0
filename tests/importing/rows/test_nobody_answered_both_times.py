"""`weaving analyse` on files of which nobody answered both times: it says so, by what it compared, and goes on."""

import re

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving

ASKED = "Nobody answered both times: is that so? No answer before is joined to one after"
SCALES = '[scales.trust]\nlabel = "Trust"\nitems = ["trust"]\nminimum = 1\nmaximum = 7\ndirection = "higher"\n'
BEFORE, AFTER = [f"Nia{n:02}" for n in range(12)], [f"{n}@caer.example" for n in range(12)]


def run(*words):
    return CliRunner().invoke(weaving, [str(word) for word in words])


def plain(folder, *, before=BEFORE, after=AFTER):
    """Two files in the plain form, and their scales."""
    paths = [folder / "before.csv", folder / "after.csv"]
    for path, wave, people in zip(paths, ("pre", "post"), (before, after), strict=True):
        rows = [f"{who},Caer Lliw,{wave},{n % 7 + 1}" for n, who in enumerate(people)]
        path.write_text("\n".join(["participant,chapter,wave,trust", *rows]), encoding="utf-8")
    (folder / "scales.toml").write_text(SCALES, encoding="utf-8")
    return [*paths, "--scales", folder / "scales.toml"]


@pytest.fixture
def by_map(tmp_path):
    """Two files of a form, and a map in which somebody chose a column that joins nobody."""
    paths, made = [tmp_path / "Before.csv", tmp_path / "After.csv"], tmp_path / "map.toml"
    for path, people in zip(paths, (BEFORE, AFTER), strict=True):
        rows = [f"{who},{n % 7 + 1}" for n, who in enumerate(people)]
        path.write_text("\n".join(["Your code,How much do you trust others?", *rows]), encoding="utf-8")
    run("map", *paths, "--output", made)
    chosen = re.sub(r'(name = "Your code"\nrole = )"left_out"', r'\1"key"', made.read_text(encoding="utf-8"))
    made.write_text(chosen.replace('answer = ""', 'answer = "b"'), encoding="utf-8")
    return run("analyse", *paths, "--map", made, "--output", tmp_path / "report", "--format", "json")


def analysed(folder, files):
    return run("analyse", *files, "--output", folder / "report", "--format", "json")


def test_a_map_whose_key_joins_nobody_is_asked_about_in_the_words_of_the_page(by_map):
    assert (by_map.exit_code, ASKED in by_map.stderr) == (0, True)


def test_it_says_by_which_column_and_what_stood_in_it_each_time(by_map):
    assert "Compared: “Your code” (before such as AAA99, after such as an e-mail address)" in by_map.stderr


def test_it_says_how_another_column_is_chosen(by_map):
    assert re.search(r'write role = "key" under its name in \S+map\.toml', by_map.stderr)


def test_nobody_s_key_is_printed(by_map):
    assert not {who for who in (*BEFORE, *AFTER) if who.casefold() in by_map.stderr.casefold()}


def test_the_plain_form_is_asked_about_too(tmp_path):
    said = analysed(tmp_path, plain(tmp_path, after=[str(n) for n in range(100, 112)])).stderr
    assert "Compared: “participant” (before such as AAA99, after such as 999)" in said


def test_nothing_is_asked_where_one_person_answered_both_times(tmp_path):
    assert ASKED not in analysed(tmp_path, plain(tmp_path, after=[BEFORE[0], *AFTER])).stderr


def test_nothing_is_asked_of_answers_before_alone(tmp_path):
    before, _after, *scales = plain(tmp_path)
    assert ASKED not in analysed(tmp_path, [before, *scales]).stderr
