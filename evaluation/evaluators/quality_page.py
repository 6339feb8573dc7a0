"""Data quality: each look is a sentence, a count and what the report does about it; the headline with and without."""

import uuid
from typing import TYPE_CHECKING

from flask import Blueprint, render_template
from flask_babel import gettext as _

from evaluation.storage.keys import key
from evaluation.store.studies.studies import suppress_below
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.scope import reading_experiment

if TYPE_CHECKING:
    from analysis.sensitivity.quality import QualityCheck
    from evaluation.reports.quality_disclosure import RoundedChange

pages = Blueprint("quality", __name__)


@pages.get("/experiments/<uuid:experiment>/quality")
@action("quality.see")
def quality(experiment: uuid.UUID) -> str:
    """The panel of one experiment."""
    from analysis.sensitivity.quality import too_high  # noqa: PLC0415 - pandas is loaded where a figure is made
    from evaluation.reports.quality_disclosure import disclosed_quality, is_small, printed_counts  # noqa: PLC0415

    lots = key(services().settings, "lots")
    with reading_experiment(experiment) as (db, row):
        disclosed, below = disclosed_quality(db, row, key=lots), suppress_below(db, row)
    return render_template(
        "evaluators/quality.html",
        experiment=row,
        checks=[
            (check, _sentence(check), too_high(check), is_small(check), printed_counts(check, below=below))
            for check in disclosed.checks
        ],
        below=below,
        disclosed=disclosed,
        changes=[(each, _change(each)) for each in (disclosed.everybody, disclosed.without) if each],
    )


def _change(found: "RoundedChange") -> str:
    """A change with its interval, with the decimals that are known; empty where none is told."""
    if found.change is None:
        return ""
    figures = (found.change.value, found.change.low, found.change.high)
    known = [_signed(each, found.decimals) for each in figures if isinstance(each, float)]
    if len(known) < len(figures):
        return ""
    said = "{} ({} to {})".format(*known)
    return said if found.decimals else _("%(change)s, in whole points, as fewer than 20 answered", change=said)


def _signed(value: float, decimals: int) -> str:
    """A change with its sign; nought has none."""
    nearest = round(value, decimals)
    return f"{nearest:+.{decimals}f}".replace("-", "\N{MINUS SIGN}") if nearest else f"{0:.{decimals}f}"


def _sentence(check: "QualityCheck") -> str:
    sentence = check.found
    for name, value in check.about.items():
        sentence = sentence.replace(f"{{{name}}}", value)
    return sentence
