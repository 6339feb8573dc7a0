"""Questions that clearly moved the unwelcome way are told of an outcome that is not averaged, too."""

import numpy as np
import pytest

from analysis.scoring.scoring import Scale
from evaluation.impact_report.sections.items_section import items
from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.adversarial import ALONE, SIX, made
from tests.impact_report.page_one import page_1

UNLIKE = Scale(id="unlike", label="Understanding", items=("u1", "u2"), minimum=0, maximum=10, margin=0.3)
BOTH_FELL = "Two questions of understanding, “u1” and “u2”, moved the unwelcome way: −1."


def unlike(names=("A",), *, moved=(-1.0, -1.0)):
    """People whose trust rose; who answered high on one question of the other outcome answered low on the other."""
    rng, rows = np.random.default_rng(7), []
    for name in names:
        for person in range(40):
            own = rng.normal(0, 1.5)
            for wave, far in (("pre", 0.0), ("post", 1.0)):
                row = {"participant": f"{name}{person}", "chapter": name, "wave": wave, "t1": 5 + far}
                ways = zip(UNLIKE.items, (1, -1), moved, strict=True)
                answers = {item: 5 + way * own + far * by + rng.normal(0, 0.3) for item, way, by in ways}
                rows.append(row | {"t1": 5 + far + round(rng.normal(0, 0.5), 1)} | answers)
    return made(rows, scales=(ALONE, UNLIKE))


@pytest.mark.parametrize("names", [("A",), SIX])
@pytest.mark.parametrize("part", ["lede", "quote"])
def test_page_1_names_them(names, part):
    report = unlike(names)
    assert report.measured["unlike"].apart, "the set must put the rule to the proof"
    assert BOTH_FELL in page_1(report)[part]


def test_the_table_of_findings_says_so_and_that_of_questions_marks_them():
    report = unlike()
    row = summary(report, report.language).rows[1]
    assert (row.sure, row.way, row.welcome) == (
        "its questions do not go together",
        "its questions moved the unwelcome way",
        False,
    )
    assert [each.harmed for each in items(report, report.language)[1].rows] == [True, True]


def test_where_they_moved_opposite_ways_neither_is_blamed():
    report = unlike(moved=(-1.0, 1.0))
    assert "unwelcome way" not in page_1(report)["lede"]
    assert summary(report, report.language).rows[1].welcome is None
