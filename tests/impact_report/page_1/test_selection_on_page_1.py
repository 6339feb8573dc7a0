"""Page 1 and its quote say where many who answered before are missing after and had begun clearly otherwise."""

import pytest

from tests.impact_report.adversarial import NERVES, SIX, TRUST, group, made
from tests.impact_report.page_one import page_1
from tests.impact_report.sections.test_who_has_a_score import BLANK
from tests.releases.masked import as_released


def ordered(rows):
    """Participants from the lowest score before to the highest."""
    before = {row["participant"]: sum(row[item] for item in TRUST.items) for row in rows if row["wave"] == "pre"}
    return sorted(before, key=before.get)


def leaving(rows, people, *, lowest=True):
    """The rows without what the lowest, or the highest, so many people answered after."""
    names = ordered(rows)
    gone = names[:people] if lowest else names[-people:]
    return [row for row in rows if row["wave"] == "pre" or row["participant"] not in gone]


@pytest.mark.parametrize(("lowest", "way"), [(True, "lower"), (False, "higher")])
def test_half_gone_from_one_end_is_in_the_lede_and_in_the_quote(lowest, way):
    said = page_1(made(leaving(group("A", "", 40, moved=1.0), 20, lowest=lowest)))
    lost = f"20 of the 40 people who answered before did not answer after; they had begun {way}, by "
    assert lost in said["lede"]
    assert lost in said["quote"]
    assert "40 people had answered before" not in said["quote"]


def test_it_is_told_across_chapters_and_beside_a_comparison_group():
    came = [leaving(group(name, "came", 24, moved=1.0, seed=k), 10) for k, name in enumerate(SIX)]
    others = [group(name, "control", 20, moved=0.0, seed=k + 9) for k, name in enumerate(SIX)]
    across, beside = page_1(made(*came)), page_1(made(*came, *others))
    for part in ("lede", "quote"):
        assert "60 of the 144 people who answered before did not answer after; they had begun lower" in across[part]
        assert "60 of the 144 people who came and answered before did not answer after" in beside[part]


def test_people_who_answered_and_have_no_score_are_told_as_that():
    rows = group("A", "", 40, moved=1.0, scales=(TRUST, NERVES))
    low = ordered(rows)[:20]
    gone = [
        {**row, **dict.fromkeys(TRUST.items, BLANK)} if row["wave"] == "post" and row["participant"] in low else row
        for row in rows
    ]
    said = page_1(made(gone, scales=(TRUST, NERVES)))
    assert "20 of the 40 people with a score of trust before have none after; they had begun lower" in said["lede"]


def test_few_who_left_and_those_who_began_alike_are_not_told_there():
    few = page_1(made(leaving(group("A", "", 40, moved=1.0), 8)))
    rows = group("A", "", 40, moved=1.0)
    every_other = ordered(rows)[::2]
    alike = page_1(made([row for row in rows if row["wave"] == "pre" or row["participant"] not in every_other]))
    for said in (few, alike):
        assert "they had begun" not in said["lede"] + said["quote"]


def test_a_release_tells_nothing_of_those_who_left():
    report = as_released(made(leaving(group("A", "", 60, moved=1.0), 30)), waiting=0)
    assert "they had begun" not in page_1(report)["all"]
