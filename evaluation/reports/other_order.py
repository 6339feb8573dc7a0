"""Where names alone tell which of two workshops somebody counts with: the headline of the other order."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis.estimate.plan import Plan
from analysis.io.frames import in_reverse
from analysis.scoring.scoring import Scale
from evaluation.impact_report.build.report import ImpactReport, impact_report
from evaluation.impact_report.text.sentences import headline


def with_other_order(report: ImpactReport, frame: pd.DataFrame, scales: Sequence[Scale], plan: Plan) -> ImpactReport:
    """A report of these answers, with the headline that the other order of workshops would have, if it is another."""
    if not report.context.first_by_name:
        return report
    other = impact_report(in_reverse(frame), scales, plan, context=report.context)
    said, instead = (each.language.say(headline(each)) for each in (report, other))
    return replace(report, context=replace(report.context, other_order="" if said == instead else instead))
