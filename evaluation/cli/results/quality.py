"""`weaving quality`: every look at the quality of answers, with counts and never an answer."""

import click

from analysis.estimate import estimate
from analysis.sensitivity.quality import QualityCheck
from evaluation.cli.command_context import json_option, opened, show
from evaluation.cli.fieldwork.chapter import of_study, the_study
from evaluation.reports.quality_disclosure import COUNT_HELD_BACK, is_small, printed_counts, quality_of_several
from evaluation.storage.keys import key
from evaluation.store.studies.experiments import experiments_of
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.studies import suppress_below


@click.command("quality")
@click.argument("experiment", required=False)
@of_study
@json_option
def command(experiment: str | None, study: str | None, *, as_json: bool) -> None:
    """Look at the answers of EXPERIMENT, or of a whole study: what was found, in how many, and what a report does."""
    with opened() as (settings, database), database.reading() as db:
        of = [experiment_named(db, experiment)] if experiment else experiments_of(db, the_study(db, study))
        looks = quality_of_several(db, of, key=key(settings, "lots"))
        below = max((suppress_below(db, each) for each in of), default=0)
    rows = [_row(check, below=below) if as_json else _line(check, below=below) for check in looks]
    show(rows, in_json=as_json, empty="There is no answer to look at.")


def _row(check: QualityCheck, *, below: int) -> dict[str, object]:
    count, of = printed_counts(check, below=below)
    row: dict[str, object] = {**_line(check, below=below), "count": count, "of": of, "flag": str(check.flag)}
    return row if check.share is None or is_small(check) else {**row, "share": estimate.as_json(check.share)}


def _line(check: QualityCheck, *, below: int) -> dict[str, object]:
    few = COUNT_HELD_BACK if is_small(check) else f"fewer than {below}"
    count, of = (few if each is None else each for each in printed_counts(check, below=below))
    about = check.about
    return {"found": check.found.format(**about), "count": count, "of": of, "done": check.done.format(**about)}
