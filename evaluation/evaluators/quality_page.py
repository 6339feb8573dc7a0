"""Data quality: each look is a sentence, a count and what the report does about it; the headline with and without."""

import uuid
from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from evaluation.storage.keys import key
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.scope import reading_experiment

if TYPE_CHECKING:
    from analysis.sensitivity.quality import QualityCheck

pages = Blueprint("quality", __name__)


@pages.get("/experiments/<uuid:experiment>/quality")
@action("quality.see")
def quality(experiment: uuid.UUID) -> str:
    """The panel of one experiment."""
    from analysis.sensitivity.quality import too_high  # noqa: PLC0415 - pandas is loaded where a figure is made
    from evaluation.reports.quality_disclosure import disclosed_quality, is_small  # noqa: PLC0415

    lots = key(services().settings, "lots")
    with reading_experiment(experiment) as (db, row):
        disclosed = disclosed_quality(db, row, key=lots)
    return render_template(
        "evaluators/quality.html",
        experiment=row,
        checks=[(check, _sentence(check), too_high(check), is_small(check)) for check in disclosed.checks],
        disclosed=disclosed,
    )


def _sentence(check: "QualityCheck") -> str:
    sentence = check.found
    for name, value in check.about.items():
        sentence = sentence.replace(f"{{{name}}}", value)
    return sentence
