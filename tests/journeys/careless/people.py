"""Careless people with one phone each: they rescan, go back, close the tab, and press the biggest button of every page.

By http, as a browser without JavaScript does it: cookies are kept, and pages as well while the tab is open.
"""

import random
from dataclasses import dataclass, field

from lxml import html

from evaluation.domain.card_codes import ALPHABET
from tests.hall import Phone

ITEMS = ("bt1", "bt2", "bt3", "cg2", "cg3")
MOST = {"cg2": 7, "cg3": 7}
STEPS = ("rescan", "back", "close", "enter", "second tab", "tap twice")
MOST_PAGES = 30
WHOSE = "Whose card is this?"


@dataclass
class Careless:
    """Somebody who does not read."""

    phone: Phone
    words: str
    rng: random.Random
    sent: dict[str, dict[str, str]] = field(default_factory=dict)
    """What they saw on the screen when they sent it, by wave."""
    visited: list[str] = field(default_factory=list)
    receipts: dict[str, set[str]] = field(default_factory=dict)
    """The responses whose receipts they were led to when they sent, by wave."""
    did: list[str] = field(default_factory=list)
    card: str = ""
    """The card that they scan, once they have it; the poster's code until then."""
    loses_card: str = ""
    """When they lose it, "midway" at Before or "before After"; from then on they scan the poster."""
    typos: int | None = None
    """How often they type its code wrongly before they type it right; None where they scan it."""
    gives_up: bool = False
    """Whether they go on without a code once they were told that it is wrong."""
    given_later: str = ""
    """A card that they are given midway, and say is theirs where they are asked."""
    friends: list["Careless"] = field(default_factory=list)
    """People who borrow this phone while somebody is midway on it, with cards of their own."""

    def wave(self, wave: str) -> None:
        """Scan the code and press on until there is a receipt, or nothing more to press; then be curious."""
        answers = {item: str(self.rng.randint(1, MOST.get(item, 10))) for item in ITEMS}
        if wave == "post" and self.loses_card == "before After":
            self._lose_card()
        carelessness = self.rng.sample(STEPS, k=self.rng.randint(1, 4))
        self._scan()
        for _ in range(MOST_PAGES):
            if wave in self.sent:
                break
            if self._is_questionnaire():
                self._lend(wave)
                self._be_given_card()
                if self.loses_card == "midway":
                    self._lose_card()
            if carelessness and self.rng.random() < 0.4:
                self._careless(carelessness.pop(), answers)
            else:
                self._press_on(answers)
        for step in [*carelessness, "rescan"]:
            self._careless(step, answers)
            self._press_on(answers)

    def _lend(self, wave: str) -> None:
        """Lend the phone to those who still have to answer, and scan again when it comes back."""
        for friend in self.friends:
            if wave not in friend.sent:
                self.did.append("lend midway")
                friend.wave(wave)
                self._scan()

    def _be_given_card(self) -> None:
        if self.given_later:
            self.did.append("given a card midway")
            self.card, self.given_later = self.given_later, ""
            self._scan()
            if WHOSE in self.phone.page.text:
                address, hidden = self.phone.form()
                self._post(address, hidden)

    def _lose_card(self) -> None:
        self.did.append("lose the card")
        self.card, self.typos, self.loses_card = "", None, ""
        self._scan()

    def _scan(self) -> None:
        self.visited.clear()  # a code that is scanned opens a tab of its own
        self._open(f"/c/{self.card}" if self.card and self.typos is None else f"/{self.words}")

    def _open(self, address: str) -> None:
        page = self.phone.get(address)
        while page.status_code in {302, 303}:
            page = self.phone.get(page.headers["Location"])
        self.visited.append(page.request.full_path.rstrip("?"))

    def _post(self, address: str, sent: dict[str, str]) -> None:
        page = self.phone.post(address, sent)
        if page.status_code in {302, 303}:
            self._open(page.headers["Location"])

    def _careless(self, step: str, answers: dict[str, str]) -> None:
        self.did.append(step)
        if step == "back" and len(self.visited) > 1:
            self.visited.pop()
            self._open(self.visited.pop())
        elif step == "enter" and self._is_questionnaire():
            self._post(self.phone.page.request.path, {**answers, "_check": "1"})
        elif step == "second tab":
            stale = self.phone.page
            self._scan()
            self._press_on(answers)
            self.phone.page = stale
        elif step == "tap twice":
            self._press_on(answers, times=2)
        else:
            self._scan()

    def _document(self) -> html.HtmlElement:
        return html.fromstring(self.phone.page.data)

    def _is_questionnaire(self) -> bool:
        return bool(self._document().xpath("//form[@id='f']"))

    def _press_on(self, answers: dict[str, str], *, times: int = 1) -> None:
        """Press the biggest button: of those that look alike the first."""
        document = self._document()
        big = document.xpath("//*[contains(@class, 'go')][self::a or self::button][not(@hidden)][not(@type='button')]")
        big = [one for one in big if not one.xpath("ancestor::*[@hidden]")]
        if not big:
            self._scan()
            return
        self.did.append("press the biggest button")
        first = next((one for one in big if "alt" not in one.get("class")), big[0])
        if first.tag == "a":
            self._open(first.get("href"))
        else:
            self._press(first, answers, times=times)

    def _press(self, button: html.HtmlElement, answers: dict[str, str], *, times: int = 1) -> None:
        """Send the form that a button is of, with what they fill in; a second tap sends the same once more."""
        form = next(button.iterancestors("form"))
        sent = {one.get("name"): one.get("value") for one in form.xpath(".//input[@type='hidden']")}
        sent |= {button.get("name"): button.get("value")} if button.get("name") else {}
        sent |= answers if form.get("id") == "f" else {}
        sent |= self._typed() if form.xpath(".//input[@id='card']") else {}
        address = form.get("action") or self.phone.page.request.path
        for _ in range(times):
            self._post(address, sent)
        if form.get("id") == "f" and "/sent/" in self.phone.page.request.path:
            wave = address.split("/")[2]
            self.sent[wave] = answers
            self.receipts.setdefault(wave, set()).add(self.phone.page.request.path.rpartition("/")[2])

    def _typed(self) -> dict[str, str]:
        """What they type as the code of their card, a wrong character at first, and whether they go on without one."""
        if self.typos is None or not self.card:
            return {}
        if self.typos == 0:
            return {"card": self.card}
        if self.gives_up and "typo" in self.did:
            self.did.append("go on without the code")
            return {"card": self._mistyped(), "anyway": "1"}
        self.typos -= 1
        return {"card": self._mistyped()}

    def _mistyped(self) -> str:
        self.did.append("typo")
        place = self.rng.randrange(len(self.card))
        wrong = self.rng.choice([letter for letter in ALPHABET if letter != self.card[place]])
        return self.card[:place] + wrong + self.card[place + 1 :]
