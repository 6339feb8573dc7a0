"""An evaluator who brings files from elsewhere."""

import io
import re
import uuid
from datetime import timedelta

import pytest

from evaluation.domain.errors import Refused
from evaluation.evaluators.bring import bring_pages
from evaluation.jobs import artefacts
from evaluation.reports.brought.brought_report_job import make_brought_report
from evaluation.storage.database import open_database
from evaluation.store.log import jobs
from tests.bring.google_files import google_files
from tests.staff_pages import desk_of, post, token_in


@pytest.fixture
def desk(sqlite_settings, clock):
    database = open_database(sqlite_settings)
    yield desk_of(sqlite_settings, database, clock)
    database.close()


class Bringer:
    """Somebody signed in who brings answers, and presses what stands on the pages."""

    def __init__(self, desk, account):
        self.desk, self.account = desk, account
        self.client = desk.as_person(account)

    def signed_in_again(self):
        """The same person after their session has ended."""
        return self.desk.as_person(self.account)

    def bring(self, files, **fields):
        """Send files as the form of step 1 does."""
        token = token_in(self.client.get("/bring").text)
        sent = {"csrf_token": token, "files": [(io.BytesIO(content), name) for name, content in files], **fields}
        return self.client.post("/bring", data=sent, content_type="multipart/form-data")

    def brought(self, files=None, **fields):
        """Bring files that can be read; the address of what was understood."""
        answer = self.bring(files or google_files(), **fields)
        assert answer.status_code == 303, re.findall(r"<p>(.*?)</p>", answer.text)
        return answer.location

    def page(self, at):
        return self.client.get(at).text

    def press(self, at, **fields):
        """Press something of step 2, with what is ticked."""
        return post(self.client, at, page=at, **fields)

    def make(self, at, **fields):
        """Make the report; the address of its page."""
        answer = post(self.client, f"{at}/report", page=at, **self.ticked(at), **fields)
        assert answer.status_code == 303, answer.text
        return answer.location

    def ticked(self, at):
        """The first reading of every question."""
        return dict.fromkeys(re.findall(r'name="(question\.[^"]+)"', self.page(at)), "a")

    def made(self, at, **fields):
        """Make the report and do the work here; the address of its page."""
        report = self.make(at, **fields)
        self.work(report)
        return report

    def work(self, report):
        """Do the work of a report as a worker would."""
        services, job = self.desk.services, uuid.UUID(report.rpartition("/")[2])
        now = services.clock()
        with services.database.transaction() as db:
            held = jobs.take_job(db, job, now=now, lease=timedelta(minutes=1))
        folder = artefacts.begin_artefact(services.settings, held.content_hash, attempt=held.attempt)
        try:
            make_brought_report(services, held.arguments, folder=folder, step=lambda *_words: None)
        except Refused as refusal:
            with services.database.transaction() as db:
                jobs.fail_job(db, held, why=refusal.faults[0], now=now)
            return
        made = artefacts.place_artefact(services.settings, held.content_hash, folder=folder)
        with services.database.transaction() as db:
            jobs.finish_job(db, held, artefact=made, now=now)


@pytest.fixture
def bringer(desk, monkeypatch):
    """An evaluator whose reports are made as a page and as figures alone, which takes no time."""
    monkeypatch.setattr(bring_pages, "BROUGHT_FORMATS", ("html", "json"))
    return Bringer(desk, desk.person("evaluator", chapter=desk.north))
