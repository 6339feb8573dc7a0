"""How fast a hall's cards are printed, by the job that a worker does."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from evaluation import migrations
from evaluation.cli.operations.worker import HANDLERS
from evaluation.domain.clock import now_utc
from evaluation.fieldwork.print_pack.pack_request import ask_to_print
from evaluation.jobs.leased_job import WorkerContext
from evaluation.jobs.queue import open_queue
from evaluation.jobs.worker import work_off
from evaluation.models import Job
from evaluation.storage.database import open_database
from evaluation.storage.settings import Settings
from evaluation.store.paper.print_packs import PrintedPart, PrintSize, WantedPack
from tests.staff_pages import desk_of

GOAL_S = 60.0
HALL, FEW = 550, 40


def print_550_cards_seconds(quick: bool) -> dict[str, object]:  # noqa: FBT001 - every row is asked with whether to be quick
    """Seconds from the press for a hall's cards to the finished file; fewer cards where it is to be quick."""
    cards = FEW if quick else HALL
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.at(Path(folder))
        database = open_database(settings)
        migrations.upgrade(database)
        desk, queue = desk_of(settings, database, now_utc), open_queue(settings)
        began = time.perf_counter()
        wanted = WantedPack(size=PrintSize(count=cards, part=PrintedPart.CARDS), pack=None)
        job, _ = ask_to_print(desk.services, queue, experiment=desk.here.id, wanted=wanted, by="benchmark")
        queue.close()
        work_off(WorkerContext(services=desk.services, handlers=HANDLERS))
        value = round(time.perf_counter() - began, 1)
        with database.reading() as db:
            state = db.get_one(Job, job.id).state
        database.close()
    how = f"{cards} cards asked for and printed by a worker, in a process of its own that stands back; it is {state}"
    return {"value": value, "goal": GOAL_S, "met": value <= GOAL_S and state == "done", "how": how}


ROWS: dict[str, Callable[[bool], dict[str, object]]] = {"print_550_cards_seconds": print_550_cards_seconds}
