"""Random walks of people on one phone in a hall with bad signal, and what must hold at the end of each.

A walk is a seeded sequence of what people do: agree, answer, send, lose signal, get it back, reload, close the tab,
press twice, open a second tab, go back, lose the reply after it was stored, hand the phone on.
"""

import random
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.close_browser import close_page

ITEMS = ("bt1", "bt2", "bt3")
READY = """Promise.race([
  navigator.serviceWorker.ready.then(() => true),
  new Promise((_, late) => setTimeout(() => late(new Error("the phone does not keep the pages")), 8000)),
])"""
"""That the phone keeps the pages; waited for with an end, since a worker that failed never becomes ready."""
WAITING = """() => new Promise((done, failed) => {
  const request = indexedDB.open("weaving");
  request.onupgradeneeded = () => request.transaction.abort();
  request.onerror = (event) => { event.preventDefault(); done(0); };
  request.onsuccess = () => {
    const db = request.result;
    const count = db.transaction("outbox").objectStore("outbox").count();
    count.onsuccess = () => { db.close(); done(count.result); };
    count.onerror = failed;
  };
})"""
"""How many entries wait in the outbox; looking never makes one."""
STEPS = ("answer", "answer", "reload", "offline", "online", "close", "second tab", "lose reply")


@dataclass
class Walk:
    """One phone through one evening."""

    context: BrowserContext
    hall: object
    """The evening, served; told to, it loses the next reply on the way."""
    rng: random.Random
    done: Counter = field(default_factory=Counter)
    shown: list[dict[str, int]] = field(default_factory=list)
    """What each person saw on the screen when they sent it."""
    page: Page | None = None
    offline: bool = False

    def take(self, people: int) -> None:
        """Some people answer, one after another; then signal comes back and everything is sent."""
        self.page = self.context.new_page()
        self.page.goto(f"/{self.hall.words}")
        self.page.evaluate(READY)
        for number in range(people):
            if number:
                self._hand_on()
            self._one_person()
        self._signal(on=True)
        self._settle()

    def _one_person(self) -> None:
        self.page.locator("form#begin button.go").click()
        expect(self.page.locator("fieldset#bt1")).to_be_visible()
        answers: dict[str, int] = {}
        for step in self.rng.choices(STEPS, k=self.rng.randint(3, 8)):
            self.done[step] += 1
            self._step(step, answers)
        self._send(answers)
        if self.rng.random() < 0.25 and not self.offline:
            self._back()

    def _step(self, step: str, answers: dict[str, int]) -> None:
        if step == "answer":
            item, value = self.rng.choice(ITEMS), self.rng.randint(0, 10)
            self.page.evaluate("(item) => { location.hash = item; }", item)
            self.page.locator(f'input[name="{item}"][value="{value}"]').check()
            answers[item] = value
        elif step == "reload":
            self.page.reload()
        elif step in {"offline", "online"}:
            self._signal(on=step == "online")
        elif step == "close":
            address = self.page.url
            close_page(self.page)
            self.page = self.context.new_page()
            self.page.goto(address)
        elif step == "second tab":
            other = self.context.new_page()
            other.goto(self.page.url)
            close_page(other)
        else:
            self.hall.lose_reply()

    def _send(self, answers: dict[str, int]) -> None:
        self.page.evaluate("location.hash = 'pa1'")
        button = self.page.locator("#send")
        if self.rng.random() < 0.4:
            self.done["double tap"] += 1
            button.dblclick(no_wait_after=True)
        else:
            button.click(no_wait_after=True)
        self.shown.append(dict(answers))
        expect(self.page.locator("#hand, #saved:not([hidden])")).to_be_attached()

    def _back(self) -> None:
        """Back from the receipt: no answer is there any more, and nothing that blanks out what was sent."""
        if self.page.locator("#hand").count() == 0:
            return
        self.done["back"] += 1
        self.page.go_back()
        expect(self.page.locator("#hand")).to_be_attached()

    def _hand_on(self) -> None:
        self.done["next person"] += 1
        for _ in range(20):
            if self.page.locator("form#begin").count():
                break
            with suppress(Error):  # what was saved arrives: the receipt comes in the place of the button
                self._press_next_person()
        expect(self.page.locator("form#begin")).to_be_visible()

    def _press_next_person(self) -> None:
        """Press what the page has for it as it stands, which is looked at anew where another page comes meanwhile."""
        expect(self.page.locator("#hand, #saved:not([hidden]), #handon, form#begin")).to_be_attached()
        if self.page.locator("#handon").count():
            self.page.locator("#handon button").click(timeout=2000)
        elif self.page.locator("#hand").count() and self.offline:
            self.page.goto(f"/{self.hall.words}?new=1")
        elif self.page.locator("#hand").count():
            self.page.locator("#hand").click(timeout=2000)
            self.page.locator("#handon button").click(timeout=2000)
        elif self.page.locator("#saved:not([hidden])").count():
            if self.page.locator("#saved details[open] #person").count() == 0:
                self.page.locator("#saved summary").click(timeout=2000)
            self.page.locator("#person").click(timeout=2000)
        self.page.locator("form#begin").wait_for(timeout=6000)

    def _signal(self, *, on: bool) -> None:
        self.offline = not on
        self.context.set_offline(not on)

    def _settle(self) -> None:
        """Wait until the outbox is empty."""
        self.hall.losing.clear()
        page = self.context.new_page()
        page.goto(f"/{self.hall.words}")
        everything_sent(page)


def everything_sent(page: Page) -> None:
    """Wait until nothing waits on the phone; meanwhile its page may be replaced, and is looked at anew."""
    for _ in range(300):
        with suppress(Error):
            if not page.evaluate(WAITING):
                return
        page.wait_for_timeout(100)
    raise AssertionError("the outbox did not empty")
