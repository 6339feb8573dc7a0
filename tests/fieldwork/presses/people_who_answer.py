"""People who answer on phones while an evening is run: at once, later, or when their wave has closed."""

from collections import Counter

from lxml import html
from werkzeug.test import Client

from tests.hall import Phone

HELD = 5


class PeopleWhoAnswer:
    """Everybody at one evening, and what the program said that it has kept of each."""

    def __init__(self, application, words, rng):
        self.application, self.words, self.rng = application, words, rng
        self.sent = Counter()
        self.midway = []

    def test_client(self, *, use_cookies=True):
        return Client(self.application, use_cookies=use_cookies)

    def do(self):
        """Somebody comes, or sends what they had begun: the wave that took an answer, or "", and the last page."""
        if self.midway and self.rng.random() < 0.6:
            return self._send(*self.midway.pop(self.rng.randrange(len(self.midway))))
        phone = Phone(self)
        answer = phone.get(f"/{self.words}")
        if not html.fromstring(phone.page.data).forms:
            return "", answer
        address, hidden = phone.form()
        answer = phone.post(address, hidden)
        if answer.status_code != 303:
            return "", answer
        at = answer.headers["Location"]
        phone.get(at)
        self.midway.append((phone, at))
        return self._send(*self.midway.pop()) if len(self.midway) > HELD else ("", answer)

    def _send(self, phone, at):
        wave = at.split("/")[2]
        answer = phone.post(at, {"bt1": str(self.rng.randint(1, 10))})
        if "/sent/" not in answer.headers.get("Location", ""):
            return "", answer
        self.sent[wave] += 1
        return wave, answer
