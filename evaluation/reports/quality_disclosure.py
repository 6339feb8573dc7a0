"""The quality of answers as it may be told: what a few people answered follows neither from it nor beside a report.

How and when answers were sent is counted of everybody, once enough people have answered, to the nearest five. What is
found in the answers themselves is told of those people alone of whom a report has told, as they were first told of,
each person once however many forms they filled in, and no count of nobody, one or two, nor of all, or all but one or
two: who knows that it holds of all knows what each answered. So nothing is had by looking again after somebody came or
withdrew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from sqlalchemy.orm import Session

from analysis.disclosure.counted_answers import rounded_count
from analysis.disclosure.disclosure import SMALL, released_decimals
from analysis.disclosure.released import rounded
from analysis.estimate.change import ChangeTest
from analysis.estimate.estimate import Estimate
from analysis.estimate.sample import sample_figures
from analysis.io.frames import paired_scores
from analysis.scoring.scoring import Scale
from analysis.sensitivity.quality import OF_ANSWERS, Flag, QualityCheck, row_flags, together, without_flagged
from evaluation.domain.errors import Refused
from evaluation.models import Experiment
from evaluation.reports.releasable_outcomes import wanted_of
from evaluation.store.releases.eligibility import Chosen, chosen_before
from evaluation.store.reports.frames import named_people, sent_frame
from evaluation.store.reports.gather import Gathered, gather_experiment
from evaluation.store.reports.quality import flaggable_frame, looks_at, looks_at_people
from evaluation.store.studies.studies import suppress_below
from evaluation.store.studies.waves import wave_counts

OF_SENDING = frozenset(Flag) - OF_ANSWERS
OF_A_RESPONSE = tuple(flag for flag in Flag if flag not in (Flag.CEILING, Flag.PAPER))
TOO_FEW = "Fewer than {below} people answered both times, so nothing of their answers is told."
NO_REPORT = (
    "What was found in the answers themselves, and the headline with and without, stand here once a report has told of "
    "these people: make the report first."
)
CHANGED = (
    "A few people have come or taken their answers back since the first report of these people, so what was found in "
    "the answers themselves is not told again: the two compared would tell what these few answered."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundedChange:
    """A change as finely as so many pairs allow; None where too few stand behind it, or too few apart from others."""

    pairs: int | None
    change: Estimate | None

    @property
    def decimals(self) -> int:
        """As finely as so many pairs allow."""
        return released_decimals(self.pairs or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosedQuality:
    """What may be told of an experiment's quality: looks, the headline with and without, and why something lacks."""

    checks: tuple[QualityCheck, ...]
    label: str = ""
    everybody: RoundedChange | None = None
    without: RoundedChange | None = None
    why: str = ""


def disclosed_quality(db: Session, experiment: Experiment, *, key: bytes) -> DisclosedQuality:
    """What may be told of an experiment's quality now; `key` makes the lots of the ledger."""
    below = suppress_below(db, experiment)
    enough = wave_counts(db, [experiment.id])[experiment.id].linked >= below
    flags = OF_SENDING if enough else {Flag.PAPER}
    sent = tuple(looks_at(db, experiment.id, sent_frame(db, [experiment.id]), flags=flags))
    try:
        gathered = gather_experiment(db, experiment)
    except Refused as refusal:
        return DisclosedQuality(checks=sent, why=" ".join(refusal.faults))
    if not enough:
        return DisclosedQuality(checks=sent, why=TOO_FEW.format(below=below))
    chosen = chosen_before(db, wanted_of(gathered), key=key)
    if chosen is None or str(experiment.id) not in chosen.decision.unchanged:
        return DisclosedQuality(checks=sent, why=NO_REPORT if chosen is None else CHANGED)
    return _of_disclosed_people(db, gathered, chosen, sent=sent, below=below)


def quality_of_several(db: Session, experiments: Sequence[Experiment], *, key: bytes) -> tuple[QualityCheck, ...]:
    """The same looks of several experiments together."""
    return together(_looks(db, experiments, key=key))


NONE_OR_FEW = (0, *SMALL)
COUNT_HELD_BACK = "none or a few, or all or nearly all"
"""What is said of a count that is not told."""


def is_small(check: QualityCheck) -> bool:
    """Whether a count would tell what everybody answered, or one or two people: it holds of nearly nobody or all."""
    return check.held_back or (
        check.flag in OF_ANSWERS and (check.count in NONE_OR_FEW or check.of - check.count in NONE_OR_FEW)
    )


def printed_counts(check: QualityCheck, *, below: int) -> tuple[int | None, int | None]:
    """How many were found of how many, as it may be told; None where that is of too few.

    How answers were sent is counted of everybody who is there now. So it is told to the nearest five, and nothing of
    fewer than `below`: looked at before and after somebody left, exact counts would tell how that one answered. Fields
    of paper forms are not people.
    """
    if check.flag in OF_SENDING - {Flag.PAPER}:
        return rounded_count(check.count, fewest=below), rounded_count(check.of, fewest=below)
    return None if is_small(check) else check.count, check.of


def _looks(db: Session, experiments: Sequence[Experiment], *, key: bytes) -> Iterator[tuple[QualityCheck, ...]]:
    """Each with what is not told of it alone, which its total with others would tell beside theirs."""
    for experiment in experiments:
        found = disclosed_quality(db, experiment, key=key).checks
        yield tuple(replace(check, held_back=is_small(check)) for check in found)


def _of_disclosed_people(
    db: Session, gathered: Gathered, chosen: Chosen, *, sent: tuple[QualityCheck, ...], below: int
) -> DisclosedQuality:
    """With what is found in the answers of those of whom a report has told."""
    experiment = gathered.experiments[0].id
    names = named_people(db, [experiment])
    frame, asked = flaggable_frame(db, experiment)
    rows = frame[frame["participant"].isin({names[who] for who in chosen.people})]
    kept = without_flagged(rows, row_flags(rows, asked), flags=OF_A_RESPONSE)
    checks = together([sent, looks_at_people(db, experiment, rows)])
    printed = frozenset[str]().union(*chosen.outcomes.values())
    return _with_headline(DisclosedQuality(checks=checks), gathered, rows, kept, printed=printed, below=below)


def _with_headline(
    quality: DisclosedQuality,
    gathered: Gathered,
    rows: pd.DataFrame,
    kept: pd.DataFrame,
    *,
    printed: frozenset[str],
    below: int,
) -> DisclosedQuality:
    """With the first outcome's change, of all of them, and without those flagged where these are enough."""
    scale = next(iter(gathered.alike.scales))
    if scale.id not in printed:
        return quality
    everybody, without = (_change(each, scale, below=below) for each in (rows, kept))
    apart = (everybody.pairs or 0) - (without.pairs or 0)
    few = without.change is None or apart < below
    return DisclosedQuality(
        checks=quality.checks,
        label=scale.label,
        everybody=everybody,
        without=RoundedChange(pairs=None, change=None) if few else without,
    )


def _change(frame: pd.DataFrame, scale: Scale, *, below: int) -> RoundedChange:
    unanswered = [item for item in scale.items if item not in frame.columns]
    scores = paired_scores(frame.reindex(columns=[*frame.columns, *unanswered]), scale)
    both = scores.dropna(subset=["pre", "post"])
    if len(both) < below:
        return RoundedChange(pairs=None, change=None)
    figures = sample_figures(scores, scale, items_pre=None, items_post=None, reliability=None)
    if not isinstance(figures.change, ChangeTest):
        return RoundedChange(pairs=len(both), change=None)
    whole = Estimate(figures.mean_change, figures.change.low, figures.change.high)
    return RoundedChange(pairs=len(both), change=rounded(whole, pairs=len(both)))
