"""A hall answers through a real `weaving serve` while somebody sends made-up answers from a process of their own.

Of the hall every request is timed, from its sending to the end of the reply. The p99 is the smallest of the times that
at least 99 in 100 do not exceed.
"""

import http.client
import math
import random
import subprocess
import sys
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from threading import Lock
from urllib.parse import urlencode, urlsplit

from lxml import html

from evaluation.domain.clock import now_utc
from evaluation.store.intake.attempts import attempts_since
from evaluation.store.intake.set_aside import people_set_aside
from evaluation.store.responses.progress import progress_of
from tests.hall import Hall
from tests.homes import new_home
from tests.serving import serving

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
ATTACK = "import sys; from tests.intake.flood_load import attack; attack(*sys.argv[1:])"
LINES = 24
"""Connections that the attacker has open; each sends as soon as it is answered and its turn has come."""


@dataclass(frozen=True)
class FloodFigures:
    """What became of the hall and of the made-up answers."""

    people: int
    refused: int
    """Requests of the hall that were answered with neither a page nor a way on."""
    p99: float
    made_up: Counter
    """How many made-up answers were sent, by the status that they got."""
    answered: int
    """People who count."""
    set_aside: dict
    tried: dict


def flooded_hall(folder, *, seconds, arrivals, made_up_a_second, opens_start_pages=False):
    """The figures of so many seconds of both."""
    settings, database = new_home(folder / "home")
    hall = Hall(database, now_utc)
    with serving(settings.home, "--no-worker") as server:
        _warm(server.base, hall.words)
        more = (server.base, hall.words, str(made_up_a_second), str(seconds + 2), str(int(opens_start_pages)))
        attacker = subprocess.Popen([sys.executable, "-c", ATTACK, *more], stdout=subprocess.PIPE, text=True)
        time.sleep(1.0)
        took, statuses, people = _hall(server.base, hall.words, seconds=seconds, arrivals=arrivals)
        made_up = Counter(attacker.communicate(timeout=seconds + 60)[0].split())
        with closing(_line(server.base)) as line:
            _ask(line, "GET", "/")  # what was tried last is written down with the next request
    evening = hall.evening()
    with database.reading() as db:
        figures = FloodFigures(
            people=people,
            refused=sum(count for status, count in statuses.items() if status not in {200, 201, 303}),
            p99=sorted(took)[math.ceil(0.99 * len(took)) - 1],
            made_up=made_up,
            answered=progress_of(db, evening.experiment, kind="pre").answered,
            set_aside=dict(people_set_aside(db, evening.experiment)),
            tried=dict(attempts_since(db, now_utc(), words=hall.words)),
        )
    database.close()
    return figures


def _hall(base, words, *, seconds, arrivals):
    """People come at a steady pace, each with a phone of their own: the times of their requests and the statuses."""
    took, statuses, lock, began = [], Counter(), Lock(), time.monotonic()
    people = int(seconds * arrivals)

    def come(number):
        time.sleep(max(0.0, began + number / arrivals - time.monotonic()))
        mine = list(_person(base, words, random.Random(number)))
        with lock:
            took.extend(one for one, _ in mine)
            statuses.update(status for _, status in mine)

    with ThreadPoolExecutor(32) as phones:
        list(phones.map(come, range(people)))
    return took, statuses, people


def _person(base, words, rng):
    """One person's five requests, each with its time and status."""
    line = _line(base)
    page, *first = _timed(line, "GET", f"/{words}")
    yield first
    begun, *second = _timed(line, "POST", f"/{words}", _agreeing(page[2]), cookie="")
    yield second
    cookie, at = begun[1]["Set-Cookie"].partition(";")[0], begun[1]["Location"]
    yield _timed(line, "GET", at, cookie=cookie)[1:]
    time.sleep(rng.random())
    sent, *third = _timed(line, "POST", at, {"bt1": str(rng.randrange(11))}, cookie=cookie)
    yield third
    yield _timed(line, "GET", sent[1]["Location"], cookie=cookie)[1:]
    line.close()


def _agreeing(page):
    form = html.fromstring(page).get_element_by_id("begin")
    return {
        each.get("name"): each.get("value") for each in form.xpath(".//input[@type='hidden'][not(ancestor::noscript)]")
    }


def _timed(line, method, path, sent=None, *, cookie=""):
    began = time.monotonic()
    answer = _ask(line, method, path, sent, cookie=cookie)
    return answer, time.monotonic() - began, answer[0]


def _ask(line, method, path, sent=None, *, cookie="", more=None):
    headers = {**({"Content-Type": FORM["Content-Type"]} if sent is not None else {}), **(more or {})}
    line.request(
        method, path, urlencode(sent) if sent is not None else None, headers | ({"Cookie": cookie} if cookie else {})
    )
    answer = line.getresponse()
    return answer.status, answer.headers, answer.read().decode()


def _line(base):
    return http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)


def _warm(base, words):
    for _ in range(5):
        list(_person(base, words, random.Random(0)))


def attack(base, words, rate, seconds, opens_start_pages):
    """Send made-up answers at a steady pace, and print the status of each reply."""
    began, lock, count, statuses = time.monotonic(), Lock(), [0], []

    def turn():
        with lock:
            count[0] += 1
            return began + count[0] / float(rate)

    def send_on(_number):
        line, page = _line(base), ""
        while (at := turn()) < began + float(seconds):
            time.sleep(max(0.0, at - time.monotonic()))
            if int(opens_start_pages) and (not page or random.random() < 0.05):
                page = _agreeing(_ask(line, "GET", f"/{words}")[2])["response"]
            response = f"{page[:24]}{uuid.uuid4().hex[-12:]}" if page else str(uuid.uuid4())
            address = f"/{words}/pre/en/{response}?o=1&consent=1&lang=en"
            statuses.append(_ask(line, "POST", address, {"bt1": "10", "bt2": "10"}, more={"Accept": FORM["Accept"]})[0])

    with ThreadPoolExecutor(LINES) as lines:
        list(lines.map(send_on, range(LINES)))
    print(*statuses, sep="\n")  # noqa: T201 - what another process reads
