"""Lighthouse, where it is installed (`npm install --global lighthouse`), on a slow phone as it imagines one."""

import json
import os
import shutil
import subprocess

import pytest

from evaluation.store.responses.responses import record_response
from tests.conftest import ARGUMENTS, CHROMIUM

pytestmark = [pytest.mark.browser, pytest.mark.long]
LEAST = 0.95


def scores(address: str) -> dict[str, float]:
    """What Lighthouse gives a page in each of three categories, 0 to 1."""
    program = shutil.which("lighthouse")
    if program is None or not CHROMIUM.exists():
        pytest.skip("Lighthouse is not installed: `npm install --global lighthouse` puts it on the path.")
    flags = f"--chrome-flags={' '.join(ARGUMENTS)}"
    wanted = ["--only-categories=performance,accessibility,best-practices", "--output=json", "--quiet"]
    done = subprocess.run(
        [program, address, *wanted, "--no-enable-error-reporting", flags],
        capture_output=True,
        check=True,
        timeout=300,
        env={**os.environ, "CHROME_PATH": str(CHROMIUM)},
    )
    return {name: category["score"] for name, category in json.loads(done.stdout)["categories"].items()}


def low(address: str) -> dict[str, float]:
    return {name: score for name, score in scores(address).items() if score < LEAST}


@pytest.mark.parametrize("state", ["start", "start at After", "questionnaire", "receipt", "between", "privacy"])
def test_a_page_that_needs_no_cookie_scores_at_least_95_in_each_category(live, state):
    at, response = f"/{live.words}", live.begin()
    if state == "between":
        live.close("pre")
    elif state in {"start at After", "questionnaire"}:
        live.open("post")
        response = live.begin("post")
    elif state == "receipt":
        with live.database.transaction() as db:
            record_response(db, live.submission(response), now=live.clock())
    address = {
        "questionnaire": f"{at}/post/en/{response}",
        "receipt": f"{at}/sent/{response}",
        "privacy": f"{at}/privacy",
    }.get(state, at)
    assert low(live.base + address) == {}
