"""Where groups of one side each are compared, page 1 names a group that came and clearly fell, whatever all did."""

from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.adversarial import group, made
from tests.impact_report.page_one import page_1


def stations(*moved, many=80, few=12):
    """Stations that came and moved by so much, the first of many people, and as many that did not come."""
    sizes = [many, *[few] * (len(moved) - 1)]
    came = [
        group(f"Station {k}", "treated", n, moved=far, seed=k)
        for k, (n, far) in enumerate(zip(sizes, moved, strict=True))
    ]
    return made(*came, *[group(f"Station {k}", "control", 12, moved=0.0, seed=k) for k in range(6, 11)])


def test_a_station_that_fell_among_many_that_rose_is_named_in_the_lede_and_the_quote():
    said = page_1(stations(-0.9, 0.9, 0.9, 0.9, 0.9))
    for place in ("lede", "quote"):
        assert "In Station 0, whatever the comparison group did, trust of the 80 people who came moved" in said[place]
    assert "Station 1, whatever" not in said["lede"]


def test_it_has_a_row_in_the_table_of_findings():
    report = stations(-0.9, 0.9, 0.9, 0.9, 0.9)
    rows = {row.outcome: row.welcome for row in summary(report, report.language).rows}
    assert rows["Trust, Station 0, those who came by themselves"] is False


def test_several_are_counted_of_the_groups_that_came():
    said = page_1(stations(-0.9, -0.9, -0.9, 2.9, 2.9, many=12))["lede"]
    assert "in three of five groups that came: Station 0 " in said


def test_of_two_kinds_of_groups_that_went_opposite_ways_it_is_of_both_taken_together():
    arms = {"came": 0.3, "online": -1.2, "control": 0.0}
    groups = [
        group(name, arm, 20, moved=far, seed=10 * k + place)
        for k, name in enumerate("ABCDEF")
        for place, (arm, far) in enumerate(arms.items())
    ]
    said = page_1(made(*groups, comparison="control"))["lede"]
    assert "By themselves, all groups that came, taken together, moved the unwelcome way in trust" in said
    assert "those who came moved" not in said


def test_where_every_station_rose_none_is_named():
    assert "whatever the comparison group did" not in page_1(stations(0.9, 0.9, 0.9, 0.9, 0.9))["all"]
