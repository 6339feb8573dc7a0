"""The impact report: frames in, one frozen `ImpactReport` out, which every page and file is made from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version

import pandas as pd

from analysis.disclosure.disclosure import MaskedFlow, masked_flow, too_few
from analysis.estimate.answered_once import AnsweredOnce
from analysis.estimate.estimand import ComparedRows, Estimand, estimand_of, sides_of
from analysis.estimate.estimate import LATER, Suppressed
from analysis.estimate.looks import Looks
from analysis.estimate.plan import Plan
from analysis.estimate.sample import SampleFigures
from analysis.io.frames import digest_of, first_attendance
from analysis.scoring.scoring import Scale
from analysis.sensitivity.attrition import Flow, flow
from analysis.sensitivity.multiplicity import FamilyMember
from analysis.sensitivity.one_to_ones import OneToOnes, one_to_ones
from analysis.wording.badge import Badge
from analysis.wording.months_later import MonthsLater
from analysis.wording.renderer import RENDERER_VERSION
from analysis.wording.wording import Chapters, Measured
from evaluation.domain.name_order import name_order
from evaluation.impact_report.build.badge_conditions import Came, came_of, conditions, mains_of, versions_differ
from evaluation.impact_report.build.comparison_group import with_arms
from evaluation.impact_report.build.context import Context, ItemWords, Quotation
from evaluation.impact_report.build.elsewhere.known_figures import as_known
from evaluation.impact_report.build.families import as_adjusted, as_claimed, borne_out_by_count, families_of
from evaluation.impact_report.build.findings import chapters_with_results, measured_of, small_of
from evaluation.impact_report.build.groups import groups_of
from evaluation.impact_report.build.histograms import Answers
from evaluation.impact_report.build.later.who_answered import months_later
from evaluation.impact_report.build.outcomes import OutcomeFigures, outcome_figures
from evaluation.impact_report.build.planned_looks import at_look, looks_in
from evaluation.impact_report.build.questions import (
    ONE_TO_ONES,
    Questions,
    harmed_items,
    harmed_workshops,
    moved_the_other_way,
    questions_of,
)
from evaluation.impact_report.build.repeat_attenders import with_set_aside
from evaluation.impact_report.build.sides.not_asked import badge_of
from evaluation.impact_report.language.language import Language

__all__ = ["Context", "ImpactReport", "ItemWords", "Quotation", "impact_report"]

FEWEST_TO_QUOTE = 20


@dataclass(frozen=True, kw_only=True)
class ImpactReport:
    """Everything a report says, before it is written in a language or a format.

    `across` tells an average over chapters from a report of one chapter or one workshop. `outcomes` and `measured` are
    by scale, primary outcomes first. `items` and `answers` are by item, and `answers` has those that may be drawn.
    Nothing in it is about one person, and nothing is finer than a report prints. `chapters` tells which of the study's
    chapters have results. `estimand` decides whom it speaks of: everything is of those who came but `measured`, which
    is the difference from a comparison group where there is one, and what is named after that group. `looks` tells
    whether it is a planned look, and claims. `one_to_ones` has what people counted at each workshop whose change is
    shown. `later` is what is known of the first outcome months later. `renderer` is the version of the words and the
    drawing that it is written with.
    """

    context: Context
    plan: Plan
    across: bool
    chapters: Chapters
    workshops: int | None
    waves: tuple[str, ...]
    arms: tuple[str, ...]
    flow: MaskedFlow
    outcomes: Mapping[str, OutcomeFigures]
    measured: Mapping[str, Measured]
    items: Mapping[str, SampleFigures | Suppressed]
    family: Mapping[str, FamilyMember]
    badge: Badge
    answers: Mapping[str, Answers]
    versions_differ: bool
    data_sha256: str
    estimand: Estimand = field(default=Estimand(), metadata=LATER)
    flow_beside: MaskedFlow | None = field(default=None, metadata=LATER)
    looks: Looks = field(default=Looks(), metadata=LATER)
    one_to_ones: Mapping[str, OneToOnes | Suppressed] = field(default_factory=dict, metadata=LATER)
    later: MonthsLater = field(default=MonthsLater(), metadata=LATER)
    renderer: int = RENDERER_VERSION

    @property
    def first(self) -> OutcomeFigures:
        """The outcome a report leads with: the first primary one."""
        return next(iter(self.outcomes.values()))

    @property
    def is_draft(self) -> bool:
        """Whether it is a draft, whose data are not frozen by it; the first renderer did not tell."""
        return self.renderer >= 2 and self.context.draft

    @property
    def comparison_flow(self) -> MaskedFlow | None:
        """Who of the comparison group took part; None where there is none."""
        return self.flow_beside

    @property
    def code(self) -> str:
        """Which program made it."""
        return self.context.code or version("weaving-evaluation")

    @property
    def quotation(self) -> Quotation | None:
        """The quote of page 1; none where so few answered both times that it could tell who wrote it."""
        return self.context.quotation if next(iter(self.measured.values())).n >= FEWEST_TO_QUOTE else None

    @property
    def language(self) -> Language:
        """The language it is written in, as fine as the people behind its first outcome allow."""
        people = self.first.participants
        language = Language(self.context.language, released=self.context.released, renderer=self.renderer)
        finest = language.of(people.n_pairs if isinstance(people, SampleFigures) else None)
        return replace(language, decimals=finest.decimals)


def impact_report(responses: pd.DataFrame, scales: Sequence[Scale], plan: Plan, *, context: Context) -> ImpactReport:
    """The report of these responses (one row a participant, experiment and wave, as in `analysis.io.frames`).

    A study of one chapter, or `context.chapter`, gives the report of a workshop or a chapter; otherwise the report is
    across the chapters. Chapters of fewer pairs than the plan asks for are held back, named, and count in no total.
    """
    estimand = estimand_of(attended := first_attendance(responses), plan)
    sides = sides_of(attended, estimand)
    ordered, groups = sorted(scales, key=lambda scale: not scale.primary), groups_of(sides, estimand)
    outcomes = as_known({each.id: outcome_figures(groups, each, plan, estimand=estimand) for each in ordered}, context)
    names, alone = _names(sides.came, context)
    first, flows = outcomes[ordered[0].id], _flows(sides.came, context, names=names)
    context = with_set_aside(_with_miscounted(context, flows), responses, kept=attended.index)
    questions = questions_of(groups.came.both, ordered, plan)
    looks = looks_in(responses, set(sides.came["participant"]), plan, context, items=questions.figures)
    measured = _measured(outcomes, questions, context, names=names, chapter=alone, looks=looks)
    later = months_later(outcomes, measured, asked=_waves(sides.came), once=estimand.once is not None)
    return ImpactReport(
        context=context,
        plan=plan,
        across=alone is None,
        chapters=chapters_with_results(first.across.chapters, names, small_of(first)),
        workshops=_workshops(sides.came, of=first.across.chapters if alone is None else names),
        waves=_waves(sides.came),
        arms=_arms(attended),
        flow=_flow(flows, below=plan.suppress_below, answered_once=context.answered_once, once=estimand.once),
        outcomes=outcomes,
        measured=measured,
        items=questions.figures,
        answers=questions.answers,
        versions_differ=versions_differ(sides.came),
        family=families_of(outcomes, across=alone is None),
        badge=_badge(outcomes, sides, measured, estimand, context, came=came_of(flows), later=later, looks=looks),
        data_sha256=context.data_sha256 or digest_of(responses),
        estimand=estimand,
        flow_beside=_comparison_flow(sides.comparison, plan, context) if estimand.compared else None,
        looks=looks,
        one_to_ones=one_to_ones(sides.came, ONE_TO_ONES, cells=first.shown.experiments, below=plan.suppress_below),
        later=later,
    )


def _measured(
    outcomes: Mapping[str, OutcomeFigures],
    questions: Questions,
    context: Context,
    *,
    names: tuple[str, ...],
    chapter: str | None,
    looks: Looks,
) -> dict[str, Measured]:
    """Every outcome as the rules see it, and as this look and the number of outcomes let it be said."""
    labels = {name: context.labels.get(name, outcome.scale.label) for name, outcome in outcomes.items()}
    opposed = {
        name: moved_the_other_way(outcome.scale, questions.figures, context) for name, outcome in outcomes.items()
    }
    found = measured_of(outcomes, labels, chapter=chapter, names=names, opposed=opposed)
    found = {name: _with_harm_within(each, outcomes[name], questions) for name, each in found.items()}
    families = families_of(outcomes, across=chapter is None)
    found = as_adjusted(at_look(found, outcomes, looks, chapter=chapter), outcomes, families)
    found = {name: with_arms(each, outcomes[name], families, chapter=chapter) for name, each in found.items()}
    found = {name: borne_out_by_count(each, outcomes[name], looks, chapter=chapter) for name, each in found.items()}
    return {name: as_claimed(each, name, context) for name, each in found.items()}


def _with_harm_within(found: Measured, outcome: OutcomeFigures, questions: Questions) -> Measured:
    """The outcome with its questions and workshops that moved the unwelcome way."""
    items = harmed_items(outcome.scale, questions, apart=found.apart)
    workshops = harmed_workshops(outcome, found)
    return replace(found, harmed_items=items, harmed_workshops=workshops)


WITH_ONCE = ("pre", "post", "pre_only", "post_only")
"""The counts of people that hold those who answered one time only."""
WAVE_ORDER = ("pretest", "pre", "then", "post", "follow_up")


def _waves(attended: pd.DataFrame) -> tuple[str, ...]:
    return tuple(sorted(attended["wave"].unique(), key=WAVE_ORDER.index))


def _badge(
    outcomes: Mapping[str, OutcomeFigures],
    sides: ComparedRows,
    measured: Mapping[str, Measured],
    estimand: Estimand,
    context: Context,
    *,
    came: Came,
    later: MonthsLater,
    looks: Looks,
) -> Badge:
    found = conditions(
        next(iter(outcomes.values())),
        flow(sides.came),
        measured=next(iter(measured.values())),
        mains=mains_of(outcomes, measured),
        randomised=context.randomised or estimand.randomised,
        later=later,
        versions_differ=versions_differ(sides.came),
        came=came.people,
        came_both=came.both,
        miscounted=bool(context.miscounted),
        comparison=flow(sides.comparison) if estimand.compared else None,
        once=estimand.once is not None,
        answered_once=context.answered_once,
        of=sides.came,
        pairs_in=came.pairs,
    )
    return badge_of(found, outcomes, measured, looks, context, few_to_compare=estimand.few_to_compare)


def _names(attended: pd.DataFrame, context: Context) -> tuple[tuple[str, ...], str | None]:
    """Every chapter of the study by name, also those without answers, and the one that alone is reported of."""
    if context.chapter:
        return (context.chapter,), context.chapter
    names = tuple(sorted({*context.chapters, *attended["chapter"].astype(str)}, key=name_order))
    return names, names[0] if len(names) == 1 else None


def _workshops(attended: pd.DataFrame, *, of: Collection[str]) -> int | None:
    """How many workshops there were in the chapters that the report speaks of; None where none is named."""
    if "experiment" not in attended.columns or attended["experiment"].isna().all():
        return None
    held = attended.loc[attended["chapter"].astype(str).isin(of), ["chapter", "experiment"]]
    return len(held.drop_duplicates())


def _arms(attended: pd.DataFrame) -> tuple[str, ...]:
    return tuple(sorted(attended["arm"].dropna().astype(str).unique())) if "arm" in attended.columns else ()


def _flows(attended: pd.DataFrame, context: Context, *, names: tuple[str, ...]) -> dict[str, Flow]:
    """Who took part, by chapter."""
    came = dict(context.came_by_chapter)
    if len(names) == 1 and context.came is not None:
        came[names[0]] = context.came
    rows = {name: attended[attended["chapter"].astype(str) == name] for name in names}
    return {name: flow(rows[name], came=came.get(name)) for name in names if len(rows[name])}


def _with_miscounted(context: Context, flows: Mapping[str, Flow]) -> Context:
    """The context with the chapters of which more people answered than are recorded as having come."""
    found = tuple(name for name, each in flows.items() if each.is_miscounted)
    return replace(context, miscounted=context.miscounted or found)


def _flow(
    counted: Mapping[str, Flow], *, below: int, answered_once: AnsweredOnce, once: str | None = None
) -> MaskedFlow:
    """Who took part, by chapter and in all, as far as it is known and may be told.

    Every sentence, table, picture and file takes its counts from here.
    """
    unknown = WITH_ONCE if answered_once is AnsweredOnce.LEFT_OUT else ()
    fields = {
        name: {field: count for field, count in vars(each).items() if count is not None and field not in unknown}
        for name, each in counted.items()
    }
    masked = masked_flow(fields, below=below, once=once)
    return (
        masked
        if len(masked.left_out) < len(fields)
        else replace(masked, total=dict.fromkeys(masked.total, too_few(below, in_each=True, once=once is not None)))
    )


def _comparison_flow(comparison: pd.DataFrame, plan: Plan, context: Context) -> MaskedFlow:
    """How many of the comparison group answered, by chapter and in all."""
    names = tuple(sorted(comparison["chapter"].astype(str).unique(), key=name_order))
    flows = _flows(comparison, Context(), names=names)
    return _flow(flows, below=plan.suppress_below, answered_once=context.answered_once)
