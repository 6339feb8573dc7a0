"""`weaving chapter`: the local chapters of a study."""

import click
from sqlalchemy.orm import Session

from evaluation.cli.command_actor import recorded_actor
from evaluation.cli.command_context import json_option, opened, show, show_one
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.models import Chapter, Study
from evaluation.store.studies.chapters import add_chapter, change_chapter, chapters_of
from evaluation.store.studies.experiments import experiments_of
from evaluation.store.studies.lookup import chapter_named, study_named
from evaluation.store.studies.studies import all_studies
from evaluation.web.audit_log import details_of

of_study = click.option("--study", help="Study, by id or slug; may be left out while there is one only.")


@click.group("chapter")
def command() -> None:
    """Chapters: local chapters or alliances of a study."""


@command.command("add")
@click.argument("name")
@of_study
@click.option("--parent", help="The wider chapter it belongs to, by id or slug.")
@json_option
def add(name: str, study: str | None, parent: str | None, *, as_json: bool) -> None:
    """Add a chapter called NAME."""
    with opened() as (settings, database), database.transaction() as db:
        of = the_study(db, study)
        wider = chapter_named(db, parent, study=of) if parent else None
        made = add_chapter(db, of, name=name, now=now_utc(), parent=wider)
        recorded_actor(settings).note(db, "chapter added", f"chapter {made.id}", name=made.name)
        row = _row(made)
    show_one(row, in_json=as_json)


@command.command("change")
@click.argument("chapter")
@of_study
@click.option("--name", help="Another name.")
@click.option("--parent", help="Another wider chapter, by id or slug; none where it is written as ''.")
@json_option
def change(chapter: str, study: str | None, *, name: str | None, parent: str | None, as_json: bool) -> None:
    """Give CHAPTER (an id or a slug) another name or another wider chapter."""
    with opened() as (settings, database), database.transaction() as db:
        of = the_study(db, study)
        found = chapter_named(db, chapter, study=of)
        named = chapter_named(db, parent, study=of) if parent else None
        wider = db.get(Chapter, found.parent_id) if parent is None and found.parent_id else named
        changed = change_chapter(db, found, name=name or found.name, parent=wider)
        if changed:
            recorded_actor(settings).note(db, "chapter changed", f"chapter {found.id}", **details_of(changed))
        row = _row(found)
    show_one(row, in_json=as_json)


@command.command("list")
@of_study
@json_option
def list_chapters(study: str | None, *, as_json: bool) -> None:
    """List a study's chapters in name order."""
    with opened() as (_, database), database.reading() as db:
        rows = [_row(chapter) for chapter in chapters_of(db, the_study(db, study))]
    show(rows, in_json=as_json, empty='No chapter yet; `weaving chapter add "NAME"` makes one.')


@command.command("show")
@click.argument("chapter")
@of_study
@json_option
def show_chapter(chapter: str, study: str | None, *, as_json: bool) -> None:
    """Show CHAPTER (an id or a slug) with its experiments."""
    with opened() as (_, database), database.reading() as db:
        of = the_study(db, study)
        found = chapter_named(db, chapter, study=of)
        row = {
            **_row(found),
            "experiments": [experiment.slug for experiment in experiments_of(db, of, chapter=found)],
        }
    show_one(row, in_json=as_json)


def the_study(db: Session, reference: str | None) -> Study:
    """The study asked for, or the only one there is."""
    if reference:
        return study_named(db, reference)
    studies = all_studies(db)
    if len(studies) != 1:
        there = ", ".join(study.slug for study in studies)
        raise Refused(
            f"There is more than one study ({there}); say which with --study."
            if studies
            else 'There is no study yet; `weaving study add "NAME"` makes one.'
        )
    return studies[0]


def _row(chapter: Chapter) -> dict[str, object]:
    return {
        "id": str(chapter.id),
        "slug": chapter.slug,
        "name": chapter.name,
        "parent": str(chapter.parent_id) if chapter.parent_id else None,
    }
