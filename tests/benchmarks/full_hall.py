"""What a response costs the server when thousands are stored in its wave, against when few are.

One server process, five requests a response (first screen, agreement, questionnaire, answers, receipt); CPU is user and
system time of that process by its own clock, the least of several turns, so that other load counts little.
"""

import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from multiprocessing.connection import Connection
from pathlib import Path

from evaluation import migrations
from evaluation.domain.clock import now_utc
from evaluation.participants_app import participants_app
from evaluation.storage.database import Database, open_database
from evaluation.storage.settings import Settings
from evaluation.store.responses.responses import record_response
from evaluation.web.app import Services
from tests.benchmarks.cpu_floor import answer, spent
from tests.hall import Hall, served

GOAL = 1.2
FEW, MANY = 200, 6000
PEOPLE = 40


def cpu_ratio_full_to_few(quick: bool) -> dict[str, object]:  # noqa: FBT001 - every row is asked with whether to be quick
    """CPU of a complete response with thousands stored in one wave over that with a few hundred."""
    many, turns = (300, 1) if quick else (MANY, 12)
    with _hall() as cost:
        few, full = cost(FEW, turns), cost(many, turns)
    ratio = full / few
    return {
        "value": round(ratio, 2),
        "goal": GOAL,
        "met": ratio <= GOAL,
        "how": f"{full:.2f} ms with {many} stored over {few:.2f} ms with {FEW}, user and system time a complete "
        f"response of five requests, the best of {turns} turns of {PEOPLE} people, waitress, SQLite with FULL",
    }


@contextmanager
def _hall() -> Iterator[Callable[[int, int], float]]:
    """An evening in a process of its own; calling it fills the wave to a number, then gives ms a response."""
    near, far = multiprocessing.Pipe()
    with tempfile.TemporaryDirectory() as folder:
        server = multiprocessing.get_context("spawn").Process(target=_serve, args=(folder, far), daemon=True)
        server.start()
        base, join = near.recv()
        line = HTTPConnection(base.removeprefix("http://"), timeout=60)

        def cost(stored: int, turns: int) -> float:
            near.send(stored)
            near.recv()
            return min(_turn(near, line, join) for _ in range(turns)) / PEOPLE * 1000

        try:
            yield cost
        finally:
            line.close()
            near.send("stop")
            server.join(10)


def _turn(server: Connection, line: HTTPConnection, join: str) -> float:
    before = spent(server)
    for _ in range(PEOPLE):
        answer(line, join)
    return spent(server) - before


def _serve(folder: str, line: Connection) -> None:
    settings = Settings.at(Path(folder))
    database = open_database(settings)
    migrations.upgrade(database)
    hall = Hall(database, now_utc)
    with served(participants_app(Services(settings, database, now_utc)), threads=2) as base:
        line.send((base, f"/{hall.words}"))
        _obey(line, hall, database)


def _obey(line: Connection, hall: Hall, database: Database) -> None:
    """Fill the wave to a number, or say what was spent, until told to stop."""
    stored = 0
    while (told := line.recv()) != "stop":
        if told == "spent":
            line.send(time.process_time())
        else:
            _fill(hall, database, told - stored)
            stored = told
            line.send("filled")


def _fill(hall: Hall, database: Database, count: int) -> None:
    """So many people's responses, a hundred to a transaction: as they are stored when each sends."""
    for first in range(0, count, 100):
        begun = hall.begin_many(min(100, count - first))
        with database.transaction() as db:
            for response in begun:
                record_response(db, hall.submission(response, answers=ANSWERS), now=hall.clock())


ANSWERS = dict.fromkeys(("bt1", "bt2", "bt3", "cg1", "cg2", "cg3", "df1", "df2"), 4)
ROWS: dict[str, Callable[[bool], Mapping[str, object]]] = {"cpu_ratio_full_to_few": cpu_ratio_full_to_few}
