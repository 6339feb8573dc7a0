"""Somebody who runs an evening in a browser without JavaScript: pages they hold, and the forms that stand on them."""

import re

from lxml import html

from tests.fieldwork.presses.evening_model import Sent

WAVE = re.compile(r"/waves/(?P<kind>\w+)/(?P<move>open|close|reopen)$")
ROUND = re.compile(r"/rounds/(?P<number>\d+)/(?P<move>\w+)$")
HOLD = re.compile(r"/hold/(?P<move>on|off)$")
HELD_PAGES = 4


class Hand:
    """One browser that runs an evening: an organiser's, or a volunteer's with a key."""

    def __init__(self, name, client, address):
        self.name, self.client, self.address = name, client, address
        self.pages = []
        self.token = ""
        self.is_key = "/evening/" in address

    def open(self, query=""):
        """Open the evening's page; its answer. What was held longest is forgotten."""
        answer = self.client.get(self.address + query)
        if answer.status_code == 200:
            self.pages = [*self.pages[1 - HELD_PAGES :], self._forms(answer.text)]
        return answer

    def _forms(self, text):
        found = []
        for form in html.fromstring(text).forms:
            values = dict(form.form_values())
            self.token = values.get("csrf_token", self.token)
            if form.method == "POST" and asked_of(form.action, values):
                found.append((form.action, values))
        return found

    def made_up(self, path, **values):
        """A form as a page may have shown it that nobody holds any more."""
        token = {} if self.is_key else {"csrf_token": self.token}
        return self.address + path, {**token, **values}

    def send(self, form):
        action, values = form
        return self.client.post(action, data=values)


def asked_of(action, values):
    """What a form asks for; None where it is not one of the evening's switch."""
    about = {
        "state": values.get("state"),
        "seen": values.get("pressed", ""),
        "press": values.get("press", ""),
        "sure": "sure" in values,
    }
    if action.endswith("/waves/undo"):
        return Sent(kind="", move="undo", **about)
    if found := WAVE.search(action):
        return Sent(kind=found["kind"], move=found["move"], **about)
    if found := ROUND.search(action):
        minutes = int(values["minutes"]) if values.get("minutes") else None
        return Sent(kind="round", move=found["move"], number=int(found["number"]), minutes=minutes, **about)
    if found := HOLD.search(action):
        return Sent(kind="", move=found["move"], **about)
    return None


def said_in(answer):
    """The sentence of a page that refuses; empty where it has none."""
    text = " ".join(html.fromstring(answer.text).xpath("string(//main)").split())
    return text if re.search(r"[a-z]{3}.*[.!?]", text) else ""
