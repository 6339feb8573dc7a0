"""Both applications as `weaving serve` mounts them, and people who use them through their pages."""

import re
import secrets

from werkzeug.test import Client

from evaluation.accounts.session_cookie import WHO, token_digest
from evaluation.accounts.step_up.fresh_proof import PROVED_AT
from evaluation.application import application_for
from evaluation.store.accounts.accounts import account_by
from evaluation.store.accounts.sessions import keep_session
from tests.staff_pages import desk_of, token_in

SECRET = re.compile(r"/staff/invitation/([\w-]+)")


class Mounted:
    """A desk whose people go through the whole application: staff under /staff."""

    def __init__(self, settings, database, clock):
        self.desk = desk_of(settings, database, clock)
        self.services = self.desk.services
        self.application = application_for(self.services)

    def account(self, **by):
        with self.services.database.reading() as db:
            return account_by(db, **by)

    def nobody(self):
        """A browser in which nobody is signed in."""
        return Browser(self.application)

    def person(self, email, *roles, **scope):
        """A browser in which somebody new with these roles is signed in."""
        return self.as_person(self.desk.person(*roles, email=email, **scope))

    def as_person(self, account):
        browser, token, now = self.nobody(), secrets.token_urlsafe(32), self.services.clock()
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
        browser.client.set_cookie("staff", token)
        return browser


class Browser:
    """Goes from page to page and sends forms with their token."""

    def __init__(self, application):
        self.client = Client(application)

    def get(self, address):
        return self.client.get(address)

    def post(self, address, *, page="/staff/account", **fields):
        token = token_in(self.client.get(page).text)
        return self.client.post(address, data={"csrf_token": token, **fields})

    def invite(self, email, role, where):
        return self.post("/staff/people", page="/staff/people", email=email, roles=role, where=where)
