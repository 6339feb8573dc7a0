"""Take the pictures of the README from the running product: a phone, an evening, and page 1 of two reports.

python -m tests.documentation.pictures.take_pictures

Answers, seed and clock are the demonstration's, so that a picture differs from the last one only where a page does.
"""

import random
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from evaluation.accounts.session_cookie import WHO, token_digest
from evaluation.application import application_for
from evaluation.demonstration.browser import Browser
from evaluation.demonstration.invented_chapters import CHAPTERS
from evaluation.demonstration.simulated_evening import Hall, SteppingClock, Visitor, simulate_evening
from evaluation.demonstration.simulated_people import SimulatedPerson
from evaluation.demonstration.simulated_study import hold_all, set_up, sort_all
from evaluation.impact_report.formats import write
from evaluation.reports.draft_report import draft_report
from evaluation.store.accounts.accounts import account_by, add_account, grant_role
from evaluation.store.accounts.sessions import keep_session
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.reports.gather import gather_experiment, gather_study
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.lookup import chapter_named, experiment_named, study_named
from evaluation.web.app import Services
from tests.conftest import ARGUMENTS, CHROMIUM
from tests.hall import served
from tests.homes import new_home

PLACE = Path(__file__).parents[3] / "docs" / "pictures"
PEOPLE, SEED, ANSWERED = 30, 7, 23
NAME = "weaving.example.org"
RESOLVED = f"--host-resolver-rules=MAP {NAME} 127.0.0.1"
"""The name that the pictures show leads to the server of this machine."""
TOKEN = "a-session-of-these-pictures-alone"
COLOURS = 32
"""Enough for type, a few tints and smooth edges; a picture is then some tens of kilobytes."""


def take(folder: Path) -> list[Path]:
    """Take every picture into a folder, in the browser of this machine."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as temporary:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, RESOLVED])
        settings, database = new_home(Path(temporary) / "home")
        with closing(database):
            clock, rng = SteppingClock(), random.Random(SEED)
            services = Services(replace(settings, base_url=f"http://{NAME}"), database, clock)
            study, planned = set_up(services, clock, people=PEOPLE, rng=rng)
            for _ in hold_all(services, clock, planned, people=PEOPLE, rng=rng):
                pass
            sort_all(services, clock, planned)
            taken = [_report(services, study, planned[1], Path(temporary), folder)]
            taken.append(_report(services, study, None, Path(temporary), folder))
            evening = _open_evening(services, clock, study)
            with served(application_for(services)) as listening:
                base = listening.replace("127.0.0.1", NAME)
                taken.append(_phone(chromium, base, evening.slug, folder))
                taken.append(_evening(chromium, base, services, evening, folder))
        chromium.close()
    for path in taken:
        _optimise(path)
    return taken


def _report(services, study, planned, temporary, folder):
    """Page 1 of the report of an evening, or of the study where no evening is given."""
    name = "report_of_an_evening" if planned else "report_across_chapters"

    def gather(db):
        if planned:
            return gather_experiment(db, experiment_named(db, planned.experiment.slug))
        return gather_study(db, study_named(db, study.slug))

    write.write(draft_report(services, gather), temporary / name, formats=("pdf",))
    page = ["-png", "-r", "72", "-f", "1", "-l", "1", "-singlefile", temporary / name / "report.pdf", folder / name]
    subprocess.run(["pdftoppm", *page], check=True)
    return folder / f"{name}.png"


def _open_evening(services, clock, study):
    """One more evening, at which Before is open and some have answered."""
    script, rng = CHAPTERS[0], random.Random(SEED)
    invented = script.evenings[-1]
    with services.database.transaction() as db:
        version = version_in_use(db, "common-ground", 1, now=clock())
        asked = version_of_row(db, version)
        chapter = chapter_named(db, script.name.lower().replace(" ", "-"), study=study_named(db, study.slug))
        about = {"title": "An evening under way", "kind": invented.kind, "date": invented.on, "place": script.place}
        experiment = add_experiment(
            db, chapter, version=version, now=clock(), rng=rng, expected=PEOPLE, languages=("en", "cy"), **about
        )
    with served(application_for(services)) as base:
        host, port = base.removeprefix("http://").split(":")
        visitors = [
            Visitor(SimulatedPerson(rng, script.lean, ""), Browser(host, int(port)), f"/{experiment.slug}")
            for _ in range(PEOPLE)
        ]
        stored = simulate_evening(Hall(services, clock, experiment, asked, rng), invented, visitors)
        for _, _wave in zip(range(ANSWERED), stored, strict=False):
            pass
        for visitor in visitors:
            visitor.browser.close()
    return experiment


def _phone(chromium, base, words, folder):
    context = chromium.new_context(base_url=base, viewport={"width": 375, "height": 740}, device_scale_factor=1.5)
    page = context.new_page()
    page.goto(f"/{words}")
    page.locator("form#begin button.go").click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / "phone.png")
    context.close()
    return folder / "phone.png"


def _evening(chromium, base, services, evening, folder):
    context = chromium.new_context(base_url=base, viewport={"width": 900, "height": 700}, locale="en-GB")
    context.add_cookies([{"name": "staff", "value": _signed_in(services), "url": base}])
    page = context.new_page()
    page.goto(f"/staff/experiments/{evening.id}")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / "evening.png")
    context.close()
    return folder / "evening.png"


def _signed_in(services):
    now = services.clock()
    with services.database.transaction() as db:
        account = add_account(db, "organiser@example.org", now=now)
        grant_role(db, account, role="organiser", study=None, chapter=None, now=now)
        account = account_by(db, id=account.id)
        contents = {WHO: account.session_key, "fs_cc": "set", "fs_paa": now.timestamp(), "_fresh": True}
        keep_session(db, token_digest(TOKEN), contents=contents, session_key=account.session_key, device="", now=now)
    return TOKEN


def _optimise(path):
    with Image.open(path) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def main() -> None:
    """Take those of the README."""
    PLACE.mkdir(exist_ok=True)
    taken = take(PLACE)
    sys.stdout.writelines(f"{path.name}: {path.stat().st_size // 1024} KB\n" for path in taken)


if __name__ == "__main__":
    main()
