"""Look at every participant page with axe and keep what was found, for the statement at /accessibility.

python -m tests.accessibility.record_axe
"""

import json
import sys
import tempfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

import evaluation
from evaluation.domain.clock import now_utc
from evaluation.participants_app import participants_app
from evaluation.survey.rights.accessibility import RECORD
from evaluation.web.app import Services
from tests.hall import Hall, served
from tests.homes import new_home
from tests.journeys.test_accessible import WIDTHS, pages_of, violations

PLACE = Path(evaluation.__file__).parent / "survey" / "rights" / RECORD


def run(chromium, folder: Path) -> dict[str, object]:
    """What axe finds on each page at each width, in English."""
    settings, database = new_home(folder / "home")
    hall = Hall(database, now_utc)
    hall.sign_welsh()
    hall.open("post")
    names, faults, version = set(), set(), ""
    with served(participants_app(Services(settings, database, now_utc))) as base:
        for width in WIDTHS:
            context = chromium.new_context(base_url=base, viewport={"width": width, "height": 667})
            page = context.new_page()
            for name in pages_of(hall, page, "en"):
                names.add(name)
                faults |= {found.partition(":")[0] for found in violations(page)}
            version = Axe().run(page).response["testEngine"]["version"]
            context.close()
    database.close()
    return {
        "day": now_utc().date().isoformat(),
        "version": version,
        "widths": list(WIDTHS),
        "pages": sorted(names),
        "faults": sorted(faults),
    }


def main() -> None:
    """Run in the browser of this machine, and write the record."""
    from playwright.sync_api import sync_playwright

    from tests.conftest import ARGUMENTS, CHROMIUM

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        found = run(browser, Path(folder))
        browser.close()
    PLACE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(found['pages'])} pages, faults: {found['faults'] or 'none'}\n")


if __name__ == "__main__":
    main()
