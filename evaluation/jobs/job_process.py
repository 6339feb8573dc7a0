"""The process in which one job is worked on: it writes into a folder, says which step it is at, and how it ended."""

import importlib
import logging
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.jobs.limits import Limits, impose, out_of_memory
from evaluation.storage.database import open_database
from evaluation.storage.database_roles import DatabaseRole
from evaluation.storage.fault_log import keep_log, log_fault
from evaluation.storage.settings import Settings
from evaluation.web.app import Services

ChildReport = tuple[str, int, int, str]
"""What this process says: "step" with number, of how many, and words; or at its end "made", or "failed" with why."""

Step = Callable[[int, int, str], None]
"""Says which step begins: its number from 1, of how many, and what it does, in words."""


class JobFunction(Protocol):
    """What a kind of job does: read what the arguments name, and write files into the folder.

    The files follow from the arguments and from what the job's content digest covers, and from nothing else. Raises
    Refused with sentences where it cannot be done.
    """

    def __call__(self, services: Services, arguments: Mapping[str, Any], *, folder: Path, step: Step) -> None:
        """Do the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the process is told: `handler` is "module:function", so that only this process need import it."""

    settings: Settings
    handler: str
    arguments: Mapping[str, Any]
    folder: Path
    limits: Limits


def work(order: Order, reports: Connection) -> None:
    """Do the job and say how it went."""
    keep_log()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    impose(order.limits)
    try:
        _do(order, lambda number, of, words: _say(reports, ("step", number, of, words)))
        _say(reports, ("made", 0, 0, ""))
    except Refused as refusal:
        _say(reports, ("failed", 0, 0, " ".join(refusal.faults)))
    except MemoryError:
        _say(reports, ("failed", 0, 0, out_of_memory(order.limits)))
    except Exception as fault:  # noqa: BLE001 - whatever went wrong becomes a sentence, and a trace in the log
        log_fault(logging.getLogger(__name__), "A job failed", fault)
        _say(reports, ("failed", 0, 0, _sentence(fault)))


def _say(reports: Connection, report: ChildReport) -> None:
    reports.send(report)


def _do(order: Order, step: Step) -> None:
    module, _, name = order.handler.partition(":")
    handler: JobFunction = getattr(importlib.import_module(module), name)
    database = open_database(order.settings)
    try:
        as_worker = database.as_role(DatabaseRole.WORKER)
        handler(Services(order.settings, as_worker, now_utc), order.arguments, folder=order.folder, step=step)
    finally:
        database.close()


def _end_with_parent() -> None:
    """Without its worker this process works for nobody: the job will be begun again."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _sentence(fault: Exception) -> str:
    """What failed and where, without the text of the fault, which may hold an answer."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    place = f"{Path(last.filename).name}, line {last.lineno}"
    return f"A fault in the program stopped this ({type(fault).__name__} at {place}). Tell whoever looks after it."
