"""What is set aside of people who came to a second workshop is told: how much, where, and where it is all there is."""

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from analysis.scoring.scoring import Scale
from evaluation.cli import weaving
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.sections.exclusions_section import exclusions
from tests.impact_report.examples import frame_of, report
from tests.impact_report.page_one import page_1, plain

SCALE = Scale(id="t", label="Trust in others", items=("t1",), minimum=0, maximum=10, margin=0.3, primary=True)
NOTHING = "Everybody who answered at Ayton: e2 had been to an earlier workshop"


def came(people, experiment, *, change, waves=("pre", "post")):
    rng = np.random.default_rng(48)
    moved = {"pre": 0.0, "post": change}
    return [
        {"participant": f"p{person}", "chapter": "Ayton", "experiment": experiment, "wave": wave}
        | {"t1": 5 + moved[wave] + rng.normal()}
        for person in people
        for wave in waves
    ]


def of(*rows):
    """The report of workshops whose order is that of their dates."""
    frame = frame_of(*rows)
    dated = pd.Categorical(frame["experiment"], sorted(set(frame["experiment"])), ordered=True)
    return report(frame.assign(experiment=dated), scales=(SCALE,))


TWICE = (came(range(25), "e1", change=0.6), came(range(25), "e2", change=-0.6))


@pytest.fixture(scope="module")
def again():
    """25 people who came twice, and fell the second time."""
    return of(*TWICE)


@pytest.fixture(scope="module")
def undated():
    """The same where nothing tells the dates of the workshops."""
    return report(frame_of(*TWICE), scales=(SCALE,))


def left_out(made):
    return made.language.say_all(exclusions(made, made.language))


def test_what_is_left_out_says_how_many_answers_at_which_workshop(again):
    assert "somebody who had been to an earlier one of these: 50." in left_out(again)
    assert "Of these, at Ayton: e2: 50." in left_out(again)


SOME = "Some people came to more than one workshop: each counts with "


def test_page_1_says_that_those_who_came_twice_count_with_the_first():
    rows = (came(range(25), "e1", change=0.6), came(range(10, 40), "e2", change=-0.6))
    assert SOME + "the first, and what they answered at a later one" in page_1(of(*rows))["lede"]


def test_it_says_nothing_of_that_where_nobody_came_twice():
    rows = (came(range(25), "e1", change=0.6), came(range(25, 50), "e2", change=-0.6))
    assert SOME not in page_1(of(*rows))["all"]


def test_page_1_says_that_nothing_of_a_whole_workshop_counts(again):
    assert NOTHING in page_1(again)["lede"]
    assert NOTHING in left_out(again)


def test_the_machine_readable_report_names_the_workshop_and_the_count(again):
    found = {"chapter": "Ayton", "experiment": "e2", "responses": 50, "whole_workshop": True}
    assert document(again)["around"]["set_aside"] == [found]


def test_page_1_says_that_names_tell_which_workshop_counts_where_no_dates_are_known(undated):
    assert "25 people answered at more than one workshop. No dates are known" in page_1(undated)["lede"]
    assert "Responses left out: 50. Nothing of Ayton: e2 is in these figures." in page_1(undated)["lede"]


def test_page_1_says_so_too_where_others_answered_at_these_workshops():
    rows = (came(range(25), "e1", change=0.6), came(range(10, 40), "e2", change=-0.6))
    said = page_1(report(frame_of(*rows), scales=(SCALE,)))["lede"]
    assert "15 people answered at more than one workshop. No dates are known" in said
    assert "Responses left out: 30." in said


SCALES = '[scales.t]\nitems = ["t1"]\nminimum = 0\nmaximum = 10\nmargin = 0.3\nprimary = true\n'


@pytest.mark.parametrize("second", [-1.6, 1.6])
def test_where_the_other_order_would_be_worded_otherwise_page_1_says_how(tmp_path, second):
    rows = frame_of(came(range(25), "e1", change=1.6), came(range(25), "e2", change=second))
    rows.to_csv(tmp_path / "answers.csv", index=False)
    (tmp_path / "scales.toml").write_text(SCALES)
    words = ["analyse", str(tmp_path / "answers.csv"), "--scales", str(tmp_path / "scales.toml")]
    words += ["--output", str(tmp_path / "out"), "--format", "html"]
    CliRunner().invoke(weaving, words, catch_exceptions=False, standalone_mode=False)
    page = plain((tmp_path / "out" / "report.html").read_text())
    assert ("Did the other workshop of these people count, the headline would be:" in page) is (second < 0)
    assert ("T fell clearly" in page) is (second < 0)


def test_what_is_left_out_says_so_too_with_the_workshop_and_the_count(undated):
    said = left_out(undated)
    assert "whose name comes first, which need not be the earliest. Responses left out: 50." in said
    assert "Of these, at Ayton: e2: 50." in said
    assert "Nothing of Ayton: e2 is in these figures." in said
    assert said.count("25 people answered at more than one workshop") == 1
    assert document(undated)["around"]["first_by_name"] == 25


def test_a_workshop_where_others_answered_too_is_no_note_of_page_1():
    made = of(came(range(25), "e1", change=0.6), came(range(10, 40), "e2", change=-0.6))
    assert "Of these, at Ayton: e2: 30." in left_out(made)
    assert "Everybody who answered at" not in page_1(made)["all"]


def test_no_count_gives_away_one_or_two():
    rows = (
        came(range(25), "e1", change=0.6),
        came(range(10), "e2", change=0),
        came([3], "e3", change=0, waves=["pre"]),
    )
    made = of(*rows)
    assert "They were sent at Ayton: e2 and Ayton: e3." in left_out(made)
    assert all(each["responses"] == {"suppressed": "1 or 2 people"} for each in document(made)["around"]["set_aside"])


def test_nothing_is_set_aside_where_everybody_came_once():
    made = of(came(range(25), "e1", change=0.6), came(range(25, 50), "e2", change=0.6))
    assert not made.context.set_aside
    assert "second workshop" not in left_out(made)
