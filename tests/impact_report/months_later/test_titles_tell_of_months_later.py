"""A title that tells of a change for the better tells in a few words of harm months later."""

import pytest

from analysis.scoring.scoring import Scale
from tests.impact_report.adversarial import TRUST, group, made
from tests.impact_report.harm.test_harm_in_a_main_outcome import HOPE
from tests.impact_report.months_later.test_beside_a_comparison_group import left_behind
from tests.impact_report.months_later.test_harm_months_later import LIVE_AND_ROUNDED, asked_again, in_chapters
from tests.impact_report.months_later.test_several_groups_later import later as groups_later
from tests.impact_report.page_one import page_1


@LIVE_AND_ROUNDED
def test_of_a_rise(told):
    said = page_1(told(asked_again(-0.5)))["headline"]
    assert said == "Trust in others rose clearly; months later it was lower than before"


def test_of_a_fall():
    report = asked_again(0.5, direction="lower", post=-0.6)
    assert page_1(report)["headline"] == "Trust in others fell clearly; months later it was higher than before"


@LIVE_AND_ROUNDED
def test_of_a_difference(told):
    assert page_1(told(left_behind()))["headline"].endswith("than in comparison groups, and lower months later")


def test_not_where_it_is_still_there():
    assert "months later" not in page_1(asked_again(0.6))["headline"]


@LIVE_AND_ROUNDED
@pytest.mark.parametrize(
    ("later", "said"), [(0.0, "it could not be told from before"), (0.25, "less than half of that was left")]
)
def test_of_a_rise_of_which_nothing_or_little_was_left(told, later, said):
    made_later = told(asked_again(later, spread=0.5))
    assert page_1(made_later)["headline"] == f"Trust in others rose clearly; months later {said}"


@pytest.mark.parametrize(
    ("later", "said"), [(0.0, "no difference could be told"), (0.3, "less than half of the difference was left")]
)
def test_of_a_difference_of_which_nothing_or_little_was_left(later, said):
    headline = page_1(several({"trust": later}, scales=(TRUST,), beside={"trust": 0.0}))["headline"]
    assert "change in trust was clearly higher" in headline
    assert headline.endswith(f"; months later {said}")


ONE_WORSE = {"A": 0.4, "B": 0.2, "C": -0.9, "D": 0.0, "E": 0.3, "F": 0.1}


@LIVE_AND_ROUNDED
def test_of_a_rise_that_was_lost_on_average_before_the_chapter_that_lost_more(told):
    said = page_1(told(in_chapters(ONE_WORSE)))
    in_one = "and it was lower than before in one of the chapters"
    assert said["headline"].endswith(f"; months later it could not be told from before on average, {in_one}")
    assert said["lede"].index("Months later, on the average of six chapters") < said["lede"].index("In C, counting its")


@LIVE_AND_ROUNDED
def test_of_a_rise_of_which_little_was_left_before_the_chapter_that_lost_more(told):
    said = page_1(told(in_chapters(dict.fromkeys("ABDEFGHIJKLM", 0.3) | {"C": -0.6}, n=40)))["headline"]
    in_one = "and it was lower than before in one of the chapters"
    assert said.endswith(f"; months later less than half of that was left on average, {in_one}")


def test_of_a_difference_that_was_lost_on_average_before_the_chapter_that_lost_more():
    found = []
    for place, (name, far) in enumerate(ONE_WORSE.items()):
        came = group(name, "workshop", 20, moved=1.0, seed=place)
        others = group(name, "control", 20, moved=0.0, seed=place + 50)
        found += [came, later_of(came, {"trust": far - 1.0}, (TRUST,)), others, later_of(others, {}, (TRUST,))]
    said = page_1(made(*found))["headline"]
    in_one = "and the change was lower than in the comparison group in one of the chapters"
    assert said.endswith(f"; months later no difference could be told on average, {in_one}")


@LIVE_AND_ROUNDED
def test_of_a_rise_that_two_chapters_lost_and_more(told):
    later = {"A": -2.0, "B": -1.8, "C": 1.5, "D": 1.5, "E": 2.2, "F": 1.4}
    said = page_1(told(in_chapters(later)))["headline"]
    assert said.startswith("Across six chapters, ")
    in_two = "and it was lower than before in two of the chapters"
    assert said.endswith(f"; months later it could not be told from before on average, {in_two}")


def several(later, *, scales=(TRUST, HOPE), beside=None, chapters="ABCDEF"):
    """Chapters of people who rose by 1 in both outcomes, with what each had moved by months later.

    A comparison group did not move, and by months later had moved by `beside`, of which None is not asked.
    """
    found = []
    for place, name in enumerate(chapters):
        came = group(name, "workshop", 20, moved=1.0, scales=scales, seed=place)
        found += [came, later_of(came, {scale: far - 1.0 for scale, far in later.items()}, scales)]
        if beside is not None:
            others = group(name, "control", 20, moved=0.0, scales=scales, seed=place + 50)
            found += [others, later_of(others, beside, scales) if beside else []]
    return made(*found, scales=scales)


def later_of(rows, moved, scales):
    after = [row for row in rows if row["wave"] == "post"]
    ends = {item: moved.get(scale.id, 0.0) for scale in scales for item in scale.items}
    return [row | {"wave": "follow_up"} | {item: row[item] + far for item, far in ends.items()} for row in after]


OF_THOSE_WHO_CAME = "; months later trust of those who came was lower than before"


@pytest.mark.parametrize("beside", [{}, {"trust": -2.0}], ids=["others not asked again", "others fell further"])
def test_that_those_who_came_fell_is_not_said_of_their_difference(beside):
    report = several({"trust": -0.8}, scales=(TRUST,), beside=beside)
    said = page_1(report)["headline"]
    assert "was clearly higher than in " in said
    assert said.endswith(OF_THOSE_WHO_CAME)


def test_of_groups_it_is_said_whose_change_it_is_and_of_how_many():
    found = []
    for k in range(10):
        rows = group(f"Station {k}", "treated" if k % 2 else "control", 20, moved=float(k % 2), seed=k)
        found += [rows, later_of(rows, {"trust": -2.0} if k == 1 else {}, (TRUST,))]
    said = page_1(made(*found))["headline"]
    assert said.endswith(
        "; months later no difference could be told on average, and trust of those who came was lower "
        "than before in one of the groups"
    )


@pytest.mark.parametrize(
    ("later", "beside", "said"),
    [
        ({"trust": 1.0, "hope": -0.8}, None, "hope was lower than before"),
        ({"trust": 1.0, "hope": -0.8}, {"hope": -2.0}, "hope of those who came was lower than before"),
        ({"trust": 1.0, "hope": -0.8}, {"hope": 0.0}, "the change in hope was lower than in the comparison group"),
    ],
)
def test_of_another_main_outcome(later, beside, said):
    assert page_1(several(later, beside=beside))["headline"].endswith("; months later " + said)


def test_of_another_main_outcome_in_one_chapter():
    report = several({"trust": 1.0, "hope": -0.8}, chapters="A")
    assert page_1(report)["headline"] == "Trust rose clearly; months later hope was lower than before"


def test_not_of_an_outcome_that_is_no_main_one():
    minor = Scale(**{**vars(HOPE), "primary": False})
    assert "hope" not in page_1(several({"trust": 1.0, "hope": -0.8}, scales=(TRUST, minor)))["headline"]


def test_of_one_of_several_groups_that_came():
    said = page_1(groups_later({"came": 0.9, "online": -0.9, "waiting": 0.0}))["headline"]
    assert said.endswith("; months later trust had moved the unwelcome way in one of the groups that came")


def test_where_after_was_not_asked():
    found = [group(name, "", 20, moved=1.0, seed=place) for place, name in enumerate("ABC")]
    again = [later_of(each, {"trust": -1.8}, (TRUST,)) for each in found]
    report = made(*[[row for row in each if row["wave"] == "pre"] for each in found], *again)
    said = page_1(report)["headline"]
    assert said.startswith("Asked before and months later, and not after")
    assert said.endswith("; months later trust was lower than before")


def test_of_two_chapters_it_names_the_outcome_and_says_both():
    report = several({"trust": -0.8}, scales=(TRUST,), chapters="AB")
    assert page_1(report)["headline"] == (
        "We do not average trust over two chapters; months later it was lower than before in both chapters"
    )
