"""Where several groups came beside one comparison group, months later too each is told by itself, and no average."""

import json

import pytest

from analysis.wording import months_later
from evaluation.impact_report.build.families import families_of
from evaluation.impact_report.formats import json as json_file
from evaluation.impact_report.sections.comparison_section import comparison
from evaluation.impact_report.sections.summary_section import summary
from evaluation.impact_report.sections.waves_section import waves
from tests.impact_report.adversarial import SIX, TRUST, UNDERSTANDING, group, made
from tests.impact_report.months_later.test_harm_months_later import ticks
from tests.impact_report.page_one import page_1

FIRST = {"came": 0.9, "online": 0.8, "waiting": 0.0}
OF_GROUP = (
    "Months later, beside the comparison group, trust of the {n} people of the group “{arm}” who were asked again "
)


def later(left, *, first=FIRST, n=20, asked=None, scales=(TRUST,)):
    """Six chapters with two groups that came and one that did not; `left` is where each then stood, None if not asked.

    Of a group `asked` has how many of each chapter were.
    """
    found = []
    for k, name in enumerate(SIX):
        for place, arm in enumerate(FIRST):
            rows = group(name, arm, n, moved=first[arm], seed=k + 31 * place, scales=scales)
            found.append(rows)
            if left.get(arm) is None:
                continue
            after = [row for row in rows if row["wave"] == "post"][: (asked or {}).get(arm, n)]
            items = [item for scale in scales for item in scale.items]
            at_first = first[arm][TRUST.id] if isinstance(first[arm], dict) else first[arm]
            fell = at_first - left[arm]
            found.append([row | {"wave": "follow_up"} | {item: row[item] - fell for item in items} for row in after])
    return made(*found, scales=scales)


@pytest.fixture(scope="module")
def parted():
    """The one group kept what it had, the other ended below where it began."""
    return later({"came": 0.9, "online": -0.9, "waiting": 0.0})


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_each_group_is_told_by_itself(parted, part):
    said = page_1(parted)[part]
    assert OF_GROUP.format(n=120, arm="online") + "had moved the unwelcome way: a difference of −0.9" in said
    assert OF_GROUP.format(n=120, arm="came") + "had moved the welcome way: a difference of +0.9" in said


def test_nothing_is_told_of_their_average(parted):
    assert "on the average of six chapters" not in page_1(parted)["lede"] + page_1(parted)["quote"]
    assert "could not be told from" not in page_1(parted)["all"]
    (table,) = waves(parted, parted.language)
    assert [row.contrast for row in table.rows if "comparison" in row.contrast] == [
        "from before to months later, beside the comparison group, the group “came”",
        "from before to months later, beside the comparison group, the group “online”",
    ]


def test_the_badge_tells_of_the_group_that_was_harmed(parted):
    assert ticks(parted)[months_later.GROUPS_BEHIND] is False
    assert parted.badge.label.endswith("and months later the unwelcome way")
    assert "beside the comparison group in one of two groups that came" in page_1(parted)["all"]


def test_the_table_of_findings_has_a_row_for_each_group(parted):
    found = summary(parted, parted.language)
    rows = {row.outcome: (row.who, row.welcome) for row in found.rows}
    both = "120 who came, 120 of the comparison group"
    assert rows["Trust, came, months later"] == (both, True)
    assert rows["Trust, online, months later"] == (both, False)
    assert found.harm == "Moved the unwelcome way beside the comparison group: trust (months later, “online”)."
    assert not any("are in no comparison" in note.message for note in found.notes)


def test_their_figures_are_in_the_file(parted):
    found = json.loads(json_file.text(parted))["outcomes"]["trust"]["waves"]["follow_up"]["difference"]["arms"]
    assert found["n_pairs"] == {"came": 120, "online": 120, "waiting": 120}
    assert found["difference_in_differences"]["online"]["high"] < 0


def test_a_group_of_whose_difference_nothing_is_left_earns_no_tick():
    report = later({"came": 0.9, "online": 0.0, "waiting": 0.0})
    assert ticks(report)[months_later.GROUPS_GONE] is False
    assert OF_GROUP.format(n=120, arm="online") + "had not clearly moved either way: " in page_1(report)["lede"]


def test_a_group_of_whose_difference_less_than_half_is_left_earns_no_tick():
    report = later({"came": 0.9, "online": 0.3, "waiting": 0.0})
    assert ticks(report)[months_later.GROUPS_FADED] is False
    assert "in trust of the group “online”, 0.3 was left in its 120 people" in page_1(report)["lede"]


def test_a_tick_is_for_four_fifths_of_each_group():
    kept = {"came": 0.9, "online": 0.8, "waiting": 0.0}
    assert ticks(later(kept))[months_later.LASTING] is True
    assert ticks(later(kept, asked={"online": 13}))[months_later.GROUP_FEW] is False
    assert ticks(later(kept, asked={"waiting": 13}))[months_later.COMPARISON_FEW] is False


def test_where_the_comparison_group_was_not_asked_nothing_is_said_of_any_difference():
    said = page_1(later({"came": 0.9, "online": 0.8}))
    assert "No answers of the comparison group on trust are from months later" in said["lede"]
    assert "was left in" not in said["all"]
    assert "The comparison group did not answer months later" in said["all"]


@pytest.fixture(scope="module")
def not_asked():
    """The comparison group was not asked months later, when the one group had lost more than it won."""
    return later({"came": 0.9, "online": -0.9})


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_where_the_comparison_group_was_not_asked_it_is_told_what_each_group_had_changed_by(not_asked, part):
    said = page_1(not_asked)[part]
    asked = "Months later, trust of the 120 people of the group “{arm}” who were asked again had moved the {way} way"
    assert asked.format(arm="online", way="unwelcome") + " from where they began: −0.9" in said
    assert asked.format(arm="came", way="welcome") + " from where they began: +0.9" in said


def test_harm_of_a_group_by_itself_stands_under_the_badge_and_in_the_table_of_findings(not_asked):
    assert ticks(not_asked)[months_later.GROUPS_WORSE] is False
    assert not_asked.badge.label.endswith("and months later the unwelcome way")
    found = summary(not_asked, not_asked.language)
    rows = {row.outcome: (row.who, row.change, row.welcome) for row in found.rows}
    assert rows["Trust, online, months later, those who came by themselves"][::2] == ("120 people asked again", False)
    groups = json.loads(json_file.text(not_asked))["outcomes"]["trust"]["waves"]["follow_up"]["groups"]
    assert groups["online"]["n"] == 120
    assert groups["online"]["high"] < 0


def test_of_a_group_that_fell_less_than_the_comparison_group_its_own_fall_is_told():
    said = page_1(later({"came": 0.9, "online": -0.9, "waiting": -2.0}))["lede"]
    assert "the group “online” who were asked again had moved the unwelcome way from where they began: −0.9" in said
    assert OF_GROUP.format(n=120, arm="online") + "had moved the welcome way: a difference of +1.1" in said


def test_nothing_is_told_of_any_group_by_itself_where_one_is_too_small():
    said = page_1(later({"came": 0.9, "online": -0.9}, asked={"came": 0}))["lede"]
    assert "the group “online” who" not in said


def test_harm_of_a_group_in_another_outcome_is_told():
    first = {
        "came": {"trust": 0.9, "understanding": 0.9},
        "online": {"trust": 0.9, "understanding": 0.9},
        "waiting": 0.0,
    }
    said = page_1(later({"came": 0.9, "online": -0.9, "waiting": 0.0}, first=first, scales=(TRUST, UNDERSTANDING)))
    harm = "understanding of difference of the 120 people of the group “online” who were asked again had moved the unw"
    assert harm in said["lede"]
    assert harm in said["quote"]


def test_in_holm_s_family_each_group_is_a_member_and_their_average_is_none():
    first = {
        "came": {"trust": 0.9, "understanding": 0.8},
        "online": {"trust": 0.9, "understanding": -0.8},
        "waiting": {"trust": 0.0, "understanding": 0.0},
    }
    report = later({}, first=first, scales=(TRUST, UNDERSTANDING))
    found = families_of(report.outcomes, across=True)
    assert [name for name, member in found.items() if isinstance(member.p, float)] == [
        "trust/came",
        "trust/online",
        "understanding/came",
        "understanding/online",
    ]
    rows = {row.outcome: row.sure for row in summary(report, report.language).rows}
    assert rows["Understanding of difference, came"].startswith(("clearly more", "more"))
    labels = [row[0] for row in comparison(report, report.language).rows]
    assert labels.count("p after Holm, 2 differences") == 2
