"""`weaving demo` as it is typed, from an empty folder to reports under Reports and an evening a phone can answer at."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from werkzeug.test import Client

from evaluation.application import application_for
from evaluation.demonstration.example_home import ExampleHome
from evaluation.demonstration.example_people import example_people
from evaluation.domain.clock import now_utc
from evaluation.models import Role
from evaluation.storage.database import open_database
from evaluation.web.app import Services
from tests.staff_pages import token_in


def demo(folder, *options):
    command = [str(Path(sys.executable).with_name("weaving")), "demo", "--output", str(folder), "--no-serve", *options]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, env=os.environ
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An example of few people, and what making it said."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    return folder, demo(folder, "--people", "8")


@pytest.fixture
def evaluator(made, monkeypatch):
    """A browser in which the example's evaluator is signed in by a link; the example is named as `make demo` does."""
    monkeypatch.chdir(made[0].parent)
    home = ExampleHome(Path(made[0].name))
    database = open_database(home.settings)
    services = Services(home.settings, database, now_utc)
    with database.transaction() as db:
        account = example_people(db, home.settings, now=now_utc())[Role.EVALUATOR].id
    link = f"/staff/example/{services.links.make(account, now=now_utc())}"
    browser = Client(application_for(services))
    browser.post(link, data={"csrf_token": token_in(browser.get(link).text)})
    yield browser
    database.close()


@pytest.mark.long
def test_seven_reports_are_written_and_told_in_lines_that_a_log_can_hold(made):
    folder, (code, said, told) = made
    assert code == 0, told
    assert len(list(folder.glob("reports/*/report.pdf"))) == 7
    assert "Reports: 7" in told
    assert re.search(r"Answers: \d+", told)
    assert said.strip().endswith("with links to sign in.")


@pytest.mark.long
def test_the_seven_reports_are_on_the_evaluators_page(evaluator):
    page = evaluator.get("/staff/reports").text
    assert page.count("report.pdf") >= 7
    assert "Example data" in page


@pytest.mark.long
def test_every_file_of_the_seven_reports_is_downloaded(evaluator):
    links = re.findall(r'href="(/staff/reports/[\w-]+/[\w.]+)"', evaluator.get("/staff/reports").text)
    assert len(links) >= 21
    refused = []
    for link in links:
        with evaluator.get(link) as got:
            refused += [link] if got.status_code != 200 else []
    assert refused == []


@pytest.mark.long
def test_the_same_command_again_shows_the_same_example_where_nobody_can_be_asked(made):
    folder, _ = made
    before = (folder / "reports/alder-vale/report.pdf").stat().st_mtime_ns
    code, said, _ = demo(folder, "--people", "8")
    assert code == 0
    assert "as it is" in said
    assert (folder / "reports/alder-vale/report.pdf").stat().st_mtime_ns == before


@pytest.mark.long
def test_another_example_never_takes_the_place_of_one_without_a_word(made):
    code, _, told = demo(made[0], "--people", "9")
    assert code == 2
    assert "add --fresh" in told
