"""One evening in Leicester, a phone without JavaScript, and a real server: for tests, proofs and benchmarks."""

import logging
import random
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from lxml import html
from waitress.server import create_server

from evaluation.storage.keys import key
from evaluation.store.instruments.publishing import sign
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.linking.cards import issue_cards
from evaluation.store.responses.consents import Agreement, begin_without_card
from evaluation.store.responses.join_page import JoinPage, evening_at
from evaluation.store.responses.submission import Submission
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.frozen_waves import reported_waves
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.studies import add_study, all_studies
from evaluation.store.studies.waves import close_wave, open_wave, waves_of
from evaluation.survey.cookie import BEGUN, mark_of_beginning
from instruments import translation

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)


def freeze(db, experiment, *, at):
    """The waves of an experiment that a release of this moment would tell of, frozen; or thawed, where `at` is None."""
    reported = reported_waves(db, [experiment.id])
    for wave in waves_of(db, experiment).values():
        wave.frozen_at = at if wave.id in reported else None
    db.flush()
    db.expire(experiment, ["frozen_at"])


class Hall:
    """An experiment in a database, and what an organiser does to it."""

    def __init__(self, database, clock, rng=None, *, number=1):
        self.database, self.clock, self.rng = database, clock, rng or random.Random(7)
        with database.transaction() as db:
            others = len(all_studies(db))
            study = add_study(db, f"Weaving Trust {others + 1}" if others else "Weaving Trust", now=NOON)
            chapter = add_chapter(db, study, name="Leicester", now=NOON)
            version = version_in_use(db, "common-ground", number, now=NOON)
            experiment = add_experiment(
                db,
                chapter,
                title="Highfields Centre",
                kind="weaving_trust",
                version=version,
                now=NOON,
                rng=self.rng,
                date=date(2026, 5, 14),
                place="Leicester",
                languages=("en", "cy"),
            )
            self.words = experiment.slug
        self.open("pre")

    def open(self, wave):
        with self.database.transaction() as db:
            open_wave(db, experiment_named(db, self.words), kind=wave, now=self.clock())

    def close(self, wave):
        with self.database.transaction() as db:
            close_wave(db, experiment_named(db, self.words), kind=wave, now=self.clock())

    def cards(self, count=1):
        with self.database.transaction() as db:
            return issue_cards(db, experiment_named(db, self.words), count=count, now=self.clock(), rng=self.rng)

    def sign_welsh(self):
        with self.database.transaction() as db:
            sign(db, translation("common-ground", 1, "cy"), by="A second person", now=self.clock())

    def evening(self) -> JoinPage:
        with self.database.reading() as db:
            return evening_at(db, self.words)

    def begin(self, wave="pre", response=None):
        return self.begin_many(1, wave, response)[0]

    def begin_many(self, count, wave="pre", response=None):
        evening = self.evening()
        with self.database.transaction() as db:
            return [
                begin_without_card(
                    db,
                    evening,
                    wave=evening.waves[wave],
                    response=response or uuid.UUID(int=self.rng.getrandbits(128), version=4),
                    method="page",
                    rng=self.rng,
                    agreement=self.agreement(),
                ).response
                for _ in range(count)
            ]

    def address_of(self, response, settings, wave="pre"):
        """The address of a form that was begun here, as a phone without cookies has it."""
        mark = mark_of_beginning(response, key(settings, "cookies"))
        return f"/{self.words}/{wave}/en/{response}?{BEGUN}={mark}"

    def agreement(self, *, early=False):
        return Agreement(consent_version=1, language="en", early=early, now=self.clock())

    def submission(self, response, wave="pre", answers=None, texts=None, may_quote=()):
        return Submission(
            response=response,
            words=self.words,
            wave=wave,
            language="en",
            mode="phone",
            answers={"bt1": 4} if answers is None else answers,
            texts=texts or {},
            stopped=False,
            may_quote=frozenset(may_quote),
            sender="one phone",
            is_begun_here=True,
        )


class Phone:
    """A browser that follows the forms of a page, and sends nothing of what stands there where no script runs."""

    def __init__(self, app, *, cookies=True, **headers):
        self.client, self.headers = app.test_client(use_cookies=cookies), headers
        self.page = None

    def get(self, address, **headers):
        self.page = self.client.get(address, headers={**self.headers, **headers})
        return self.page

    def post(self, address, sent, **headers):
        self.page = self.client.post(address, data=sent, headers={**self.headers, **headers})
        return self.page

    def form(self, index=0):
        """The address of a form on the page, and what its hidden fields send."""
        form = html.fromstring(self.page.data).xpath("//form")[index]
        return form.get("action") or self.page.request.path, {
            field.get("name"): field.get("value")
            for field in form.xpath(".//input[@type='hidden'][not(ancestor::noscript)]")
        }

    def start(self, words, **extra):
        """Open the first screen, agree, and open the questionnaire; its address."""
        self.get(f"/{words}")
        address, hidden = self.form()
        self.post(address, {**hidden, **extra})
        return self.open(self.page.headers["Location"])

    def open(self, address):
        """Open a form that was just begun; its address as the browser shows it then."""
        self.at = address
        while self.get(self.at).status_code == 303:
            self.at = self.page.headers["Location"]
        return self.at

    def send(self, answers, **headers):
        return self.post(self.at, answers, **headers)


@contextmanager
def served(app, *, threads: int = 8) -> Iterator[str]:
    """An application behind a real server on a free port of this machine; its address."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue is what a burst is
    server = create_server(
        app,
        host="127.0.0.1",
        port=0,
        threads=threads,
        ident=None,
        backlog=2048,
        connection_limit=5000,
        asyncore_use_poll=True,  # select() knows no more than 1,024 connections
    )
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown(timeout=5)
        server.close()
        running.join(5)
