"""What a file of answers may not mean is said when it is analysed, and nothing is refused for it."""

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving

SCALES = '[scales.trust]\nlabel = "Trust"\nitems = ["t1"]\nminimum = 1\nmaximum = 5\nmargin = 0.3\nprimary = true\n'
HEADING = "participant,chapter,experiment,wave,t1"


@pytest.fixture
def said(tmp_path):
    """What is printed about a file of these rows, each answered before and after in turn."""

    def analysed(*rows):
        lines = [HEADING, *(f"{row},{wave},{k % 4 + 1}" for k, row in enumerate(rows) for wave in ("pre", "post"))]
        (tmp_path / "answers.csv").write_text("\n".join(lines) + "\n")
        (tmp_path / "scales.toml").write_text(SCALES)
        words = ["analyse", str(tmp_path / "answers.csv"), "--scales", str(tmp_path / "scales.toml")]
        done = CliRunner().invoke(weaving, [*words, "--output", str(tmp_path / "out"), "--format", "json"])
        assert done.exit_code == 0, done.output
        return done.stderr

    return analysed


def people(*names, chapter="Ayton", experiment="e1"):
    return [f"{name},{chapter},{experiment}" for name in names]


PLAIN = people(*"abcdefg")


def test_ids_that_differ_in_capital_letters_are_named(said):
    assert "Names of participants that differ only in capital letters or blanks" in said(*PLAIN, *people("A"))
    assert "'a' and 'A'." in said(*PLAIN, *people("A"))


def test_no_more_than_three_pairs_are_named(said):
    assert "'a' and 'A', 'b' and 'B', 'c' and 'C', and 2 more such pairs." in said(*PLAIN, *people(*"ABCDE"))


def test_chapters_that_differ_in_blanks_within_are_named(said):
    other = [*people(*"hijkl", chapter="Ay ton"), *people(*"mnopq", chapter="ay  ton")]
    assert "'Ay ton' and 'ay  ton'" in said(*PLAIN, *other)


def test_names_that_differ_otherwise_are_passed_over(said):
    assert "capital letters" not in said(*PLAIN, *people(*"hijkl", chapter="Bewick"))


def test_rows_in_another_order_than_names_of_workshops_are_told(said):
    rows = [*people(*"abcdefg", experiment="Winter"), *people(*"abcdefg", experiment="Autumn")]
    assert "another order for 7 of the participants: for example 'Winter' stands first in the file" in said(*rows)


def test_rows_in_the_order_of_names_are_passed_over(said):
    rows = [*people(*"abcdefg", experiment="e9"), *people(*"abcdefg", experiment="e10")]
    assert "another order" not in said(*rows)
