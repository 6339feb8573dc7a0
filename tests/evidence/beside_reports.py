"""Submissions stay fast beside reports: within twice their p99 while six reports are rendered.

Submissions go one at a time at a steady pace over one kept connection, beside reports and alone in turn and equally
many, so that a machine that drifts shows on both sides. Each time runs from a sending to the end of its reply; the p99
is the smallest of the times that at least 99 in 100 do not exceed. The negative control renders the six in threads of
the serving process, as one does without thinking.
"""

import http.client
import itertools
import json
import math
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

from sqlalchemy import select

from evaluation import migrations
from evaluation.domain.clock import now_utc
from evaluation.evaluators.requests import REQUESTED_FORMATS
from evaluation.jobs.queue import Queue, open_queue
from evaluation.models import Job, JobState, ReleaseScope, Response
from evaluation.participants_app import participants_app
from evaluation.reports.report_job import ask_for_report, content_of, make_report
from evaluation.storage.database import open_database
from evaluation.storage.settings import Settings
from evaluation.store.reports.gather_subject import gather_about
from evaluation.store.reports.subject import ReportSubject, about_of
from evaluation.store.responses.consents import begin_without_card
from evaluation.web.app import Services
from tests.conftest import StandingClock
from tests.evidence.burst import answers_of
from tests.evidence.others import Others
from tests.hall import Hall, served
from tests.jobs.killing_reports import ITEMS
from tests.releases.conftest import Fieldwork
from tests.serving import serving

REPORTS = 6
ALLOWED = 2.0
"""How many times its p99 alone the p99 beside reports may be."""
PACE = 40
"""Submissions a second: a hall of 500 in a minute sends eight."""
DISTURBED = 0.25
"""Processors busy with others, on average, from which on a figure says more of them than of us."""
SOME = 20
"""So many people begin, then send; after them it is looked whether the reports are made."""
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
NAIVE = "import sys; from tests.evidence.beside_reports import serve_naively; serve_naively(sys.argv[1])"


@dataclass(frozen=True)
class Size:
    """How much is measured: people at an evening, submissions on each side, turns, reports in each, their formats."""

    people: int = 60
    least: int = 1200
    turns: int = 2
    reports: int = REPORTS
    formats: tuple[str, ...] = REQUESTED_FORMATS


class Server(Protocol):
    """A server that takes submissions at `base` and makes reports; `asked` counts those that it was asked for."""

    base: str
    asked: int

    def ask(self, abouts: Sequence[ReportSubject]) -> None:
        """Ask for these reports."""

    def waiting(self) -> int:
        """How many of the reports that were asked for are not made yet."""


@dataclass
class Evening:
    """A hall whose people are about to send, and earlier evenings to report on, each report another."""

    services: Services
    hall: Hall
    abouts: Iterator[ReportSubject]
    formats: tuple[str, ...]
    sent: list[uuid.UUID] = field(default_factory=list)
    acknowledged: int = 0

    def send_some(self, line: http.client.HTTPConnection) -> list[float]:
        """The next people send at the steady pace; the seconds from each sending to the end of its reply."""
        people, took = self._begun(SOME), list[float]()
        began = time.perf_counter()
        for number, response in enumerate(people):
            time.sleep(max(0.0, began + number / PACE - time.perf_counter()))
            took.append(self._send(line, response))
        return took

    def kept_once(self) -> bool:
        """Whether exactly what was sent is stored, a row and a person each."""
        hall = self.hall.evening().experiment
        with self.services.database.reading() as db:
            rows = db.execute(select(Response).where(Response.experiment_id == hall)).scalars().all()
        wanted = {response: answers_of(number) for number, response in enumerate(self.sent)}
        persons = {row.participant_id for row in rows}
        return {row.id: row.answers for row in rows} == wanted and len(persons) == len(rows)

    def _begun(self, count: int) -> list[uuid.UUID]:
        """People who have agreed and stand before the questionnaire: the identity of each one's response."""
        minted = [uuid.UUID(int=self.hall.rng.getrandbits(128), version=4) for _ in range(count)]
        evening, agreement = self.hall.evening(), self.hall.agreement()
        about = {"wave": evening.waves["pre"], "method": "page", "rng": self.hall.rng, "agreement": agreement}
        with self.hall.database.transaction() as db:
            for response in minted:
                begin_without_card(db, evening, response=response, **about)
        return minted

    def _send(self, line: http.client.HTTPConnection, response: uuid.UUID) -> float:
        body = urlencode(answers_of(len(self.sent)))
        address = self.hall.address_of(response, self.services.settings)
        self.sent.append(response)
        began = time.perf_counter()
        line.request("POST", address, body, FORM)
        reply = line.getresponse()
        reply.read()
        took = time.perf_counter() - began
        self.acknowledged += reply.status == 201
        return took


def beside_reports(quick: bool) -> dict[str, object]:  # noqa: FBT001 - every row is asked with whether to be quick
    """Latency of submissions alone and beside reports, by the worker beside the server and by its own threads."""
    began = time.monotonic()
    size = Size(people=12, least=60, turns=1, reports=2) if quick else Size()
    with tempfile.TemporaryDirectory() as folder:
        figure = _undisturbed(Path(folder), size, tries=1 if quick else 3)
        control = measured(Path(folder) / "naive", size, by=serving_naively)
    return {
        "figure": {**figure, "control": control},
        "holds": holds(figure, quick=quick),
        "control_fails": control["ratio"] > ALLOWED,  # type: ignore[operator]
        "seconds": round(time.monotonic() - began, 1),
        "how": f"{PACE} submissions a second, one at a time over one connection, beside {size.reports} reports and "
        f"alone in turn, {size.turns} times; reports of an evening of {size.people} people as "
        f"{', '.join(REQUESTED_FORMATS)}; "
        "`weaving serve` on SQLite with its own worker; control: the reports rendered by threads of the server",
    }


def holds(figure: Mapping[str, object], *, quick: bool) -> bool:
    """Whether everything was acknowledged and kept once, and, of enough submissions, was fast beside reports."""
    kept = bool(figure["all_acknowledged"] and figure["kept_once"])
    return kept and (quick or figure["ratio"] <= ALLOWED)  # type: ignore[operator]


def _undisturbed(folder: Path, size: Size, *, tries: int) -> dict[str, object]:
    """Figures of a machine that was ours: taken again where others used much of it, whatever they say."""
    for number in range(tries):
        figure = measured(folder / f"ours-{number}", size, by=serving_with_worker)
        if figure["others"] <= DISTURBED:  # type: ignore[operator]
            break
    return figure | {"taken": number + 1}


def measured(home: Path, size: Size, *, by: Callable[[Evening], AbstractContextManager[Server]]) -> dict[str, object]:
    """The figures of one way of making reports: both sides pooled over the turns, and each turn's p99 as it was."""
    evening, turns = prepared(home, size), list[tuple[list[float], list[float]]]()
    with by(evening) as server:
        line = http.client.HTTPConnection(server.base.removeprefix("http://"), timeout=60)
        evening.send_some(line)  # connections and caches are there from here on, on both sides
        others = Others()
        for _ in range(size.turns):
            beside = _sent_beside(evening, server, line, size)
            alone = [took for _ in range(len(beside) // SOME) for took in evening.send_some(line)]
            turns.append((alone, beside))
        line.close()
        figure = _told(turns) | {"reports_made": server.asked, "others": others.busy()}
    figure |= {"all_acknowledged": evening.acknowledged == len(evening.sent), "kept_once": evening.kept_once()}
    evening.services.database.close()
    return figure


def _sent_beside(evening: Evening, server: Server, line: http.client.HTTPConnection, size: Size) -> list[float]:
    """Send while reports are made, six after six until so many are sent; the seconds that each took."""
    took, waiting = list[float](), 0
    while waiting or len(took) < size.least / size.turns:
        if not waiting:
            server.ask([next(evening.abouts) for _ in range(size.reports)])
        took += evening.send_some(line)
        waiting = server.waiting()
    return took


def prepared(home: Path, size: Size) -> Evening:
    """A database with a hall in which Before is open, and with evenings that are over."""
    home.mkdir(parents=True)
    settings = Settings.at(home)
    database = open_database(settings)
    migrations.upgrade(database)
    fieldwork = Fieldwork(database, StandingClock())
    fieldwork.numbers = itertools.count()
    for number in range(size.reports * size.turns):
        fieldwork.evening(f"Evening {number}", size.people, answering=ITEMS)
    ids, chapter = [each.id for each in fieldwork.experiments.values()], fieldwork.chapters["Caer"].id
    single = (ReportSubject(scope=ReleaseScope.EXPERIMENT, id=each) for each in ids)
    pairs = (
        ReportSubject(scope=ReleaseScope.CHAPTER, id=chapter, experiments=pair)
        for pair in itertools.combinations(ids, 2)
    )
    services, abouts = Services(settings, database, now_utc), itertools.chain(single, pairs)
    return Evening(services, Hall(database, now_utc), abouts, size.formats)


def p99(times: Sequence[float]) -> float:
    """The smallest of the times that at least 99 in 100 of them do not exceed."""
    return sorted(times)[math.ceil(0.99 * len(times)) - 1]


def _told(turns: Sequence[tuple[list[float], list[float]]]) -> dict[str, object]:
    alone, beside = (sorted(itertools.chain(*side)) for side in zip(*turns, strict=True))
    return {
        "n": len(alone),
        "median_alone_ms": _ms(alone[len(alone) // 2]),
        "median_beside_ms": _ms(beside[len(beside) // 2]),
        "p99_alone_ms": _ms(p99(alone)),
        "p99_beside_ms": _ms(p99(beside)),
        "ratio": round(p99(beside) / p99(alone), 2),
        "turns_p99_ms": [[_ms(p99(side)) for side in turn] for turn in turns],
    }


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 2)


@contextmanager
def serving_with_worker(evening: Evening) -> Iterator[Server]:
    """`weaving serve` as it is typed, with the worker that it keeps beside it."""
    queue = open_queue(evening.services.settings)
    with serving(evening.services.settings.home) as server:
        yield _Worked(server.base, evening.services, queue, evening.formats)
    queue.close()


@dataclass
class _Worked:
    base: str
    services: Services
    queue: Queue
    formats: tuple[str, ...]
    asked: int = 0

    def ask(self, abouts: Sequence[ReportSubject]) -> None:
        self.asked += len(abouts)
        for about in abouts:
            ask_for_report(self.services, self.queue, about=about, formats=self.formats, by="Ann")

    def waiting(self) -> int:
        with self.services.database.reading() as db:
            jobs = db.execute(select(Job.state, Job.message)).all()
        assert not (failed := [job.message for job in jobs if job.state == JobState.FAILED]), failed
        return sum(job.state != JobState.DONE for job in jobs)


@contextmanager
def serving_naively(evening: Evening) -> Iterator[Server]:
    """A server that renders in threads of its own."""
    command = [sys.executable, "-c", NAIVE, str(evening.services.settings.home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield _Naive(process)
        process.stdin.close()


class _Naive:
    def __init__(self, process: subprocess.Popen) -> None:
        self.process, self.asked, self.made = process, 0, 0
        self.base = process.stdout.readline().strip()
        threading.Thread(target=self._count, daemon=True).start()

    def ask(self, abouts: Sequence[ReportSubject]) -> None:
        self.asked += len(abouts)
        for about in abouts:
            self.process.stdin.write(json.dumps(about.as_arguments()) + "\n")
        self.process.stdin.flush()

    def waiting(self) -> int:
        return self.asked - self.made

    def _count(self) -> None:
        for _ in self.process.stdout:
            self.made += 1


def serve_naively(home: str) -> None:
    """Serve participants, and render each report that a line asks for in a thread, until there are no more lines."""
    settings = Settings.at(Path(home))
    services = Services(settings, open_database(settings), now_utc)
    with served(participants_app(services)) as base:
        print(base, flush=True)  # noqa: T201 - how the other side learns it
        for line in sys.stdin:
            threading.Thread(target=_render, args=(services, json.loads(line))).start()


def _render(services: Services, arguments: dict[str, object]) -> None:
    with services.database.reading() as db:
        content = content_of(gather_about(db, about_of(arguments)))
    with tempfile.TemporaryDirectory() as folder:
        wanted = {**arguments, "formats": REQUESTED_FORMATS, "content": content}
        make_report(services, wanted, folder=Path(folder), step=lambda *_: None)
    print("made", flush=True)  # noqa: T201


ROWS = {"beside_reports": beside_reports}
