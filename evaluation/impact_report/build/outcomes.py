"""Every figure of one outcome: each chapter, each experiment, all pairs as one sample, and across the chapters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.disclosure.disclosure import Shown, shown_cells, too_few
from analysis.estimate.estimand import Estimand
from analysis.estimate.estimate import LATER, Estimate, Interval, NotEstimable, Suppressed
from analysis.estimate.plan import Plan
from analysis.estimate.reliability import alpha
from analysis.estimate.sample import Reliability, SampleFigures, reliability_figures, sample_figures
from analysis.pooling.across import AcrossFigures, BetweenExperiments, across_figures, between_experiments
from analysis.pooling.contrasts import Contrast, Contrasts
from analysis.pooling.differences import Differences
from analysis.pooling.everybody import Everybody, everybody, everybody_compared
from analysis.pooling.mixed import all_rows
from analysis.pooling.new_chapter import NewChapter, new_chapter
from analysis.pooling.pooling import PooledEstimate
from analysis.psychometrics.invariance import Invariance, scale_invariance
from analysis.scoring.items_left_out import Asked
from analysis.scoring.items_left_out import differences as asked_differently
from analysis.scoring.scoring import Scale
from analysis.sensitivity.attrition import Missing, missing_figures
from analysis.sensitivity.moved_both_ways import SURE_OF_A_TITLE, ManyWorse, are_divided, many_worse
from evaluation.domain.name_order import name_order
from evaluation.impact_report.build.groups import (
    Arms,
    Group,
    Groups,
    arms_compared,
    by_place,
    experiment_named,
    has_experiments,
    pairs_by_cell,
    workshops_counted,
)
from evaluation.impact_report.build.histograms import Moves, moves_of, three_ways
from evaluation.impact_report.build.later.further_waves import (
    FURTHER,
    MONTHS_LATER,
    Again,
    answered_again,
    arms_later,
    contrasts_of,
    difference_later,
    moved_later,
    own_arms_later,
    waves_of_nearly_all,
)
from evaluation.impact_report.build.same_questions import BOTH, asked_later, items_shown, withheld
from evaluation.impact_report.build.sides.compared import compared_with

FEW_LOST = Suppressed("So few people are missing at one of the waves that figures about them could tell their answers.")


@dataclass(frozen=True, kw_only=True)
class OutcomeFigures:
    """The figures of one scale, under the names of the machine-readable report.

    `moves` counts how far people of the chapters shown moved; `at_best` is the share of those who answered before with
    the best possible score. `between` holds each chapter's interval from its experiments; empty where none are named.
    `asked` tells where questions were not asked at both of two waves; `reliability` is told where nothing else may be.
    All is of those who came. `beside` is of the comparison group, and `compared` the difference between the two, where
    there is one; then `beyond` counts those who came (up, about the same, down). `everybody` is the second figure
    beside that of chapters, `together` the same of a difference, `next_chapter` what a new one would measure.
    `compared_later` is the difference months later, `arms_later` that of each of several groups that came,
    `again` counts who answered then as well, and `moved_later` people up, the same and down from before to then.
    `divided` tells by the shape of their changes that some people moved one way and others the other, `surely_divided`
    the same by a stricter test; `many_worse` about what share moved the unwelcome way, where no count may tell it.
    `nearly_all` names the waves of which no file to read tells the change from before to after again. `workshops` names
    those behind the figures of each chapter, `invariance` whether the questions measured the same thing at both waves.
    """

    scale: Scale
    shown: Shown
    chapters: Mapping[str, SampleFigures | Suppressed]
    experiments: Mapping[str, SampleFigures | Suppressed]
    participants: SampleFigures | Suppressed
    across: AcrossFigures
    between: Mapping[str, BetweenExperiments | NotEstimable]
    missing: Missing | Suppressed
    arms: Arms | None
    waves: Mapping[str, Contrasts | Suppressed]
    moves: Moves | None
    at_best: float | None
    asked: tuple[Asked, ...] = field(default=(), metadata=LATER)
    reliability: Reliability | None = field(default=None, metadata=LATER)
    beside: SampleFigures | Suppressed | None = field(default=None, metadata=LATER)
    compared: Differences | None = field(default=None, metadata=LATER)
    beyond: tuple[int, int, int] | None = field(default=None, metadata=LATER)
    everybody: Everybody | NotEstimable | None = field(default=None, metadata=LATER)
    together: Everybody | NotEstimable | None = field(default=None, metadata=LATER)
    next_chapter: NewChapter | NotEstimable | None = field(default=None, metadata=LATER)
    compared_later: Differences | None = field(default=None, metadata=LATER)
    arms_later: Arms | None = field(default=None, metadata=LATER)
    own_arms_later: Mapping[str, Contrast] = field(default_factory=dict, metadata=LATER)
    again: Again | None = field(default=None, metadata=LATER)
    moved_later: tuple[int, int, int] | None = field(default=None, metadata=LATER)
    divided: bool = field(default=False, metadata=LATER)
    surely_divided: bool = field(default=False, metadata=LATER)
    many_worse: ManyWorse | None = field(default=None, metadata=LATER)
    nearly_all: tuple[str, ...] = field(default=(), metadata=LATER)
    workshops: Mapping[str, tuple[str, ...]] = field(default_factory=dict, metadata=LATER)
    invariance: Invariance | None = field(default=None, metadata=LATER)

    @property
    def pooled(self) -> PooledEstimate | None:
        """The average over chapters that the headline is of: changes or differences; None of groups of one arm each."""
        return self.compared.pooled if self.compared else self.across

    def of_place(self, name: str) -> SampleFigures | Suppressed | None:
        """Those who came of a chapter, or of the one workshop of that name."""
        workshops = [each for cell, each in self.experiments.items() if cell.split("/", 1)[-1] == name]
        return self.chapters.get(name) or (workshops[0] if len(workshops) == 1 else None)

    def following(self, *, renderer: int) -> NewChapter | Interval | NotEstimable | None:
        """What a report tells of a new chapter: what it would measure; at first, where its true average may lie."""
        return self.next_chapter if renderer >= 2 else self.across.prediction


def outcome_figures(groups: Groups, scale: Scale, plan: Plan, *, estimand: Estimand) -> OutcomeFigures:
    """The figures of a scale over first attendances; chapters of too few pairs are held back and left out of totals."""
    everyone, shown, scores, differ = _shown((groups := groups.asked(scale)).came, scale, plan)
    few = withheld(differ, below=plan.suppress_below)
    chapters = shown.chapters if len(scores) else everyone["chapter"].unique()
    within = _Sample(scale, *items_shown(groups.came.both, scale, differ, chapters=chapters))
    participants = _participants(scores, everyone, within, few, below=plan.suppress_below)
    others, against, beside = _comparison(groups.comparison, scale, plan) if groups.comparison else (None, None, None)
    compared = compared_with(scores, others, (everyone, beside), plan, estimand)
    changes, of_chapter = _changes(scores), by_place(everyone, everyone["chapter"])
    across, came = across_figures(scores, hidden_experiments=shown.hidden_experiments), groups.came.attended
    waves = contrasts_of(rows := groups.came.of_chapters(shown.chapters), came, scale, plan)
    return OutcomeFigures(
        scale=scale,
        shown=shown,
        chapters=_chapters(of_chapter, shown, within, few),
        experiments=_experiments(everyone, shown, within, few),
        participants=participants,
        across=across,
        **_of_workshops(scores, shown),
        missing=_missing(scores, scale, plan) if len(scores) or everyone.empty else few(),
        arms=None if others is None else arms_compared(scores, others, compared, plan, estimand),
        waves=waves,
        moved_later=moved_later(came, scale, waves.get(MONTHS_LATER)),
        compared_later=(later := difference_later(groups, scale, plan, estimand=estimand)),
        arms_later=arms_later(groups, scale, plan, estimand=estimand, compared=later),
        own_arms_later=own_arms_later(groups, scale, plan, estimand=estimand),
        again=answered_again(groups, scale, estimand=estimand, chapters=shown.chapters, compared=compared),
        **_moved(changes, scale),
        nearly_all=waves_of_nearly_all(rows, scale, below=plan.suppress_below),
        **_of_scale(within, scores),
        asked=(*differ, *asked_later(rows, scale, FURTHER)),
        reliability=_reliability(within, below=plan.suppress_below) if isinstance(participants, Suppressed) else None,
        beside=against,
        compared=compared,
        beyond=three_ways(changes, margin=scale.margin) if compared else None,
        next_chapter=new_chapter(scores, across),
        everybody=everybody(everyone, shown=shown.chapters, below=plan.suppress_below),
        together=everybody_compared(everyone, beside, compared, shown=shown.chapters, below=plan.suppress_below),
    )


def _moved(changes: list[float], scale: Scale) -> dict[str, Any]:
    divided = {"divided": are_divided(changes), "surely_divided": are_divided(changes, sure=SURE_OF_A_TITLE)}
    many = {} if scale.is_yes_or_no else {"many_worse": many_worse(changes, scale)}
    return {"moves": moves_of(changes, margin=scale.margin), **divided, **many}


def _shown(group: Group, scale: Scale, plan: Plan) -> tuple[pd.DataFrame, Shown, pd.DataFrame, tuple[Asked, ...]]:
    """Everybody's scores, the chapters with enough pairs, the scores of these, and how questions differed."""
    by = group.both.compared(scale)
    everyone = group.both.scores(scale, by)
    everyone = everyone.assign(experiment=everyone["experiment"].map(experiment_named))
    shown = shown_cells(pairs_by_cell(everyone), below=plan.suppress_below)
    scores = everyone[everyone["chapter"].isin(shown.chapters)]
    differ = () if by is None else asked_differently(group.attended, scale, waves=BOTH)
    return everyone, shown, scores, differ


def _comparison(
    group: Group, scale: Scale, plan: Plan
) -> tuple[pd.DataFrame, SampleFigures | Suppressed, pd.DataFrame]:
    """The scores of the comparison group in chapters where it has enough pairs, its figures, and all of its scores."""
    everyone, shown, scores, differ = _shown(group, scale, plan)
    within = _Sample(scale, *items_shown(group.both, scale, differ, chapters=shown.chapters))
    return scores, within.figures(scores) if len(scores) else too_few(plan.suppress_below), everyone


def _changes(scores: pd.DataFrame) -> list[float]:
    """How far each person who came moved, whatever a comparison group did: nobody who stayed has moved from others."""
    return [float(change) for change in (scores["post"] - scores["pre"]).dropna()]


@dataclass(frozen=True)
class _Sample:
    """What one group's figures need besides its scores: the scale, and everybody's items, indexed as scores are."""

    scale: Scale
    items_pre: pd.DataFrame
    items_post: pd.DataFrame
    made: dict[tuple[int, ...], SampleFigures] = field(default_factory=dict)

    def figures(self, scores: pd.DataFrame) -> SampleFigures:
        """The figures of the people in `scores`, made once: one workshop can be all of a chapter, and of a report."""
        people = tuple(scores.index)
        if people not in self.made:
            self.made[people] = self._figures(scores)
        return self.made[people]

    def _figures(self, scores: pd.DataFrame) -> SampleFigures:
        return sample_figures(
            scores,
            self.scale,
            items_pre=self.items_pre[self.items_pre.index.isin(scores.index)],
            items_post=self.items_post[self.items_post.index.isin(scores.index)],
            reliability=self.reliability,
        )

    @cached_property
    def reliability(self) -> float | NotEstimable:
        """Alpha before over all chapters, for the reliable change."""
        found = alpha(self.items_pre)
        return found.value if isinstance(found, Estimate) else found


def _participants(
    scores: pd.DataFrame, everyone: pd.DataFrame, within: _Sample, few: Callable[[], Suppressed], *, below: int
) -> SampleFigures | Suppressed:
    """All pairs as one sample; where nobody is one, what each wave alone tells, if enough answered at each."""
    if len(scores):
        return within.figures(scores)
    answered = [int(everyone[wave].notna().sum()) for wave in BOTH]
    paired = bool(everyone[list(BOTH)].notna().all(axis="columns").any())
    alone = any(answered) and not paired and all(people == 0 or people >= below for people in answered)
    return within.figures(everyone) if alone else few()


def _reliability(within: _Sample, *, below: int) -> Reliability | None:
    """How the questions hang together at waves where enough people answered them all; None where they nowhere did."""
    needed = max(below, 2)
    enough = [found if len(found.dropna()) >= needed else None for found in (within.items_pre, within.items_post)]
    if all(found is None for found in enough):
        return None
    few = NotEstimable(f"Fewer than {needed} people answered every item.")
    return reliability_figures(*enough, unknown=few)


def _of_scale(within: _Sample, scores: pd.DataFrame) -> dict[str, Any]:
    """Who had the best score before, and whether the questions measured the same thing at both waves."""
    scale, before = within.scale, scores["pre"].dropna()
    known = len(before) > 0 and scale.direction != "not stated"
    best = scale.maximum if scale.direction == "higher" else scale.minimum
    same = scale_invariance(within.items_pre, within.items_post, scale) if len(scores) else None
    return {"at_best": float((before == best).mean()) if known else None, "invariance": same}


def _chapters(
    of_chapter: Mapping[str, pd.DataFrame], shown: Shown, within: _Sample, few: Callable[..., Suppressed]
) -> dict[str, SampleFigures | Suppressed]:
    return {
        chapter: within.figures(of_chapter[chapter]) if chapter in shown.chapters else few(chapter)
        for chapter in sorted(of_chapter, key=name_order)
    }


def _experiments(
    scores: pd.DataFrame, shown: Shown, within: _Sample, few: Callable[..., Suppressed]
) -> dict[str, SampleFigures | Suppressed]:
    if not has_experiments(scores):
        return {}
    of_cell = by_place(scores, zip(scores["chapter"], scores["experiment"], strict=True))
    return {
        "/".join(cell): within.figures(of_cell[cell]) if cell in shown.experiments else few(*cell)
        for cell in sorted([*shown.experiments, *shown.hidden_experiments])
    }


def _of_workshops(scores: pd.DataFrame, shown: Shown) -> dict[str, Any]:
    """How far workshops lie apart, and which are behind the figures; nothing where none is named."""
    if not has_experiments(scores):
        return {"between": {}, "workshops": {}}
    between = between_experiments(scores, hidden_experiments=shown.hidden_experiments)
    return {"between": between, "workshops": workshops_counted(scores)}


def _missing(scores: pd.DataFrame, scale: Scale, plan: Plan) -> Missing | Suppressed:
    """What the missing could do, unless they are so few that it would tell what they answered."""
    before, after = scores["pre"].notna(), scores["post"].notna()
    if any(0 < int(side.sum()) < plan.suppress_below for side in (before & ~after, after & ~before)):
        return FEW_LOST
    return missing_figures(scores, scale, all_rows=all_rows(scores))
