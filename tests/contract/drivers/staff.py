"""Staff in their browsers: who they are, the forms they send, and a prepared home that they work in."""

import re
import shutil
import sqlite3
from html import unescape
from html.parser import HTMLParser

from passlib.totp import TOTP

from tests.contract.drivers.home import Home

PASSWORD = "correct horse battery"
ROLES = {"o": "organiser", "e": "evaluator", "r": "researcher", "a": "administrator"}
APART = {"audit_entry", "staff_session", "attempt_count"}
"""What is written down of every visit, whatever comes of it."""


class Forms(HTMLParser):
    """The forms of a page, each as its address and what it would send unchanged, buttons left out."""

    def __init__(self, page):
        super().__init__()
        self.all, self._form, self._select, self._area = [], None, None, None
        self.feed(page)

    def handle_starttag(self, tag, pairs):
        of = dict(pairs)
        if tag == "form":
            self._form = {"action": of.get("action", ""), "method": of.get("method", "get").lower(), "fields": {}}
            self.all.append(self._form)
        if self._form is None:
            return
        name, fields = of.get("name"), self._form["fields"]
        if tag == "input" and name and of.get("type") not in {"submit", "file", "image"}:
            if of.get("type") not in {"checkbox", "radio"} or "checked" in of:
                fields.setdefault(name, []).append(of.get("value") or ("on" if of.get("type") == "checkbox" else ""))
        elif tag == "textarea" and name:
            self._area = name
            fields[name] = [""]
        elif tag == "select" and name:
            self._select = name
            self._multiple = "multiple" in of
        elif tag == "option" and self._select:
            held = fields.get(self._select)
            if "selected" in of or (held is None and not self._multiple):
                fields[self._select] = [of.get("value", "")]

    def handle_data(self, data):
        if self._area:
            self._form["fields"][self._area][0] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._area:
            held = self._form["fields"][self._area]
            held[0] = held[0].removeprefix("\n")
            self._area = None


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

    def form(self, page, to=None):
        """The form of a page that goes to an address (a pattern), or the first that is posted."""
        shown = self.get(page)
        assert shown.status_code == 200, (page, shown.status)
        for form in Forms(shown.text).all:
            address = unescape(form["action"]) or _below(page)
            if form["method"] == "post" and (to is None or re.search(to, address)) and "/language" not in address:
                return address, form["fields"]
        raise AssertionError(f"{page} shows no form to {to or 'send'}")

    def fill(self, page, to=None, **changed):
        """Send a form of a page as it stands, but for what is changed."""
        address, fields = self.form(page, to)
        return self.client.post(address, data=fields | changed)


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

    def restore(self, folder):
        """Put the database back as it stands in another folder, under the running application."""
        with (
            sqlite3.connect(folder / "weaving.sqlite") as kept,
            sqlite3.connect(self.home.folder / "weaving.sqlite") as live,
        ):
            kept.backup(live)

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
