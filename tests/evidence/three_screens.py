"""A hall that answers at one instant, twice, while three screens show the counter: nothing lost, nothing doubled.

Everybody has a card and answers Before and After through `weaving serve` as it is typed; a volunteer with an evening
key opens After. The control is the application that inserts a row for every POST, under the same burst.
"""

import http.client
import json
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from lxml import html
from sqlalchemy import select

from evaluation.domain.clock import now_utc
from evaluation.models import Card, Response, Wave
from evaluation.storage.keys import key
from evaluation.storage.settings import Settings
from evaluation.store.accounts.evening_keys import hand_key
from evaluation.store.linking.reconciliation import accounts_of
from evaluation.store.log.actor import RecordedActor
from evaluation.store.studies.lookup import experiment_named
from evaluation.web.audit_log import COMMAND_LINE, KEY_NAME
from tests.evidence.bad_line import bad_line
from tests.evidence.burst import answers_of, naive_rows, send_all
from tests.hall import Hall
from tests.homes import new_home
from tests.serving import serving

SCREENS = 3
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
LOOK = 0.3
"""Seconds between two looks of a screen: ten times as often as the page does."""


@dataclass
class Screen:
    """What one screen saw: each count with its wave, and how often the server answered 304."""

    seen: list[tuple[str, int]] = field(default_factory=list)
    unchanged: int = 0
    failed: int = 0

    def look(self, where: str, address: str, tag: str) -> str:
        """Ask once as the page does; the entity tag of what is shown now."""
        answer = _ask(where, "GET", address, headers={"If-None-Match": tag} if tag else {})
        if answer.status == 304:
            self.unchanged += 1
            return tag
        if answer.status != 200:
            self.failed += 1
            return tag
        count = json.loads(answer.body)
        self.seen.append((count["wave"], count["answered"]))
        return answer.tag

    @property
    def only_rises(self) -> bool:
        """Whether no count of a wave was ever lower than one before."""
        waves = {wave: [count for at, count in self.seen if at == wave] for wave, _ in self.seen}
        return all(counts == sorted(counts) for counts in waves.values())


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    body: bytes
    tag: str
    location: str


def three_screens(quick: bool) -> dict[str, object]:  # noqa: FBT001 - every row is asked with whether to be quick
    """People at one instant while three screens poll the counter, and the naive control."""
    people, began = (40 if quick else 300), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        figure = hall_with_screens(Path(folder) / "home", people)
        figure["naive_rows"] = naive_rows(Path(folder) / "naive.sqlite", people)
    return {
        "figure": figure,
        "holds": holds(figure),
        "control_fails": figure["naive_rows"] > people,
        "seconds": round(time.monotonic() - began, 2),
        "how": f"{people} people with cards, Before and After each at one instant, three sendings each through a line "
        "that loses, drops, resets and delays; three screens poll with entity tags; `weaving serve` on SQLite; "
        "control: one INSERT a POST",
    }


def holds(figure) -> bool:
    """Whether the figures say that nothing was lost, doubled or shown wrongly."""
    people = figure["people"]
    wanted = {"acknowledged": 2 * people, "stored": 2 * people, "linked": people, "last_shown": [people] * SCREENS}
    none = ("lost", "doubled", "faults", "looks_failed")
    return all(figure[name] == value for name, value in wanted.items()) and not any(figure[name] for name in none)


def hall_with_screens(home: Path, people: int, *, opened=None, closing=None) -> dict[str, object]:
    """Both waves of an evening under screens.

    `opened` is called with the server's address and an evening key, `closing` when everybody has answered.
    """
    settings, database = new_home(home)
    hall = Hall(database, now_utc)
    cards = hall.cards(people)
    evening_key = _evening_key(hall, settings)
    with serving(home) as server, _watched(server.base, evening_key) as screens:
        if opened:
            opened(server.base, evening_key)
        acknowledged = len(_answer_all(server.base, hall.words, cards))
        opening = _ask(urlsplit(server.base).netloc, "POST", f"/staff/evening/{evening_key}/waves/post/open")
        assert opening.status == 303, opening
        acknowledged += len(_answer_all(server.base, hall.words, cards))
        _wait_for(lambda: all(screen.seen[-1:] == [("After", people)] for screen in screens))
        if closing:
            closing()
    figure = {"people": people, "acknowledged": acknowledged, **_kept(hall, cards), **_shown(screens)}
    database.close()
    return figure


def _evening_key(hall: Hall, settings: Settings) -> str:
    by = RecordedActor(actor=COMMAND_LINE, log_key=key(settings, KEY_NAME), now=now_utc())
    with hall.database.transaction() as db:
        return hand_key(db, experiment_named(db, hall.words), by=by).key


class _watched:  # noqa: N801 - used as a function that opens
    """Three screens that look at the counter until the evening is over."""

    def __init__(self, base: str, evening_key: str) -> None:
        self.where = urlsplit(base).netloc
        wall = _ask(self.where, "GET", f"/staff/evening/{evening_key}/screen").location
        self.address = urlsplit(wall).path + "/count"
        self.over, self.screens = threading.Event(), [Screen() for _ in range(SCREENS)]

    def __enter__(self) -> list[Screen]:
        self.threads = [threading.Thread(target=self._keep_looking, args=(screen,)) for screen in self.screens]
        for thread in self.threads:
            thread.start()
        return self.screens

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()

    def _keep_looking(self, screen: Screen) -> None:
        tag = ""
        while not self.over.wait(LOOK):
            tag = screen.look(self.where, self.address, tag)


def _answer_all(base: str, words: str, cards: list[str]) -> set[int]:
    """Everybody scans, agrees and opens the questionnaire at one instant; then everybody sends at one instant."""
    where, together = urlsplit(base).netloc, threading.Barrier(len(cards))

    def arrive(card: str) -> str:
        together.wait(60)
        first = _ask(where, "GET", f"/c/{card}")
        if first.location:  # a card that was answered with is asked about
            first = _ask(where, "GET", first.location.removeprefix(f"http://{where}"))
        form = html.fromstring(first.body).xpath("//form")[0]
        hidden = {field.get("name"): field.get("value") for field in form.xpath(".//input[@type='hidden']")}
        begun = _ask(where, "POST", form.get("action") or f"/{words}", urlencode(hidden), FORM)
        address = begun.location.removeprefix(f"http://{where}")
        assert _ask(where, "GET", address).status == 200
        return address

    with ThreadPoolExecutor(len(cards)) as hall:
        addresses = list(hall.map(arrive, cards))
    with bad_line(base, seed=len(cards)) as (_, through):
        return send_all(through, addresses)


def _ask(where: str, method: str, address: str, sent: str = "", headers=None) -> Answer:
    line = http.client.HTTPConnection(where, timeout=60)
    try:
        line.request(method, address, sent, headers or {})
        answer = line.getresponse()
        said = answer.headers
        return Answer(answer.status, answer.read(), said.get("ETag", ""), said.get("Location", ""))
    finally:
        line.close()


def _kept(hall: Hall, cards: list[str]) -> dict[str, object]:
    """What is stored: counts, and the answers of each card at each wave that are not what its holder sent."""
    with hall.database.reading() as db:
        experiment = experiment_named(db, hall.words)
        rows = db.execute(
            select(Card.token, Wave.kind, Response.answers)
            .join(Card, Card.participant_id == Response.participant_id)
            .join(Wave, Wave.id == Response.wave_id)
        ).all()
        account = accounts_of(db, experiment.id)
    kept = {(row.token, row.kind): row.answers for row in rows}
    wanted = {(card, wave): answers_of(n) for n, card in enumerate(cards) for wave in ("pre", "post")}
    return {
        "stored": account.submitted,
        "linked": account.linked,
        "lost": sum(kept.get(which) != answers for which, answers in wanted.items()),
        "doubled": len(rows) - len(kept),
        "faults": list(account.faults),
    }


def _shown(screens: list[Screen]) -> dict[str, object]:
    return {
        "last_shown": [screen.seen[-1][1] for screen in screens],
        "looks": sum(len(screen.seen) + screen.unchanged + screen.failed for screen in screens),
        "looks_unchanged": sum(screen.unchanged for screen in screens),
        "looks_failed": sum(screen.failed + (not screen.only_rises) for screen in screens),
    }


def _wait_for(said, *, within: float = 60) -> None:
    until = time.monotonic() + within
    while not said() and time.monotonic() < until:
        time.sleep(LOOK)


ROWS = {"three_screens": three_screens}
