"""What was made, as the evaluator's page lists it: reports, releases and exports, with size, digest and badge."""

import json
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from flask_babel import gettext as _

from evaluation.domain.name_order import name_order
from evaluation.jobs import artefacts
from evaluation.jobs.artefacts import MadeFile
from evaluation.models import Job, JobState
from evaluation.storage.settings import Settings
from evaluation.store.from_file.removed_file_evening import EmptiedEvening
from evaluation.store.releases.listing import ListedRelease
from evaluation.store.releases.releases import ReleaseStanding
from evaluation.store.reports.report_jobs import EXPORT, RELEASE, REPORT
from evaluation.store.reports.subject import about_of

JUST_NOW = timedelta(minutes=5)
GROUPS = {
    "report": (".pdf", ".docx", ".html"),
    "tables": (".xlsx", ".csv"),
    "data": (".json", ".sav", ".parquet"),
    "map": (".toml",),
    "again": (".R", ".py"),
    "package": (".zip",),
}
"""What files are for, by how their names end; drawings stand in the report, and are in no group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeLevel:
    """How sure a report is: so many of five, and in words."""

    level: int
    of: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedArtefact:
    """A report, a release or an export in the list of artefacts."""

    job: Job
    title: str
    within: tuple[str, ...]
    """The titles of the experiments, where it is of some of a chapter's."""
    files: tuple[MadeFile, ...]
    badge: BadgeLevel | None
    instruments: str
    superseded: bool
    release: ListedRelease | None = None
    taken_out: bool = False
    """Whether it tells of an evening from a file whose answers were taken out since: then it has no files."""

    @property
    def kind(self) -> str:
        """Report, release, publication or export."""
        return self.job.kind

    @property
    def when(self) -> datetime | None:
        """When it was finished."""
        return self.job.finished_at

    @property
    def file_groups(self) -> list[tuple[str, list[MadeFile]]]:
        """The files by what they are for."""
        named = {
            group: [each for end in ends for each in self.files if each.name.endswith(end)]
            for group, ends in GROUPS.items()
        }
        return [(group, found) for group, found in named.items() if found]

    def just_made(self, now: datetime) -> bool:
        """Whether it was finished a moment ago."""
        return self.when is not None and now - self.when < JUST_NOW


def artefacts_listed(
    settings: Settings,
    jobs: list[Job],
    *,
    titles: Mapping[str, str],
    releases: Iterable[ListedRelease] = (),
    gone: Collection[EmptiedEvening] = (),
) -> list[ListedArtefact]:
    """Everything that is done, the latest first; of reports and exports the latest of a subject is not superseded.

    `gone` are evenings from files whose answers were taken out.
    """
    seen: set[tuple[str, ...]] = set()
    made, listed = [], list(releases)
    for job in jobs:
        if job.state == JobState.DONE and job.artefact:
            key, release = same(job), release_of(job, listed)
            old = key in seen if release is None else release.standing is ReleaseStanding.SUPERSEDED
            title = release.release.title if release else job_title(job, titles)
            within = sorted((titles.get(each, "") for each in job.arguments.get("experiments", ())), key=name_order)
            listed_one = _made(settings, job, title=title, within=tuple(within), superseded=old, release=release)
            made.append(without_files(listed_one) if tells_of(job, gone) else listed_one)
            seen.add(key)
    return made


def same(job: Job) -> tuple[str, ...]:
    """What two jobs share that make the same: the kind, the subject and, of a chapter, the experiments."""
    return job.kind, str(job.arguments["subject"]), *job.arguments.get("experiments", ())


def standing_failures(jobs: Iterable[Job]) -> list[Job]:
    """Jobs that failed, without those after which the same, or a report of the same answers, was made: latest first."""
    settled: set[tuple[str, ...]] = set()
    found: list[Job] = []
    for job in sorted(jobs, key=lambda each: each.requested_at, reverse=True):
        kind, *about = same(job)
        tried = ("answers" if kind in {REPORT, RELEASE} else kind, *about)
        if job.state == JobState.DONE:
            settled.add(tried)
        elif job.state == JobState.FAILED and tried not in settled and same(job) not in map(same, found):
            found.append(job)
    return found


def tells_of(job: Job, evenings: Collection[EmptiedEvening]) -> bool:
    """Whether a job told of one of these evenings: of it alone, or of it with others.

    A draft or an export of a whole chapter or study did that was made while its answers were there.
    """
    return any(_tells_of(job, evening) for evening in evenings)


def _tells_of(job: Job, evening: EmptiedEvening) -> bool:
    subject, named = str(job.arguments["subject"]), job.arguments.get("experiments", ())
    if evening.experiment in {subject, *named}:
        return True
    if named or subject not in {evening.chapter, evening.study} or job.kind not in {REPORT, EXPORT}:
        return False
    begun, ended = job.started_at or job.requested_at, job.finished_at
    return (ended is None or ended >= evening.since) and (evening.until is None or begun <= evening.until)


def without_files(made: ListedArtefact) -> ListedArtefact:
    """What tells of answers that were taken out: its name stays, and nothing that it said."""
    return replace(made, files=(), badge=None, taken_out=True)


def job_title(job: Job, titles: Mapping[str, str]) -> str:
    """What a job is about, by name; of some of a chapter's experiments, how many."""
    title = str(job.arguments.get("title") or titles.get(str(job.arguments["subject"]), ""))
    chosen = len(job.arguments.get("experiments", ()))
    return _("%(chapter)s, %(count)s of its experiments", chapter=title, count=chosen) if chosen else title


def release_of(job: Job, releases: Iterable[ListedRelease]) -> ListedRelease | None:
    """The release that a job froze or put out; None for a report and for an export."""
    if "release" in job.arguments:
        return next((each for each in releases if str(each.release.id) == job.arguments["release"]), None)
    if job.kind != RELEASE:
        return None
    since, subject = datetime.fromisoformat(job.arguments["asked_at"]), about_of(job.arguments).released_as
    frozen = [each for each in releases if each.release.subject == subject and each.release.frozen_at >= since]
    return min(frozen, key=lambda each: each.release.number, default=None)


def file_of_job(settings: Settings, job: Job, name: str) -> Path | None:
    """A file that a finished job made, by its name; None where the job is not finished or made no such file."""
    if job.state != JobState.DONE or not job.artefact:
        return None
    named = {file.name for file in artefacts.files_in(settings, job.artefact)}
    return artefacts.folder_of(settings, job.artefact) / name if name in named else None


def _made(
    settings: Settings,
    job: Job,
    *,
    title: str,
    within: tuple[str, ...],
    superseded: bool,
    release: ListedRelease | None,
) -> ListedArtefact:
    assert job.artefact is not None
    files = artefacts.files_in(settings, job.artefact)
    report = {} if job.kind == EXPORT else _report_json(artefacts.folder_of(settings, job.artefact) / "report.json")
    return ListedArtefact(
        job=job,
        title=title,
        within=within if release is None else (),
        files=files,
        badge=_badge(report.get("report", {}).get("badge")),
        instruments=_instruments(report.get("provenance", {}), release),
        superseded=superseded,
        release=release,
    )


def latest_report(made: Iterable[ListedArtefact], subject: uuid.UUID) -> ListedArtefact | None:
    """The newest report of something."""
    return next((each for each in made if same(each.job) == (REPORT, str(subject))), None)


def _report_json(path: Path) -> Mapping[str, Mapping[str, object]]:
    found: Mapping[str, Mapping[str, object]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def _badge(badge: object) -> BadgeLevel | None:
    if not isinstance(badge, Mapping) or "level" not in badge:
        return None
    return BadgeLevel(level=int(badge["level"]), of=int(badge.get("of", 5)), label=str(badge.get("label", "")))


def _instruments(provenance: Mapping[str, object], release: ListedRelease | None) -> str:
    if release is not None:
        return ", ".join(name.replace("/", " v") for name in sorted(release.release.instruments))
    name, number = provenance.get("instrument"), provenance.get("instrument_version")
    return f"{name} v{number}" if name else ""
