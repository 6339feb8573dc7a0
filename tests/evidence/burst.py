"""Many people at one instant, each sending more than once over a bad line: nothing is lost, nothing doubled.

The negative control is an application as one writes it without thinking: a plain INSERT for every POST. Under the
same burst it must store more rows than there are people, or this proof proves nothing.
"""

import http.client
import random
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from flask import Flask, request
from sqlalchemy import func, select

from evaluation import migrations
from evaluation.app import Parts
from evaluation.clock import now_utc
from evaluation.database import open_database
from evaluation.models import Response
from evaluation.participants import participants_app
from evaluation.settings import Settings
from tests.hall import Hall, Phone, served

SENDINGS = 3
LOST_REPLIES = 0.2
"""The part of all sendings whose reply never reaches the phone."""
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


def burst(quick: bool) -> dict[str, object]:  # noqa: FBT001 - every row is asked with whether to be quick
    """A burst of people with duplicates through a real server on a real database, and its naive control."""
    people, began = (100 if quick else 300), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        figure = _ours(Path(folder) / "home", people) | {"naive_rows": _naive(Path(folder) / "naive.sqlite", people)}
    return {
        "figure": {"people": people, "sendings": people * SENDINGS, **figure},
        "holds": figure["acknowledged"] == figure["stored"] == people and figure["lost"] == figure["doubled"] == 0,
        "control_fails": figure["naive_rows"] > people,
        "seconds": round(time.monotonic() - began, 2),
        "how": f"{people} people at one instant, {SENDINGS} sendings each, a fifth of the replies lost, until each is "
        "acknowledged; waitress and SQLite; control: one INSERT a POST",
    }


def _ours(home: Path, people: int) -> dict[str, int]:
    """The burst on the participants' application: counts of people acknowledged, stored, lost and doubled."""
    home.mkdir()
    settings = Settings.at(home)
    database = open_database(settings)
    migrations.upgrade(database)
    hall, app = Hall(database, now_utc), participants_app(Parts(settings, database, now_utc))
    addresses = [Phone(app).start(hall.words) for _ in range(people)]
    with served(app) as base:
        acknowledged = _send_all(base, addresses)
    with database.reading() as db:
        kept = {str(id): answers for id, answers in db.execute(select(Response.id, Response.answers))}  # noqa: A001
        persons = db.scalar(select(func.count(Response.participant_id.distinct())))
    database.close()
    lost = [number for number in acknowledged if kept.get(addresses[number][-36:]) != _answers(number)]
    return {
        "acknowledged": len(acknowledged),
        "stored": len(kept),
        "lost": len(lost),
        "doubled": len(kept) - (persons or 0),
    }


def _naive(path: Path, people: int) -> int:
    """The same burst on an application that inserts a row for every POST; how many rows it has afterwards."""
    app, turn = Flask("naive"), threading.Lock()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE response (id INTEGER PRIMARY KEY, body TEXT)")

    @app.post("/<person>")
    def insert(person: str) -> tuple[str, int]:
        with turn, sqlite3.connect(path) as connection:
            connection.execute("INSERT INTO response (body) VALUES (?)", (person + request.get_data(as_text=True),))
        return "thank you", 201

    with served(app) as base:
        _send_all(base, [f"/{number}" for number in range(people)])
    with sqlite3.connect(path) as connection:
        return int(connection.execute("SELECT count(*) FROM response").fetchone()[0])


def _send_all(base: str, addresses: Sequence[str]) -> set[int]:
    """Everybody sends at one instant, several times at once; then each retries until a reply arrives."""
    where, together = urlsplit(base).netloc, threading.Barrier(len(addresses))
    acknowledged: set[int] = set()

    def person(number: int) -> None:
        rng = random.Random(number)
        together.wait(60)
        with ThreadPoolExecutor(SENDINGS) as hands:
            losses = [rng.random() < LOST_REPLIES for _ in range(SENDINGS)]
            replies = [hands.submit(_send, where, addresses[number], number, lost) for lost in losses]
            heard = any(reply.result() for reply in replies)
        while not heard:
            heard = _send(where, addresses[number], number, rng.random() < LOST_REPLIES)
        acknowledged.add(number)

    crowd = [threading.Thread(target=person, args=(number,)) for number in range(len(addresses))]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return acknowledged


def _send(where: str, address: str, number: int, reply_is_lost: bool) -> bool:  # noqa: FBT001
    """Send once; whether a reply that says "stored" was heard. A lost reply is a line cut after sending."""
    line = http.client.HTTPConnection(where, timeout=10)
    try:
        line.request("POST", address, urlencode(_answers(number)), FORM)
        return not reply_is_lost and line.getresponse().status in {200, 201}
    except OSError:
        return False
    finally:
        line.close()


def _answers(number: int) -> dict[str, int]:
    """What one person answers: different from their neighbours', so that a mix-up shows."""
    return {"bt1": number % 11, "bt2": number // 11 % 11, "cg2": number % 7 + 1}


ROWS: dict[str, Callable[[bool], Mapping[str, object]]] = {"burst": burst}
