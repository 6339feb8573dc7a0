"""The log says what kind of fault happened where and when, by a list of what may be said.

What an exception says of itself can hold an answer, a name, an address or a code: databases quote the row that they
refuse, parsers what they could not read. So no exception's own words are ever written, nor what another library wants
to say, nor the address that was asked for: a fault is its kind, its code in the database's own list, and the lines of
program it came through.
"""

import logging
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

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
    """A record in one line: when, how grave and from where; its words only where they are this program's own."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the kind and place of a fault where there is one."""
        ours = record.name == OURS or record.name.startswith(f"{OURS}.")
        said = record.getMessage() if ours else f"{record.module}.py, line {record.lineno}"
        fault = record.exc_info[1] if record.exc_info else None
        fault_text = f": {fault_in_words(fault)}" if fault else ""
        return f"{self.formatTime(record)} {record.levelname} {record.name}: {said}{fault_text}"


def fault_in_words(fault: BaseException) -> str:
    """What kind of fault it is, what led to it, and the lines of program it came through; none of its own words."""
    kinds = " from ".join(_kind(each) for each in _chain(fault))
    *through, last = traceback.extract_tb(fault.__traceback__) or [None]
    frames = [last, *reversed([frame for frame in through if _is_ours(frame)])]
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames if frame)
    return f"{kinds} at {places}" if places else kinds


def log_fault(where: logging.Logger, what: str, fault: BaseException) -> None:
    """Write down a fault under words of our own."""
    where.error("%s: %s", what, fault_in_words(fault))


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
    log.warning("%s at %s:%s", category.__name__, Path(filename).name, lineno)


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
