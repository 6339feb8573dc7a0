"""Where the Maryland scale stands higher than the badge beside it, page 1 says in one sentence why."""

from evaluation.impact_report.text.footer import DESIGN_ALONE
from tests.impact_report.adversarial import SIX, group, made
from tests.impact_report.page_one import page_1


def by_lot(moved):
    sides = (("workshop", moved, 0), ("control", 0.0, 50))
    return made(
        *(group(name, arm, 20, moved=far, seed=k + add) for k, name in enumerate(SIX) for arm, far, add in sides),
        comparison="control",
        randomised=True,
    )


def test_a_lot_of_which_nothing_is_claimed_has_the_reason():
    report = by_lot(0.3)
    assert report.badge.level < 5
    assert page_1(report)["all"].count(DESIGN_ALONE) == 1


def test_one_group_has_none():
    assert (
        DESIGN_ALONE not in page_1(made(*(group(name, "", 20, moved=1.0, seed=k) for k, name in enumerate(SIX))))["all"]
    )
