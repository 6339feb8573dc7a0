"""Careless people with a phone each, in a real browser: they tap twice, go back, close the tab, scan again, reload.

What a person sees is asked of the page in one go and tapped where it stands: that is how a person does it, and a tenth
of the time that it takes to ask for each part by itself.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Error, Page

from evaluation.domain.card_codes import ALPHABET
from tests.close_browser import close_context, close_page

STEPS = ("rescan", "back", "close", "reload", "tap twice", "look at the start again", "second tab")
MOST_PRESSES = 90
OVERTAKEN = (
    "interrupted by another navigation", "Execution context was destroyed", "ERR_ABORTED", "frame was detached",
    "not attached", "Not attached to an active page", "Timeout", "did not change its state",
)  # fmt: skip
"""What the browser says when a page that was on its way comes while something is done on the one before."""
SEEN = """(wanted) => {
  const form = document.querySelector('form#f');
  if (document.readyState !== 'complete' || (form && !document.body.classList.contains('step'))) return null;
  const shown = (one) => one.checkVisibility({visibilityProperty: true}) && !one.disabled && !one.closest('[inert]');
  const middle = (one) => {
    const box = one.getBoundingClientRect();
    return {x: box.x + box.width / 2, y: box.y + box.height / 2, area: box.width * box.height};
  };
  const question = form && [...form.querySelectorAll('fieldset')].find((one) => one.checkVisibility());
  const radios = question ? [...question.querySelectorAll('[type=radio]')] : [];
  const radio = radios.length ? radios[wanted % radios.length] : null;
  const label = radio && (radio.closest('label') || radio);
  label?.scrollIntoView({block: 'center', behavior: 'instant'});
  const all = [...document.querySelectorAll('a, button')];
  const buttons = all.filter((one) => shown(one) && !one.closest('.top, .foot'));
  const biggest = buttons.sort((one, other) => middle(other).area - middle(one).area)[0];
  if (biggest && !label) biggest.scrollIntoView({block: 'center', behavior: 'instant'});
  const checked = form ? [...form.querySelectorAll('[type=radio]:checked')] : [];
  return {
    question: question?.id, marked: Boolean(radio?.checked), choice: label && middle(label),
    chosen: Object.fromEntries(checked.map((one) => [one.name, one.value])),
    big: biggest && {...middle(biggest), sends: biggest.id === 'send'},
    sees: biggest && middle(biggest).y > 0 && middle(biggest).y < innerHeight,
    card: document.querySelector('form#begin input#card') !== null,
  };
}"""


@dataclass
class CarelessInABrowser:
    """Somebody who does not read, with a phone that remembers between the waves what a phone remembers."""

    browser: Browser
    base: str
    words: str
    rng: random.Random
    card: str = ""
    """The card that they scan, or type where they mistype it first; the poster's code where they have none."""
    loses_card: bool = False
    """Whether they have lost it by After."""
    mistypes: bool = False
    friend: "CarelessInABrowser | None" = None
    """Who borrows their phone midway, with a card of their own."""
    sent: dict[str, dict[str, str]] = field(default_factory=dict)
    """What they chose before they saw that it was sent, by wave."""
    receipts: dict[str, set[str]] = field(default_factory=dict)
    did: list[str] = field(default_factory=list)
    _memory: dict[str, object] | None = None

    def wave(self, wave: str) -> None:
        """Scan the code and press on until there is a receipt; then be curious."""
        size = {"width": self.rng.choice((320, 375, 412)), "height": 667}
        context = self.browser.new_context(
            base_url=self.base, viewport=size, has_touch=True, locale="en-GB", storage_state=self._memory
        )
        context.set_default_timeout(10_000)
        if self.loses_card and wave == "post":
            self.did.append("lose the card")
            self.card = ""
        self.answer(wave, context)
        self._memory = context.storage_state(indexed_db=True)
        close_context(context)

    def answer(self, wave: str, context: BrowserContext) -> None:
        """Answer on a phone, which may be lent."""
        self._page, self._wave = context.new_page(), wave
        self._chosen: dict[str, dict[str, str]] = {}
        self._meant, self._has_pressed_send, self._answered = dict[str, int](), False, False
        carelessness = self.rng.sample(STEPS, k=self.rng.randint(2, 4))
        self._scan()
        for _ in range(MOST_PRESSES):
            if wave in self.sent:
                break
            if self.friend and wave not in self.friend.sent and self._answered:
                self.did.append("lend the phone midway")
                self.friend.answer(wave, context)
                self._chosen.clear()  # as the page says: what was not sent is cleared for whoever has the card
                self._scan()
            if carelessness and self.rng.random() < 0.15:
                self._careless(carelessness.pop())
            else:
                self._press_on()
        for step in [*carelessness, "rescan"]:
            self._careless(step)
            self._press_on()

    def _scan(self) -> None:
        scanned = f"/c/{self.card}" if self.card and not self.mistypes else f"/{self.words}"
        self._page.bring_to_front()  # a tab behind another takes seconds for every tap
        self._until_done(lambda: self._page.goto(scanned, wait_until="commit"))

    def _until_done(self, act: Callable[[], object]) -> object:
        """Do it again where a page that was on its way came between, as whoever wants it does."""
        for again in (*[True] * 9, False):
            try:
                return act()
            except Error as overtaken:
                if not (again and any(sign in str(overtaken) for sign in OVERTAKEN)):
                    raise
                self._page.wait_for_timeout(200)
        return None

    def _careless(self, step: str) -> None:
        self.did.append(step)
        page: Page = self._page
        if step == "back":
            self._until_done(lambda: page.evaluate("history.back()"))
        elif step == "reload":
            self._until_done(lambda: page.reload(wait_until="commit"))
        elif step == "tap twice":
            self._press_on(times=2)
        elif step == "close":
            self._page = page.context.new_page()
            close_page(page)
            self._scan()
        elif step == "second tab":
            self._page = page.context.new_page()
            self._scan()
            self._press_on()
            self._page = page
            page.bring_to_front()
        elif step == "rescan":
            self._page = page.context.new_page()  # a code that is scanned opens a tab beside the old one
            self._scan()
        else:
            self._scan()

    def _press_on(self, *, times: int = 1) -> None:
        """Answer the question that is shown, mostly, and press the biggest button."""
        if not self._page.url.startswith(self.base):
            self._scan()
        self._until_done(lambda: self._press(times))
        if self._has_pressed_send and "/sent/" in self._page.url:
            self.sent.setdefault(self._wave, dict(self._chosen[self._at]))
            self.receipts.setdefault(self._wave, set()).add(self._page.url.partition("/sent/")[2][:36])

    def _press(self, times: int) -> None:
        wanted = self.rng.randrange(1, 6)
        seen = self._see(wanted)
        if seen["choice"] and self.rng.random() < 0.9:
            self._answered = True
            seen = self._choose(seen, wanted)
        elif seen["choice"] and not seen["sees"]:
            seen = self._see(wanted)
        if seen["card"] and self.mistypes:
            self._type_card()
            seen = self._see(wanted)
        if seen["big"] is None:
            self._scan()
            return
        if seen["question"]:
            self._at = self._page.url.partition("#")[0]
            self._chosen.setdefault(self._at, {}).update(seen["chosen"])
        self.did.append("press the biggest button")
        self._has_pressed_send |= seen["big"]["sends"]
        for time in range(times):
            if time:
                self._page.wait_for_timeout(self.rng.choice((80, 250, 400)))
            self._page.touchscreen.tap(seen["big"]["x"], seen["big"]["y"])
        self._look(sends=seen["big"]["sends"])

    def _choose(self, seen: dict, wanted: int) -> dict:
        """Tap an answer, and look until it is marked; where the page went on meanwhile it is not."""
        question = seen["question"]
        self._page.touchscreen.tap(seen["choice"]["x"], seen["choice"]["y"])
        for _ in range(20):
            seen = self._see(wanted)
            if seen["marked"] or seen["question"] != question:
                break
            self._page.wait_for_timeout(30)
        return seen

    def _look(self, *, sends: bool) -> None:
        """Look at what comes: mostly until a turned page takes presses, and after sending for the receipt."""
        if not sends:
            self._page.wait_for_timeout(self.rng.choice((30, 430, 430, 430)))
        for _ in range(10 if sends else 0):
            self._page.wait_for_timeout(70)
            if "/sent/" in self._page.url:
                return

    def _see(self, wanted: int) -> dict:
        """What is on the screen, once the page's script has done what it does at its beginning."""
        for _ in range(200):
            seen: dict | None = self._page.evaluate(SEEN, wanted)
            if seen is not None:
                return seen
            self._page.wait_for_timeout(30)
        raise AssertionError(f"{self._page.url} never became ready")

    def _type_card(self) -> None:
        """Type the code of the card: once with a wrong character, and then as it is printed."""
        place = self.rng.randrange(len(self.card))
        wrong = self.rng.choice([letter for letter in ALPHABET if letter != self.card[place]])
        typed = self.card if "typo" in self.did else self.card[:place] + wrong + self.card[place + 1 :]
        self.did.append("type the code" if "typo" in self.did else "typo")
        self._page.evaluate("document.querySelector('#card').closest('details').open = true")
        self._page.locator("#card").fill(typed)
