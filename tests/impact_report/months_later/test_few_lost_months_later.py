"""Who did not answer months later follows from nothing that a release tells: no figure, no count and no chapter."""

import json

import pytest

from evaluation.impact_report.formats import csv
from evaluation.impact_report.formats import json as json_file
from evaluation.impact_report.sections.waves_section import waves
from tests.impact_report.adversarial import SIX, TRUST, UNDERSTANDING, group, made
from tests.impact_report.months_later.test_who_answered_months_later import reason
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released


def asked_again(lost, *, n=20, moved=1.0, unanswered=(), arms=("",), harmed=()):
    """Six chapters of `n` people, in which so many of each did not answer a third time.

    Of the chapters `unanswered` one person left understanding blank then, and those that were `harmed` fell.
    """
    found = []
    for place, name in enumerate(SIX):
        for arm in arms:
            rows = group(name, arm, n, moved=moved, scales=(TRUST, UNDERSTANDING), seed=place, noise=0.8)
            after = [row | {"wave": "follow_up"} for row in rows if row["wave"] == "post"]
            after = after[: n - lost.get(name, 0)]
            if name in unanswered:
                after[0] |= {"u1": None}
            for row in after if name in harmed else ():
                row |= {item: max(0.0, row[item] - 3) for item in TRUST.items}
            found += [rows, after]
    plan = {"comparison": "control", "randomised": True} if len(arms) > 1 else {}
    return made(*found, scales=(TRUST, UNDERSTANDING), **plan)


def told(report, outcome="trust"):
    return json.loads(json_file.text(as_released(report)))["outcomes"][outcome]["waves"]["follow_up"]


def counts(part):
    """Every count of people in it."""
    if not isinstance(part, dict):
        return []
    named = [each for key, each in part.items() if key in ("n", "pairs", "pairs_comparison", "came", "beside")]
    return [each for each in named if isinstance(each, int)] + [n for each in part.values() for n in counts(each)]


def test_of_all_but_a_few_the_change_is_not_told_again():
    assert set(told(asked_again({SIX[0]: 1, SIX[3]: 1}))) == {"lasting"}


@pytest.mark.parametrize("lost", [{}, dict.fromkeys(SIX, 5)])
def test_of_all_or_of_enough_fewer_it_is(lost):
    assert set(told(asked_again(lost))) == {"lasting", "change", "faded"}


def test_a_few_of_one_chapter_are_too_few_whoever_else_is_missing():
    assert set(told(asked_again({**dict.fromkeys(SIX, 5), SIX[2]: 1}))) == {"lasting"}


def test_a_chapter_that_lost_a_few_is_left_out_with_its_neighbour():
    found = told(asked_again({SIX[0]: 1}))["lasting"]["chapters"]
    assert set(found) == set(SIX[2:])


def test_neighbours_are_left_out_whichever_of_them_lost_a_few():
    one, other = (set(told(asked_again({chapter: 1}))["lasting"]["chapters"]) for chapter in SIX[:2])
    assert one == other


def test_how_many_answered_is_told_nowhere_where_a_few_are_missing():
    report = asked_again({SIX[0]: 1})
    assert counts(told(report)) == []
    assert told(report)["lasting"]["n"] == {"suppressed": "Held back, because it could tell who did not answer then."}
    rows = {key: value for key, value, _ in csv.figure_rows(as_released(report))}
    assert rows["outcomes.trust.waves.follow_up.lasting.n"] is None


def test_it_is_told_where_nobody_is_missing():
    assert told(asked_again({}))["lasting"]["n"] == 120


@pytest.mark.parametrize("lost", [1, 4])
def test_words_say_it_without_a_count(lost):
    released = as_released(asked_again({SIX[0]: lost}))
    said, ticked = reason(released)
    assert (said, ticked) == ("Asked again months later: all or nearly all of 120 people answered", True)
    (table,) = waves(released, released.language)
    assert {row.n for row in table.rows} == {"–"}
    assert str(120 - lost) not in page_1(released)["all"]


def test_harm_of_all_is_told_of_about_so_many():
    released = as_released(asked_again({SIX[0]: 1}, harmed=SIX))
    said = page_1(released)["lede"]
    assert "trust of about 120 people asked again had moved the unwelcome way" in said


def test_a_harmed_chapter_that_lost_a_few_is_not_named_and_nothing_is_said_to_last():
    released = as_released(asked_again({SIX[0]: 1}, harmed=SIX[:1]))
    assert "asked again alone" not in page_1(released)["all"]
    said = "Asked again months later, trust had moved the unwelcome way in a chapter not named here"
    assert reason(released) == (said, False)


def test_a_harmed_chapter_of_which_all_answered_is_named():
    released = as_released(asked_again({SIX[3]: 1}, harmed=SIX[:1]))
    assert f"In {SIX[0]}, counting its 20 people asked again alone" in page_1(released)["lede"]


def test_scales_do_not_tell_where_a_form_lies_that_left_one_blank():
    report = asked_again({}, unanswered=SIX[4:5])
    for outcome in ("trust", "understanding"):
        assert set(told(report, outcome)["lasting"]["chapters"]) == set(SIX[:4])
    assert set(told(report, "understanding")) == {"lasting"}


def test_of_a_comparison_group_the_same_holds():
    report = asked_again({SIX[1]: 2}, arms=("workshop", "control"))
    found = told(report)["difference"]
    assert set(found["chapters"]) == set(found["across"]["chapters"]) == set(SIX[2:])
    assert not set(found["across"]["leave_one_out"]) & set(SIX[:2])
    assert counts(found) == []


def test_who_analyses_a_file_is_told_everything():
    report = asked_again({SIX[0]: 1})
    found = json.loads(json_file.text(report))["outcomes"]["trust"]["waves"]["follow_up"]
    assert {found[name]["n"] for name in ("change", "lasting", "faded")} == {119}
    assert found["lasting"]["chapters"][SIX[0]]["n"] == 19


def test_a_public_release_asks_for_as_many_as_it_tells_of():
    report = asked_again(dict.fromkeys(SIX, 7))
    assert set(told(report)) == {"lasting", "change", "faded"}
    assert set(as_released(report, below=10).first.waves["follow_up"]) == {"lasting"}


@pytest.mark.parametrize(
    ("wave", "alone", "every"),
    [
        ("pretest", "drift", {"drift", "change", "beyond_drift"}),
        ("then", "post_minus_then", {"post_minus_pre", "post_minus_then", "then_minus_pre"}),
    ],
)
@pytest.mark.parametrize("lost", [0, 2, 5])
def test_of_every_other_wave_the_same_is_told(wave, alone, every, lost):
    rows = group("Ash", "", 30, moved=1.0, scales=(TRUST,), noise=0.8)
    before = [row for row in rows if row["wave"] == "pre"]
    fewer = [dict.fromkeys(TRUST.items, 0.8 + 0.1 * (n % 3)) for n in range(len(before))]
    again = [
        row | {"wave": wave, **{name: row[name] - by for name, by in lower.items()}}
        for row, lower in zip(before, fewer, strict=True)
    ]
    released = as_released(made(rows, again[lost:], scales=(TRUST,)))
    assert set(released.first.waves[wave]) == ({alone} if lost == 2 else every)
    said = page_1(released)["lede"]
    assert wave != "pretest" or f"of {'about 30' if lost == 2 else 30 - lost} people asked at all three" in said
