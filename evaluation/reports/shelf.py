"""Reports that were made, as the evaluator's page lists them: files with size and digest, and the badge."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evaluation.jobs import artefacts
from evaluation.jobs.artefacts import MadeFile
from evaluation.models import Job, JobState
from evaluation.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """How sure a report is: so many of five, and in words."""

    level: int
    of: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One report on the shelf."""

    job: Job
    subject: str
    title: str
    files: tuple[MadeFile, ...]
    badge: Badge | None
    instruments: str
    superseded: bool

    @property
    def when(self) -> datetime | None:
        """When it was finished."""
        return self.job.finished_at


def shelf(settings: Settings, jobs: list[Job], *, titles: Mapping[str, str]) -> list[Made]:
    """Every report that is done, the latest first; the latest of each subject is not superseded."""
    seen: set[str] = set()
    made = []
    for job in jobs:
        if job.state == JobState.DONE and job.artefact:
            subject = str(job.arguments["subject"])
            made.append(_made(settings, job, title=titles.get(subject, ""), superseded=subject in seen))
            seen.add(subject)
    return made


def file_of(settings: Settings, job: Job, name: str) -> Path | None:
    """A file of a report that is done, by its name in the list of its files."""
    if job.state != JobState.DONE or not job.artefact:
        return None
    named = {file.name for file in artefacts.files_in(settings, job.artefact)}
    return artefacts.folder_of(settings, job.artefact) / name if name in named else None


def _made(settings: Settings, job: Job, *, title: str, superseded: bool) -> Made:
    assert job.artefact is not None
    files = artefacts.files_in(settings, job.artefact)
    told = _told(artefacts.folder_of(settings, job.artefact) / "report.json")
    return Made(
        job=job,
        subject=str(job.arguments["subject"]),
        title=title,
        files=files,
        badge=_badge(told.get("report", {}).get("badge")),
        instruments=_instruments(told.get("provenance", {})),
        superseded=superseded,
    )


def _told(path: Path) -> Mapping[str, Mapping[str, object]]:
    found: Mapping[str, Mapping[str, object]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def _badge(told: object) -> Badge | None:
    if not isinstance(told, Mapping) or "level" not in told:
        return None
    return Badge(level=int(told["level"]), of=int(told.get("of", 5)), label=str(told.get("label", "")))


def _instruments(provenance: Mapping[str, object]) -> str:
    name, number = provenance.get("instrument"), provenance.get("version")
    return f"{name} v{number}" if name else ""
