"""What a phone must load, over the wire, and what the server asks of its database and of its own memory."""

import gzip
import http.client
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import event

from evaluation import migrations
from evaluation.domain.clock import now_utc
from evaluation.participants_app import participants_app
from evaluation.storage.database import Database, open_database
from evaluation.storage.settings import Settings
from evaluation.web.app import Services
from tests.hall import Hall, served

FORBIDDEN = ("pandas", "scipy", "weasyprint", "numpy", "flask_security", "pydyf", "huey")


@dataclass
class Visit:
    """A phone before the served evening."""

    base: str
    words: str
    database: Database
    cookie: str = ""
    """What it sends as its cookie; a phone that keeps none sends none."""
    latest_cookie: str = ""

    def ask(self, method: str, address: str, sent: Mapping[str, str] | None = None) -> tuple[str, int, str]:
        """The page's text (or where it leads), its bytes on the wire, and its own address."""
        line = http.client.HTTPConnection(self.base.removeprefix("http://"), timeout=30)
        headers = {"Accept-Encoding": "gzip"} | (
            {"Content-Type": "application/x-www-form-urlencoded"} if sent is not None else {}
        )
        headers |= {"Cookie": self.cookie} if self.cookie else {}
        line.request(method, address, urlencode(sent) if sent is not None else None, headers)
        reply = line.getresponse()
        self.latest_cookie = (reply.headers.get("Set-Cookie") or "").partition(";")[0] or self.latest_cookie
        body = reply.read()
        line.close()
        text = _text(body, reply.headers.get("Content-Encoding"))
        return reply.headers.get("Location") or text, len(body), address

    def begin(self) -> str:
        """Agree; the questionnaire's address."""
        page, *_ = self.ask("GET", f"/{self.words}")
        page = re.sub(r"<noscript>.*?</noscript>", "", page)  # scripts run on most phones
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        return self.ask("POST", f"/{self.words}", hidden)[0]


@contextmanager
def visit() -> Iterator[Visit]:
    """An evening served from a fresh database, at After, which has the most questions."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.at(Path(folder))
        database = open_database(settings)
        migrations.upgrade(database)
        hall = Hall(database, now_utc)
        hall.open("post")
        with served(participants_app(Services(settings, database, now_utc))) as base:
            yield Visit(base, hall.words, database)
        database.close()


def start_bytes_gz(_quick: bool) -> dict[str, object]:  # noqa: FBT001 - every row is asked with whether to be quick
    """Bytes of the first screen as they come over the wire."""
    with visit() as phone:
        size = phone.ask("GET", f"/{phone.words}")[1]
    return _row(size, 4096, "body of the join address over HTTP with gzip")


def questionnaire_bytes_gz(_quick: bool) -> dict[str, object]:  # noqa: FBT001
    """Bytes of the whole questionnaire with its style, as they come over the wire."""
    with visit() as phone:
        page, size, _ = phone.ask("GET", phone.begin())
        style = phone.ask("GET", _linked(page, "css"))[1]
    return _row(size + style, 10 * 1024, f"questionnaire of After {size} and its style {style}, over HTTP with gzip")


def script_bytes_gz(_quick: bool) -> dict[str, object]:  # noqa: FBT001
    """Bytes of the scripts that enhance, as they come over the wire.

    The receipt has 1.3 KB more of its own, which is asked for once answers have arrived.
    """
    with visit() as phone:
        page, *_ = phone.ask("GET", phone.begin())
        script, worker = phone.ask("GET", _linked(page, "js"))[1], phone.ask("GET", "/worker.js")[1]
    return _row(script + worker, 7680, f"script {script} and service worker {worker}, over HTTP with gzip")


def requests_cold(_quick: bool) -> dict[str, object]:  # noqa: FBT001
    """Requests that the questionnaire needs before it can be read and answered: itself and what it links."""
    with visit() as phone:
        page, *_ = phone.ask("GET", phone.begin())
    needed = 1 + len(re.findall(r'<link rel="stylesheet"|<img|<script(?! type="module")|@font-face|@import', page))
    return _row(needed, 2, "document and style; the deferred module is not waited for; no image, font or third party")


def sql_on_get(_quick: bool) -> dict[str, object]:  # noqa: FBT001
    """SQL statements of a questionnaire that is handed out a second time."""
    with visit() as phone:
        marked = phone.begin()
        phone.cookie = phone.latest_cookie
        at = phone.ask("GET", marked)[0]  # a phone that keeps its cookie is led to the address without the mark
        phone.ask("GET", at)
        with _counting(phone.database) as sent:
            page, *_ = phone.ask("GET", at)
    assert "<fieldset" in page
    return _row(len(sent), 0, "statements seen by SQLAlchemy during the GET of a cached questionnaire by a cookie")


def sql_on_submit(_quick: bool) -> dict[str, object]:  # noqa: FBT001
    """The most SQL statements of an ordinary submission: new, new with free words, sent again."""
    counts = []
    with visit() as phone:
        for answers in ({"bt1": "3"}, {"bt1": "3", "op1": "words"}):
            at = phone.begin()
            phone.ask("GET", at)
            for _ in range(2):
                with _counting(phone.database) as sent:
                    phone.ask("POST", at, answers)
                counts.append(len(sent))
    return _row(max(counts), 3, f"statements seen by SQLAlchemy; new, again, new with free words, again: {counts}")


def forbidden_modules_in_participant_worker(_quick: bool) -> dict[str, object]:  # noqa: FBT001
    """Modules of statistics, reports and staff that a fresh process serving participants has loaded."""
    code = (
        "import sys, pathlib\n"
        "from evaluation.web.app import Services\nfrom evaluation.domain.clock import now_utc\n"
        "from evaluation.storage.database import open_database\nfrom evaluation.storage.settings import Settings\n"
        "from evaluation.participants_app import participants_app\n"
        "s = Settings.at(pathlib.Path(sys.argv[1]))\n"
        "participants_app(Services(s, open_database(s), now_utc)).test_client().get('/')\n"
        f"print(*(name for name in {FORBIDDEN!r} if name in sys.modules))"
    )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        database = open_database(Settings.at(Path(folder)))
        migrations.upgrade(database)
        database.close()
        done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True)
    found = done.stdout.split()
    how = f"sys.modules of a fresh process after one page; looked for {', '.join(FORBIDDEN)}; found {found or 'none'}"
    return _row(len(found), 0, how)


def _row(value: int, goal: int, how: str) -> dict[str, object]:
    return {"value": value, "goal": goal, "met": value <= goal, "how": how}


def _text(body: bytes, encoding: str | None) -> str:
    return (gzip.decompress(body) if encoding == "gzip" else body).decode()


def _linked(page: str, kind: str) -> str:
    found = re.search(rf'(?:href|src)="(/static/[^"]+\.{kind})"', page)
    assert found is not None, f"the page links no {kind}"
    return found[1]


@contextmanager
def _counting(database: Database) -> Iterator[list[str]]:
    sent: list[str] = []

    def note(*seen: object) -> None:
        if not str(seen[2]).startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            sent.append(str(seen[2]))

    engines = {database.reader, database.writer}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


ROWS: dict[str, Callable[[bool], Mapping[str, object]]] = {
    measure.__name__: measure
    for measure in (
        start_bytes_gz,
        questionnaire_bytes_gz,
        script_bytes_gz,
        requests_cold,
        sql_on_get,
        sql_on_submit,
        forbidden_modules_in_participant_worker,
    )
}
