"""A file of people who answered both times alone: how many answered once is not in it, so nothing is said of it."""

import json

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis.estimate.answered_once import AnsweredOnce
from analysis.sensitivity.attrition import answered_once
from analysis.wording import badge
from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from tests.impact_report.adversarial import SIX, group
from tests.impact_report.page_one import plain

SCALES = """[scales.trust]
label = "Trust"
items = ["t1", "t2", "t3"]
minimum = 0
maximum = 10
margin = 0.5
direction = "higher"
primary = true
"""
DECLARED = SCALES + "[plan]\npairs_only = true\n"
KEPT = ("before and not after", "answered before 20 of", badge.SAME_PEOPLE, badge.MOST_BEFORE)
"""What is said of a file that shows who was lost."""
NUMBERS = ("pre", "post", "pairs", "pre_only", "post_only")


def analysed(folder, rows, scales):
    """The page, the machine-readable report and what was printed, of a file."""
    pd.DataFrame(rows).drop(columns="arm").to_csv(folder / "answers.csv", index=False)
    (folder / "scales.toml").write_text(scales)
    words = ["analyse", str(folder / "answers.csv"), "--scales", str(folder / "scales.toml")]
    words += ["--output", str(folder / "out"), "--format", "json,html"]
    done = CliRunner().invoke(weaving, words, catch_exceptions=False, standalone_mode=False)
    page, told = ((folder / "out" / name).read_text() for name in ("report.html", "report.json"))
    return plain(page), json.loads(told), done.stderr


def pairs(chapters=SIX):
    """Rows of people who all answered both times."""
    return [row for k, name in enumerate(chapters) for row in group(name, "", 20, moved=0.8, seed=k)]


def reasons(told):
    return {each["text"]: each["for"] for each in told["report"]["badge"]["reasons"]}


@pytest.mark.parametrize("chapters", [SIX, ("A",)])
def test_a_file_that_is_said_to_hold_pairs_alone_is_told_as_that(tmp_path, chapters):
    page, told, _ = analysed(tmp_path, pairs(chapters), DECLARED)
    assert reasons(told)[badge.PAIRS_ALONE] is False
    assert [said for said in KEPT if said in page] == []
    assert "how many answered one time only is not known" in page
    assert told["design"]["answered_once"] == "left out"
    assert told["flow"]["pairs"] == 20 * len(chapters)


def test_no_count_of_whom_the_file_does_not_hold_stands_in_any_figure(tmp_path):
    _, told, _ = analysed(tmp_path, pairs(), DECLARED)
    for counts in (told["flow"], *told["flow"]["chapters"].values()):
        assert all("not_estimable" in counts[field] for field in NUMBERS if field != "pairs")
    missing = told["outcomes"]["trust"]["missing"]
    assert all("not_estimable" in figure for figure in missing.values())
    assert len(missing) == 4


def test_a_file_of_pairs_that_says_nothing_of_others_ticks_nothing_that_it_cannot_show(tmp_path):
    page, told, printed = analysed(tmp_path, pairs(), SCALES)
    assert reasons(told)[badge.NOBODY_ONCE] is False
    assert [said for said in KEPT if said in page and said != "answered before 20 of"] == []
    assert "The file holds nobody who answered one time only" in page
    assert told["design"]["answered_once"] == "none in the file"
    assert "pairs_only = true" in printed


def test_a_scale_of_which_no_way_is_said_to_be_better_is_named(tmp_path):
    unsaid = SCALES.replace('direction = "higher"\n', "")
    said = "does not say which way is better of: trust. More is taken to be better."
    assert said in analysed(tmp_path, pairs(), unsaid)[2]
    assert "which way is better" not in analysed(tmp_path, pairs(), SCALES)[2]


def test_the_figures_of_a_file_of_pairs_are_those_it_had(tmp_path):
    _, told, _ = analysed(tmp_path, pairs(), SCALES)
    assert {field: told["flow"][field] for field in NUMBERS} == dict(zip(NUMBERS, (120, 120, 120, 0, 0), strict=True))


def test_a_file_that_shows_who_was_lost_says_so_as_ever(tmp_path):
    rows = [row for row in pairs() if not (row["wave"] == "post" and row["participant"].endswith(("1", "3")))]
    page, told, printed = analysed(tmp_path, rows, SCALES)
    assert "24 answered before and not after; 0 answered after and not before." in page
    assert reasons(told)[badge.MOST_BEFORE]
    assert "answered_once" not in told["design"]
    assert printed == ""


def test_what_is_declared_holds_also_where_somebody_left_a_form_blank(tmp_path):
    rows = pairs()
    rows[1] |= {"t1": None, "t2": None, "t3": None}
    _, told, _ = analysed(tmp_path, rows, DECLARED)
    assert told["flow"]["pairs"] == 119
    assert badge.PAIRS_ALONE in reasons(told)


def test_few_lost_is_no_part_of_a_badge_where_nobody_knows_how_many_were():
    known = {"pairs": 90, "answered": 90, "lost": 0.0, "compared": True, "comparison_pairs": 90, "chapters": 6}
    assert badge.badge(badge.Conditions(**known)).level == 4
    assert badge.badge(badge.Conditions(**known, answered_once=AnsweredOnce.LEFT_OUT)).level == 2


def test_a_file_of_one_wave_holds_nobody_but_people_who_answered_once():
    frame = pd.DataFrame([row for row in pairs() if row["wave"] == "post"])
    assert answered_once(frame, pairs_only=False) is AnsweredOnce.COUNTED


def test_a_plan_has_the_same_fingerprint_whatever_its_file_holds(tmp_path):
    _, told, _ = analysed(tmp_path, pairs(), SCALES)
    _, declared, _ = analysed(tmp_path, pairs(), DECLARED)
    assert declared["provenance"]["plan"] == told["provenance"]["plan"]


def test_pairs_only_is_true_or_false(tmp_path):
    (tmp_path / "scales.toml").write_text(SCALES + '[plan]\npairs_only = "yes"\n')
    (tmp_path / "answers.csv").write_text("participant,chapter,wave,t1,t2,t3\n")
    words = ["analyse", str(tmp_path / "answers.csv"), "--scales", str(tmp_path / "scales.toml"), "--output", "out"]
    done = CliRunner().invoke(weaving, words, standalone_mode=False)
    assert "pairs_only must be true or false" in str(done.exception)


def test_a_file_that_is_said_to_hold_pairs_alone_and_does_not_is_refused_by_name(tmp_path):
    rows = [row for row in pairs() if (row["participant"], row["wave"]) not in (("A1", "post"), ("B7", "pre"))]
    with pytest.raises(Refused) as refused:
        analysed(tmp_path, rows, DECLARED)
    assert "holds 2 of them: 'A1', 'B7'. Write pairs_only = false" in str(refused.value)
    assert not (tmp_path / "out").exists()
