"""A study of several chapters of which somebody makes every report: of each workshop, each chapter, and the study."""

import re

from sqlalchemy import delete

from evaluation.domain.errors import Refused
from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from evaluation.models import Chapter, Experiment, Response, Study
from evaluation.reports.draft_report import draft_report
from evaluation.store.reports.gather import gather_chapter, gather_experiment, gather_study
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.waves import waves_of
from evaluation.web.app import Services
from tests.releases.reading import text_of_html

ITEMS = ("bt1", "bt2", "bt3", "cg2", "cg3")


class Beside:
    """Fieldwork in chapters of any name, and the drafts of it."""

    def __init__(self, fieldwork, settings):
        self.fieldwork, self.settings, self.alone = fieldwork, settings, []

    def people(self, title, count, *, chapter, again=0, before_only=0, after_only=0):
        """People come to a workshop and answer both times, the first so many again months later; others once."""
        found = self.fieldwork
        with found.database.transaction() as db:
            if chapter not in found.chapters:
                found.chapters[chapter] = add_chapter(db, found.study, name=chapter, now=found.clock())
        found.evening(title, count, chapter, answering=ITEMS)
        if again:
            found.months_later(title, again, answering=ITEMS)
        for wave, once in (("pre", before_only), ("post", after_only)):
            self.once(title, once, wave=wave)

    def once(self, title, count, *, wave):
        """So many more answer at one wave of a workshop and at no other."""
        found = self.fieldwork
        with found.database.transaction() as db:
            there = waves_of(db, found.experiments[title])[wave]
            for _ in range(count):
                self.alone.append(found._participant(db, title))
                found._answered(db, there, self.alone[-1], ITEMS)

    def forget(self):
        """One of those who answered at one wave only takes the answers back."""
        with self.fieldwork.database.transaction() as db:
            db.execute(delete(Response).where(Response.participant_id == self.alone.pop(0)))

    def draft(self, place=""):
        """The draft of a workshop, a chapter or, without a name, the study; None where there is none."""
        found = self.fieldwork
        found.clock.advance(minutes=1)

        def gather(db):
            if place in found.experiments:
                return gather_experiment(db, db.get_one(Experiment, found.experiments[place].id))
            if place:
                return gather_chapter(db, db.get_one(Chapter, found.chapters[place].id))
            return gather_study(db, db.get_one(Study, found.study.id))

        try:
            return draft_report(Services(self.settings, found.database, found.clock), gather)
        except Refused:
            return None
        finally:
            found.clock.advance(minutes=1)

    def told_json(self, place=""):
        """Its report.json; nothing where there is none."""
        report = self.draft(place)
        return {} if report is None else document(report)

    def told(self, place=""):
        """Its report.json, and its page as text; nothing of either where there is none."""
        report = self.draft(place)
        if report is None:
            return {}, ""
        return document(report), re.sub(r"\s+", " ", text_of_html(html.page(report).encode()))


def again(told, outcome="bridging_trust"):
    """How many answered months later, as far as a report tells it."""
    lasting = told["outcomes"][outcome].get("waves", {}).get("follow_up", {}).get("lasting", {})
    return lasting["n"] if isinstance(lasting.get("n"), int) else None
