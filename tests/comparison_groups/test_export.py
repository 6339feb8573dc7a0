"""A data package of a study with comparison groups: the column `arm`, known to whoever reads it."""

import csv
import io
import json

import pytest

from evaluation.export.export_job import read_and_pack
from evaluation.export.package_folder import place_package
from tests.comparison_groups.conftest import PEOPLE
from tests.export.test_analysed_again import analysed
from tests.export.test_package import valid


@pytest.fixture(scope="module")
def package(study):
    return read_and_pack(study.services, study.desk.study.id, step=lambda *_: None)


def rows(package, name):
    return list(csv.DictReader(io.StringIO(package[name].decode("utf-8-sig"), newline="")))


def test_every_answer_says_on_which_side_it_is(package):
    sides = {row["participant"]: row["arm"] for row in rows(package, "data/answers.csv")}
    assert sorted(sides.values()) == ["comparison"] * 3 * PEOPLE + ["workshop"] * 3 * PEOPLE


def test_the_codebook_and_the_package_know_the_column(package, tmp_path):
    (found,) = [row for row in rows(package, "data/codebook.csv") if row["name"] == "arm"]
    assert found["values"] == "workshop Came to a workshop; comparison Comparison group"
    told = json.loads(package["datapackage.json"])
    (answers,) = [each for each in told["resources"] if each["path"] == "data/answers.csv"]
    (field,) = [each for each in answers["schema"]["fields"] if each["name"] == "arm"]
    assert field["constraints"] == {"enum": ["workshop", "comparison"]}
    place_package(package, tmp_path)
    assert valid(tmp_path)["valid"]


def test_the_file_analysed_again_is_the_same_difference(package, tmp_path):
    again = analysed(package, tmp_path, "common-ground/1")
    told = {row["key"]: row["value"] for row in rows(package, "data/figures.csv")}
    found = again["outcomes"]["bridging_trust"]["difference"]["headline"]["estimate"]
    assert again["design"]["arms"] == ["comparison", "workshop"]
    assert found == pytest.approx(float(told["outcomes.bridging_trust.difference.headline.estimate"]), abs=0.0501)


def test_questions_about_a_meeting_are_held_back_of_nobody_who_had_none(package):
    """Nobody here answered them, and workshops alone were asked."""
    told = json.loads(package["datapackage.json"])["held_back"]
    of = {each["experiment"] for each in told if each["outcome"] == "One-to-ones" and "experiment" in each}
    sides = {row["experiment"]: row["arm"] for row in rows(package, "data/answers.csv")}
    assert sorted(sides[each] for each in of) == ["workshop"] * 3
