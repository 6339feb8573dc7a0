"""docs/asvs.json answers every requirement of ASVS 5.0.0, levels 1 and 2, with a test that is there or a reason."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
KEPT = json.loads((ROOT / "docs" / "asvs.json").read_text("utf-8"))
REQUIREMENTS = KEPT["requirements"]
COUNTS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4,
    "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
    "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
"""By section of the standard: its requirements of levels 1 and 2, which are numbered from 1 without a gap."""
IDS = [f"{section}.{number}" for section, count in COUNTS.items() for number in range(1, count + 1)]


def test_every_requirement_of_levels_1_and_2_is_answered_once():
    assert [each["id"] for each in REQUIREMENTS] == IDS
    assert (KEPT["version"], KEPT["levels"], len(IDS)) == ("5.0.0", [1, 2], 253)


@pytest.mark.parametrize("each", REQUIREMENTS, ids=lambda each: each["id"])
def test_each_has_a_test_that_is_there_or_a_reason(each):
    assert each["status"] in {"met", "not applicable", "accepted gap"}
    assert each["about"]
    if "test" not in each:
        assert len(each["reason"].split()) > 1
        return
    assert each["status"] == "met"
    path, _, name = each["test"].partition("::")
    assert not name or f"\ndef {name}(" in (ROOT / path).read_text("utf-8")


@pytest.mark.parametrize("each", [one for one in REQUIREMENTS if one["status"] != "met"], ids=lambda one: one["id"])
def test_what_is_not_met_says_why(each):
    assert each["reason"]
