"""`weaving analyse` on the file of an export: the figures of the report that the export was made with."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving


@pytest.fixture
def again(package, tmp_path):
    """What `weaving analyse` makes of the answers of an export."""
    path = tmp_path / "answers.csv"
    path.write_bytes(package["data/answers.csv"])
    words = ["analyse", str(path), "--instrument", "common-ground/1", "--output", str(tmp_path / "out")]
    done = CliRunner().invoke(weaving, [*words, "--format", "json"], catch_exceptions=False, standalone_mode=False)
    assert done.exit_code == 0
    return json.loads((tmp_path / "out" / "report.json").read_text())


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
