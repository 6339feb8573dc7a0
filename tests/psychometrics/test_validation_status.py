"""A scale is called checked by a stated rule alone: interviews first, then figures at every wave."""

from dataclasses import replace

import pytest

from analysis.psychometrics.scale_figures import ItemInScale, ScaleFigures
from analysis.psychometrics.validation_status import ValidationStatus, status_of

ITEMS = ("a", "b", "c")
HEARD = dict.fromkeys(ITEMS, 5)
GOOD = ScaleFigures(
    people=100, method="alpha", reliability=0.7,
    items=dict.fromkeys(ITEMS, ItemInScale(correlation=0.3, alpha_without=0.6)),
)  # fmt: skip


def test_without_interviews_nothing_is_validated_however_good_the_figures():
    assert status_of(ITEMS, interviewed={}, waves=[GOOD, GOOD]) == ValidationStatus.NOT_YET


def test_one_item_that_fewer_than_five_people_were_asked_about_holds_up_the_scale():
    assert status_of(ITEMS, interviewed={**HEARD, "b": 4}, waves=[GOOD]) == ValidationStatus.NOT_YET


def test_interviews_alone_say_that_it_is_understood():
    assert status_of(ITEMS, interviewed=HEARD, waves=[]) == ValidationStatus.UNDERSTOOD


def test_interviews_and_figures_at_every_wave_say_that_it_is_checked():
    assert status_of(ITEMS, interviewed=HEARD, waves=[GOOD, GOOD]) == ValidationStatus.CHECKED


@pytest.mark.parametrize(
    "lacking",
    [
        {"people": 95},
        {"people": None},
        {"reliability": 0.69},
        {"reliability": None},
        {"items": {}},
        {"items": {"a": ItemInScale(correlation=0.29, alpha_without=0.6)}},
        {"items": {"a": ItemInScale(correlation=None, alpha_without=None)}},
    ],
)
def test_a_wave_whose_figures_do_not_hold_leaves_it_understood(lacking):
    waves = [GOOD, replace(GOOD, **lacking)]
    assert status_of(ITEMS, interviewed=HEARD, waves=waves) == ValidationStatus.UNDERSTOOD
