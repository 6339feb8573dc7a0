"""What computing leaves over of a change of nil is no fall and no rise: every count of page 1 says the same."""

import re
from dataclasses import replace

import pytest

from analysis.pooling.averages import Headline
from analysis.wording.measured import Measured
from analysis.wording.phrases import Way
from evaluation.impact_report.build.findings import moved_unwelcome
from tests.impact_report.adversarial import TRUST, made
from tests.impact_report.page_one import page_1

THIRDS = ((1, 0, 0), (-1, 0, 0), (1, 1, 0), (-1, -1, 0), (0, 0, 1), (0, -1, 0))
LEFT_OVER = 1e-16


def chapters(rose, unchanged, fell):
    """Twelve people each; in `unchanged` chapters those who rose by thirds are as many as those who fell by them.

    In others eight people rose, or fell, by a third more: too little for a range past nil.
    """
    moves, rows = [1] * rose + [0] * unchanged + [-1] * fell, []
    for place, move in enumerate(moves):
        for person in range(12):
            before = [3 + person % 5] * 3
            first, *others = THIRDS[person % 6]
            moved = [first + (move if person < 8 else 0), *others]
            for wave in ("pre", "post"):
                answers = [b + (m if wave == "post" else 0) for b, m in zip(before, moved, strict=True)]
                row = {"participant": f"{place}-{person}", "chapter": f"Ch {place + 1:02d}", "wave": wave}
                rows.append(row | dict(zip(TRUST.items, map(float, answers), strict=True)))
    return rows


@pytest.mark.parametrize("turned", [False, True], ids=["as it is", "mirrored"])
def test_chapters_that_did_not_change_are_in_no_count_of_falls(turned):
    rows = chapters(rose=7, unchanged=4, fell=1)
    if turned:
        rows = [row | {item: 10 - row[item] for item in TRUST.items} for row in rows]
    scale = replace(TRUST, direction="lower") if turned else TRUST
    report = made(rows, scales=(scale,))
    estimates = [each.estimate for each in report.first.across.chapters.values()]
    assert any(0 < abs(each) < LEFT_OVER * 10 for each in estimates), "the set must put the rule to the proof"
    said = page_1(report)["all"]
    ways = ("one", "seven") if turned else ("seven", "one")
    told = "It rose in {} of 12 chapters, fell in {} and stayed the same in four.".format(*ways)
    assert told in said.replace("of twelve", "of 12")
    seen = re.search(r"Here (\w+) of (?:twelve|12) did\.", said)
    assert seen, "the set must put the rule to the proof"
    assert seen[1] == "one"


@pytest.mark.parametrize("end", [LEFT_OVER, -LEFT_OVER, 0.0])
def test_a_range_that_ends_at_nil_is_on_no_side_of_it(end):
    for low, high in ((end, 0.4), (-0.4, end)):
        found = Measured(outcome="Trust", minimum=0, maximum=10, n=40, change=(low + high) / 2, low=low, high=high)
        assert not found.is_clear
        assert not found.unwelcome
    assert not moved_unwelcome(Headline(estimate=-0.2, low=-0.4, high=end), Way.FALL)
