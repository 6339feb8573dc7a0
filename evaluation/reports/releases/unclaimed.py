"""What answers that are held back of an outcome do to what is said of it.

Answers that are too much alike are in no figure. Where they would weaken what is claimed without them, nothing is: the
more careful wording wins. That nothing is claimed tells one thing of them, and no figure. How many workshops they are
of follows from how many are told of.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd

from analysis.estimate.sample import SampleFigures
from analysis.io.frames import first_attendance, paired_scores
from analysis.scoring.scoring import Scale
from analysis.wording.measured import Measured
from evaluation.impact_report.build.families import chapter_at_look
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.later.rows_later import AVERAGED_FROM
from evaluation.impact_report.text.withheld.not_counted import weaker_claims
from evaluation.reports.releasable_outcomes import Printed, without_left_out
from evaluation.store.releases.ledger import BOTH
from evaluation.store.releases.release_frames import ReleaseFrame


def unclaimed_outcomes(
    frame: ReleaseFrame,
    scales: Sequence[Scale],
    printed: Printed,
    report_of: Callable[[pd.DataFrame], ImpactReport],
) -> tuple[str, ...]:
    """The outcomes whose welcome change is claimed of what may be `printed`, and not of all that the ledger allows.

    Where chapters are too few to be averaged, also those of a chapter by itself, as "outcome/chapter". `report_of`
    makes the report of a frame. Of people of whom the ledger does not let an outcome be told nothing decides here.
    """
    allowed = {place: frame.outcomes[place[0]] for place in printed}
    if allowed == printed:
        return ()
    shown = report_of(without_left_out(frame.frame, scales, printed))
    whole = report_of(without_left_out(frame.frame, scales, allowed))
    return weaker_claims(_claims(shown), _claims(whole))


def _claims(report: ImpactReport) -> dict[str, Measured]:
    """Each outcome as the rules see it, and each by itself of chapters that are not averaged."""
    if not report.across or report.chapters.k >= AVERAGED_FROM:
        return dict(report.measured)
    apart = {
        f"{name}/{chapter}": chapter_at_look(outcome, report.measured[name], report.looks, chapter=chapter)
        for name, outcome in report.outcomes.items()
        for chapter, figures in outcome.chapters.items()
        if isinstance(figures, SampleFigures) and figures.n_pairs
    }
    return {**report.measured, **apart}


def with_letters(unclaimed: Iterable[str], chapters: Mapping[str, str]) -> tuple[str, ...]:
    """The same with the letters of chapters in the place of their names."""
    found = (each.partition("/") for each in unclaimed)
    return tuple(name + slash + chapters.get(chapter, chapter) for name, slash, chapter in found)


def withheld_workshops(shown: pd.DataFrame, scales: Sequence[Scale]) -> dict[str, int]:
    """By outcome, of how many workshops nothing is `shown` while others of their chapter are.

    That is so whether too few had a score there or all answered alike; workshops told of together count each.
    """
    attended = first_attendance(shown)
    return {scale.id: held for scale in scales if (held := _held(paired_scores(attended, scale)))}


def _held(scores: pd.DataFrame) -> int:
    scored = scores[[*BOTH]].notna().all(axis="columns")
    places = scores.assign(experiment=scores["experiment"].astype(str), scored=scored)
    any_scored = places.groupby(["chapter", "experiment"], observed=True)["scored"].any()
    silent = any_scored[~any_scored & any_scored.groupby("chapter", observed=True).transform("any")]
    return sum(len(str(group).split("+")) for _, group in silent.index)
