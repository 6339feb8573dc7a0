"""A desk for tests: people of every role in two chapters, signed in through their real session rows."""

import re
import secrets
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from evaluation.accounts.session_cookie import WHO, token_digest
from evaluation.accounts.step_up.fresh_proof import PROVED_AT
from evaluation.models import Account, Chapter, Experiment, Study
from evaluation.staff_app import staff_app
from evaluation.store.accounts.accounts import account_by, add_account, grant_role
from evaluation.store.accounts.sessions import keep_session
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.studies import add_study
from evaluation.web.app import Services

PASSWORD = "correct horse battery"


@dataclass
class Desk:
    """The staff's application with a study of two chapters and one experiment in each."""

    services: Services
    study: Study
    north: Chapter
    south: Chapter
    here: Experiment
    there: Experiment

    @cached_property
    def app(self):
        """The staff's application alone, made once somebody asks for it."""
        return staff_app(self.services)

    def person(self, *roles, chapter=None, study=None, email=None) -> Account:
        """Somebody with these roles: everywhere, or in a chapter or a study."""
        with self.services.database.transaction() as db:
            account = add_account(db, email or f"p{secrets.token_hex(4)}@example.org", now=self.services.clock())
            within = chapter.study_id if chapter else study.id if study else None
            for role in roles:
                grant_role(
                    db,
                    account,
                    role=role,
                    study=within,
                    chapter=chapter.id if chapter else None,
                    now=self.services.clock(),
                )
        with self.services.database.reading() as db:
            return account_by(db, id=account.id)

    def as_person(self, account):
        """A client signed in as somebody."""
        client, token, now = self.app.test_client(), secrets.token_urlsafe(32), self.services.clock()
        contents = {
            WHO: account.session_key,
            "fs_cc": "set",
            "fs_paa": now.timestamp(),
            PROVED_AT: now.timestamp(),
            "_fresh": True,
        }
        with self.services.database.transaction() as db:
            keep_session(
                db, token_digest(token), contents=contents, session_key=account.session_key, device="", now=now
            )
        client.set_cookie(self.app.config["SESSION_COOKIE_NAME"], token)
        return client

    def signed_in(self, *roles, **scope):
        """A client signed in as somebody new with these roles."""
        return self.as_person(self.person(*roles, **scope))


def desk_of(settings, database, clock) -> Desk:
    """A desk on an empty database."""
    import random

    rng = random.Random(7)
    with database.transaction() as db:
        study = add_study(db, "Trust in Six Chapters", now=clock())
        north = add_chapter(db, study, name="North", now=clock())
        south = add_chapter(db, study, name="South", now=clock())
        version = version_in_use(db, "common-ground", 1, now=clock())
        day = clock().date()
        about = {"kind": "weaving_trust", "version": version, "now": clock(), "rng": rng, "date": day}
        here = add_experiment(db, north, title="North Hall", expected=46, **about)
        there = add_experiment(db, south, title="South Hall", **about)
    return Desk(Services(settings, database, clock), study, north, south, here, there)


def token_in(page: str) -> str:
    """The anti-forgery token of a page."""
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]


def take_in(client, content, name):
    """The page that somebody is led to who takes in a file of another tool."""
    answer = post(client, "/instruments/import", file=(BytesIO(content), name))
    return client.get(answer.location)


def post(client, address, *, page=None, **fields):
    """Send a form as a browser would, with the token of the page it stands on."""
    return client.post(address, data={"csrf_token": token_in(client.get(page or "/account").text), **fields})
