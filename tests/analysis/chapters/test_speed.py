"""The quick ways give the slow ways' answers; how quick they are, the benchmarks print."""

import importlib.util
from pathlib import Path

import pytest

from analysis.pooling.mixed import all_rows


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


def test_thirty_thousand_people_give_lme4s_figures_to_six_digits(speed):
    # lme4 1.1.37, R 4.5.0: lmer(y ~ after + (1|id), REML=TRUE), bobyqa with rhoend = 1e-12
    found = all_rows(speed.people_with_losses())
    assert found.estimate == pytest.approx(0.24720686885706331, rel=1e-6)
    assert found.se == pytest.approx(0.011029502183757495, rel=1e-6)
    assert found.correlation == pytest.approx(2.20538153002 / (2.20538153002 + 1.43963644035), rel=1e-6)


@pytest.mark.long
@pytest.mark.parametrize("row", ["reml_30000_seconds", "bootstrap_ratio_to_scipy", "signed_rank_300_seconds"])
def test_every_goal_of_speed_is_met(speed, row):
    assert speed.ROWS[row](False)["met"]
