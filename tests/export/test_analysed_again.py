"""`weaving analyse` on the file of an export: the figures of the report that the export was made with."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

import instruments
from analysis.wording import badge
from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.export import package_folder as packages
from evaluation.export.data_package import PackageDescription, described
from evaluation.export.descriptor import holds_example
from evaluation.impact_report.build.scales import from_instrument


def analysed(package, folder, instrument, *, alone=True):
    """What `weaving analyse` makes of the answers of an export, taken out of it or where they stand in it."""
    path = folder / ("answers.csv" if alone else "package/data/answers.csv")
    if alone:
        path.write_bytes(package["data/answers.csv"])
    else:
        packages.place_package(package, folder / "package")
    words = ["analyse", str(path), "--instrument", instrument, "--output", str(folder / "out")]
    done = CliRunner().invoke(weaving, [*words, "--format", "json"], catch_exceptions=False, standalone_mode=False)
    assert done.exit_code == 0
    return json.loads((folder / "out" / "report.json").read_text())


@pytest.fixture(scope="module")
def again(package, tmp_path_factory):
    """What `weaving analyse` makes of the answers of an export."""
    return analysed(package, tmp_path_factory.mktemp("again"), "common-ground/1")


def test_the_file_of_a_version_serves_as_its_name_does(package, again, tmp_path):
    (tmp_path / "own.toml").write_text(
        instruments.canonical_toml(instruments.load("common-ground", 1)), encoding="utf-8"
    )
    assert analysed(package, tmp_path, str(tmp_path / "own.toml"))["outcomes"] == again["outcomes"]


def test_a_version_that_did_not_come_with_the_program_is_a_sentence_with_what_to_do(package, tmp_path):
    with pytest.raises(
        Refused, match=r"there are .*common-ground/1.*weaving instrument export own/3 --output own.toml"
    ):
        analysed(package, tmp_path, "own/3")


def test_the_file_of_an_export_gives_the_figures_that_stand_beside_it(package, again):
    written = csv.DictReader(io.StringIO(package["data/figures.csv"].decode(), newline=""))
    told = {row["key"]: row["value"] for row in written}
    compared = 0
    for scale, outcome in again["outcomes"].items():
        for place, figures in {"participants": outcome["participants"], **_places(outcome["chapters"])}.items():
            for name in ("n_pairs", "mean_pre", "mean_post", "mean_change"):
                if told.get(key := f"outcomes.{scale}.{place}.{name}"):
                    assert figures[name] == pytest.approx(float(told[key]), abs=rounding(figures["n_pairs"])), key
                    compared += 1
    assert compared > 20


def rounding(pairs):
    """How far a released average may lie from the unrounded one."""
    return 0.0501 if pairs >= 20 else 0.501


def _places(chapters):
    return {f"chapters.{name}": figures for name, figures in chapters.items()}


def test_the_file_of_an_export_is_known_to_hold_pairs_alone(package, tmp_path):
    told = analysed(package, tmp_path, "common-ground/1", alone=False)
    assert told["design"]["answered_once"] == "left out"
    assert badge.PAIRS_ALONE in _reasons(told)
    assert "not_estimable" in told["flow"]["pre_only"]


def test_a_report_made_again_says_a_place_where_the_questions_name_one():
    asked = [f"{each.ask} {each.text}" for each in from_instrument("common-ground/1").context["items"].values()]
    assert any("people in your area" in words for words in asked)
    assert not any("{place}" in words for words in asked)


def test_invented_people_stay_marked_in_a_report_made_again(tmp_path):
    about = PackageDescription(
        study="S", slug="s", example=True, made_at=datetime(2026, 5, 1, tzinfo=UTC), below=5, people=1, left_out=""
    )
    for name, is_example in (("example", True), ("real", False)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "answers.csv").write_bytes(b"participant")
        described_as = described({"answers.csv": b"participant"}, [], [], replace(about, example=is_example))
        (folder / "datapackage.json").write_bytes(described_as)
        assert holds_example(folder / "answers.csv") is is_example


def test_a_copy_of_it_elsewhere_ticks_nothing_that_it_cannot_show(again):
    assert badge.NOBODY_ONCE in _reasons(again)
    assert not {badge.SAME_PEOPLE, badge.MOST_BEFORE} & _reasons(again)


@pytest.mark.parametrize("strange", ["[]", "no JSON", '{"resources": [1, {"path": "answers.csv"}]}', "\u00e9"])
def test_any_other_description_beside_a_file_says_nothing_of_it(package, tmp_path, strange):
    (tmp_path / "datapackage.json").write_bytes(strange.encode("latin-1"))
    assert badge.NOBODY_ONCE in _reasons(analysed(package, tmp_path, "common-ground/1"))


def _reasons(told):
    return {each["text"] for each in told["report"]["badge"]["reasons"]}
