"""A comparison group is asked all but the questions about the meeting, which an instrument marks by their role."""

import pytest

import instruments
from instruments import ItemRole, WaveKind
from instruments.asking.comparison_group import for_comparison_group

WHOLE = instruments.load("common-ground", 2)
ABOUT_MEETING = {"post": ["oo1", "oo2", "wm1", "op1"], "follow_up": ["ma1", "tp1"]}


def names(version, wave):
    return [item.id for item in version.questions(wave)]


@pytest.mark.parametrize("wave", WaveKind)
def test_it_is_asked_all_but_the_questions_about_the_meeting(wave):
    left = [name for name in names(WHOLE, wave) if name not in ABOUT_MEETING.get(wave, ())]
    assert names(for_comparison_group(WHOLE), wave) == left


def test_a_question_that_is_asked_before_any_meeting_too_is_not_about_it():
    assert "hp1" in names(for_comparison_group(WHOLE), "post")


def test_what_is_scored_stays_as_it_is():
    assert instruments.scoring_key(for_comparison_group(WHOLE)) == instruments.scoring_key(WHOLE)


@pytest.mark.parametrize("name", ["learning-module", "about-you", "community-life"])
def test_where_nothing_is_about_a_meeting_everything_is_asked(name):
    whole = instruments.load(name, 1)
    assert for_comparison_group(whole) is whole


@pytest.mark.parametrize("rests", [{"at_most": "oo1"}, {"follows": "wm1", "follows_at": (3,)}])
def test_a_question_that_rests_on_one_about_the_meeting_is_left_out_with_it(rests):
    more = WHOLE.items_by_id["oo2"].model_copy(
        update={"id": "more", "role": ItemRole.CONTEXT, "at_most": None, **rests}
    )
    assert "more" not in names(for_comparison_group(WHOLE.having(items=(*WHOLE.items, more))), "post")
