"""Reports made once and read by many tests."""

from pathlib import Path

import pytest

from analysis.estimate.plan import read_scales
from analysis.io.frames import read_responses
from evaluation.impact_report.build.report import Context, impact_report
from tests.impact_report.examples import evening, study

SIX = (40, 25, 30, 4, 28, 35)

SCHOOLS = Path(__file__).parents[3] / "shared" / "external" / "six-schools-trust"


@pytest.fixture(scope="session")
def one_evening():
    """34 pairs in one chapter."""
    return evening(came=53, organisations=11, rounds=5, minutes=7, one_to_ones=130)


@pytest.fixture(scope="session")
def six_chapters():
    """Five chapters with results, one under the threshold and one without answers."""
    return study(SIX, chapters=(*(f"Chapter {letter}" for letter in "ABCDEFG"),))


@pytest.fixture(scope="session")
def schools_folder():
    """Real answers from six schools (Reimer et al., Shared Education), where they are at hand."""
    if not SCHOOLS.is_dir():
        pytest.skip("The answers of the six schools are not on this machine.")
    return SCHOOLS


@pytest.fixture(scope="session")
def schools(schools_folder):
    """The report of the six schools."""
    scales, plan = read_scales(schools_folder / "scales.toml")
    return impact_report(read_responses(schools_folder / "responses.csv", scales), scales, plan, context=Context())
