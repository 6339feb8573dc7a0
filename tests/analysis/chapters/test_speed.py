"""The quick ways give the slow ways' answers, and are quick; the figures are those the benchmarks print."""

import importlib.util
from pathlib import Path

import pytest

from analysis.mixed import all_rows


@pytest.fixture(scope="module")
def speed():
    """The benchmarks' own functions."""
    path = Path(__file__).parents[2] / "benchmarks" / "analysis_speed.py"
    spec = importlib.util.spec_from_file_location("analysis_speed", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_thirty_thousand_people_give_statsmodels_figures_to_six_digits(speed):
    # smf.mixedlm("y ~ after", groups=person).fit(reml=True, method="lbfgs", gtol=1e-10), statsmodels 0.14.5, 15.5 s
    found = all_rows(speed.people_with_losses())
    assert found.estimate == pytest.approx(0.24720686654884746, rel=1e-6)
    assert found.correlation == pytest.approx(2.205378794277701 / (2.205378794277701 + 1.4396376790395533), rel=1e-6)


def test_thirty_thousand_people_take_no_time(speed):
    assert speed.reml_30000_seconds()["met"]


def test_the_exact_signed_rank_of_three_hundred_pairs_takes_no_time(speed):
    assert speed.signed_rank_300_seconds()["met"]


@pytest.mark.long
def test_the_bootstrap_is_fifty_times_quicker_than_scipys(speed):
    assert speed.bootstrap_ratio_to_scipy()["met"]
