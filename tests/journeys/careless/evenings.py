"""Evenings of careless people of every kind: with and without cards, alone with their phone or sharing it."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

from evaluation.participants_app import participants_app
from evaluation.web.app import Services
from tests.hall import Hall, Phone
from tests.journeys.careless.outcomes import Outcome, kept_at, outcomes
from tests.journeys.careless.people import Careless
from tests.journeys.careless.sharing import Sharing

FIRST_EVENING = datetime(2026, 5, 14, 17, 30, tzinfo=UTC)
TEN = (*["poster"] * 2, "card", "lost midway", "lost later", "typo", "lends midway", "lends after")
"""Kinds of people who come with a phone; the last two lend it to one more each."""
TWENTY = (
    *["poster"] * 5,
    *("card", "card", "lost midway", "lost midway", "lost later", "lost later", "lends to a card"),
    *("typo", "given up", "given later", "lends midway", "lends after"),
)
"""Three of them lend it to one more each, and one of those comes with a card of their own."""


def evening(database, settings, clock, *, kinds: tuple[str, ...], seed: int) -> list[tuple[Careless, Outcome]]:
    """Everybody through Before and After; what became of what each of them sent."""
    rng = random.Random(seed)
    clock.now = FIRST_EVENING + timedelta(days=seed)
    hall = Hall(database, clock, rng)
    arriving = _Arriving(participants_app(Services(settings, database, clock)), hall, seed)
    owners = [arriving.person(kind) for kind in rng.sample(kinds, k=len(kinds))]
    for wave in ("pre", "post"):
        for person in owners:
            clock.advance(seconds=7)
            person.wave(wave)
        if wave == "pre":
            hall.close("pre")
            clock.advance(hours=2)
            hall.open("post")
    return outcomes([*owners, *arriving.borrowers], kept_at(hall))


class _Arriving:
    """Who comes to an evening."""

    def __init__(self, app, hall, seed: int) -> None:
        self.app, self.hall = app, hall
        self.seeds: Iterator[int] = count(seed * 1000)
        self.cards = hall.cards(20)
        self.borrowers: list[Careless] = []

    def person(self, kind: str) -> Careless:
        if kind in {"lends midway", "lends after"}:
            return self._lender("midway" if kind == "lends midway" else "after sending")
        if kind == "lends to a card":
            person = self._new(card=self.cards.pop())
            person.friends = [self._new(phone=person.phone, card=self.cards.pop())]
            self.borrowers += person.friends
            return person
        return self._new(
            card="" if kind in {"poster", "given later"} else self.cards.pop(),
            loses_card={"lost midway": "midway", "lost later": "before After"}.get(kind, ""),
            typos={"typo": 1, "given up": 2}.get(kind),
            gives_up=kind == "given up",
            given_later=self.cards.pop() if kind == "given later" else "",
        )

    def _new(self, *, phone: Phone | None = None, **more) -> Careless:
        return Careless(phone or Phone(self.app), self.hall.words, random.Random(next(self.seeds)), **more)

    def _lender(self, moment: str) -> Sharing:
        person, friend = (
            Sharing(phone, self.hall.words, random.Random(next(self.seeds)), clock=self.hall.clock)
            for phone in [Phone(self.app)] * 2
        )
        person.lends, person.borrowers = moment, [friend]
        self.borrowers.append(friend)
        return person
