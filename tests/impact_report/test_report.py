"""From answers to a report: which figures stand where, and what is held back."""

import json
import re
from dataclasses import replace

import pytest

from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.wording.phrases import Verdict, Way
from analysis.wording.wording import verdict
from evaluation.impact_report.formats import html
from evaluation.impact_report.formats import json as json_file
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.text import sentences
from tests.impact_report.examples import SCALES, answered, evening, frame_of, report, study

ENGLISH = Language()


def figure(found, key):
    """The figure that a key of the machine-readable report names; chapters' names hold no full stop here."""
    for name in key.split("."):
        found = found[name]
    return found


# Reference: metafor 4.8-0 rma(yi, vi, method="REML") on the school means, R 4.5.0
def test_the_schools_average_is_that_of_r(schools):
    across = json_file.document(schools)["outcomes"]["trust"]["across"]
    assert across["reml"]["estimate"] == pytest.approx(0.1764902, abs=5e-8)
    assert across["tau2"]["value"] == pytest.approx(0.0414404, abs=5e-8)
    assert across["hartung_knapp"]["low"] == pytest.approx(-0.0701200, abs=5e-8)
    assert across["hartung_knapp"]["high"] == pytest.approx(0.4231004, abs=5e-8)


def test_the_schools_have_480_pairs(schools):
    assert json_file.document(schools)["flow"]["pairs"] == 480


def test_the_schools_headline_does_not_claim_a_rise(schools):
    assert ENGLISH.say(sentences.headline(schools)) == (
        "We cannot tell whether trust in people from the other community changed"
    )


def test_every_school_has_its_own_interval(schools):
    chapters = json_file.document(schools)["outcomes"]["trust"]["chapters"]
    assert all(found["change"]["low"] < found["mean_change"] < found["change"]["high"] for found in chapters.values())


def test_every_figure_a_sentence_names_is_in_the_report(one_evening, six_chapters):
    for made in (one_evening, six_chapters):
        whole = json.loads(json_file.text(made))
        named = [
            key for outcome in whole["outcomes"].values() for said in outcome["sentences"] for key in said["figures"]
        ]
        assert named
        assert all(figure(whole, key) is not None for key in named)


def test_a_chapter_of_too_few_is_held_back_by_name(six_chapters):
    chapters = json_file.document(six_chapters)["outcomes"]["trust"]["chapters"]
    assert list(chapters["Chapter D"]) == ["suppressed"]


def test_a_chapter_of_too_few_counts_in_no_total(six_chapters):
    assert json_file.document(six_chapters)["flow"]["pairs"] == 40 + 25 + 30 + 28 + 35
    assert six_chapters.outcomes["trust"].participants.n_pairs == 158


def test_chapters_without_results_are_named_in_the_order_of_the_alphabet(six_chapters):
    assert six_chapters.chapters.without == ("Chapter D", "Chapter G")
    assert len(six_chapters.chapters.names) == 7


def test_a_threshold_of_nil_holds_nothing_back():
    made = report(frame_of(answered("A", 3), answered("B", 6, seed=2)), below=0)
    assert set(made.outcomes["trust"].across.chapters) == {"A", "B"}


def test_an_evening_of_four_shows_no_figure_of_its_outcomes():
    made = evening(4)
    assert isinstance(made.outcomes["trust"].participants, Suppressed)
    assert ENGLISH.say(sentences.headline(made)) == "Too few people answered both times to report results."
    assert all(isinstance(found, Suppressed) for found in made.items.values())


def test_an_evening_of_seven_gives_its_average_and_claims_nothing():
    said = ENGLISH.say_all((sentences.headline(evening(7)), *sentences.lede(evening(7))))
    assert said.startswith("7 people answered both times. That is too few to say what changed. On a scale of 0 to 10")


def test_two_chapters_are_not_averaged():
    made = study((30, 25))
    said = ENGLISH.say(sentences.headline(made))
    assert said == "We do not average trust in people from other communities over two chapters"
    assert isinstance(made.outcomes["trust"].across.headline, NotEstimable)


def test_three_chapters_are_averaged_with_a_warning():
    assert "With three chapters this average is a first sketch." in ENGLISH.say_all(sentences.lede(study((30, 25, 30))))


def test_an_evening_where_nobody_answered_twice_is_still_reported():
    rows = [row for row in answered("A", 30) if row["wave"] == "pre"]
    made = report(frame_of(rows))
    said = ENGLISH.say(sentences.headline(made))
    assert said == "After has not been asked yet: 30 people answered Before"


def test_a_wave_that_is_neither_before_nor_after_gives_no_result():
    rows = [{**row, "wave": "follow_up"} for row in answered("A", 30) if row["wave"] == "pre"]
    assert ENGLISH.say(sentences.headline(report(frame_of(rows)))).startswith("Too few people answered both times")


def test_everybody_changing_alike_leaves_no_range():
    rows = answered("A", 25)
    before = {row["participant"]: row for row in rows if row["wave"] == "pre"}
    for row in rows:
        start = before[row["participant"]]
        row |= {item: 4.0 + (row["wave"] == "post") for item in start if item[1:].isdigit()}
    made = report(frame_of(rows))
    assert verdict(made.measured["trust"]) == (Verdict.ALIKE, Way.RISE)
    assert ENGLISH.say(sentences.headline(made)) == "Trust rose by 1.0 for every one of 25 people"
    assert "How sure that is cannot be worked out" in ENGLISH.say_all(sentences.lede(made))


def test_somebody_at_two_evenings_counts_with_the_first():
    twice = answered("A", 30, experiment="1 May") + answered("A", 30, experiment="8 May")
    for row in twice:
        row["participant"] = row["participant"].replace("8 May", "1 May")
    assert report(frame_of(twice)).outcomes["trust"].participants.n_pairs == 30


def test_a_chapter_of_several_evenings_takes_its_interval_from_them():
    evenings = [answered("A", 20, experiment=f"evening {k}", seed=k, change=k / 4) for k in range(4)]
    made = report(frame_of(*evenings))
    keys = made.measured["trust"].keys
    assert keys["low"] == "outcomes.trust.chapters.A.change_between_experiments.low"
    assert made.workshops == 4


def test_the_headline_speaks_of_the_first_primary_outcome_whatever_the_order():
    made = report(frame_of(answered("A", 30)), scales=SCALES[::-1])
    assert next(iter(made.outcomes)) == "common"
    assert list(made.outcomes)[-1] == "nerves"


def test_primary_outcomes_share_a_family_and_the_others_another(one_evening):
    members = one_evening.family
    smaller, larger = sorted((members["trust"], members["common"]), key=lambda member: member.p)
    assert smaller.holm == pytest.approx(min(1, 2 * smaller.p))
    assert larger.holm == pytest.approx(max(smaller.holm, larger.p))
    assert members["nerves"].holm == members["nerves"].p


def test_one_group_never_has_more_than_early_evidence(six_chapters):
    assert six_chapters.badge.level == 2


def test_a_change_of_version_between_waves_costs_a_level():
    rows = answered("A", 40)
    for row in rows:
        row["version"] = "1" if row["wave"] == "pre" else "2"
    assert report(frame_of(rows)).badge.level == 1


def test_the_order_of_rows_changes_nothing(one_evening):
    frame = frame_of(answered("Chapter A", 34, change=0.2))
    shuffled = frame.sample(frac=1, random_state=3)
    known = {"came": 53, "organisations": 11, "rounds": 5, "minutes": 7, "one_to_ones": 130, "data_sha256": "0"}
    assert json_file.text(report(shuffled, **known)) == json_file.text(report(frame, **known))


def test_a_follow_up_shows_what_is_left():
    rows = answered("A", 30)
    rows += [{**row, "wave": "follow_up"} for row in rows if row["wave"] == "post"]
    found = report(frame_of(rows)).outcomes["trust"].waves["follow_up"]
    assert found["faded"].mean == 0
    assert found["lasting"].n == 30


def test_a_report_is_frozen(one_evening):
    with pytest.raises(AttributeError):
        one_evening.across = True
    assert replace(one_evening, across=True).across


def test_wherever_a_report_lists_chapters_town_2_stands_before_town_10():
    sizes = {"Town 10": 20, "Town 2": 20, "Town 1": 20, "Town 12": 3, "Town 3": 3}
    made = report(frame_of(*(answered(name, n, seed=n) for name, n in sizes.items())))
    in_order = ["Town 1", "Town 2", "Town 3", "Town 10", "Town 12"]
    assert list(made.chapters.names) == list(made.first.chapters) == in_order
    page = html.page(made)
    assert "Town 3 and Town 12" in page
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        named = re.findall(r"Town \d+", re.sub(r"<thead.*?</thead>", "", table, flags=re.DOTALL))
        assert named == sorted(named, key=in_order.index)
