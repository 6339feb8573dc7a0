"""A participant's phone without JavaScript: what is done on it, without addresses, screens, cookies or wording."""

import re
import sqlite3
from contextlib import closing

from lxml import html

CODE = re.compile(r"\b[0-9A-Z]{3} [0-9A-Z]{3} [0-9A-Z]{3}\b")


class Session:
    """A session of a chapter, made and moved by verbs."""

    def __init__(self, home, **options):
        self.home = home
        home.weaving("study", "add", "Weaving Trust")
        home.weaving("chapter", "add", "Leicester")
        given = {"title": "Highfields", "kind": "weaving_trust", "place": "Leicester", "expected": 12, **options}
        named = [part for name, value in given.items() for part in (f"--{name}", value)]
        made = home.json("experiment", "add", "--chapter", "leicester", *named)
        self.id, self.path = made["id"], "/" + made["join_url"].rpartition("/")[2]
        self.open("pre")

    def open(self, wave):
        self.home.weaving("wave", "open", self.id, wave)

    def close(self, wave):
        self.home.weaving("wave", "close", self.id, wave)

    def cards(self, count):
        file = self.home.folder / "cards.pdf"
        return self.home.json("cards", self.id, "--count", count, "--output", file)["tokens"]

    @property
    def counts(self):
        return self.home.json("experiment", "show", self.id)["counts"]

    def rows(self, query, *values):
        with closing(sqlite3.connect(self.home.folder / "weaving.sqlite")) as db:
            return db.execute(query, values).fetchall()

    def places_of(self, text):
        """Each table and column in which a text stands anywhere in the database."""
        found = set()
        for (table,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
            for _, column, *_ in self.rows(f'PRAGMA table_info("{table}")'):
                if self.rows(f'SELECT 1 FROM "{table}" WHERE instr(CAST("{column}" AS TEXT), ?)', text):
                    found.add((table, column))
        return found


class Phone:
    """One browser that follows the forms of a page as somebody without script does."""

    def __init__(self, home):
        self.browser, self.code, self.page, self.form, self.sent = home.browser(), None, None, None, None

    def _show(self, page):
        while page.status_code in {302, 303}:
            page = self.browser.get(page.headers["Location"])
        self.page = page
        found = CODE.search(page.text)
        self.code = found[0].replace(" ", "") if found else self.code
        return self

    def _submit(self, form, **values):
        fields = {**dict(form.form_values()), **values}
        return self._show(self.browser.post(form.get("action") or self.page.request.path, data=fields))

    def _forms(self):
        return html.fromstring(self.page.text).forms

    def join(self, session, *, somebody_else=False, **values):
        """Open the join address, agree, say who answers where that is asked, and come to the questions."""
        self._show(self.browser.get(session.path))
        for _ in range(4):
            form = self._forms()[0]
            if form.xpath(".//input[@type='radio']"):
                break
            choices = [(button.get("name"), button.get("value")) for button in form.xpath(".//button[@name]")]
            chosen = dict([choices[-1 if somebody_else else 0]]) if choices else {}
            self._submit(form, plain="1", **chosen, **values)
        self.form, self.at = self._forms()[0], self.page.request.path
        return self

    def send(self, **answers):
        """Send answers to questions, by their ids."""
        self.sent = {**dict(self.form.form_values()), **answers}
        return self.resend()

    def resend(self):
        """Send once more what was sent last, as a phone does that never saw the answer."""
        return self._show(self.browser.post(self.at, data=self.sent))
