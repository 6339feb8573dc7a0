"""The rules of page 1, a test each; what each asks for in full stands in the tests beside this.

1 harm is never hidden; 2 people and chapters are those of the outcome spoken of; 3 small chapters are counted;
4 a new chapter has its range; 5 rounding never contradicts; 6 a scale hangs together; 7 the same questions on both
sides; 8 a row without an answer counts nowhere; 9 one page undoes nothing; 10 claims come at planned looks; 11 no
question has a range of people across chapters; 12 the same answers give the same report; 13 a plan says which claim it
is for; 14 reliability is told wherever people answered.
"""

import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.pooling.everybody import Everybody
from analysis.scoring.scoring import Scale
from analysis.sensitivity.power import chapter_sizes, detectable, detectable_across
from analysis.wording.phrases import Verdict, Way
from analysis.wording.wording import Measured, verdict
from evaluation import cli
from evaluation.impact_report.build.context import Context
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.sections import sections
from tests.impact_report.adversarial import (
    ALONE,
    NERVES,
    TRUST,
    TURNED,
    UNDERSTANDING,
    a_change_of,
    evenings,
    group,
    made,
    one_harm_among_several,
    outcomes_of_other_chapters,
    questions_that_oppose,
)
from tests.impact_report.page_one import page_1

ALL = (TRUST, UNDERSTANDING, NERVES)


def test_rule_1_harm_is_never_hidden():
    said = page_1(made(*one_harm_among_several(), scales=ALL))
    harm = "Understanding of difference moved the unwelcome way: −0.7 (−0.8 to −0.6)"
    assert harm in said["lede"]
    assert harm in said["quote"]
    assert "unwelcome −0.7" in said["all"], "the mark of it has words"


def test_rule_2_chapters_and_people_are_those_of_the_outcome_that_is_spoken_of():
    told = document(made(*outcomes_of_other_chapters(), scales=(TRUST, NERVES)))["outcomes"]
    assert [(told[name]["headline_of"]["k"], told[name]["headline_of"]["pairs"]) for name in ("trust", "nerves")] == [
        (6, 120),
        (4, 80),
    ]


def test_rule_3_people_of_chapters_too_small_to_show_are_counted_where_a_reader_sees_it():
    sizes = {"A": 25, "B": 25, "C": 25, "D": 3, "E": 4, "F": 3}
    report = made(*(group(name, "", n, moved=1.0, seed=n) for name, n in sizes.items()))
    assert "10 of 85 people are in three chapters too small to show alone" in page_1(report)["all"]
    assert all(isinstance(report.first.chapters[name], Suppressed) for name in "DEF")


def test_rule_3_the_headline_takes_the_more_careful_of_two_wordings():
    second = Everybody(
        estimate=0.1, low=-0.2, high=0.4, each_person=0.1, pairs=90, chapters=6, small=0, small_chapters=0
    )
    found = Measured(outcome="Trust", minimum=0, maximum=10, n=90, margin=0.5, change=0.7, low=0.5, high=0.9)
    assert verdict(found) == (Verdict.CLEARLY, Way.RISE)
    careful = Measured(**{**vars(found), "everybody": second})
    assert verdict(careful)[1] is Way.NEITHER


def test_rule_4_page_1_prints_what_a_new_chapter_would_measure_never_narrower_than_the_headline():
    report = made(*evenings(12))
    following, headline = report.first.next_chapter, report.first.across.headline
    assert "A new chapter of about 20 people would measure" in page_1(report)["lede"]
    assert following.low <= headline.low <= headline.high <= following.high


@pytest.mark.parametrize(("average", "said"), [(0.4998, "just under 0.5"), (0.4615, "0.46"), (0.5, "0.50")])
def test_rule_5_a_rounded_figure_never_seems_to_reach_what_the_unrounded_one_does_not(average, said):
    assert f"the average rise was {said}, likely" in page_1(made(*a_change_of(average), scales=(ALONE,)))["lede"]


def test_rule_6_a_scale_whose_questions_do_not_go_together_has_no_headline_and_names_the_one_that_opposes():
    said = page_1(made(*questions_that_oppose(), scales=(TURNED,)))
    assert said["headline"] == "The questions of welcome do not go together: no change is told"
    assert "“a” −2.0 moved one way, and “b” +1.9 and “d” +2.0 the other." in said["lede"]
    assert "The plan turns none of them" in said["lede"]
    assert said["quote"] == ""


def test_rule_6_no_question_that_is_said_to_have_moved_did_so_by_nought():
    report = made(*questions_that_oppose(), scales=(TURNED,))
    near = replace(report, items=report.items | {"b": replace(report.items["b"], mean_change=0.02)})
    assert "“b” +0.02 and" in page_1(near)["lede"]


def test_rule_6_in_one_chapter_the_question_that_opposes_has_a_range_too():
    said = page_1(made(*questions_that_oppose()[:1], scales=(TURNED,)))
    assert re.search(r"“a” −(\d\.\d+) \(−\d\.\d+ to −\d\.\d+\) moved one way", said["lede"])


def test_rule_6_a_question_that_is_turned_is_told_as_it_is_averaged():
    rows = questions_that_oppose()
    for row in (each for chapter in rows for each in chapter):
        row["a"] = 10 - row["a"]
    turned = replace(TURNED, reverse=frozenset({"a"}))
    said = page_1(made(*rows, scales=(turned,)))
    assert "“a”, turned round, −2.0 moved one way" in said["lede"]
    assert "The plan turns “a”: either that is wrong, or the others should be turned, too" in said["lede"]


def test_rule_6_the_figure_of_a_question_is_named_by_its_key():
    told = document(made(*questions_that_oppose(), scales=(TURNED,)))["outcomes"]["turned"]["sentences"]
    assert [f"items.{item}.mean_change" for item in "abd"] in [each["figures"] for each in told]


def test_rule_6_a_question_whose_figures_are_held_back_is_named_without_them():
    report = made(*questions_that_oppose(), scales=(TURNED,))
    held = replace(report, items=report.items | {"a": Suppressed("Held back.")})
    assert "“a” moved one way, and “b” +1.9" in page_1(held)["lede"]


@pytest.mark.parametrize("turns", [(), ("b", "d")])
def test_rule_6_of_halves_that_oppose_neither_is_called_the_wrong_one(turns):
    """Two of four questions go the other way as they are scored: turned wrongly, or not turned that should be."""
    scale = Scale(id="w", label="Welcome", items=("a", "c", "b", "d"), minimum=0, maximum=10, primary=True)
    rows = [
        {**row, "c": row["a"], **({item: 10 - row[item] for item in "bd"} if turns else {})}
        for rows in questions_that_oppose()
        for row in rows
    ]
    said = page_1(made(rows, scales=(replace(scale, reverse=frozenset(turns)),)))["lede"]
    of = ", turned round," if turns else ""
    assert f"“b”{of} +1.9 and “d”{of} +2.0" in said
    assert "“a” −2.0 and “c” −2.0" in said
    assert "than the average" not in said
    expected = "The plan turns “b” and “d”: either that is wrong, or the others should be turned, too"
    assert (expected if turns else "The plan turns none of them") in said


def asked_after(*items):
    """Forty people who did not change, of whom after the workshop only these questions were asked."""
    rows = group("A", "", 40, moved=0.0)
    return [{**row, **{i: np.nan for i in TRUST.items if row["wave"] == "post" and i not in items}} for row in rows]


def test_rule_7_a_score_compares_the_questions_that_both_waves_asked():
    two, one = made(asked_after("t1", "t2")), made(asked_after("t1"))
    assert "compared by 2 of its 3 questions" in page_1(two)["lede"]
    assert two.first.participants.n_pairs == 40
    assert isinstance(one.first.participants, Suppressed), "one of three is too few to compare"


def test_rule_8_a_row_with_nothing_answered_counts_nowhere_and_more_answers_than_people_earn_no_tick():
    rows = group("A", "", 30, moved=0.0)
    blank = [{**row, "participant": f"x{k}", **dict.fromkeys(TRUST.items, np.nan)} for k, row in enumerate(rows[:4])]
    flow = document(made(rows + blank))["flow"]
    scores = pd.DataFrame(rows + blank).dropna(subset=list(TRUST.items))
    assert document(made(rows))["outcomes"] == document(made(rows + blank))["outcomes"]
    assert flow["pairs"] == scores["participant"].nunique()
    miscounted = made(rows, around=Context(study="Invented", chapter="A", came=20))
    assert "More people answered than are recorded as having come" in page_1(miscounted)["all"]
    assert "Most people who came answered both times" not in page_1(miscounted)["all"]


def test_rule_9_what_is_held_back_cannot_be_had_from_the_other_numbers_of_the_page():
    sizes = {"A": 25, "B": 25, "C": 25, "D": 3}
    told = document(made(*(group(name, "", n, moved=1.0, seed=n) for name, n in sizes.items())))
    shown = told["outcomes"]["trust"]
    assert shown["participants"]["n_pairs"] == sum(
        chapter["n_pairs"] for chapter in shown["chapters"].values() if "n_pairs" in chapter
    )
    assert "suppressed" in shown["chapters"]["D"]
    assert told["items"]["t1"]["n_pairs"] == 75
    assert shown["across"]["everybody"]["pairs"] == 75, "three more would be those three"


def test_rule_10_what_changed_is_claimed_at_planned_looks_alone():
    said = {held: page_1(made(*evenings(held), evenings=12))["headline"] for held in (9, 12)}
    assert said == {9: "So far: evening 9 of 12.", 12: "Across six chapters, trust rose clearly"}


def test_rule_11_across_chapters_no_question_has_a_range_of_people_and_the_family_of_holm_is_named():
    report = made(*one_harm_among_several(), scales=ALL)
    found = sections(report, Language())
    assert {row.change.count("(") for row in found["items"][0].rows} == {0}
    assert "p after Holm, 2 other outcomes" in [row[0] for row in found["pooling"].figures.rows]


def test_rule_12_the_same_file_gives_the_same_figures_and_is_named_by_its_digest(tmp_path, monkeypatch, capsys):
    frame = pd.DataFrame([row for rows in evenings(6, n=8) for row in rows]).drop(columns="arm")
    frame.to_csv(tmp_path / "answers.csv", index=False)
    (tmp_path / "scales.toml").write_text(
        '[scales.trust]\nlabel = "Trust"\nitems = ["t1", "t2", "t3"]\nminimum = 0\nmaximum = 10\nprimary = true\n'
    )
    told = []
    for name in ("once", "again"):
        words = ["analyse", "answers.csv", "--scales", "scales.toml", "--output", name, "--format", "json"]
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("sys.argv", ["weaving", *words])
        cli.main()
        told.append(json.loads((tmp_path / name / "report.json").read_text()))
    capsys.readouterr()
    assert told[0]["outcomes"] == told[1]["outcomes"]
    assert re.fullmatch(r"[0-9a-f]{64}", told[0]["provenance"]["data_sha256"])
    assert told[0]["provenance"]["data_sha256"] == told[1]["provenance"]["data_sha256"]


def test_rule_13_a_plan_across_chapters_asks_for_more_than_one_within_an_experiment():
    sizes = chapter_sizes(180, 6, evenings=24)
    across = detectable_across(sizes, spread=0.2, rng=np.random.default_rng(1), studies=range(300))
    assert across.smallest_change > 1.5 * detectable(180).smallest_change
    assert across.power == pytest.approx(0.8, abs=0.01)


def test_rule_14_reliability_is_told_where_people_answered_at_one_wave_alone():
    rows = [row for row in group("A", "", 30, moved=0.0) if row["wave"] == "pre"]
    told = document(made(rows))["outcomes"]["trust"]["participants"]
    assert isinstance(told["alpha_pre"]["value"], float)
    assert not isinstance(made(rows).first.participants.alpha_pre, NotEstimable)
