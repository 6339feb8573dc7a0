"""A score compares the questions that both waves asked, and a row without an answer counts nowhere."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis.estimate.estimate import Suppressed
from analysis.io.frames import answered_rows, paired_scores, wave_scores
from analysis.scoring.items_left_out import Asked, differences
from analysis.scoring.scoring import Scale
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.sections import exclusions_section, limits_section, missing_section, summary_section
from evaluation.impact_report.text import sentences
from tests.impact_report.examples import COMMON, TRUST, answered, frame_of, report

ENGLISH = Language("en")
NOTHING = float("nan")


def people(n=40, *, seed=3):
    """Answers of n people who did not change; the third question is answered lower than the others."""
    rng = np.random.default_rng(seed)
    rows = []
    for person in range(n):
        first, second, third = *rng.integers(4, 10, 2), rng.integers(0, 4)
        for wave in ("pre", "post"):
            moved = int(wave == "post") * int(rng.integers(-1, 2))
            row = {"participant": f"p{person}", "chapter": "A", "experiment": f"e{person % 2}", "wave": wave}
            rows.append({**row, "t1": float(first + moved), "t2": float(second), "t3": float(third)})
    return pd.DataFrame(rows)


def without(frame, *items, wave="post", experiment=None):
    """The answers with items not asked at a wave, of one experiment or of all."""
    rows = frame["wave"] == wave
    if experiment is not None:
        rows &= frame["experiment"] == experiment
    return frame.mask(pd.DataFrame({name: rows & (name in items) for name in frame.columns}))


def change(found):
    return found.first.participants.mean_change


def said_of(found):
    return ENGLISH.say_all((*sentences.lede(found), *limits_section.limits(found, ENGLISH)))


def test_that_fewer_questions_are_compared_is_quoted_and_noted_below_the_table():
    every = frame_of(answered("A", 60))
    found = report(without(every, "t3"), scales=[TRUST])
    for said in (sentences.quote(found), summary_section.summary(found, ENGLISH).notes):
        assert "compared by 2 of its 3 questions" in ENGLISH.say_all(said)
        assert "only with care" in ENGLISH.say_all(said)
    same = report(every, scales=[TRUST])
    assert "with care" not in ENGLISH.say_all((*sentences.quote(same), *summary_section.summary(same, ENGLISH).notes))


def test_a_question_asked_only_before_makes_no_change():
    scores = paired_scores(without(people(), "t3"), TRUST)
    assert (scores["post"] - scores["pre"]).mean() == pytest.approx(0, abs=0.2)


def test_the_question_left_out_is_named_and_the_badge_says_so():
    found = report(without(people(), "t3"), scales=[TRUST])
    assert "compared by 2 of its 3 questions" in said_of(found)
    assert "(t3)" in said_of(found)
    assert "The questions were not the same before and after" in [
        reason.sentence.message for reason in found.badge.reasons
    ]


def test_fewer_than_two_thirds_asked_both_times_tell_no_change():
    found = report(without(people(), "t2", "t3"), scales=[TRUST])
    assert isinstance(found.first.participants, Suppressed)
    assert "fewer than two thirds" in said_of(found)
    assert ENGLISH.say(sentences.headline(found)).endswith("no change is told")
    assert found.flow.total["pairs"] == 40, "people answered all the same"


def test_of_two_questions_both_are_needed():
    frame = pd.DataFrame(answered("A", 30)).drop(columns=list(TRUST.items))
    found = report(without(frame, "c2"), scales=[COMMON])
    assert isinstance(found.first.participants, Suppressed)


def test_an_evening_that_asked_less_is_compared_by_what_it_asked_and_named():
    frame = people()
    found = report(without(frame, "t3", experiment="e1"), scales=[TRUST])
    own = paired_scores(frame, TRUST)
    kept = paired_scores(without(frame, "t3", experiment="e1"), TRUST)
    others = kept["experiment"] == "e0"
    assert kept[others].equals(own[others])
    assert "2 of its 3 questions at e1" in said_of(found)


def test_an_evening_that_asked_too_little_after_has_no_part_in_the_change():
    found = report(without(people(), "t2", "t3", experiment="e1"), scales=[TRUST])
    assert found.first.participants.n_pairs == 20
    assert "at e1: fewer than two thirds" in said_of(found)


def test_what_was_asked_at_a_further_time_is_compared_over_all_three():
    frame = people()
    later = frame[frame["wave"] == "post"].assign(wave="follow_up", t3=NOTHING)
    scores = wave_scores(pd.concat([frame, later]), TRUST, waves={"pre": "pre", "post": "post", "later": "follow_up"})
    assert scores["later"].equals(scores["post"].rename("later"))
    found = report(pd.concat([frame, later]), scales=[TRUST])
    assert "before, after and at a further time is compared by 2 of its 3 questions" in said_of(found)
    assert change(found) == pytest.approx(change(report(frame, scales=[TRUST])))


def test_versions_that_asked_other_questions_are_told_apart():
    rows = people().assign(version=lambda frame: np.where(frame["wave"] == "pre", "1", "2"))
    found = differences(without(rows, "t3"), TRUST, waves=("pre", "post"))
    assert found == (Asked(waves=("pre", "post"), used=("t1", "t2"), left_out=("t3",)),)


def test_what_a_few_people_skip_does_not_tell_what_they_were_asked():
    frame = people()
    few = frame["participant"].isin(["p0", "p2"]) & (frame["wave"] == "post")
    frame.loc[~frame["participant"].isin(["p0", "p2"]) & (frame["experiment"] == "e0"), "experiment"] = "e2"
    frame.loc[few, "t3"] = NOTHING
    assert differences(frame, TRUST, waves=("pre", "post")) == ()


def test_nothing_is_said_where_the_same_was_asked():
    found = report(people(), scales=[TRUST])
    assert found.first.asked == ()
    assert "questions, and only with care" not in said_of(found)


def test_how_the_questions_hang_together_is_told_of_one_wave_alone():
    frame = people()
    alone = report(frame[frame["wave"] == "pre"], scales=[TRUST], below=0)
    both = report(frame, scales=[TRUST], below=0)
    assert alone.first.participants.alpha_pre == both.first.participants.alpha_pre
    assert (alone.first.participants.n_pre, alone.first.participants.n_pairs) == (40, 0)


def test_it_is_told_also_where_too_few_are_pairs_to_tell_a_change():
    frame = people()
    few = frame[(frame["wave"] == "pre") | frame["participant"].isin(["p1", "p2", "p3"])]
    found = report(few, scales=[TRUST])
    assert isinstance(found.first.participants, Suppressed)
    assert found.first.reliability.alpha_pre == report(frame, scales=[TRUST]).first.participants.alpha_pre


def test_nobody_is_never_called_fewer_than_none():
    found = report(people().query("wave == 'pre'"), scales=[TRUST], below=0)
    assert "Fewer than 0" not in json.dumps([reason.reason for reason in found.first.chapters.values()])


def test_a_row_with_nothing_answered_is_no_answered_row():
    scale = Scale(id="s", label="s", items=("t1", "t2"), minimum=0, maximum=10, missing=frozenset({-9.0}))
    frame = pd.DataFrame({"t1": [1, NOTHING, -9], "t2": [NOTHING, NOTHING, -9], "other": [1, 1, 1]})
    assert list(answered_rows(frame, [scale])) == [True, False, False]


def test_forms_with_nothing_answered_are_said_with_the_exclusions():
    found = report(frame_of(answered("A", 30)), unanswered=7)
    assert "nothing answered, and so counted nowhere: 7." in ENGLISH.say_all(
        exclusions_section.exclusions(found, ENGLISH)
    )


def test_more_answers_than_people_who_came_are_a_fault_of_the_record_and_earn_no_tick():
    found = report(frame_of(answered("A", 30)), came=3)
    said = ENGLISH.say_all(missing_section.missing(found, ENGLISH).said)
    assert "More people answered than are recorded as having come" in said
    assert "Of 3 people who came" not in said
    reasons = {reason.sentence.message: reason.speaks_for for reason in found.badge.reasons}
    assert not any(sentence.startswith("Most people who came") for sentence in reasons)
    assert not next(told for sentence, told in reasons.items() if sentence.startswith("More people answered"))
