"""Work for tests: what jobs do, each imported by the process that does it."""

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.jobs.leased_job import Pace, WorkerContext
from evaluation.jobs.worker import run_worker
from evaluation.storage.database import open_database
from evaluation.storage.settings import Settings
from evaluation.web.app import Services


def three_files(services, arguments, *, folder, step):
    """Write three files, a step each; `seconds` is how long a step takes."""
    for number, name in enumerate(("one", "two", "three"), start=1):
        step(number, 3, f"writing {name}")
        (folder / f"{name}.txt").write_text(f"{arguments['what']} {name}\n")
        time.sleep(arguments.get("seconds", 0))


def refuse(services, arguments, *, folder, step):
    (folder / "half.txt").write_text("half")
    raise Refused("Nothing can be made of this.", "And here is another reason.")


def blank_pack(services, arguments, *, folder, step):
    step(1, 1, "cards")
    (folder / "print-pack.pdf").write_bytes(b"%PDF-1.7")


def break_down(services, arguments, *, folder, step):
    raise ValueError("the answer was 7")


def eat_memory(services, arguments, *, folder, step):
    held = []
    while True:
        held.append(bytearray(16 << 20))


def spin(services, arguments, *, folder, step):
    while True:
        pass


def sleep(services, arguments, *, folder, step):
    time.sleep(60)


def end_suddenly(services, arguments, *, folder, step):
    os.kill(os.getpid(), signal.SIGKILL)


def work_for(home, queue_url, sweep):
    """Be a worker that takes jobs from a queue and looks only so often for those that it lost."""
    settings = replace(Settings.at(Path(home)), queue_url=queue_url or None)
    services = Services(settings, open_database(settings), now_utc)
    run_worker(
        WorkerContext(
            services=services,
            handlers={"three_files": "tests.jobs.handlers:three_files"},
            pace=Pace(sweep=float(sweep)),
        )
    )
