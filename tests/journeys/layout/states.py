"""Every page that the join address can lead to, opened in turn on one phone."""

from collections.abc import Iterator
from itertools import product

from playwright.sync_api import Page, expect

from evaluation.models import Experiment
from evaluation.store.instruments.modules import choose_modules
from evaluation.store.instruments.publishing import sign
from evaluation.store.studies.lookup import experiment_named
from instruments import translation
from tests.survey.languages.unchecked_words import offer_unchecked_words

IN_SHORT = ("bt1", "cg2", "cg1", "pa1")
"""A question of each layout that Before has."""
MODULES = ("about-you", "community-life")
SIGNED = (("common-ground", 1), ("about-you", 1), ("community-life", 2))
IN_FULL: tuple[str, ...] = ()
"""Every question."""


def offer_every_language(live, monkeypatch) -> None:
    """Welsh and Arabic beside English, as though both were signed and the Arabic words of the pages checked."""
    offer_unchecked_words(monkeypatch)
    with live.database.transaction() as db:
        db.query(Experiment).one().languages = ["en", "cy", "ar"]
        for language, version in product(("cy", "ar"), SIGNED):
            sign(db, translation(*version, language), by="A second person", now=live.clock())


def ask_modules(live) -> None:
    """Every module after the questions of After."""
    with live.database.transaction() as db:
        choose_modules(db, experiment_named(db, live.words), wave="post", names=MODULES)


class Evening:
    """One phone through an evening, in one language; each step leaves the page at a state that it names."""

    def __init__(self, live, page: Page, *, language: str, items: tuple[str, ...] = IN_SHORT) -> None:
        self.live, self.page, self.language, self.items = live, page, language, items

    def states(self) -> Iterator[str]:
        """The name of each state, from the first screen on; the page shows it."""
        yield from self._first_screens()
        yield from self._before()
        yield from self._between()
        yield from self._after()
        yield from self._around()

    def _open(self, more: str = "", *, path: str = "") -> None:
        self.page.goto(f"{path or '/' + self.live.words}?lang={self.language}{more}")

    def _begin(self, wave: str) -> None:
        self.page.locator("form#begin button.go").click()
        self.page.wait_for_url(f"**/{wave}/**")
        expect(self.page.locator("body.step")).to_be_attached()

    def _first_screens(self) -> Iterator[str]:
        self._open(path=f"/c/{self.live.cards(1)[0]}")
        yield "start with a card"
        self._open()
        yield "start"
        self.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        yield "start unfolded"
        self.page.locator("#card").fill("zzz")
        self.page.locator("form#begin button.go").click()
        expect(self.page.locator(".faults")).to_be_visible()
        yield "start with a wrong code"

    def _before(self) -> Iterator[str]:
        self._open()
        self._begin("pre")
        yield from self._questions(self.items)
        self.page.evaluate("location.hash = 'leave'")
        expect(self.page.locator("#leave")).to_be_visible()
        yield "stop"
        self._open()
        yield "midway"
        self._open(path=f"/{self.live.words}/next")
        yield "hand on"
        self._open()
        self.page.locator("#goon").click()
        self.page.wait_for_timeout(700)  # until what is pressed is no second tap
        self.page.locator("fieldset:not([hidden]) label").first.click()
        self.page.locator("#send").click()
        self.page.wait_for_url("**/sent/**")
        yield "receipt of Before"

    def _between(self) -> Iterator[str]:
        self._open()
        yield "answered"
        self.live.close("pre")
        self._open()
        yield "between"
        self._open("&early=1")
        yield "returning"
        self.live.open("pre")
        self._second_person()
        self.live.open("post")

    def _second_person(self) -> None:
        self._open(path=f"/{self.live.words}/next")
        self.page.locator("#handon button").click()
        expect(self.page.locator("form#begin")).to_be_visible()
        self._begin("pre")
        self.page.locator("fieldset:not([hidden]) label").first.click()
        self.page.locator("#leaving").click()
        self.page.wait_for_timeout(1100)
        self.page.locator("#stop").click()
        self.page.wait_for_url("**/sent/**")

    def _after(self) -> Iterator[str]:
        self._open()
        yield "one of several returning"
        self._open("&new=1")
        yield "start of After"
        self._begin("post")
        yield from self._questions(("oo1", "op1") if self.items else ())
        self._open()
        yield "midway in After"
        yield from self._on_a_shared_tablet()
        self.live.close("post")
        self._open()
        yield "closed"

    def _on_a_shared_tablet(self) -> Iterator[str]:
        self._open("&kiosk=1")
        yield "code first"
        self._look_up("")
        yield "code first, and none typed"
        self._open("&kiosk=1&alone=ask")
        yield "code first, asked once more"
        self._look_up(self.live.cards(1)[0])
        expect(self.page.locator("form#begin")).to_be_visible()
        yield "start of After by a code"

    def _look_up(self, code: str) -> None:
        self.page.wait_for_timeout(700)  # until what is pressed is no second tap
        self.page.locator("#card").fill(code)
        self.page.locator("[name=look_up]").click()
        expect(self.page.locator("#empty, form#begin")).to_be_visible()

    def _around(self) -> Iterator[str]:
        for name, path in (
            ("front", "/"),
            ("under 16", f"/{self.live.words}/under-16"),
            ("unknown address", "/acorn-zipper"),
            ("privacy", "/privacy"),
            ("withdraw", "/withdraw"),
        ):
            self._open(path=path)
            yield name

    def _questions(self, items: tuple[str, ...]) -> Iterator[str]:
        there = self.page.evaluate("[...document.querySelectorAll('fieldset')].map((one) => one.id)")
        for item in items or there:
            self.page.evaluate("(item) => { location.hash = item; }", item)
            expect(self.page.locator(f"fieldset#{item}")).to_be_visible()
            yield f"question {item}"
