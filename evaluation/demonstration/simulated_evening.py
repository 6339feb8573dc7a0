"""One simulated evening: people come, answer before through the real pages, talk, and answer after."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import instruments
from evaluation.demonstration.browser import Browser, Form, Page
from evaluation.demonstration.invented_chapters import InventedEvening
from evaluation.demonstration.simulated_people import ANSWERS_AFTER, ANSWERS_BEFORE, SimulatedPerson
from evaluation.models import Experiment
from evaluation.store.studies.waves import close_wave, open_wave
from evaluation.web.app import Services

SEEN_ONCE = 4
"""Pages between the address and the questionnaire, at most."""


class SteppingClock:
    """The time of the simulation; it stands where it is put."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 5, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The present moment of the simulation."""
        return self.now


@dataclass(slots=True)
class Visitor:
    """A person with a browser, and the address they come in by."""

    person: SimulatedPerson
    browser: Browser
    address: str
    seen: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hall:
    """Where an evening is held: the experiment, what it asks, the clock on the wall."""

    services: Services
    clock: SteppingClock
    experiment: Experiment
    version: instruments.Version
    rng: random.Random


def simulate_evening(hall: Hall, evening: InventedEvening, visitors: list[Visitor]) -> Iterator[str]:
    """Hold the evening; yields a word for each response stored, "pre" or "post"."""
    doors = datetime.combine(evening.on, time(18, 30), tzinfo=ZoneInfo("Europe/London"))
    for wave, share, at in (("pre", ANSWERS_BEFORE, doors), ("post", ANSWERS_AFTER, doors + timedelta(hours=2))):
        hall.clock.now = at
        _turn(hall, wave, opening=True)
        for place, visitor in enumerate(visitors):
            if hall.rng.random() < share:
                _answer(hall, visitor, wave, begun=at + timedelta(seconds=40 + 2 * place, milliseconds=place))
                yield wave
        hall.clock.now = at + timedelta(minutes=20)
        _turn(hall, wave, opening=False)


def _turn(hall: Hall, wave: str, *, opening: bool) -> None:
    with hall.services.database.transaction() as db:
        (open_wave if opening else close_wave)(db, hall.experiment, kind=wave, now=hall.clock.now)


def _answer(hall: Hall, visitor: Visitor, wave: str, *, begun: datetime) -> None:
    hall.clock.now = begun
    page = visitor.browser.get(visitor.address)
    for _ in range(SEEN_ONCE):
        form = _onward(page)
        if any(item.id in form.offered for item in hall.version.items):
            hall.clock.now = begun + timedelta(seconds=hall.rng.randint(70, 170))
            answers = visitor.person.answers(hall.version, instruments.WaveKind(wave))
            _stored(visitor.browser.send(page, form, answers))
            return
        page = visitor.browser.send(page, form, {name: values[0] for name, values in form.offered.items() if values})
    raise RuntimeError(f"{visitor.address} did not lead to a questionnaire.")


def _onward(page: Page) -> Form:
    forms = [form for form in page.forms if form.method == "post"]
    if page.status != 200 or not forms:
        raise RuntimeError(f"{page.address} answered {page.status} and shows no way on.")
    return forms[0]


def _stored(page: Page) -> None:
    if page.status != 200:
        raise RuntimeError(f"{page.address} answered {page.status}: the response was not taken.")
