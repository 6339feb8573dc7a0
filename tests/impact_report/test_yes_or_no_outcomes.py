"""An outcome of one yes/no question, of which everybody is at one end or the other."""

import pytest

from analysis.estimate.plan import plan_for
from analysis.estimate.spending import alpha_at
from analysis.pooling.at_look import change_at, paired_at
from analysis.scoring.scoring import Scale
from analysis.wording import caution_phrases
from analysis.wording.measured import Sentence
from analysis.wording.rounding import Ranged
from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.sections.methods_section import OF_YES_OR_NO
from evaluation.impact_report.sections.summary_section import SHARES_HELD_BACK, summary
from tests.impact_report.examples import context, evening, frame_of, report
from tests.impact_report.made_once import report_of
from tests.impact_report.page_one import page_1, plain
from tests.releases.masked import as_released

YES_OR_NO = {"id": "knows", "label": "Knows a neighbour", "items": ("k",), "minimum": 0, "maximum": 1, "primary": True}
MARGIN = 0.1


def answered(*, before, after, of=40, direction="higher", **further):
    """The report of one chapter in which so many of so many people said yes."""
    rows = []
    for person in range(of):
        given = {"participant": f"p{person}", "chapter": "A"}
        said = {"pre": person < before, "post": person < after}
        rows += [given | {"wave": wave, "k": float(yes)} for wave, yes in said.items()]
    return report(frame_of(rows), scales=(Scale(**YES_OR_NO, margin=MARGIN, direction=direction),), **further)


def across(**chapters):
    """The report of chapters in which so many of 40 people said yes before and after."""
    rows = []
    for chapter, (before, after) in chapters.items():
        for person in range(40):
            given = {"participant": f"{chapter}{person}", "chapter": chapter}
            said = {"pre": person < before, "post": 2 <= person < after + 2}
            rows += [given | {"wave": wave, "k": float(yes)} for wave, yes in said.items()]
    return report(frame_of(rows), scales=(Scale(**YES_OR_NO, margin=MARGIN),))


def reasons(made):
    return [reason.sentence.message for reason in made.badge.reasons if not reason.speaks_for]


@pytest.mark.parametrize(("before", "direction"), [(16, "higher"), (31, "higher"), (9, "lower")])
def test_those_who_said_the_other_can_still_do_better(before, direction):
    made = answered(before=before, after=before + 4, direction=direction)
    assert made.badge.level == 2
    assert not {caution_phrases.CEILING, caution_phrases.CEILING_YES_OR_NO} & set(reasons(made))


@pytest.mark.parametrize(("before", "direction"), [(32, "higher"), (8, "lower")])
def test_where_four_in_five_gave_the_better_answer_few_are_left(before, direction):
    made = answered(before=before, after=before + 4, direction=direction)
    assert made.badge.level == 1
    assert caution_phrases.CEILING_YES_OR_NO in reasons(made)
    assert caution_phrases.CEILING not in reasons(made)


def test_the_average_of_several_yes_or_no_questions_has_scores_between():
    assert not Scale(**{**YES_OR_NO, "items": ("k", "l")}).is_yes_or_no
    assert not Scale(**{**YES_OR_NO, "maximum": 5}).is_yes_or_no


def test_the_report_says_that_shares_of_one_or_two_people_are_held_back():
    assert OF_YES_OR_NO in plain(html.page(answered(before=1, after=2, of=22, direction="lower")))
    assert OF_YES_OR_NO not in plain(html.page(evening()))


def test_page_1_tells_shares_of_people_in_per_cent():
    said = page_1(answered(before=16, after=28))
    assert "The share who said yes went from 40 % to 70 %, likely a rise of between " in said["lede"]
    assert "percentage points" in said["lede"]
    for part in ("lede", "quote"):
        assert "scale of" not in said[part]
        assert "average" not in said[part]
        assert "0.3" not in said[part]


def test_the_quote_tells_the_share_and_its_change():
    said = page_1(answered(before=16, after=28))["quote"]
    assert "The share of them who said yes to “Knows a neighbour” went from 40 % to 70 %." in said
    assert "percentage points." in said


def test_the_table_of_findings_tells_per_cent():
    made = answered(before=16, after=28)
    (row,) = summary(made, made.language).rows
    assert (row.before, row.after, row.change) == ("40 %", "70 %", "+30 percentage points")
    assert "." not in row.range


def test_across_chapters_every_sentence_tells_per_cent():
    made = across(**dict.fromkeys("ABCD", (16, 24)))
    said = page_1(made)
    assert "The share who said yes rose by 20 percentage points" in said["lede"]
    assert "0.2" not in said["lede"] + said["quote"]


def test_holm_adjusts_the_p_of_mcnemar():
    made = answered(before=16, after=28)
    found = made.outcomes["knows"].participants
    assert made.family["knows"].p == found.sign_test.p
    assert made.family["knows"].p != found.change.p


def test_what_a_release_rounds_is_told_as_about_so_many_per_cent():
    said = page_1(as_released(answered(before=16, after=28)))
    assert "about 40 % to about 70 %" in said["lede"]


def test_in_welsh_no_message_keeps_its_scale():
    assert "Aeth y gyfran a ddywedodd ie o 40 % i 70 %" in page_1(answered(before=16, after=28, language="cy"))["lede"]


def test_pictures_of_page_1_tell_per_cent():
    for made in (answered(before=16, after=28), across(**dict.fromkeys("ABCD", (16, 24)))):
        words = page_1(made)["all"]
        assert "0.1" not in words
        assert "0.3" not in words
        assert "per cent who said yes" in words or "In percentage points of people." in words


def test_what_chance_brings_is_told_in_percentage_points():
    assert "truly fell by 10 percentage points would" in page_1(answered(before=16, after=28))["all"]


def several(n=40, *, scale=None):
    """One chapter, looked at for the first of two times."""
    rows = []
    for person in range(n):
        given = {"participant": f"p{person}", "chapter": "A", "experiment": f"e{person % 2}"}
        said = {"pre": person < n * 0.4, "post": person < n * 0.7}
        rows += [given | {"wave": wave, "k": float(yes)} for wave, yes in said.items()]
    scale = scale or Scale(**YES_OR_NO, margin=MARGIN)
    frame = frame_of(rows).drop(columns="experiment")
    return report_of(frame, (scale,), plan_for((scale,), suppress_below=5, evenings=2, looks=2), context())


def test_the_wider_range_of_a_planned_look_is_newcombes():
    made = several()
    figures, alpha = made.outcomes["knows"].participants, alpha_at(made.looks.fractions, 1)
    found = made.measured["knows"]
    assert found.wider
    wide = paired_at(figures, alpha)
    assert (found.low, found.high) == pytest.approx((wide.low, wide.high))
    assert found.low < figures.difference.low
    t = change_at(figures.change, alpha)
    assert found.low != pytest.approx(t.low)


def test_newcombes_range_of_95_per_cent_follows_from_who_moved():
    figures = several().outcomes["knows"].participants
    again = paired_at(figures, 0.05)
    assert (again.low, again.high) == pytest.approx((figures.difference.low, figures.difference.high))


def test_a_share_that_tells_of_one_or_two_people_is_on_no_page():
    made = answered(before=2, after=14)
    words = plain(html.page(made))
    said = page_1(made)
    assert "The share who said yes rose by 30 percentage points" in said["lede"]
    for share in ("5 %", "35 %", "0.05", "0.35"):
        assert f" {share} " not in words
    (row,) = summary(made, made.language).rows
    assert (row.before, row.after, row.change) == ("–", "–", "+30 percentage points")
    assert SHARES_HELD_BACK in words


def test_a_share_of_all_but_one_is_held_back_and_one_of_three_is_not():
    assert "went from" not in page_1(answered(before=20, after=39))["lede"]
    assert "went from 8 % to 30 %" in page_1(answered(before=3, after=12))["lede"]


def of_chapters(*chapters, comparison=False, later=None):
    """The report of chapters that each have so many who said no twice, no then yes, yes then no, and yes twice.

    Of each chapter `later` has how many said yes months later; beside them a comparison group of whom nobody changed.
    """
    rows, scale = [], Scale(**YES_OR_NO, margin=MARGIN)
    for place, counts in enumerate(chapters):
        groups = {"came": counts, **({"waiting": (12, 2, 2, 9)} if comparison else {})}
        for arm, (no, risen, fallen, yes) in groups.items():
            said = [(0, 0)] * no + [(0, 1)] * risen + [(1, 0)] * fallen + [(1, 1)] * yes
            for person, (before, after) in enumerate(said):
                given = {"participant": f"{place}{arm}{person}", "chapter": f"Ch {place}", "arm": arm}
                waves = {"pre": before, "post": after}
                waves |= {"follow_up": person < later[place]} if later else {}
                rows += [given | {"wave": wave, "k": float(answer)} for wave, answer in waves.items()]
    frame = frame_of(rows) if comparison else frame_of(rows).drop(columns="arm")
    plan = plan_for((scale,), suppress_below=5, **({"comparison": "waiting"} if comparison else {}))
    return report_of(frame, (scale,), plan, context())


FIVE_ROSE = [(10, 10, 0, 5)] * 5
HELD_BACK_CASES = {
    "a chapter that fell": (of_chapters, (*FIVE_ROSE, (10, 0, 14, 1)), {}, "Ch 5, counting people alone"),
    "a chapter beside a comparison group": (
        of_chapters,
        (*FIVE_ROSE, (10, 0, 13, 2)),
        {"comparison": True},
        "Ch 5",
    ),
    "one chapter months later": (of_chapters, ((12, 10, 0, 8),), {"later": (2,)}, "months later"),
    "six chapters months later": (
        of_chapters,
        ((6, 6, 0, 8),) * 6,
        {"later": (1, 0, 0, 0, 0, 0)},
        "months later",
    ),
}


@pytest.mark.parametrize("case", HELD_BACK_CASES)
def test_neither_share_stands_in_a_row_that_would_tell_of_one_or_two_people(case):
    make, chapters, further, place = HELD_BACK_CASES[case]
    made = make(*chapters, **further)
    table = summary(made, made.language)
    (row,) = (each for each in table.rows if each.outcome.endswith(place))
    assert (row.before, row.after) == ("–", "–")
    assert row.change.endswith("percentage points")
    assert SHARES_HELD_BACK in [note.message for note in table.notes]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (0.01, "+1 percentage point,"),
        (-0.01, "−1 percentage point,"),
        (0.02, "+2 percentage points,"),
        (0.11, "+11 percentage points,"),
        (0.012, "+1 percentage point,"),
    ],
)
def test_one_is_a_point_and_more_are_points(change, said):
    assert Language().say(Sentence("{change:change},", {"change": change}, of_shares=True)) == said


def test_six_and_a_tenth_are_points():
    near_nil = Ranged(change=0.061, low=0.003, high=0.12)
    said = Sentence("{change:change}", {"change": 0.061}, bounds=(0.0,), ranged=near_nil, of_shares=True)
    assert Language().say(said) == "+6.1 percentage points"


@pytest.mark.parametrize(
    ("came", "said"),
    [
        (2, "Those who came and the comparison group began at different levels: groups that begin apart "),
        (3, "On average those who came began at 12 % and the comparison group at 60 %: groups that begin apart "),
    ],
)
def test_where_two_groups_began_no_share_tells_of_one_or_two_people(came, said):
    rows = []
    for arm, yes in (("came", came), ("waiting", 15)):
        for person in range(25):
            given = {"participant": f"{arm}{person}", "chapter": "A", "arm": arm}
            rows += [given | {"wave": "pre", "k": float(person < yes)}]
            rows += [given | {"wave": "post", "k": float(person < yes + (9 if arm == "came" else 0))}]
    scale = Scale(**YES_OR_NO, margin=MARGIN)
    plan = plan_for((scale,), suppress_below=5, comparison="waiting")
    lede = page_1(report_of(frame_of(rows), (scale,), plan, context()))["lede"]
    assert said in lede


def test_shares_of_more_people_stand_in_such_rows():
    made = of_chapters((12, 10, 0, 8), later=(3,))
    row = summary(made, made.language).rows[-1]
    assert (row.outcome, row.before, row.after) == ("Knows a neighbour, months later", "27 %", "10 %")


def test_a_ceiling_does_not_count_against_a_fall():
    made = answered(before=40, after=0)
    assert caution_phrases.CEILING_YES_OR_NO not in reasons(made)
    assert made.badge.level == 2


@pytest.mark.parametrize(
    ("said_yes", "told"),
    [
        (40, "was 100 % both times: it could be anything from a fall of 9 percentage points to hardly any change"),
        (0, "a rise of 9"),
    ],
)
def test_where_everybody_said_the_same_both_times_no_more_than_all_can_say_it(said_yes, told):
    said = page_1(answered(before=said_yes, after=said_yes))
    assert told in said["lede"]
    assert ("a rise of" in said["lede"]) is not bool(said_yes)
    assert "+9" not in said["quote"] or not said_yes


def test_the_file_of_an_analysis_tells_the_range_of_a_chapter_that_page_1_tells():
    made = across(A=(10, 24), B=(12, 20), C=(8, 18))
    told = document(made)["outcomes"]["knows"]["chapters"]["A"]["difference"]
    assert f"{told['low'] * 100:.0f} to {told['high'] * 100:.0f}" in page_1(made)["all"]
