"""`weaving study area`: the table of a study's area, beside which reports set the answers of those who came."""

from pathlib import Path

import click

from evaluation.cli.command_actor import recorded_actor
from evaluation.cli.command_context import json_option, opened, show, show_one
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.models import AreaTable
from evaluation.store.reports.area_tables import add_area, area_versions, remove_area
from evaluation.store.studies.lookup import study_named
from evaluation.web.audit_log import COMMAND_LINE

OGL = "Open Government Licence v3.0"


@click.command("area")
@click.argument("study")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", default="", help="Who asked, as in “Community Life Survey, Leicester”.")
@click.option("--year", default="", help="When it was asked, as in 2023/24.")
@click.option("--licence", default=OGL, show_default=True, help="Under which licence the table may be printed.")
@click.option("--remove", is_flag=True, help="Take the table away; reports already released stay as they are.")
@click.option("--rows", is_flag=True, help="Show each row of the table as it is now.")
@json_option
def command(
    study: str, file: Path | None, *, source: str, year: str, licence: str, remove: bool, rows: bool, as_json: bool
) -> None:
    """Upload FILE as the table of the area of STUDY (an id or a slug), or show its versions where no FILE is named.

    FILE is CSV with the columns item, answer and percent, and chapter where areas differ.
    """
    if file and (remove or rows):
        raise Refused("Name a file, or ask for --remove or --rows: one at a time.")
    if not file and (source or year):
        raise Refused("Name the FILE that holds the table.")
    if file:
        _upload(study, file, source=source, year=year, licence=licence, as_json=as_json)
    elif remove:
        _remove(study, as_json=as_json)
    else:
        _list(study, rows=rows, as_json=as_json)


def _upload(study: str, file: Path, *, source: str, year: str, licence: str, as_json: bool) -> None:
    about = {"source": source, "year": year, "licence": licence}
    with opened() as (settings, database), database.transaction() as db:
        found = study_named(db, study)
        made = add_area(db, found, file.read_bytes(), **about, now=now_utc(), by=COMMAND_LINE.name)
        recorded_actor(settings).note(db, "area table uploaded", f"study {found.id}", version=made.number, **about)
        row = _row(made)
    show_one(row, in_json=as_json)


def _remove(study: str, *, as_json: bool) -> None:
    with opened() as (settings, database), database.transaction() as db:
        found = study_named(db, study)
        made = remove_area(db, found, now=now_utc(), by=COMMAND_LINE.name)
        recorded_actor(settings).note(db, "area table removed", f"study {found.id}", version=made.number)
        row = _row(made)
    show_one(row, in_json=as_json)


def _list(study: str, *, rows: bool, as_json: bool) -> None:
    with opened() as (_, database), database.reading() as db:
        versions = area_versions(db, study_named(db, study))
        shown = [dict(each) for each in versions[-1].rows] if rows and versions else [_row(each) for each in versions]
    show(shown, in_json=as_json, empty="No table of the area; `weaving study area STUDY FILE` uploads one.")


def _row(made: AreaTable) -> dict[str, object]:
    about = {"source": made.source or None, "year": made.year or None, "licence": made.licence or None}
    return {"version": made.number, "rows": len(made.rows), **about, "at": made.created_at.isoformat()}
