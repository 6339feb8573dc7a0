"""Whoever goes through the cells: what they are answered, what changed, and whose words they read."""

import re
import secrets
from datetime import timedelta

from evaluation.models import Account, Invitation, Role
from evaluation.store.accounts.calendar_feeds import make_feed
from evaluation.store.accounts.invitations import secret_digest
from evaluation.store.accounts.lost_power import disable_account
from evaluation.store.accounts.resets import ask_for_reset, confirm_reset
from tests.people.matrix.cells import ACCOUNTS, OUTSIDE, address_of
from tests.people.matrix.snapshots import digest_of, kept
from tests.populated.world import world_of
from tests.staff_pages import token_in

MARK = re.compile(rb"q(north|south|faraway|study|other)\b|q(north|south|faraway)-", re.IGNORECASE)
ANSWERED = b"qanswered"
"""What stands in what people answered: read by evaluators alone."""
OF_ANSWERS = ("open_answer.text", "response_revision.answers", "memory_answer")
SEES = {
    "everywhere": {"north", "south", "faraway", "study", "other"},
    "study": {"north", "south", "study"},
    "chapter": {"north", "study"},
    "": set(),
}


def marked(place):
    """What stands in every column of a place: whose it is, and which column; addresses are addresses."""

    def say(column, length):
        if column.endswith("email"):
            return f"q{place}-{secrets.token_hex(3)}@example.org"
        answered = ANSWERED.decode() if column.startswith(OF_ANSWERS) else ""
        said = f"q{place} {answered} {column.rpartition('.')[2]} {secrets.token_hex(2)}"
        return said[:length] if length else said

    return say


class Walk:
    """A world, a browser for each kind of account, and the world as it was."""

    def __init__(self, mounted, tmp_path):
        self.mounted, self.services = mounted, mounted.services
        self.world = world_of(self.services, marked)
        self._let_in()
        self.people = {name: self._holder(name) for name in ACCOUNTS}
        self.keeping = kept(self.services.settings, self.services.database, tmp_path / "kept")
        self.app = mounted.desk.app

    def __enter__(self):
        self.tokens = {name: self._token(browser) for name, browser in self.people.items()}
        held = {name: browser.client.get_cookie("staff") for name, browser in self.people.items()}
        self.cookies = {name: cookie.value for name, cookie in held.items() if cookie}
        self.snapshot = self.keeping.__enter__()
        self.before = digest_of(self.services.database)
        return self

    def __exit__(self, *raised):
        self.keeping.__exit__(*raised)

    def wrong(self, cell):
        """What is wrong with a cell, in a sentence; nothing where all is as it should be."""
        address, browser = address_of(cell, self.world), self.people[cell.account]
        sent = {"data": {"csrf_token": self.tokens[cell.account]}} if cell.method == "POST" else {}
        answer = browser.client.open(address, method=cell.method, **sent)
        said = list(self._faults(cell, answer))
        answer.close()
        after = digest_of(self.services.database)
        if changed := sorted(name for name, digest in after.items() if digest != self.before[name]):
            may_not = cell.expected in {"refused", "login"} or cell.mixed
            if may_not or (cell.where == "foreign" and cell.expected == "any"):
                said.append(f"changed {', '.join(changed)}")
            self._put_back()
        elif cell.endpoint.startswith(("security.", "accounts.")):
            self._put_back()
        return f"{cell}: {'; '.join(said)}" if said else ""

    def _put_back(self):
        self.snapshot.put_back()
        for name, cookie in self.cookies.items():
            self.people[name].client.set_cookie("staff", cookie)

    def _faults(self, cell, answer):
        is_led_home = cell.endpoint == "home.home" and answer.status_code == 303
        # whoever may not read the evenings of today is led to where their own work lies
        got = "refused" if answer.status_code in {403, 404, 410} or is_led_home else "in"
        if answer.status_code in {302, 303} and answer.headers["Location"].startswith("/staff/login"):
            got = "login"
        if answer.status_code >= 500 or (got != cell.expected != "any" and not cell.mixed):
            yield f"{answer.status_code}, where it should be {cell.expected}"
        own = (
            {"north", "study"}
            if cell.endpoint.startswith(("evening.", "wall.", "calendar.feed", "resets.use"))
            else set()
        )
        seen = {(found[1] or found[2]).lower().decode() for found in MARK.finditer(answer.data)}
        if foreign := seen - SEES[cell.scope if cell.account not in OUTSIDE else ""] - own:
            yield f"names what is of {', '.join(sorted(foreign))}"
        if ANSWERED in answer.data and cell.role is not Role.EVALUATOR:
            yield "shows what somebody answered"

    def _holder(self, name):
        if name == "nobody":
            return self.mounted.nobody()
        if name == "without a role":
            return self.mounted.person("none@example.org")
        if name == "disabled":
            browser = self.mounted.person("disabled@example.org", *Role)
            with self.services.database.transaction() as db:
                account = self.mounted.account(email="disabled@example.org")
                disable_account(db, db.merge(account), now=self.services.clock())
            return browser
        role, _, scope = name.partition(" of ")
        where = {
            "everywhere": {},
            "study": {"study": self.world.north.study},
            "chapter": {"chapter": self.world.north.chapter},
        }
        return self.mounted.person(f"{role}-{scope}@example.org", Role(role), **where[scope])

    def _token(self, browser):
        page = browser.get("/staff/account")
        return token_in(page.text if page.status_code == 200 else browser.get("/staff/login").text)

    def _let_in(self):
        """Addresses with a secret that works."""
        secret, now = secrets.token_urlsafe(32), self.services.clock()
        with self.services.database.transaction() as db:
            db.add(
                Invitation(
                    email="new@example.org", digest=secret_digest(secret), roles=["organiser"], created_at=now,
                    expires_at=now + timedelta(hours=72),
                )
            )  # fmt: skip
            feed = make_feed(db, db.get_one(Account, self.world.north["person"]))
            reset = ask_for_reset(db, db.get_one(Account, self.world.north["person"]), by=None, now=now)
            reset_secret = confirm_reset(db, reset, by=None, now=now)
        entered = self.mounted.desk.person("organiser", email="entered@example.org")
        self.world.secrets["example.enter"] = self.services.links.make(entered.id, now=now)
        self.world.secrets |= {"accounts.invitation": secret, "calendar.feed": feed, "resets.use": reset_secret}
