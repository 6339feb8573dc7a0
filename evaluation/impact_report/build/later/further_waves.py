"""What the waves beyond before and after tell of one outcome: of those who came, and beside a comparison group."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from analysis.disclosure.disclosure import too_few
from analysis.estimate.estimand import Estimand
from analysis.estimate.estimate import LATER, NotEstimable, Suppressed
from analysis.estimate.plan import Plan
from analysis.io.frames import at_waves
from analysis.pooling.contrasts import Contrast, Contrasts, double_pretest, follow_up, retrospective
from analysis.pooling.differences import Differences, differences
from analysis.scoring.scoring import Scale
from evaluation.impact_report.build.groups import Arms, Groups, arms_compared
from evaluation.impact_report.build.histograms import SMALL, three_ways
from evaluation.impact_report.build.same_questions import BOTH

FURTHER = {"follow_up": follow_up, "then": retrospective, "pretest": double_pretest}
"""The contrasts that each further wave allows."""
MONTHS_LATER = "follow_up"
ALONE = {"follow_up": "lasting", "then": "post_minus_then", "pretest": "drift"}
"""The one difference of each further wave that is told of nearly all: of two, that of before and after follows."""


def contrasts_of(rows: pd.DataFrame, came: pd.DataFrame, scale: Scale, plan: Plan) -> dict[str, Contrasts | Suppressed]:
    """The contrasts of each further wave that asked this outcome, over those who answered all the waves they name.

    `rows` are of chapters in which enough answered before and after. What is left months later is of all who `came`.
    """
    asked = [wave for wave in FURTHER if wave != MONTHS_LATER and bool((rows["wave"] == wave).any())]
    found: dict[str, Contrasts | Suppressed] = {}
    left = _what_is_left(rows, came, scale, plan)
    if left is not None:
        found[MONTHS_LATER] = left
    for wave in asked:
        scores = _scores(rows, scale, {each: each for each in (*BOTH, wave)})
        complete = int(scores[["pre", "post", wave]].notna().all(axis="columns").sum())
        if scores[wave].notna().any():
            few = complete < max(plan.suppress_below, 1)
            found[wave] = too_few(plan.suppress_below) if few else FURTHER[wave](scores, below=plan.suppress_below)
    return found


def waves_of_nearly_all(rows: pd.DataFrame, scale: Scale, *, below: int) -> tuple[str, ...]:
    """The further waves at which so few of a chapter's pairs did not answer that their change would follow.

    It would from that of all, which is printed, and that of those who did answer.
    """
    held = set(rows["wave"].unique())
    if held.isdisjoint(FURTHER):
        return ()
    pairs = _scores(rows, scale, {wave: wave for wave in BOTH}).dropna(subset=list(BOTH))
    found = []
    for wave in (wave for wave in FURTHER if wave in held):
        again = _scores(rows, scale, {each: each for each in (*BOTH, wave)}).dropna(subset=[*BOTH, wave])
        lost = pairs[~pairs["participant"].isin(again["participant"])].groupby("chapter").size()
        if len(again) and any(0 < int(people) < below for people in lost):
            found.append(wave)
    return tuple(found)


def _what_is_left(rows: pd.DataFrame, came: pd.DataFrame, scale: Scale, plan: Plan) -> Contrasts | Suppressed | None:
    """The contrasts months later; None where nobody was asked this outcome then."""
    if not bool((came["wave"] == MONTHS_LATER).any()):
        return None
    twice = _scores(came, scale, {"pre": "pre", MONTHS_LATER: MONTHS_LATER})
    if not twice[MONTHS_LATER].notna().any():
        return None
    thrice = _scores(came, scale, {wave: wave for wave in ("pre", "post", MONTHS_LATER)})
    found = follow_up(thrice, below=plan.suppress_below, twice=twice, yes_or_no=scale.is_yes_or_no)
    if isinstance(found, NotEstimable):
        return too_few(plan.suppress_below)
    pairs = _scores(rows, scale, {wave: wave for wave in BOTH}).dropna(subset=list(BOTH))
    return {**found, "lasting": _with_averages(found["lasting"], twice, pairs, below=plan.suppress_below)}


def own_arms_later(groups: Groups, scale: Scale, plan: Plan, *, estimand: Estimand) -> dict[str, Contrast]:
    """What each of several groups that came had changed by months later, whatever the comparison group did.

    None of any unless enough people of each answered: what the others did would follow from that of all. For the same
    reason nothing is told of its single chapters, but of two, which are not averaged, where each group has both.
    """
    came = groups.came.attended
    if groups.comparison is None or "arm" not in came.columns:
        return {}
    arms = came.groupby(came["arm"].astype(str))
    twice = {str(arm): _scores(rows, scale, {"pre": "pre", MONTHS_LATER: MONTHS_LATER}) for arm, rows in arms}
    asked = {arm: each for arm, each in twice.items() if arm != estimand.comparison and len(each)}
    if len(asked) < len(("one", "other")):
        return {}
    each = {
        arm: follow_up(scores.assign(post=None), below=plan.suppress_below, yes_or_no=scale.is_yes_or_no)
        for arm, scores in asked.items()
    }
    known = {arm: found["lasting"] for arm, found in each.items() if not isinstance(found, NotEstimable)}
    return _without_chapters(known) if len(known) == len(each) else {}


def _without_chapters(found: Mapping[str, Contrast]) -> dict[str, Contrast]:
    places = {tuple(each.chapters or {}) for each in found.values()}
    of_two = len(places) == 1 and len(next(iter(places))) == len(("one", "other"))
    return {
        arm: replace(each, chapters=each.chapters if of_two else None, everybody=None) for arm, each in found.items()
    }


def _with_averages(found: Contrast, twice: pd.DataFrame, pairs: pd.DataFrame, *, below: int) -> Contrast:
    """With what the people of this difference answered before and months later.

    Not where so few others answered before, or before and after, that their answers would follow from the averages.
    """
    again = twice.dropna(subset=["pre", MONTHS_LATER])
    if found.chapters:
        again = again[again["chapter"].astype(str).isin(found.chapters)]
    answered, before = set(again["participant"]), set(twice["participant"][twice["pre"].notna()])
    once = set(pairs["participant"])
    apart = (before - answered, once - answered, answered - once)
    if len(again) != found.n or any(0 < len(each) < below for each in apart):
        return found
    return replace(found, mean_pre=float(again["pre"].mean()), mean_later=float(again[MONTHS_LATER].mean()))


def moved_later(came: pd.DataFrame, scale: Scale, found: Contrasts | Suppressed | None) -> tuple[int, int, int] | None:
    """People up, about the same and down from before to months later, of those whom that difference is of.

    None where one of the counts is 1 or 2 people, or the difference may not be told.
    """
    lasting = None if found is None or isinstance(found, NotEstimable | Suppressed) else found.get("lasting")
    if lasting is None:
        return None
    scores = _scores(came, scale, {"pre": "pre", MONTHS_LATER: MONTHS_LATER}).dropna(subset=["pre", MONTHS_LATER])
    if lasting.k is not None:
        scores = scores[scores["chapter"].astype(str).isin(lasting.chapters or {})]
    counts = three_ways([float(each) for each in scores[MONTHS_LATER] - scores["pre"]], margin=scale.margin)
    return None if set(counts) & set(SMALL) or sum(counts) != lasting.n else counts


def _scores(rows: pd.DataFrame, scale: Scale, waves: Mapping[str, str]) -> pd.DataFrame:
    answers = at_waves(rows, waves)
    return answers.scores(scale, answers.compared(scale))


def difference_later(groups: Groups, scale: Scale, plan: Plan, *, estimand: Estimand) -> Differences | None:
    """The difference from the comparison group months later, of all who answered before and then.

    Estimand and design are those of the headline, with months later in the place of after. None where nobody of one
    side answered.
    """
    sides = _both_sides(groups, scale)
    return None if sides is None else differences(*sides, estimand, suppress_below=plan.suppress_below)


def arms_later(
    groups: Groups, scale: Scale, plan: Plan, *, estimand: Estimand, compared: Differences | None
) -> Arms | None:
    """The same of each group that came by itself, in the chapters that are `compared` then."""
    sides = _both_sides(groups, scale)
    return None if sides is None else arms_compared(*sides, compared, plan, estimand)


def _both_sides(groups: Groups, scale: Scale) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """Those of each side who answered before and months later; None where nobody of one side did."""
    if groups.comparison is None:
        return None
    came, others = (
        _scores(side.attended, scale, {"pre": "pre", "post": MONTHS_LATER}).dropna(subset=["pre", "post"])
        for side in (groups.came, groups.comparison)
    )
    return None if came.empty or others.empty else (came, others)


@dataclass(frozen=True, kw_only=True)
class Again:
    """How many of the people behind an outcome's change answered it months later as well: of each side.

    `unscored` tells that some who came answered before and then and have no score of it at one of the two.
    """

    came: int = 0
    others: int = 0
    unscored: bool = field(default=False, metadata=LATER)


def answered_again(
    groups: Groups, scale: Scale, *, estimand: Estimand, chapters: Collection[str], compared: Differences | None
) -> Again | None:
    """The same of the `chapters` that are shown, and of those that are compared; None where nobody was asked again."""
    if not bool((groups.came.attended["wave"] == MONTHS_LATER).any()):
        return None
    if compared is None or groups.comparison is None:
        thrice = _thrice(groups.came.attended, scale, by="chapter", places=chapters)
        return Again(came=thrice, unscored=_are_unscored(groups.came.attended, scale))
    places = compared.chapters if compared.pooled is not None else compared.groups
    sides = (groups.came.attended, groups.comparison.attended)
    came, others = (_thrice(side, scale, by=estimand.by, places=places) for side in sides)
    return Again(came=came, others=others, unscored=_are_unscored(groups.came.attended, scale))


def _are_unscored(attended: pd.DataFrame, scale: Scale) -> bool:
    """Whether anybody who answered before and months later has no score at one of these waves."""
    waves = attended.groupby("participant")["wave"].agg(set)
    scored = _scores(attended, scale, {"pre": "pre", MONTHS_LATER: MONTHS_LATER}).dropna(subset=["pre", MONTHS_LATER])
    return int(waves.map({"pre", MONTHS_LATER}.issubset).sum()) > len(scored)


def _thrice(attended: pd.DataFrame, scale: Scale, *, by: str, places: Collection[str]) -> int:
    """How many in these chapters, or groups, have a score before, after and months later."""
    waves = ["pre", "post", MONTHS_LATER]
    scores = _scores(attended, scale, {wave: wave for wave in waves})
    there = scores[by].astype(str).isin(list(places))
    return int((there & scores[waves].notna().all(axis="columns")).sum())
