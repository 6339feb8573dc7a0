"""Careless people with a phone each, in a real browser: they tap twice, go back, close the tab, scan again, reload."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Error, Page, expect

from tests.close_browser import close_context

STEPS = ("rescan", "back", "close", "reload", "tap twice", "look at the start again")
MOST_PRESSES = 60
OVERTAKEN = (
    "interrupted by another navigation", "Execution context was destroyed", "ERR_ABORTED", "frame was detached",
    "not attached", "Not attached to an active page", "Timeout", "did not change its state",
)  # fmt: skip
"""What the browser says when a page that was on its way comes while something is done on the one before."""
BIGGEST = """() => {
  const shown = [...document.querySelectorAll('a, button')].filter(
    (one) => one.checkVisibility({visibilityProperty: true}) && !one.disabled && !one.closest('[inert], .top, .foot'));
  const area = (one) => { const box = one.getBoundingClientRect(); return box.width * box.height; };
  const biggest = shown.sort((one, other) => area(other) - area(one))[0];
  if (!biggest) return null;
  biggest.scrollIntoView({block: 'center', behavior: 'instant'});
  const box = biggest.getBoundingClientRect();
  return {x: box.x + box.width / 2, y: box.y + box.height / 2, sends: biggest.id === 'send'};
}"""
SHOWN = "[...document.querySelectorAll('fieldset')].find((one) => one.checkVisibility())?.id"


@dataclass
class CarelessInABrowser:
    """Somebody who does not read, with a phone that remembers between the waves what a phone remembers."""

    browser: Browser
    base: str
    words: str
    rng: random.Random
    sent: dict[str, dict[str, str]] = field(default_factory=dict)
    """What they chose before they saw that it was sent, by wave."""
    did: list[str] = field(default_factory=list)
    _memory: dict[str, object] | None = None

    def wave(self, wave: str) -> None:
        """Scan the code and press on until there is a receipt; then be curious."""
        size = {"width": self.rng.choice((320, 375, 412)), "height": 667}
        context = self.browser.new_context(
            base_url=self.base, viewport=size, has_touch=True, locale="en-GB", storage_state=self._memory
        )
        context.set_default_timeout(30_000)
        self._page, self._chosen = context.new_page(), {}
        self._meant: dict[str, str] = {}
        self._has_pressed_send = False
        carelessness = self.rng.sample(STEPS, k=self.rng.randint(2, 4))
        self._scan()
        for _ in range(MOST_PRESSES):
            if wave in self.sent:
                break
            if carelessness and self.rng.random() < 0.2:
                self._careless(carelessness.pop())
            else:
                self._press_on(wave)
        for step in [*carelessness, "rescan"]:
            self._careless(step)
            self._press_on(wave)
        self._memory = context.storage_state(indexed_db=True)
        close_context(context)

    def _scan(self) -> None:
        self._until_done(lambda: self._page.goto(f"/{self.words}"))
        self._settle()

    def _until_done(self, act: Callable[[], object]) -> None:
        """Do it again where a page that was on its way came between, as whoever wants it does."""
        for again in (*[True] * 9, False):
            try:
                act()
            except Error as overtaken:
                if not (again and any(sign in str(overtaken) for sign in OVERTAKEN)):
                    raise
                self._page.wait_for_timeout(300)
                self._settle()
            else:
                return

    def _settle(self) -> None:
        """Wait until the page's script has done what it does at its beginning, as a person who looks does."""
        self._page.wait_for_load_state("load")
        if self._page.locator("form#f").count():
            expect(self._page.locator("body.step")).to_be_attached()

    def _careless(self, step: str) -> None:
        self.did.append(step)
        page: Page = self._page
        if step == "back":
            self._until_done(page.go_back)
        elif step == "reload":
            self._until_done(page.reload)
        elif step == "tap twice":
            self._until_done(lambda: self._tap(times=2))
        elif step == "close":
            self._page = page.context.new_page()
            page.close()
            self._scan()
        elif step == "rescan":
            self._page = page.context.new_page()  # a code that is scanned opens a tab beside the old one
            self._scan()
        else:
            self._scan()
        self._settle()

    def _press_on(self, wave: str) -> None:
        """Answer the question that is shown, mostly, and press the biggest button."""
        if not self._page.url.startswith(self.base):
            self._scan()
        if self.rng.random() < 0.9:
            self._until_done(self._choose_in_what_is_shown)
        self._until_done(self._tap)
        self._settle()
        if self._has_pressed_send and "/sent/" in self._page.url:
            self.sent.setdefault(wave, dict(self._chosen))

    def _choose_in_what_is_shown(self) -> None:
        shown = self._page.evaluate(SHOWN) if self._page.locator("form#f").count() else None
        if shown:
            self._choose(shown)

    def _choose(self, item: str) -> None:
        boxes = self._page.locator(f"fieldset#{item} [type=radio]")
        if not boxes.count():
            return
        value = self._meant.setdefault(item, str(self.rng.choice(range(1, 6))))
        boxes.nth(int(value) % boxes.count()).check()
        checked = self._page.locator(f"fieldset#{item} [type=radio]:checked")
        self._chosen[item] = str(checked.get_attribute("value"))

    def _tap(self, *, times: int = 1) -> None:
        biggest = self._page.evaluate(BIGGEST)
        if biggest is None:
            self._scan()
            return
        self._has_pressed_send |= biggest["sends"]
        for time in range(times):
            if time:
                self._page.wait_for_timeout(self.rng.choice((80, 250, 400)))
            self._page.touchscreen.tap(biggest["x"], biggest["y"])
        self._page.wait_for_timeout(700 if biggest["sends"] else 30)  # whoever has sent looks at what comes
