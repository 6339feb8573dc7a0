"""What a release may say of a report: rounded and masked in the tree that every format is made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from analysis.disclosure.disclosure import SMALL, MaskedFlow
from analysis.disclosure.released import (
    COUNTS,
    crowded,
    no_finer,
    of_each_group,
    of_question,
    rounded,
    without_counts,
    without_counts_between,
    without_small_counts,
)
from analysis.estimate.binary import McNemar
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.sample import SampleFigures
from analysis.pooling.across import AcrossFigures
from analysis.pooling.everybody import Everybody
from analysis.psychometrics.invariance import disclosed_invariance
from evaluation.impact_report.build.context import Context
from evaluation.impact_report.build.counts_across import Before, SuppressedCounts
from evaluation.impact_report.build.findings import measured_of, printable_counts
from evaluation.impact_report.build.histograms import Answers, Moves, joined_within
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.report import ImpactReport
from evaluation.reports.releases import disclosed_comparison as comparison
from evaluation.reports.releases.disclosed_badge import disclosed_badge
from evaluation.reports.releases.disclosed_contrasts import disclosed_contrasts
from evaluation.reports.releases.disclosed_flow import disclosed_flow
from evaluation.reports.releases.disclosed_one_to_ones import disclosed_one_to_ones
from evaluation.reports.releases.few_lost import without_few_lost
from evaluation.reports.releases.groups_again import AgainByGroup
from evaluation.reports.releases.rounded_verdicts import as_decided

Figures = TypeVar("Figures")

ONCE = Suppressed("Not part of a release, since it speaks of people who answered only once.")
Item = SampleFigures | Suppressed
LEFT_OUT = Suppressed("Left out of this release, since it could tell what a few people answered.")
NOT_DISCLOSED: Mapping[str, Any] = {
    "came_by_chapter": {},
    "declined": {},
    "checks": (),
    "joined": (),
    "readings": (),
    "repeated": 0,
    "set_aside": (),
    "first_by_name": 0,
    "unanswered": 0,
    "miscounted": (),
}
"""What a release leaves out of a report's context, and what stands there instead: counts of people who wait or
answered once, which no ledger follows from one release to the next."""


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """What the ledger allows of a report.

    `items` are those that may be printed. `flow` counts people by chapter and field, and `comparison_flow` those of
    comparison groups; `waiting` is about how many pairs are not used, at workshops that have enough of them.
    `workshops` counts those whose people are used. Of `changed` workshops (chapter and name) other people were in an
    earlier release: no exact count is told of them again. `before` says whom earlier reports told of together, and
    `suppressed_counts` which counts these would therefore give away, by outcome and by question. `held_by_lot`: people
    were held back by lot, who are in no count.
    `below` is the threshold of a public release. `again` counts who answered at further waves, by outcome and group;
    `about` is about how many others answered before and after in the whole study.
    """

    items: frozenset[str]
    flow: Mapping[str, Mapping[str, int]]
    waiting: int
    workshops: int
    changed: frozenset[tuple[str, str]] = frozenset()
    before: Before = field(default_factory=Before)
    suppressed_counts: Mapping[str, SuppressedCounts] = field(default_factory=dict)
    held_by_lot: bool = False
    comparison_flow: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    below: int = 0
    again: AgainByGroup | None = None
    about: Mapping[str, int] = field(default_factory=dict)

    @property
    def counts_everybody(self) -> bool:
        """Whether nobody who answered both times is left out of the counts."""
        return not self.waiting and not self.held_by_lot

    def counted(self, name: str, place: str, figures: SampleFigures) -> SampleFigures:
        """The figures of a workshop (`chapter/name`), a chapter, or of all (empty) with the counts that may be told."""
        if any(place in ("", chapter, f"{chapter}/{each}") for chapter, each in self.changed):
            return without_counts(figures)
        left = self.suppressed_counts.get(name, SuppressedCounts())
        if place in left.counts:
            return without_counts(figures, why=left.counts[place])
        return without_counts(figures, why=left.exact[place], exact=True) if place in left.exact else figures


def released(report: ImpactReport, allowed: Allowed) -> ImpactReport:
    """The report as it is released: nothing finer than its people allow, and nothing that the ledger does not follow.

    People who answered once are left out, and the report says so. A comparison group is told of by averages alone.
    """
    report = without_few_lost(report, below=max(allowed.below, report.plan.suppress_below), again=allowed.again)
    pairs = sum(counts["pairs"] for counts in allowed.flow.values())
    outcomes = {name: _outcome(found, allowed, of=name, pairs=pairs) for name, found in report.outcomes.items()}
    labels = {name: found.outcome for name, found in report.measured.items()}
    items = {name: _item(name, found, allowed, pairs=pairs) for name, found in report.items.items()}
    items |= {name: _alone(items[name], outcomes[of]) for name, of in _alone_in(report.outcomes) if name in items}
    items = _none_left_out_alone(items, outcomes)
    chapter = None if report.across else report.chapters.names[0]
    opposed = {name: found.opposed for name, found in report.measured.items()}
    measured = measured_of(outcomes, labels, chapter=chapter, names=report.chapters.names, opposed=opposed)
    decided = {name: as_decided(found, report.measured[name]) for name, found in measured.items()}
    measured = comparison.without_ways(decided)
    return replace(
        report,
        context=_context(report, allowed),
        outcomes=outcomes,
        measured=measured,
        items=items,
        answers={} if allowed.before.any else _answers(report, items),
        family=rounded(report.family, pairs=pairs),
        flow=_flow(report, allowed, allowed.flow),
        workshops=allowed.workshops,
        waves=tuple(wave for wave in report.waves if wave in ("pre", "post", *_further(outcomes))),
        badge=disclosed_badge(report, outcomes, measured, allowed),
        flow_beside=_flow(report, allowed, allowed.comparison_flow) if report.estimand.compared else None,
        one_to_ones=disclosed_one_to_ones(report.one_to_ones),
        later=report.later.released,
    )


def _flow(report: ImpactReport, allowed: Allowed, flow: Mapping[str, Mapping[str, int]]) -> MaskedFlow:
    return disclosed_flow(flow, below=report.plan.suppress_below, held_by_lot=allowed.held_by_lot)


def _context(report: ImpactReport, allowed: Allowed) -> Context:
    context = report.context
    withheld = bool(not allowed.counts_everybody or context.miscounted)
    left_out = {name: None for name, value in _who_came(context).items() if value in SMALL or withheld}
    many = report.first.moves is not None
    return replace(
        context,
        **{**NOT_DISCLOSED, **left_out},
        quotation=context.quotation if many else None,
        open_answers=context.open_answers if many else (),
        waiting=allowed.waiting or None,
        held_by_lot=allowed.held_by_lot,
        about=allowed.about if report.across and allowed.about else None,
        released=True,
    )


def _who_came(context: Context) -> dict[str, int | None]:
    """Counts of people at a workshop, which tell of those who wait."""
    return {"came": context.came, "one_to_ones": context.one_to_ones}


def _answers(report: ImpactReport, items: Mapping[str, SampleFigures | Suppressed]) -> dict[str, Answers]:
    """How many answered on each side of the middle, of questions whose counts are told."""
    return {name: each for name, each in report.answers.items() if isinstance(getattr(items[name], "n_up", 0.0), int)}


def _outcome(found: OutcomeFigures, allowed: Allowed, *, of: str, pairs: int) -> OutcomeFigures:
    """One outcome, rounded, without what people who answered once would tell."""
    places = {
        name: {place: _counted(each, allowed, of, place) for place, each in getattr(found, name).items()}
        for name in ("chapters", "experiments")
    }
    everybody = _counted(found.participants, allowed, of, "")
    pairs = pairs if isinstance(everybody, Suppressed) else everybody.n_pairs
    step = 1 / len(found.scale.items)
    disclosed = printable(everybody, pairs=pairs, step=step)
    chapters = printable(places["chapters"], pairs=pairs, step=step)
    return replace(
        found,
        chapters=chapters,
        experiments=printable(places["experiments"], pairs=pairs, step=step),
        participants=disclosed,
        across=_across(found, chapters, pairs=pairs),
        between={name: rounded(each, pairs=_people(found, name)) for name, each in found.between.items()},
        missing=ONCE,
        arms=None,
        beside=comparison.alone_among_others(found.beside, step=step),
        compared=comparison.disclosed_differences(found.compared),
        compared_later=comparison.disclosed_differences(found.compared_later),
        beyond=None,
        moved_later=None,
        everybody=_everybody(found, everybody),
        together=None,
        next_chapter=printable(found.next_chapter, pairs=pairs),
        waves={wave: each for wave, contrasts in found.waves.items() if (each := disclosed_contrasts(contrasts))},
        moves=None
        if found.compared or allowed.suppressed_counts.get(of, SuppressedCounts()).drawn
        else moves_to_draw(found.moves, disclosed),
        at_best=None,
        reliability=None,
        invariance=disclosed_invariance(found.invariance, disclosed),
    )


def _everybody(found: OutcomeFigures, shown: SampleFigures | Suppressed) -> Everybody | NotEstimable | None:
    """The second figure beside the average, where it speaks of the people shown and of nobody else."""
    second = found.everybody
    if not isinstance(second, Everybody) or isinstance(shown, Suppressed) or second.pairs != shown.n_pairs:
        return None
    return printable(second, pairs=second.pairs)


def _across(found: OutcomeFigures, printed: Mapping[str, SampleFigures | Suppressed], *, pairs: int) -> AcrossFigures:
    """The figures across chapters, each chapter's among them as fine as its own people allow."""
    chapters = {name: rounded(each, pairs=_people(found, name)) for name, each in found.across.chapters.items()}
    across = replace(rounded(found.across, pairs=pairs), chapters=chapters)
    return comparison.averages_as_printed(across, printed) if found.compared else across


def _people(found: OutcomeFigures, chapter: str) -> int:
    figures = found.chapters.get(chapter)
    return figures.n_pairs if isinstance(figures, SampleFigures) else 0


def _further(outcomes: Mapping[str, OutcomeFigures]) -> set[str]:
    """The waves beyond before and after that the release tells something of."""
    return {wave for outcome in outcomes.values() for wave in outcome.waves}


def _counted(
    figures: SampleFigures | Suppressed, allowed: Allowed, name: str, place: str
) -> SampleFigures | Suppressed:
    return figures if isinstance(figures, Suppressed) else allowed.counted(name, place, figures)


def printable(figures: Figures, *, pairs: int, step: float = 1.0) -> Figures:
    """Figures as fine as so many pairs allow, and none finer than its averages, without counts of one or two people.

    `step` is the least by which the scores of two people can differ.
    """
    disclosed = without_counts_between(without_small_counts(figures))
    disclosed = of_each_group(disclosed, lambda group: no_finer(group, step=step))
    return rounded(disclosed, pairs=pairs)


def moves_to_draw(moves: Moves | None, found: SampleFigures | Suppressed) -> Moves | None:
    """How far people moved, unless one or two of them went up, down or neither way.

    Those within the margin stand in one column where it is not told how many of them did not move at all.
    """
    if moves is None or isinstance(found, Suppressed) or printable_counts(found) is None:
        return None
    return moves if isinstance(found.n_up, int) else joined_within(moves)


def _item(name: str, found: SampleFigures | Suppressed, allowed: Allowed, *, pairs: int) -> SampleFigures | Suppressed:
    if name not in allowed.items or isinstance(found, Suppressed) or _all_alike(found):
        return LEFT_OUT
    disclosed = of_question(without_counts_between(without_small_counts(allowed.counted(f"items.{name}", "", found))))
    if found.mcnemar is not None:
        return rounded(disclosed, pairs=pairs) if isinstance(disclosed.mcnemar, McNemar) else LEFT_OUT
    return LEFT_OUT if crowded(found) else rounded(disclosed, pairs=pairs)


def _alone_in(outcomes: Mapping[str, OutcomeFigures]) -> Iterator[tuple[str, str]]:
    """Questions that are all of an outcome, each with the outcome."""
    for of, found in outcomes.items():
        if len(found.scale.items) == 1:
            yield found.scale.items[0], of


def _alone(found: SampleFigures | Suppressed, outcome: OutcomeFigures) -> SampleFigures | Suppressed:
    """The figures of a question that is all of an outcome, whose counts are told in both places or in none."""
    same = outcome.participants
    if isinstance(found, Suppressed) or isinstance(same, Suppressed):
        return LEFT_OUT if isinstance(same, Suppressed) else found
    held = [name for names in COUNTS for name in names if isinstance(getattr(same, name), Suppressed)]
    return without_counts(found, why=getattr(same, held[0])) if held else found


def _none_left_out_alone(items: Mapping[str, Item], outcomes: Mapping[str, OutcomeFigures]) -> dict[str, Item]:
    """The questions: where one alone of an outcome that is told is left out, so is the next one of it.

    Its average would nearly follow from that of the outcome and those of the others.
    """
    left = dict(items)
    for found in (*outcomes.values(), *outcomes.values()):
        of = [name for name in found.scale.items if name in left]
        held = [name for name in of if isinstance(left[name], Suppressed)]
        if len(of) > 1 and len(held) == 1 and not isinstance(found.participants, Suppressed):
            left[of[(of.index(held[0]) + 1) % len(of)]] = LEFT_OUT
    return left


def _all_alike(found: SampleFigures) -> bool:
    """Whether everybody said the same of an item, before, after or in how they changed."""
    spreads = (found.sd_pre, found.sd_post, found.sd_change)
    return any(not isinstance(spread, float) or round(spread, 10) == 0 for spread in spreads)
