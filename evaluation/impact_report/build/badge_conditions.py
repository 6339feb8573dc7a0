"""What the badge of a report is built from: who took part, what the headline claims, and how the study was made."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from analysis.estimate.answered_once import AnsweredOnce
from analysis.estimate.estimate import Estimate, Suppressed
from analysis.estimate.sample import SampleFigures
from analysis.pooling.clustered import Coefficient
from analysis.pooling.comparison import ArmFigures
from analysis.pooling.differences import Differences
from analysis.pooling.everybody import Everybody
from analysis.sensitivity.attrition import Flow, flow
from analysis.wording.groups.arms import arms_harmed, arms_welcome
from analysis.wording.groups.arms_later import arms_harmed_later, own_arms_worse
from analysis.wording.groups.badge_facts import Claim, Conditions
from analysis.wording.groups.has_comparison import has_comparison
from analysis.wording.months_later import MonthsLater
from analysis.wording.phrases import Verdict, Way
from analysis.wording.wording import SILENT, Measured, verdict
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.same_questions import BOTH, OTHERWISE
from evaluation.impact_report.build.sides.began_apart import began_apart, hardly_by_lot


@dataclass(frozen=True)
class Came:
    """People who came, where they were counted, and how many of them answered both times; `pairs` of every chapter."""

    people: int | None
    both: int | None
    pairs: Mapping[str, int]


def came_of(flows: Mapping[str, Flow]) -> Came:
    """Over the chapters that counted who came."""
    known = [each for each in flows.values() if each.came is not None]
    people, both = sum(each.came or 0 for each in known), sum(each.pairs for each in known)
    pairs = {name: each.pairs for name, each in flows.items()}
    return Came(people if known else None, both if known else None, pairs)


def conditions(
    outcome: OutcomeFigures,
    counted: Flow,
    *,
    measured: Measured,
    mains: Collection[Measured] = (),
    randomised: bool,
    later: MonthsLater,
    versions_differ: bool,
    came: int | None,
    came_both: int | None = None,
    miscounted: bool = False,
    comparison: Flow | None = None,
    once: bool = False,
    answered_once: AnsweredOnce = AnsweredOnce.COUNTED,
    of: pd.DataFrame | None = None,
    pairs_in: Mapping[str, int],
) -> Conditions:
    """The first primary outcome, harm of any of the `mains`, and who took part, `came_both` of `came` both times."""
    found = Conditions(
        pairs=_pairs(outcome, counted.pairs),
        both=counted.pairs,
        answered=counted.pre + counted.post_only,
        lost=max(map(_lost, (counted, *(_of_arms(of) if measured.arms else ())))),
        came=None if miscounted else came,
        came_both=came_both,
        miscounted=miscounted,
        randomised=randomised,
        later=later,
        chapters=_chapters_of_claim(outcome, measured, mains),
        versions_differ=versions_differ or any(each.waves == BOTH for each in outcome.asked),
        at_ceiling=None if measured.unwelcome and not measured.compared else outcome.at_best,
        apart=measured.apart,
        once=once,
        answered_once=answered_once,
        claim=_claim_by_design(_claim_of_all(measured, mains), measured, randomised=randomised),
        worse_later=any(is_worse_later(each) for each in (measured, *mains)),
        left_out=_left_out(outcome, _compared_people(outcome)) if outcome.compared else 0.0,
    )
    return _with_comparison(_of_outcome(found, outcome, pairs_in), outcome, measured, comparison)


def _of_outcome(found: Conditions, outcome: OutcomeFigures, pairs_in: Mapping[str, int]) -> Conditions:
    return replace(
        found,
        everybody=outcome.everybody.pairs if isinstance(outcome.everybody, Everybody) else 0,
        yes_or_no=outcome.scale.is_yes_or_no,
        reliability=_reliability(outcome.participants),
        uncounted=_share_uncounted(outcome.participants, _asked(outcome, pairs_in)),
    )


def _with_comparison(
    found: Conditions, outcome: OutcomeFigures, measured: Measured, counted: Flow | None
) -> Conditions:
    """The conditions with a comparison group, also where it cannot be compared with."""
    others, found = measured.compared, _with_doubt(replace(found, compared=has_comparison(measured)), outcome, measured)
    if others is None:
        return replace(found, comparison_pairs=counted.pairs, comparison_both=counted.pairs) if counted else found
    return replace(
        found,
        began_apart=not (found.randomised or others.adjusted) and began_apart(measured, outcome) is not None,
        ancova_allows=_has_ancova(outcome),
        grouped=others.between,
        comparison_groups=_groups_of_comparison(outcome.compared),
        comparison_pairs=others.people,
        comparison_both=counted.pairs if counted else None,
        comparison_lost=_lost(counted) if counted else 0.0,
        comparison_uncounted=_comparison_uncounted(outcome, counted.pairs) if counted else 0.0,
    )


def _has_ancova(outcome: OutcomeFigures) -> bool:
    """Whether the figures beside the comparison group allow for where people began."""
    found = outcome.arms.ancova if isinstance(outcome.arms, ArmFigures) else None
    return any(isinstance(each, Coefficient) for each in (found.values() if isinstance(found, Mapping) else (found,)))


def _with_doubt(found: Conditions, outcome: OutcomeFigures, measured: Measured) -> Conditions:
    """As without a lot, where people began so far apart that a lot hardly ever brings it."""
    if not found.randomised or not hardly_by_lot(measured, outcome):
        return found
    claim = _claim_by_design(found.claim, measured, randomised=False)
    return replace(found, randomised=False, lot_doubted=True, claim=claim)


def _compared_people(outcome: OutcomeFigures) -> int:
    """Those who came who are compared, in the headline or with everybody at once, which it has to bear out."""
    together = outcome.together.pairs if isinstance(outcome.together, Everybody) else 0
    return max(outcome.compared.came if outcome.compared else 0, together)


def _left_out(outcome: OutcomeFigures, compared: int) -> float:
    """The share of those who came, with both scores, who are in no comparison: also of chapters not shown alone."""
    shown = outcome.participants.n_pairs if isinstance(outcome.participants, SampleFigures) else 0
    together = outcome.everybody.pairs if isinstance(outcome.everybody, Everybody) else 0
    everybody = max(shown, together, compared)
    return 1 - compared / everybody if everybody else 0.0


def _lost(counted: Flow) -> float:
    """The share of those who answered before who are missing after."""
    return 1 - counted.pairs / counted.pre if counted.pre else 0.0


def _asked(outcome: OutcomeFigures, pairs_in: Mapping[str, int]) -> int:
    """How many answered both times in chapters that an outcome is shown of, so that it was asked there."""
    shown = (name for name, found in outcome.chapters.items() if isinstance(found, SampleFigures) and found.n_pairs)
    return sum(pairs_in.get(name, 0) for name in shown)


def _comparison_uncounted(outcome: OutcomeFigures, both: int) -> float:
    """The same share of the comparison group, where the outcome was asked in every chapter: in no figure, not in that
    of everybody at once either.
    """
    everywhere = all(isinstance(found, SampleFigures) and found.n_pairs for found in outcome.chapters.values())
    together = outcome.together.of_comparison if isinstance(outcome.together, Everybody) else None
    uncounted = _share_uncounted(outcome.beside, both) if everywhere else 0.0
    return min(uncounted, max(0.0, 1 - (together or 0) / both)) if both else uncounted


def _share_uncounted(found: SampleFigures | Suppressed | None, both: int) -> float:
    """The share of those who answered both times who are in no figure of an outcome; nil where nobody is."""
    counted = found.n_pairs if isinstance(found, SampleFigures) else 0
    return max(0.0, 1 - counted / both) if both and counted else 0.0


def _of_arms(came: pd.DataFrame | None) -> tuple[Flow, ...]:
    """Who took part, of each group that came; nothing where that is not known."""
    if came is None or "arm" not in came.columns:
        return ()
    return tuple(flow(each) for _, each in came.groupby("arm", observed=True))


def claim_of(measured: Measured) -> Claim:
    """What the headline claims of an outcome: a move, one the unwelcome way, or beside a comparison group that what was
    looked for did not come.
    """
    if not measured.claims:
        return Claim.NOT_YET
    found, way = verdict(measured)
    if found is Verdict.SEVERAL:
        return _claim_of_arms(measured)
    if measured.low is None or found in (*SILENT, Verdict.CANNOT_TELL, Verdict.BY_CHANCE):
        return Claim.NONE
    wanted = {"higher": Way.RISE, "lower": Way.FALL}.get(measured.direction, way)
    if measured.unwelcome:
        return Claim.HARMING
    short = found in (Verdict.SAME, Verdict.NOT_AS_MUCH) or way is not wanted
    return Claim.NOT_WORKING if measured.compared and short else Claim.MADE


def _claim_of_all(first: Measured, mains: Collection[Measured]) -> Claim:
    """What is claimed of the first outcome, unless another primary one was found to go the unwelcome way."""
    harmed = any(claim_of(each) is Claim.HARMING for each in mains)
    return Claim.HARMING if harmed else claim_of(first)


def _claim_by_design(claim: Claim, measured: Measured, *, randomised: bool) -> Claim:
    """The claim, where no lot was drawn and the other way may have come: that is no finding that nothing changed."""
    perhaps = measured.renderer >= 2 and verdict(measured)[0] is Verdict.NOT_AS_MUCH
    return Claim.NONE if perhaps and claim is Claim.NOT_WORKING and not randomised else claim


def _chapters_of_claim(outcome: OutcomeFigures, first: Measured, mains: Collection[Measured]) -> int:
    """In how many chapters it is repeated what is claimed: of the first outcome, or of another that was harmed."""
    own = outcome.across.k if outcome.compared is None else _repeated(outcome.compared)
    if claim_of(first) is Claim.HARMING or (first.compared is not None and first.compared.between):
        return own
    harmed = (each.chapters for each in mains if claim_of(each) is Claim.HARMING)
    return next((chapters.k for chapters in harmed if chapters is not None), own)


def is_worse_later(found: Measured) -> bool:
    """Whether months later an outcome was the unwelcome way."""
    arms = arms_harmed_later(found) or own_arms_worse(found)
    return found.harmed_later or found.behind_later or bool(arms)


def mains_of(outcomes: Mapping[str, OutcomeFigures], measured: Mapping[str, Measured]) -> tuple[Measured, ...]:
    """The outcomes that are primary."""
    return tuple(measured[name] for name, outcome in outcomes.items() if outcome.scale.primary)


def _claim_of_arms(measured: Measured) -> Claim:
    """What is claimed of several groups that came: a move that all of them made alike."""
    every = len(measured.arms)
    claims = {Claim.HARMING: arms_harmed(measured), Claim.MADE: arms_welcome(measured)}
    return next((claim for claim, arms in claims.items() if len(arms) == every), Claim.NONE)


def _repeated(compared: Differences) -> int:
    """Chapters in which the comparison stands by itself, or groups that came."""
    return sum(group.came for group in compared.groups.values()) if compared.pooled is None else compared.k


def _groups_of_comparison(compared: Differences | None) -> int:
    """Groups of people who did not come."""
    return 0 if compared is None else sum(not group.came for group in compared.groups.values())


def _pairs(outcome: OutcomeFigures, answered_twice: int) -> int:
    """The pairs behind the first outcome; who answered twice where it was not asked alike and so has no pairs."""
    if isinstance(outcome.participants, Suppressed):
        return answered_twice if outcome.participants == OTHERWISE else 0
    return outcome.participants.n_pairs


def versions_differ(attended: pd.DataFrame) -> bool:
    """Whether anybody answered before and after with different versions of the questions."""
    if "version" not in attended.columns:
        return False
    asked = attended[attended["wave"].isin(["pre", "post"])]
    return len(asked[["participant", "version"]].drop_duplicates()) > len(asked["participant"].drop_duplicates())


def _reliability(found: SampleFigures | Suppressed) -> float | None:
    """Spearman-Brown for two items, alpha for more; None for one."""
    if isinstance(found, Suppressed):
        return None
    if isinstance(found.spearman_brown_pre, float):
        return found.spearman_brown_pre
    alpha = found.alpha_pre.value if isinstance(found.alpha_pre, Estimate) else None
    return alpha if isinstance(alpha, float) else None
