"""`weaving analyse` on the file of an export: the figures of the report that the export was made with."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

import instruments
from evaluation.cli import weaving
from evaluation.errors import Refused


def analysed(package, folder, instrument):
    (folder / "answers.csv").write_bytes(package["data/answers.csv"])
    words = ["analyse", str(folder / "answers.csv"), "--instrument", instrument, "--output", str(folder / "out")]
    done = CliRunner().invoke(weaving, [*words, "--format", "json"], catch_exceptions=False, standalone_mode=False)
    assert done.exit_code == 0
    return json.loads((folder / "out" / "report.json").read_text())


@pytest.fixture
def again(package, tmp_path):
    """What `weaving analyse` makes of the answers of an export."""
    return analysed(package, tmp_path, "common-ground/1")


def test_the_file_of_a_version_serves_as_its_name_does(package, again, tmp_path):
    (tmp_path / "own.toml").write_text(instruments.canonical(instruments.load("common-ground", 1)), encoding="utf-8")
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
