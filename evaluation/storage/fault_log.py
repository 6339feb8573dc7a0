"""The log says what kind of fault happened where and when, by a list of what may be said.

What an exception says of itself can hold an answer, a name, an address or a code: databases quote the row that they
refuse, parsers what they could not read. So no exception's own words are ever written, nor what another library wants
to say, nor the address that was asked for: a fault is its kind, its code in the database's own list, and the lines of
program it came through. Faults are events of the event log (`evaluation.storage.events`).
"""

import logging
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from evaluation.storage.events.event_log import line_of, note_event
from evaluation.storage.events.vocabulary import FAULT, LIBRARY, declared

OURS = "evaluation"
PACKAGES = ("evaluation", "analysis", "instruments")
"""Whose lines are named for each fault, besides the one in which it arose."""
log = logging.getLogger(__name__)


def keep_log() -> None:
    """Let everything that this process writes down by itself pass through the list of what may be said."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(SparingFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # of what it warns of, only its words would tell anything
    warnings.showwarning = _warned  # type: ignore[assignment]
    sys.excepthook = _uncaught
    sys.unraisablehook = _unraisable
    threading.excepthook = _in_thread


class SparingFormatter(logging.Formatter):
    """A record as an event: of this program its own words without what was put into them, of others where it arose."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with the kind and place of a fault where there is one."""
        fault = record.exc_info[1] if record.exc_info else None
        about: dict[str, Any] = {"logger": record.name, **(_fault_fields(fault) if fault else {})}
        if record.name == OURS or record.name.startswith(f"{OURS}."):
            name, about = FAULT, {"what": str(record.msg), **about}
        else:
            name, about = LIBRARY, {"file": f"{record.module}.py", "line": record.lineno, **about}
        return line_of(
            record.levelno, name, declared(name, about) or {}, record.created, for_people=sys.stderr.isatty()
        )


def log_fault(where: logging.Logger, what: str, fault: BaseException, **about: Any) -> None:  # noqa: ANN401 - declared
    """Write down a fault under words of our own; `about` are fields that the vocabulary has for it."""
    note_event(FAULT, what=what, logger=where.name, **_fault_fields(fault), **about)


def _fault_fields(fault: BaseException) -> dict[str, str]:
    """What kind of fault it is, what led to it, and the lines of program it came through; none of its own words."""
    *through, last = traceback.extract_tb(fault.__traceback__) or [None]
    frames = [last, *reversed([frame for frame in through if _is_ours(frame)])]
    places = " < ".join(f"{_file_of(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames if frame)
    return {"fault": " from ".join(_kind(each) for each in _chain(fault)), **({"places": places} if places else {})}


def _file_of(path: str) -> str:
    """The name of a file of program; libraries give whole sentences to what they make up as they run."""
    return re.sub(r"[^\w.<>-]", "_", Path(path).name, flags=re.ASCII)[:80]


def _is_ours(frame: traceback.FrameSummary | None) -> bool:
    return (
        frame is not None
        and not {"site-packages", "lib"} & set(Path(frame.filename).parts)
        and any(package in Path(frame.filename).parts for package in PACKAGES)
    )


def _kind(fault: BaseException) -> str:
    """Its class, with the code that the database gives it: SQLITE_BUSY, or five characters of PostgreSQL's list."""
    code = getattr(fault, "sqlite_errorname", None) or getattr(fault, "sqlstate", None)
    return f"{type(fault).__name__} ({code})" if code else type(fault).__name__


def _chain(fault: BaseException) -> Iterator[BaseException]:
    seen, at = set[int](), fault
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        yield at
        at = at.__cause__ or at.__context__  # type: ignore[assignment]


def _warned(_message: object, category: type[Warning], filename: str, lineno: int, *_more: object) -> None:
    note_event(LIBRARY, logger="warnings", file=_file_of(filename), line=lineno, fault=category.__name__)


def _uncaught(kind: type[BaseException], fault: BaseException, _trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        log_fault(log, "A fault in the program", fault)


def _in_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None and not isinstance(arguments.exc_value, SystemExit):
        log_fault(log, "A fault in a thread", arguments.exc_value)


def _unraisable(arguments: object) -> None:
    fault = getattr(arguments, "exc_value", None)
    if isinstance(fault, BaseException):
        log_fault(log, "A fault while something was put away", fault)
