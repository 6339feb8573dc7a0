"""How many are missing, where that is held back, follows from nothing that the report or its files tell."""

import json

import pytest

from evaluation.impact_report.formats import csv, html
from evaluation.impact_report.formats.json import document
from tests.impact_report.adversarial import SIX, group, made
from tests.impact_report.page_one import plain
from tests.releases.masked import as_released

TELLING = ("bounds", "tipping_point", "all_rows", "baseline_smd")


def lost_of(lost, *, n=12, moved=1.0, experiment=None):
    """Six chapters, and how many people of each did not answer after."""
    chapters = []
    for place, (name, count) in enumerate(zip(SIX, lost, strict=True)):
        rows = group(name, "", n, moved=moved, seed=place + 1, experiment=experiment, noise=1.5)
        chapters.append([row for k, row in enumerate(rows) if row["wave"] == "pre" or k // 2 >= count])
    return chapters


def missing(report):
    return plain(html.page(report)).rpartition("Who is missing")[2].partition("What this cannot tell us")[0]


@pytest.mark.parametrize("lost", [(1, 1, 1, 1, 1, 0), (1, 1, 1, 1, 1, 1), (2, 2, 2, 2, 2, 2), (1, 0, 0, 0, 0, 7)])
def test_what_they_could_change_is_not_told_where_their_number_is_held_back(lost):
    report = made(*lost_of(lost))
    said = missing(report)
    assert "some counts are held back" in said
    assert (
        "Of one of these counts, or both, people are so few that figures about them could tell what they answered."
        in said
    )
    assert "lowest answer" not in said
    assert "points" not in said


@pytest.mark.parametrize("lost", [(1, 1, 1, 1, 1, 0), (1, 1, 1, 1, 1, 1), (2, 2, 2, 2, 2, 2), (1, 0, 0, 0, 0, 7)])
def test_neither_file_of_a_release_tells_it(lost):
    report = as_released(made(*lost_of(lost)))
    told = document(report)
    trust = told["outcomes"]["trust"]
    counts = [told["flow"], told["flow"]["chapters"]["A"]]
    assert all("suppressed" in each[field] for each in counts for field in ("pre", "pre_only"))
    groups = [trust["participants"], trust["chapters"]["A"], told["items"]["t1"]]
    assert all("suppressed" in each["n_pre"] for each in groups)
    assert "suppressed" in trust["participants"]["alpha_pre"]["low"]
    assert list(trust["missing"]) == ["suppressed"]
    keys = {key for key, value, _ in csv.figure_rows(report) if value is not None}
    assert not {f"outcomes.trust.missing.{name}" for name in TELLING} & keys
    assert not {"flow.pre", "flow.pre_only", "outcomes.trust.participants.n_pre", "items.t1.n_pre"} & keys


def test_the_file_of_an_analysis_tells_it_to_whoever_has_the_answers():
    told = document(made(*lost_of((1, 1, 1, 1, 1, 0))))
    assert (told["flow"]["pre"], told["flow"]["pre_only"]) == (72, 5)
    assert told["outcomes"]["trust"]["chapters"]["A"]["n_pre"] == 12
    assert set(TELLING) <= set(told["outcomes"]["trust"]["missing"])


def test_few_of_one_experiment_do_not_follow_from_the_others_of_its_chapter():
    rows = [row for name in ("x", "y") for row in group("A", "", 12, moved=1.0, experiment=name, key=name)]
    for person in range(4):
        rows = [row for row in rows if (row["participant"], row["wave"]) != (f"Ax{person}", "post")]
    rows = [row for row in rows if (row["participant"], row["wave"]) != ("Ay0", "post")]
    found = document(as_released(made(rows)))["outcomes"]["trust"]["experiments"]
    assert all("suppressed" in each["n_pre"] for each in found.values())


def test_where_their_number_is_told_so_is_what_they_could_change():
    told = document(made(*lost_of((3, 3, 3, 3, 3, 3))))
    assert (told["flow"]["pre"], told["flow"]["pre_only"]) == (72, 18)
    assert set(TELLING) <= set(told["outcomes"]["trust"]["missing"])
    assert "suppressed" not in json.dumps(told["outcomes"]["trust"]["chapters"])


def test_points_that_no_answers_allow_are_not_told():
    many, few = missing(made(*lost_of((6,) * 6, moved=1.0))), missing(made(*lost_of((3,) * 6, moved=4.0)))
    assert "points less than the others" in many
    assert "No answers that those missing could have given would make the average change nil." in few
    assert "points" not in few.partition("on a scale of")[0]
