"""Staff in their browsers, and a prepared home that they work in."""

import re
import shutil
import sqlite3

from passlib.totp import TOTP

from tests.contract.drivers.home import Home

PASSWORD = "correct horse battery"
ROLES = {"o": "organiser", "e": "evaluator", "r": "researcher", "a": "administrator"}
APART = {"audit_entry", "staff_session", "attempt_count"}
"""What is written down of every visit, whatever comes of it."""


class Staff:
    """One person's browser on the staff pages; addresses are below /staff."""

    def __init__(self, home, cookies=()):
        self.client = home.browser()
        for name, value in cookies:
            self.client.set_cookie(name, value)

    @property
    def cookies(self):
        return [(each.key, each.value) for each in self.client._cookies.values()]

    def get(self, address):
        return self.client.get(_below(address))

    def token(self, page="/account"):
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(page).text)
        return found[1] if found else ""

    def post(self, address, *, page=None, **fields):
        """Send fields to an address, with the token of a page that this person sees."""
        return self.client.post(_below(address), data={"csrf_token": self.token(page or "/account"), **fields})


def _below(address):
    return address if address.startswith("/staff") else "/staff" + address


def joined(home, email, *roles, chapter=None):
    """Somebody who was invited, took a password and an app, and is signed in."""
    within = [f"--role={each}" for each in roles] + ([f"--chapter={chapter}"] if chapter else [])
    address = home.json("person", "invite", email, *within)["address"]
    page = "/staff" + address.partition("/staff")[2]
    person = Staff(home)
    person.post(page, page=page, name=email.partition("@")[0].title(), password=PASSWORD)
    shown = person.post("/tf-setup", page="/tf-setup", setup="authenticator").text
    app = TOTP(key=re.search(r'class="secret">([^<]+)<', shown)[1].replace("-", ""))
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', shown)[1]
    person.client.post("/staff/tf-validate", data={"csrf_token": token, "code": app.generate().token})
    assert person.get("/account").status_code == 200
    return person


class Place:
    """A home with a study of two chapters, a session in each, and somebody of every role, in North and everywhere."""

    def __init__(self, home, about):
        self.home, self.about = home, about
        self.study, self.north, self.south = about["study"], about["north"], about["south"]
        self.here, self.there = about["here"], about["there"]
        self.people = {}

    def person(self, role, where="everywhere"):
        """The browser of somebody with a role: everywhere, or in the chapter north."""
        if (role, where) not in self.people:
            self.people[role, where] = Staff(self.home, self.about["cookies"][role, where])
        return self.people[role, where]

    def nobody(self):
        return Staff(self.home)

    def tables(self):
        """Every row of every table but what is written of each visit; telling apart what changed."""
        with sqlite3.connect(f"file:{self.home.folder / 'weaving.sqlite'}?mode=ro", uri=True) as db:
            names = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
            return {
                name: sorted(map(repr, db.execute(f'select * from "{name}"'))) for name in names if name not in APART
            }

    def copied(self, folder, clock):
        shutil.copytree(self.home.folder, folder)
        return Place(Home(folder, clock=clock), self.about)


def prepared(home):
    """Build the place that all staff tests start from."""
    study = home.json("study", "add", "Weaving Trust")["id"]
    north = home.json("chapter", "add", "North", "--study", study)["id"]
    south = home.json("chapter", "add", "South", "--study", study)["id"]
    common = ("--study", study, "--kind", "weaving_trust", "--date", "2026-05-14", "--expected", "46")
    here = home.json("experiment", "add", "--chapter", north, "--title", "North Hall", *common)["id"]
    there = home.json("experiment", "add", "--chapter", south, "--title", "South Hall", *common)["id"]
    cookies = {}
    for role in ROLES.values():
        cookies[role, "everywhere"] = joined(home, f"{role}@example.org", role).cookies
        cookies[role, "north"] = joined(home, f"{role}.north@example.org", role, chapter=north).cookies
    return Place(
        home, {"study": study, "north": north, "south": south, "here": here, "there": there, "cookies": cookies}
    )
