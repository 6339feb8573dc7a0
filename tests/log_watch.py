"""Everything that the program writes down during a run of tests is looked through for what no log may say.

Whatever a test does, each event of the log, and each record of any library as it would be written, passes here in
every process of pytest: an e-mail address, a join address, a card's code, an id, an address of the network or one of
the names that tests give to people and places makes the test fail in which it was written. An event or a field that
the vocabulary does not have raises where it is noted.
"""

import json
import logging
import re
import threading

import pytest

from evaluation.domain.join_words import JOIN_WORDS
from evaluation.storage.events import vocabulary
from evaluation.storage.events.event_log import EVENT_LOG
from evaluation.storage.events.vocabulary import EventKind
from evaluation.storage.fault_log import SparingFormatter

NAMES = ("example.org", "Highfields", "Leicester", "Kanarienvogel", "SECRETSTORY", "correct horse")
"""What tests call people and places, and what they type."""
WORD = rf"(?:{'|'.join(JOIN_WORDS)})"
PERSONAL = re.compile(
    rf"[\w.+-]+@[\w-]+\.\w|\b{WORD}-{WORD}\b|\b[0-9A-Z]{{3}} [0-9A-Z]{{3}} [0-9A-Z]{{3}}\b|\b\d+\.\d+\.\d+\.\d+\b"
    rf"|\b[0-9a-f]{{32}}\b|\b[0-9a-f]{{8}}-[0-9a-f]{{4}}-|{'|'.join(NAMES)}"
)
MAY_BE_SAID = {"job"}
"""Fields whose ids are of no person."""
_found, _lock = [], threading.Lock()


def personal(said):
    """Whether a line says something that no log may say."""
    return PERSONAL.search(said) is not None


def personal_lines(written):
    """The events of a log that say what no log may say; what is no event is for whoever typed the command."""
    events = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
    return [event for event in events if personal(str({**event, **dict.fromkeys(MAY_BE_SAID, "")}))]


def _look(said):
    if personal(said):
        with _lock:
            _found.append(said)


class Records(logging.Handler):
    """Looks through every record as the program would write it."""

    def __init__(self):
        super().__init__()
        self.setFormatter(SparingFormatter())

    def emit(self, record):
        if record.name.partition(".")[0] not in {"asyncio", "playwright", "faker"}:
            _look(self.format(record))


def pytest_configure():
    """From the start of the run, in each of its processes."""
    vocabulary.is_strict = True
    EVENT_LOG.kinds, written = frozenset(EventKind), EVENT_LOG._write

    def watched(level, name, fields, at):
        _look(f"{name} { ({key: value for key, value in fields.items() if key not in MAY_BE_SAID}) }")
        if name == vocabulary.FAULT:
            written(level, name, fields, at)

    EVENT_LOG._write = watched
    logging.getLogger().addHandler(Records())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call():
    """Fail the test in which something was written that may not be."""
    result = yield
    with _lock:
        found = [*_found]
        _found.clear()
    assert not found, f"Written down, and it may not be: {found}"
    return result
