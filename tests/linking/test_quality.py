"""Each look at the quality of answers finds what it is for and nothing else, and throws nothing out."""

import numpy as np
import pandas as pd
import pytest

from analysis.scoring.scoring import Scale
from analysis.sensitivity.quality import (
    SENTENCES,
    AskedItems,
    Flag,
    QualityCheck,
    ceiling,
    checks,
    paper_errors,
    row_flags,
    together,
    too_high,
    without_flagged,
)
from evaluation.store.linking.links import confirm_link
from evaluation.store.reports.frames import sent_frame
from evaluation.store.reports.quality import flaggable_frame, looks_at
from tests.linking.conftest import ANN

ITEMS = tuple(f"q{n}" for n in range(9))
ASKED = AskedItems(items={"pre": ITEMS, "post": ITEMS}, blocks=(ITEMS[:6], ITEMS[6:]))
SCALE = Scale(id="s", label="Trust", items=ITEMS[:2], minimum=1, maximum=7)
VARIED = (1, 2, 3, 4, 5, 6, 7, 1, 2)


def sent(*rows):
    """A frame of sound responses, 10 minutes apart, each changed as told."""
    sound = {
        "chapter": "c", "experiment": "e", "instrument": "i", "version": "1", "language": "en", "mode": "phone",
        "late": False, "stopped": False,
    }  # fmt: skip
    made = []
    for number, row in enumerate(rows):
        at = pd.Timestamp("2026-05-14 18:00", tz="UTC") + pd.Timedelta(minutes=10 * number)
        answers = dict(zip(ITEMS, np.roll(VARIED, number), strict=True))
        times = {"started_at": at, "submitted_at": at + pd.Timedelta(minutes=3)}
        made.append({"participant": f"p{number}", "wave": "pre", **sound, **times, **answers, **row})
    return pd.DataFrame(made)


def found(frame, flag):
    return row_flags(frame, ASKED)[flag.value].tolist()


def test_sound_answers_show_nothing():
    frame = sent({"participant": "a"}, {"participant": "b"}, {"participant": "a", "wave": "post"})
    assert not row_flags(frame, ASKED).to_numpy().any()


def test_the_second_of_two_answers_of_one_person_at_one_wave_is_repeated():
    frame = sent({"participant": "a"}, {"participant": "a"}, {"participant": "a", "wave": "post"})
    assert found(frame, Flag.REPEATED) == [False, True, False]


def test_varied_answers_that_somebody_else_gave_before_are_alike():
    same = dict(zip(ITEMS, VARIED, strict=True))
    frame = sent(same, same, {**same, "experiment": "other"}, {**same, "q8": 7})
    assert found(frame, Flag.ALIKE) == [False, True, False, False]


def test_equal_answers_of_two_people_who_gave_one_answer_only_are_not_alike():
    frame = sent(*[dict.fromkeys(ITEMS, 4)] * 2)
    assert found(frame, Flag.ALIKE) == [False, False]


def test_one_answer_to_five_or_more_questions_of_a_form_is_straight():
    frame = sent(
        dict.fromkeys(ITEMS[:6], 4),
        {**dict.fromkeys(ITEMS[:5], 4), "q5": np.nan},
        {**dict.fromkeys(ITEMS[:4], 4), "q4": np.nan, "q5": np.nan},
        dict.fromkeys(ITEMS[6:], 4),
    )
    assert found(frame, Flag.STRAIGHT) == [True, True, False, False]


@pytest.mark.parametrize(("seconds", "fast"), [(10.7, True), (10.9, False)])
def test_less_than_a_second_and_a_fifth_a_question_is_too_fast(seconds, fast):
    start = pd.Timestamp("2026-05-14 18:00", tz="UTC")
    frame = sent({"started_at": start, "submitted_at": start + pd.Timedelta(seconds=seconds)})
    assert found(frame, Flag.TOO_FAST) == [fast]


@pytest.mark.parametrize("how", [{"mode": "paper"}, {"started_at": pd.NaT}, dict.fromkeys(ITEMS, np.nan)])
def test_nobody_is_too_fast_whose_time_is_not_known_or_who_answered_nothing(how):
    start = pd.Timestamp("2026-05-14 18:00", tz="UTC")
    assert found(sent({"started_at": start, "submitted_at": start, **how}), Flag.TOO_FAST) == [False]


@pytest.mark.parametrize(("mode", "out"), [("phone", True), ("paper", False)])
def test_after_sent_earlier_than_before_is_out_of_order_but_not_on_paper_keyed_later(mode, out):
    frame = sent({"participant": "a", "wave": "post"}, {"participant": "a", "mode": mode})
    assert found(frame, Flag.ORDER) == [out, False]


def test_after_of_another_version_than_before_is_shown():
    frame = sent({"participant": "a"}, {"participant": "a", "wave": "post", "version": "2"}, {"version": "2"})
    assert found(frame, Flag.VERSIONS) == [False, True, False]


def test_after_of_another_instrument_than_before_is_shown_though_both_are_of_version_1():
    frame = sent({"participant": "a"}, {"participant": "a", "wave": "post", "instrument": "other"})
    assert found(frame, Flag.VERSIONS) == [False, True]


@pytest.mark.parametrize(("left", "missing"), [(3, False), (4, True)])
def test_more_than_a_third_left_out_is_much(left, missing):
    assert found(sent(dict.fromkeys(ITEMS[:left], np.nan)), Flag.MISSING) == [missing]


def test_late_answers_are_shown():
    assert found(sent({"late": True}, {}), Flag.LATE) == [True, False]


def test_without_the_flagged_leaves_the_others():
    frame = sent({"late": True}, {}, dict.fromkeys(ITEMS, 4))
    rest = without_flagged(frame, row_flags(frame, ASKED), flags=[Flag.LATE, Flag.STRAIGHT])
    assert rest["participant"].tolist() == ["p1"]


def test_a_ceiling_is_the_share_who_began_at_the_best_score():
    top = {"q0": 7, "q1": 7}
    check = ceiling(sent(top, {}, {}, {}), SCALE)
    assert (check.count, check.of, check.share.value, too_high(check)) == (1, 4, 0.25, True)


def test_of_a_yes_or_no_question_the_ceiling_is_high_where_four_in_five_began_at_it():
    asked = Scale(id="s", label="Knows a neighbour", items=ITEMS[:1], minimum=0, maximum=1)
    for yes, high in ((3, False), (4, True)):
        check = ceiling(sent(*({"q0": float(place < yes)} for place in range(5))), asked)
        assert (check.count, check.of, too_high(check)) == (yes, 5, high)


def test_where_lower_is_better_the_best_score_is_the_lowest():
    lower = Scale(id="s", label="Nerves", items=ITEMS[:2], minimum=1, maximum=7, direction="lower")
    assert ceiling(sent({"q0": 1, "q1": 1}, {}), lower).count == 1


def test_keying_errors_come_with_their_interval():
    # 1 in 260: Wilson's limits are 0.0006793 and 0.0214608 by R's prop.test(1, 260, correct = FALSE).
    share = paper_errors(1, 260).share
    assert (share.low, share.high) == (pytest.approx(0.0006793, abs=1e-7), pytest.approx(0.0214608, abs=1e-7))


def test_nothing_keyed_twice_says_so_instead_of_a_share():
    assert "keyed twice" in paper_errors(0, 0).share.reason


def test_several_experiments_add_up_in_one_order():
    one = (QualityCheck(flag=Flag.LATE, count=1, of=10), paper_errors(1, 100))
    other = (
        paper_errors(0, 300),
        QualityCheck(flag=Flag.REPEATED, count=2, of=10),
        QualityCheck(flag=Flag.LATE, count=3, of=10),
    )
    checked = together([one, other])
    assert [(check.flag, check.count, check.of) for check in checked] == [
        (Flag.REPEATED, 2, 10),
        (Flag.LATE, 4, 20),
        (Flag.PAPER, 1, 400),
    ]
    assert checked[2].share.value == 1 / 400


def test_every_flag_has_a_sentence_and_what_is_done_about_it():
    assert set(SENTENCES) == set(Flag)
    assert all(found.endswith(".") and done.endswith(".") for found, done in SENTENCES.values())


def test_nobody_at_all_is_checked_without_fault():
    frame = sent({}).iloc[:0]
    assert {check.count for check in checks(frame, ASKED, scales=[SCALE])} == {0}


def quality_of(db, experiment):
    """Every look at the answers of an evening."""
    return list(looks_at(db, experiment, sent_frame(db, [experiment]), flags=frozenset(Flag)))


def test_an_evening_is_looked_at_with_those_joined_as_one(room):
    room.answer("ann", "pre", memory=ANN, answers={"bt1": 10, "bt2": 10, "bt3": 10})
    room.open("post")
    room.answer("ann again", "post", memory={**ANN, "birth_day": "15"}, answers={"bt1": 3})
    room.act(confirm_link, **room.pair("ann", "ann again"))
    with room.database.reading() as db:
        found = quality_of(db, room.experiment(db).id)
        looks = {check.flag: check for check in found if not check.about}
        frame, _ = flaggable_frame(db, room.experiment(db).id)
        best = [check for check in found if check.flag is Flag.CEILING]
    assert (looks[Flag.MISSING].count, looks[Flag.MISSING].of) == (2, 2)
    assert frame["participant"].tolist() == ["p0001", "p0001"]
    assert (best[0].count, best[0].of) == (1, 1)
