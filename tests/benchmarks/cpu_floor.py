"""What a complete response costs the server in CPU, against a floor: bare Flask and durable inserts, nothing else.

Both serve the same five requests (first screen, agreement, questionnaire, answers, receipt) from a process of their own
under the same server, one after the other in the same run; CPU is user and system time of that process. The agreement
and the answers are each on the disk before they are acknowledged, on both sides.
"""

import gzip
import http.client
import multiprocessing
import re
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, Response, redirect, request

from evaluation import migrations
from evaluation.domain.clock import now_utc
from evaluation.participants_app import participants_app
from evaluation.storage.database import open_database
from evaluation.storage.settings import Settings
from evaluation.web.app import Services
from tests.hall import Hall, served

GOAL = 2.5
ANSWERS = {
    "bt1": "4",
    "bt2": "5",
    "bt3": "3",
    "cg2": "4",
    "cg3": "5",
    "cg1": "3",
    "df1": "4",
    "df2": "4",
    "an1": "declined",
}
GZIP = {"Accept-Encoding": "gzip"}
"""What every phone says."""
FORM = {"Content-Type": "application/x-www-form-urlencoded"} | GZIP


def ours(folder: Path) -> tuple[Flask, str]:
    """The participants' application over a fresh SQLite database, and its join address."""
    settings = Settings.at(folder)
    database = open_database(settings)
    migrations.upgrade(database)
    return participants_app(Services(settings, database, now_utc)), f"/{Hall(database, now_utc).words}"


def floor(folder: Path) -> tuple[Flask, str]:
    """Bare Flask: the same five requests, fixed pages of like size, a durable insert for each POST, nothing else."""
    app, path, page = Flask("floor"), folder / "floor.sqlite", b"x" * 3000
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE response (id INTEGER PRIMARY KEY, body TEXT)")

    @app.get("/")
    @app.get("/<path:anything>")
    def look(anything: str = "") -> Response:
        return Response(page)

    @app.post("/")
    def agree() -> Response:
        connection.execute("INSERT INTO response (body) VALUES (?)", (urlencode(request.form),))
        return redirect(f"/q/{len(request.form)}", 303)  # type: ignore[return-value]

    @app.post("/q/<person>")
    def answer(person: str) -> Response:
        connection.execute("INSERT INTO response (body) VALUES (?)", (urlencode(request.form),))
        return redirect(f"/sent/{person}", 303)  # type: ignore[return-value]

    return app, "/"


@contextmanager
def running(make: Callable[[Path], tuple[Flask, str]]) -> Iterator[Callable[[int], float]]:
    """An application in a process of its own; calling it with a number of people gives the CPU seconds they cost."""
    near, far = multiprocessing.Pipe()
    with tempfile.TemporaryDirectory() as folder:
        server = multiprocessing.get_context("spawn").Process(target=_serve, args=(make, folder, far), daemon=True)
        server.start()
        base, join = near.recv()
        line = http.client.HTTPConnection(base.removeprefix("http://"), timeout=30)

        def cost(people: int) -> float:
            before = spent(near)
            for _ in range(people):
                answer(line, join)
            return spent(near) - before

        try:
            cost(20)
            yield cost
        finally:
            line.close()
            near.send("stop")
            server.join(10)


def _serve(make: Callable[[Path], tuple[Flask, str]], folder: str, line: Connection) -> None:
    app, join = make(Path(folder))
    with served(app, threads=2) as base:
        line.send((base, join))
        while line.recv() != "stop":
            line.send(time.process_time())


def spent(server: Connection) -> float:
    """Seconds of user and system time that a server has taken, by its own clock, which is finer than the system's."""
    server.send("spent")
    spent: float = server.recv()
    return spent


def answer(line: http.client.HTTPConnection, join: str) -> None:
    """One person, start to receipt."""
    page = _ask(line, "GET", join).decode("utf-8", "replace")
    page = re.sub(r"<noscript>.*?</noscript>", "", page)  # scripts run on most phones
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    at = _ask(line, "POST", join, hidden or {"wave": "pre"}).decode()
    _ask(line, "GET", at)
    _ask(line, "GET", _ask(line, "POST", at, ANSWERS).decode())


def _ask(line: http.client.HTTPConnection, method: str, address: str, sent: Mapping[str, str] | None = None) -> bytes:
    """What is answered: a page's bytes, or where it leads."""
    line.request(method, address, urlencode(sent) if sent else None, FORM if method == "POST" else GZIP)
    reply = line.getresponse()
    body, location = reply.read(), reply.headers["Location"]
    if reply.headers["Content-Encoding"] == "gzip":
        body = gzip.decompress(body)
    if reply.status not in {200, 303}:
        raise RuntimeError(f"{method} {address} was answered with {reply.status}")
    return location.encode() if location else body


def cpu_ratio_to_floor(quick: bool) -> dict[str, object]:  # noqa: FBT001 - every row is asked with whether to be quick
    """CPU of a complete response over that of the floor application."""
    turns, people = (4 if quick else 12), 40
    here, least = float("inf"), float("inf")
    with running(ours) as our_cost, running(floor) as floor_cost:
        for _ in range(turns):
            here, least = min(here, our_cost(people)), min(least, floor_cost(people))
    here, least = (seconds / people * 1000 for seconds in (here, least))
    ratio = here / least
    return {
        "value": round(ratio, 2),
        "goal": GOAL,
        "met": ratio <= GOAL,
        "how": f"{here:.2f} ms over {least:.2f} ms of user and system time a complete response of five requests, the "
        f"best of {turns} turns of {people} people each, waitress and SQLite with synchronous=FULL on both sides",
    }


ROWS: dict[str, Callable[[bool], Mapping[str, object]]] = {"cpu_ratio_to_floor": cpu_ratio_to_floor}
