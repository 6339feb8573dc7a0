"""The whole demonstration: a study is set up, its evenings are held through a real server, its reports are written."""

import logging
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from waitress.server import create_server

from evaluation.demonstration.browser import Browser
from evaluation.demonstration.invented_chapters import CHAPTERS, EXAMPLE_ASKS, STUDY, ExampleChapter, InventedEvening
from evaluation.demonstration.simulated_evening import Hall, SteppingClock, Visitor, simulate_evening
from evaluation.demonstration.simulated_people import SimulatedPerson
from evaluation.demonstration.simulated_remarks import REMARKS, SimulatedRemark, dealt
from evaluation.models import Experiment, Study
from evaluation.participants_app import participants_app
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.linking.cards import issue_cards
from evaluation.store.responses.disclosed_words import disclose_words, waves_to_disclose
from evaluation.store.responses.open_answers import Sorting, sort_answers, written_at
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.experiments import add_experiment, record_event
from evaluation.store.studies.studies import add_study, suppress_below
from evaluation.store.studies.who_asks import set_who_asks
from evaluation.web.app import Services

INSTRUMENT, NUMBER = "common-ground", 1
"""The version that is asked: the people are simulated by its questions, and what they answer is told elsewhere."""
EVALUATOR = "Example evaluator"
ONE_IN = 5
"""One in so many has something to say in their own words."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One evening to be held: the chapter's script, the evening, its row."""

    script: ExampleChapter
    evening: InventedEvening
    experiment: Experiment


def set_up(services: Services, clock: SteppingClock, *, people: int, rng: random.Random) -> tuple[Study, list[Planned]]:
    """The example study with its chapters and two evenings each."""
    with services.database.transaction() as db:
        study = add_study(db, STUDY, now=clock(), is_example=True)
        set_who_asks(db, study, EXAMPLE_ASKS, today=clock().date())
        version = version_in_use(db, INSTRUMENT, NUMBER, now=clock())
        planned = []
        for script in CHAPTERS:
            chapter = add_chapter(db, study, name=script.name, now=clock())
            for evening in script.evenings:
                experiment = add_experiment(
                    db,
                    chapter,
                    title=evening.title,
                    kind=evening.kind,
                    version=version,
                    now=clock(),
                    rng=rng,
                    date=evening.on,
                    place=script.place,
                    expected=people,
                )
                planned.append(Planned(script, evening, experiment))
    return study, planned


def hold_all(
    services: Services, clock: SteppingClock, planned: list[Planned], *, people: int, rng: random.Random
) -> Iterator[str]:
    """Hold every evening through a real server on a free port; yields a word for each response stored."""
    remarks = dealt(rng)
    with _served(services) as (host, port):
        for each in planned:
            crowd = [SimulatedPerson(rng, each.script.lean, _remark(remarks, place)) for place in range(people)]
            yield from _held(services, clock, each, crowd=crowd, rng=rng, host=host, port=port)


def sort_all(services: Services, clock: SteppingClock, planned: list[Planned]) -> int:
    """Sort what people let be quoted, and release all that does not tell who wrote it; how many those are."""
    known = {each.text: each for each in REMARKS}
    released = 0
    with services.database.transaction() as db:
        for each in planned:
            experiment_id = each.experiment.id
            disclose_words(
                db, waves_to_disclose(db, experiment_id, below=suppress_below(db, each.experiment)), now=clock()
            )
            found = written_at(db, experiment_id)
            sortings = {one.id: _sorting(known[one.text]) for one in found}
            sort_answers(db, experiment_id, sorted_as=sortings, by=EVALUATOR, now=clock())
            released += sum(sorting.released for sorting in sortings.values())
    return released


def _sorting(remark: SimulatedRemark) -> Sorting:
    return Sorting(theme=remark.theme, stance=remark.stance, released=not remark.telling)


def _remark(remarks: Iterator[SimulatedRemark], place: int) -> str:
    return next(remarks).text if place % ONE_IN == 0 else ""


def _held(
    services: Services,
    clock: SteppingClock,
    each: Planned,
    *,
    crowd: list[SimulatedPerson],
    rng: random.Random,
    host: str,
    port: int,
) -> Iterator[str]:
    with services.database.reading() as db:
        asked = version_of_row(db, version_in_use(db, INSTRUMENT, NUMBER, now=clock()))
    visitors = [
        Visitor(person, Browser(host, port), address)
        for person, address in zip(crowd, _addresses(services, clock, each, people=len(crowd), rng=rng), strict=True)
    ]
    try:
        yield from simulate_evening(Hall(services, clock, each.experiment, asked, rng), each.evening, visitors)
    finally:
        for visitor in visitors:
            visitor.browser.close()
    _record(services, each, people=len(crowd), rng=rng)


def _addresses(
    services: Services, clock: SteppingClock, each: Planned, *, people: int, rng: random.Random
) -> list[str]:
    if not each.evening.uses_cards:
        return [f"/{each.experiment.slug}"] * people
    with services.database.transaction() as db:
        tokens = issue_cards(db, each.experiment, count=people, now=clock(), rng=rng)
    return [f"/c/{token}" for token in tokens]


def _record(services: Services, each: Planned, *, people: int, rng: random.Random) -> None:
    hosts = max(2, people // 12)
    facts = {
        "came": people,
        "hosts": hosts,
        "guests": people - hosts,
        "organisations": min(rng.randint(4, 11), people),
        "planned_rounds": each.evening.rounds,
        "actual_rounds": each.evening.rounds,
        "minutes_a_round": each.evening.minutes_a_round,
    }
    with services.database.transaction() as db:
        record_event(db, db.merge(each.experiment), facts=facts, now=services.clock())


@contextmanager
def _served(services: Services) -> Iterator[tuple[str, int]]:
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # one server in one process waits for itself
    server = create_server(participants_app(services), host="127.0.0.1", port=0, threads=2, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield "127.0.0.1", int(getattr(server, "effective_port", 0))
    finally:
        server.close()
        thread.join(timeout=10)
        server.task_dispatcher.shutdown()  # otherwise its threads live on while the program ends
