"""Page 1 tells of a change between pretest and Before, which no workshop brought."""

import re

import pytest

from tests.impact_report.adversarial import SIX, group, made
from tests.impact_report.page_one import page_1


def with_pretest(chapters, *, drift, people=20):
    """People who rose by 0.8 from Before to After, and had moved by `drift` between pretest and Before."""
    groups = []
    for k, name in enumerate(chapters):
        rows = group(name, "", people, moved=0.8, seed=k, noise=0.2)
        before = [row for row in rows if row["wave"] == "pre"]
        shift = dict.fromkeys(("t1", "t2", "t3"), drift)
        early = [
            {
                **row,
                "wave": "pretest",
                **{item: round(row[item] - by + 0.1 * (n % 3 - 1), 1) for item, by in shift.items()},
            }
            for n, row in enumerate(before)
        ]
        groups.append(early + rows)
    return page_1(made(*groups))


@pytest.mark.parametrize("chapters", ["A", SIX])
@pytest.mark.parametrize(("drift", "way"), [(0.8, "risen"), (-0.8, "fallen")])
def test_what_had_moved_before_anybody_met_is_told(chapters, drift, way):
    people = 20 * len(chapters)
    who = f"between pretest and Before, trust of {people} people asked at all three"
    said = with_pretest(chapters, drift=drift)["lede"]
    assert re.search(f"Before the workshop, {who} had already {way} by 0\\.[78]", said)


def test_nothing_is_said_where_nothing_had_moved():
    assert "pretest" not in with_pretest("A", drift=0.0)["lede"]


def test_nothing_is_said_of_a_few():
    assert "pretest" not in with_pretest("A", drift=0.8, people=8)["lede"]


def test_nothing_is_said_where_no_pretest_was_asked():
    assert "pretest" not in page_1(made(group("A", "", 20, moved=0.8)))["lede"]
