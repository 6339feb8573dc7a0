"""`weaving release`: reports frozen for good, with their chapters' words, and files that can be written again."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from uuid import UUID

import click
from sqlalchemy.orm import Session

from evaluation.cli.command_context import json_option, opened, show, show_one
from evaluation.cli.fieldwork.chapter import of_study, the_study
from evaluation.cli.results.closed_for_now import closed_for_now
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.evaluators.left_since import left_since_the_freeze
from evaluation.jobs.queue import open_queue
from evaluation.models import Release, ReleaseScope, Study
from evaluation.reports.releases.freeze_release import files, of_experiments, wrong_files
from evaluation.reports.releases.put_out_request import ask_to_write, show_release
from evaluation.reports.releases.release_steps import WantedRelease, freeze_release, put_out_release
from evaluation.storage.keys import key
from evaluation.store.paper.sheets import sheets_not_in
from evaluation.store.releases import releases as store
from evaluation.store.releases.contents import rebuilding
from evaluation.store.releases.releases import ReleaseStanding, Subject
from evaluation.store.reports.gather import Gathered, gather_chapter, gather_study
from evaluation.store.studies.lookup import chapter_named, experiment_named
from evaluation.web.app import Services

BY = "command line"
SAME = "Every file was written again from what was frozen, with its release's own renderer: the same bytes."
LETTERS = (
    "Print letters, drawn by lot, in the place of the names of chapters and workshops. Figures stay: whoever has a "
    "report of the same people with names can tell which letter is whose."
)
MANY_LEFT = "{below} or more people have taken their answers back since this was frozen."
FEW_LEFT = "Fewer than {below} people, or nobody, have taken their answers back since this was frozen."
number = click.argument("number", type=int)


@click.group("release")
def command() -> None:
    """Releases: reports as they were published, frozen, and verifiable."""


@command.command("make")
@click.argument("experiments", nargs=-1)
@of_study
@click.option("--chapter", help="Release every experiment of this chapter.")
@click.option("--public", is_flag=True, help="For all to read: more people must stand behind each figure.")
@click.option("--hold-back", is_flag=True, help="Where somebody withdrew, hold others back by lot rather than wait.")
@click.option("--letters", is_flag=True, help=LETTERS)
@click.option("--seed", type=int, help="Seed of what is drawn by chance in the report.")
@json_option
def make(
    experiments: tuple[str, ...],
    study: str | None,
    chapter: str | None,
    seed: int | None,
    *,
    public: bool,
    hold_back: bool,
    letters: bool,
    as_json: bool,
) -> None:
    """Freeze a release of EXPERIMENTS (one, or several of one chapter), of a --chapter, or of a whole study."""
    said: dict[str, None] = {}  # each sentence once, though the answers are gathered more than once
    asked = partial(_asked, said, experiments=experiments, study=study, chapter=chapter, public=public)
    with opened() as (settings, database):
        wanted = WantedRelease(
            gather=asked,
            key=key(settings, "lots"),
            now=now_utc(),
            by=BY,
            hold_back=hold_back,
            letters=letters,
            seed=seed,
        )
        made = freeze_release(database, wanted)
        with database.reading() as db:
            row = {**_row(db, made.release), "used": made.used, "waiting": made.waiting, **_sheets(db, made.release)}
    _let_be_written(made.release)
    for each in said:
        click.echo(each, err=True)
    show_one(row, in_json=as_json)


@command.command("list")
@of_study
@json_option
def list_releases(study: str | None, *, as_json: bool) -> None:
    """List a study's releases, newest first."""
    with opened() as (_, database), database.reading() as db:
        rows = [_row(db, release) for release in store.releases_of(db, the_study(db, study))]
    show(rows, in_json=as_json, empty="No release yet; `weaving release make` freezes one.")


@command.command("show")
@number
@of_study
@json_option
def show_one_release(number: int, study: str | None, *, as_json: bool) -> None:
    """Show release NUMBER: where it came from, what happened to it, and its files."""
    with opened() as (_, database), database.reading() as db:
        release = store.release_numbered(db, the_study(db, study), number)
        row = {**_row(db, release), **_left_since(db, release), **_provenance(release), **_history(db, release)}
    show_one(row, in_json=as_json)


@command.command("show-chapters")
@number
@of_study
@json_option
def show_chapters(number: int, study: str | None, *, as_json: bool) -> None:
    """Let the chapters see release NUMBER and add words of their own before it is out."""
    with _changing(study, number) as (db, release):
        first = show_release(db, release, now=now_utc(), by=BY)
        row = {**_row(db, release), "may_be_released_on": first.isoformat()}
    if release.made_by == BY:
        _let_be_written(release)
    show_one(row, in_json=as_json)


@command.command("words")
@number
@click.argument("words")
@of_study
@click.option("--chapter", required=True, help="Whose words they are.")
@json_option
def words(number: int, words: str, study: str | None, chapter: str, *, as_json: bool) -> None:
    """Add WORDS (100 at most) of a chapter's own to release NUMBER; empty words take them back."""
    with _changing(study, number) as (db, release):
        of = chapter_named(db, chapter, study=db.get_one(Study, release.study_id))
        store.add_words(db, release, chapter=of, words=words, now=now_utc(), by=BY)
        row = {**_row(db, release), "words": store.statements_of(db, release)}
    show_one(row, in_json=as_json)


@command.command("put-out")
@number
@of_study
@json_option
def put_out(number: int, study: str | None, *, as_json: bool) -> None:
    """Release NUMBER: its files are from now on known by their digests."""
    with opened() as (_, database):
        with database.reading() as db:
            release = store.release_numbered(db, the_study(db, study), number)
        put_out_release(database, release.id, clock=now_utc, by=BY)
        with database.reading() as db:
            row = {**_row(db, release), **_history(db, release)}
    show_one(row, in_json=as_json)


@command.command("rebuild")
@number
@of_study
@click.option("--output", type=click.Path(path_type=Path), required=True, help="Folder to write.")
@json_option
def rebuild(number: int, study: str | None, output: Path, *, as_json: bool) -> None:
    """Write the files of release NUMBER again, from its aggregates alone."""
    with opened() as (_, database), database.reading() as db:
        release = store.release_numbered(db, the_study(db, study), number)
        written = files(rebuilding(db, release))
    output.mkdir(parents=True, exist_ok=True)
    for name, content in written.items():
        (output / name).write_bytes(content)
    show_one({"folder": str(output), "files": sorted(written)}, in_json=as_json)


@command.command("verify")
@click.argument("numbers", type=int, nargs=-1)
@of_study
@json_option
def verify(numbers: tuple[int, ...], study: str | None, *, as_json: bool) -> None:
    """Write the files of releases NUMBERS (or of all that are out) again and compare them byte by byte.

    Each is written from what was frozen, with the version of words and drawing (its renderer) that it was frozen with.
    """
    with opened() as (_, database), database.reading() as db:
        of = the_study(db, study)
        asked = [store.release_numbered(db, of, each) for each in numbers] or store.releases_of(db, of)
        marked = [(release, store.files_of(db, release)) for release in asked]
        if unreleased := [release.number for release, marks in marked if not marks and numbers]:
            raise Refused(*(f"Release {each} is not out yet, so it has no files to compare." for each in unreleased))
        found = {release: wrong_files(db, release) for release, marks in marked if marks}
    counts = {release.number: len(marks) for release, marks in marked}
    rows = [
        {"release": each.number, "renderer": each.renderer, "files": counts[each.number], "holds": not wrong}
        for each, wrong in found.items()
    ]
    show(rows, in_json=as_json, empty="No release is out yet.")
    if any(found.values()):
        raise Refused(*(f"Release {each.number}: {wrong}" for each, sentences in found.items() for wrong in sentences))
    if rows and not as_json:
        click.echo(SAME)


def _let_be_written(release: Release) -> None:
    """Ask the worker for its files, which its pages show; the same job for the same release."""
    with opened() as (settings, database):
        queue = open_queue(settings)
        try:
            ask_to_write(Services(settings, database, now_utc), queue, release)
        finally:
            queue.close()


@contextmanager
def _changing(study: str | None, number: int) -> Iterator[tuple[Session, Release]]:
    with opened() as (_, database), database.transaction() as db:
        yield db, store.release_numbered(db, the_study(db, study), number)


def _asked(
    said: dict[str, None],
    db: Session,
    *,
    experiments: tuple[str, ...],
    study: str | None,
    chapter: str | None,
    public: bool,
) -> tuple[Gathered, Subject]:
    """The answers to be frozen, and what of; into `said` goes what could be undone on an evening's page until now."""
    gathered, subject = _gathered(db, experiments=experiments, study=study, chapter=chapter, public=public)
    said.update(dict.fromkeys(closed_for_now(db, gathered.experiments, now=now_utc())))
    return gathered, subject


def _gathered(
    db: Session, *, experiments: tuple[str, ...], study: str | None, chapter: str | None, public: bool
) -> tuple[Gathered, Subject]:
    if experiments and (study or chapter):
        raise Refused("Say either EXPERIMENTS, or a --chapter, or a --study.")
    if experiments:
        return of_experiments(db, [experiment_named(db, each) for each in experiments], public=public)
    of = the_study(db, study)
    if chapter:
        local = chapter_named(db, chapter, study=of)
        return gather_chapter(db, local), Subject(
            scope=ReleaseScope.CHAPTER, id=local.id, title=local.name, public=public
        )
    return gather_study(db, of), Subject(scope=ReleaseScope.STUDY, id=of.id, title=of.name, public=public)


def _sheets(db: Session, release: Release) -> dict[str, int]:
    """Paper that was not in when the data were frozen, and cannot be keyed any more."""
    return {"sheets_not_in": sum(sheets_not_in(db, [UUID(each) for each in release.page["used"]]).values())}


def _row(db: Session, release: Release) -> dict[str, object]:
    return {
        "number": release.number,
        "title": release.title,
        "scope": release.scope,
        "public": release.public,
        "standing": store.release_standing(db, release).value,
        "frozen": release.frozen_at.isoformat(),
    }


def _left_since(db: Session, release: Release) -> dict[str, str]:
    """Whether people have taken their answers back since, as the release's page says it; not of one superseded."""
    if store.release_standing(db, release) is ReleaseStanding.SUPERSEDED:
        return {}
    left = left_since_the_freeze(db, release)
    return {"left_since": (MANY_LEFT if left.are_many else FEW_LEFT).format(below=left.below)}


def _provenance(release: Release) -> dict[str, object]:
    named = (
        "aggregates_sha256",
        "data_sha256",
        "plan_number",
        "plan_digest",
        "code_version",
        "seed",
    )
    found = {name: getattr(release, name) for name in named}
    return {**found, "renderer_version": release.renderer, "instruments": release.instruments}


def _history(db: Session, release: Release) -> dict[str, object]:
    return {
        "happened": [
            {"what": each.kind, "at": each.at.isoformat(), "by": each.by} for each in store.events_of(db, release)
        ],
        "words": store.statements_of(db, release),
        "files": [
            {"name": mark.name, "size": mark.size, "sha256": mark.sha256} for mark in store.files_of(db, release)
        ],
    }
