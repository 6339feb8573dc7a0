"""A worker that is killed at every step of a real report."""

import json

import instruments
from evaluation.models import Experiment, ReleaseScope
from evaluation.reports.report_job import content_of, make_report
from evaluation.store.reports.gather import gather_experiment
from tests.conftest import StandingClock
from tests.jobs.killing import ENDING, Killer, mark
from tests.releases.conftest import Fieldwork

FORMATS = ("csv", "html", "json")
STAGES = (*(f"step-{number}" for number in range(1, len(FORMATS) + 3)), *ENDING)
"""While answers are read and figures computed, while each format is written, and at the end."""
SCALES = instruments.scoring_key(instruments.load("common-ground", 1))
ITEMS = tuple(dict.fromkeys(item for scale in SCALES for item in scale["items"]))


def reported(services, arguments, *, folder, step):
    """Make a real report and leave a mark at each of its steps."""

    def marking(number, of, words):
        step(number, of, words)
        mark(arguments["marks"], f"step-{number}", arguments["killed_at"])

    make_report(services, arguments, folder=folder, step=marking)


class ReportKiller(Killer):
    """The same with the real report of an evening of twelve people."""

    kind, stages = "reported", STAGES

    def __init__(self, folder):
        super().__init__(folder)
        fieldwork = Fieldwork(self.database, StandingClock())
        fieldwork.evening("Mill Hall", 12, answering=ITEMS)
        self.evening = fieldwork.experiments["Mill Hall"].id
        with self.database.reading() as db:
            self.content = content_of(gather_experiment(db, db.get_one(Experiment, self.evening)))

    def about(self, number):
        subject = {"scope": ReleaseScope.EXPERIMENT.value, "subject": str(self.evening)}
        return {**subject, "formats": list(FORMATS), "content": self.content}, f"{self.content} {number}"

    def is_all(self, job, found):  # noqa: ARG002 - every job is of the same evening
        names = {"codebook.csv", "figures.csv", "report.html", "report.json"}
        whole = found.get("report.html", b"").rstrip().endswith(b"</html>")
        return set(found) == names and whole and "outcomes" in json.loads(found["report.json"])
