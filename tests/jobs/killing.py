"""A worker that is killed at every stage of a job, and what is left when the next one has done its work."""

import hashlib
import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from evaluation import migrations
from evaluation.domain.clock import now_utc
from evaluation.jobs import artefacts
from evaluation.jobs import worker as workers
from evaluation.jobs.job_requests import request_job
from evaluation.jobs.leased_job import Pace, WorkerContext
from evaluation.jobs.queue import open_queue
from evaluation.models import Job
from evaluation.storage.database import open_database
from evaluation.storage.settings import Settings
from evaluation.web.app import Services

ENDING = ("placing", "placed")
"""With all written and none in place; in place and not yet said so."""
STAGES = ("step-1", "step-2", "step-3", *ENDING)
"""While each of three files is written, and at the end."""
HANDLERS = {"marked": "tests.jobs.killing:marked", "reported": "tests.jobs.killing_reports:reported"}
PATIENCE = 120


def marked(services, arguments, *, folder, step):
    """Write three files and leave a mark at each, so that a killer knows where the work is."""
    for number in (1, 2, 3):
        step(number, 3, "writing")
        (folder / f"{number}.txt").write_text(f"{arguments['name']} {number}\n")
        mark(arguments["marks"], f"step-{number}", arguments["killed_at"])


def mark(marks, stage, killed_at):
    if stage == killed_at and not (Path(marks) / stage).exists():
        (Path(marks) / stage).touch()
        time.sleep(PATIENCE)


def worker(home, marks, killed_at, sweeps):
    """Run a worker that halts where it is to be killed; without sweeps it has the queue alone."""
    place = artefacts.place_artefact
    if sweeps == "False":
        workers._sweep_until = lambda *_: None

    def halting(settings, content_hash, *, folder):
        mark(marks, "placing", killed_at)
        name = place(settings, content_hash, folder=folder)
        mark(marks, "placed", killed_at)
        return name

    artefacts.place_artefact = halting
    settings = Settings.at(Path(home))
    services = Services(settings, open_database(settings), now_utc)
    workers.run_worker(WorkerContext(services=services, handlers=HANDLERS, pace=Pace(lease=5, beat=0.2, sweep=0.2)))


class Killer:
    """Asks for jobs and kills the worker, which it started, at a stage of each."""

    kind, stages = "marked", STAGES

    def __init__(self, folder, *, sweeps=True):
        self.folder, self.sweeps = folder, sweeps
        self.settings = Settings.at(folder / "home")
        self.database = open_database(self.settings)
        migrations.upgrade(self.database)
        self.services = Services(self.settings, self.database, now_utc)
        self.jobs = []

    def kill_at(self, stage, number):
        """One job whose worker is killed at a stage; the job."""
        marks = self.folder / f"marks-{number}"
        marks.mkdir()
        about, content = self.about(number)
        arguments = {**about, "marks": str(marks), "killed_at": stage}
        queue = open_queue(self.settings)
        job = request_job(self.services, queue, kind=self.kind, arguments=arguments, content=content, by="killer")
        queue.close()
        with self._worker(marks, stage) as process:
            wait_for((marks / stage).exists)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        self.jobs.append(job)
        return job

    def about(self, number):
        """What a job is told, and the digest of what it is made from."""
        return {"name": f"job {number}"}, str(number)

    def let_finish(self, *, within=PATIENCE):
        """Start a worker that nobody kills; whether every job ended in time."""
        with self._worker(self.folder, "never") as process:
            ended = wait_for(lambda: all(self.row(job).state == "done" for job in self.jobs), within=within)
            process.send_signal(signal.SIGINT)
            process.wait()
        return ended

    def row(self, job):
        with self.database.reading() as db:
            return db.get(Job, job.id)

    def whole_artefacts(self):
        """How many of the jobs have one whole artefact; and how many folders there are in all."""
        folders = [path for path in artefacts.root(self.settings).iterdir() if path.is_dir()]
        return sum(self._is_whole(job) for job in self.jobs), len(folders)

    def _is_whole(self, job):
        files = artefacts.files_in(self.settings, job.content_hash)
        folder = artefacts.folder_of(self.settings, job.content_hash)
        found = {file.name: (folder / file.name).read_bytes() for file in files}
        digests = all(file.sha256 == hashlib.sha256(found[file.name]).hexdigest() for file in files)
        return digests and self.is_all(job, found)

    def is_all(self, job, found):
        """Whether these contents by name are everything that the job was to make."""
        return found == {f"{number}.txt": f"{job.arguments['name']} {number}\n".encode() for number in (1, 2, 3)}

    def _worker(self, marks, killed_at):
        code = "import sys; from tests.jobs.killing import worker; worker(*sys.argv[1:])"
        arguments = (self.settings.home, marks, killed_at, self.sweeps)
        return subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)], cwd=Path(__file__).parents[2], stderr=subprocess.DEVNULL
        )

    def close(self):
        self.database.close()


def wait_for(condition, *, within=PATIENCE):
    until = time.monotonic() + within
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False


def killed(folder, runs, *, of=Killer, stages=()):
    """Kill a worker at every stage in turn, or at these; how many ended with one whole artefact, how many folders."""
    killer = of(folder)
    for number, stage in zip(range(runs), itertools.cycle(stages or killer.stages), strict=False):
        killer.kill_at(stage, number)
    ended = killer.let_finish(within=PATIENCE + 6 * runs)
    whole, folders = killer.whole_artefacts()
    killer.close()
    return {"jobs": runs, "ended": ended, "whole_artefacts": whole, "folders": folders}


def killed_without_sweep(folder):
    """The control: a queue that hands a job over once, and nobody who looks for lost ones."""
    killer = Killer(folder, sweeps=False)
    killer.kill_at("step-2", 0)
    ended = killer.let_finish(within=5)
    killer.close()
    return {"ended": ended}
