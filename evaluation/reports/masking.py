"""What a release may say of a report: rounded and masked in the tree that every format is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from analysis.attrition import Flow
from analysis.badge import Badge, badge
from analysis.contrasts import Contrast, Contrasts
from analysis.disclosure import SMALL, released_flow
from analysis.estimand import Design
from analysis.estimate import NotEstimable, Suppressed
from analysis.everybody import Everybody
from analysis.measured import Decided
from analysis.released import rounded, without_counts, without_small_counts
from analysis.rounding import EXACT, SHORT
from analysis.sample import SampleFigures
from analysis.wording import Measured, own_verdict, verdict
from evaluation.reports.conditions import conditions
from evaluation.reports.context import Context
from evaluation.reports.findings import measured_of, printable_counts
from evaluation.reports.impact import ImpactReport
from evaluation.reports.outcomes import OutcomeFigures
from evaluation.reports.tallies import Answers, Moves

Figures = TypeVar("Figures")

ONCE = Suppressed("Not part of a release, since it speaks of people who answered only once.")
LEFT_OUT = Suppressed("Left out of this release, since it could tell what a few people answered.")

NOT_TOLD: Mapping[str, Any] = {
    "came_by_chapter": {},
    "declined": {},
    "checks": (),
    "joined": (),
    "readings": (),
    "repeated": 0,
    "unanswered": 0,
    "miscounted": (),
}
"""What a release leaves out of a report's surroundings, and what stands there instead: counts of people who wait or
answered once, which no ledger follows from one release to the next."""


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """What the ledger allows of a report.

    `items` are those that may be printed. `flow` counts people by chapter and field; `waiting` counts pairs that are
    not used. `workshops` counts those whose people are used. Of `changed` workshops (chapter and name) other people
    were in an earlier release: no exact count is told of them again.
    """

    items: frozenset[str]
    flow: Mapping[str, Mapping[str, int]]
    waiting: int
    workshops: int
    changed: frozenset[tuple[str, str]] = frozenset()

    def counts_of(self, place: str) -> bool:
        """Whether exact counts may be told of a workshop (`chapter/name`), a chapter, or of all (empty)."""
        return not any(place in ("", chapter, f"{chapter}/{name}") for chapter, name in self.changed)


def released(report: ImpactReport, allowed: Allowed) -> ImpactReport:
    """The report as it is released: nothing finer than its people allow, and nothing that the ledger does not follow.

    People who answered once and a comparison group are left out, and the report says so.
    """
    pairs = sum(counts["pairs"] for counts in allowed.flow.values())
    outcomes = {name: _outcome(found, allowed, pairs=pairs) for name, found in report.outcomes.items()}
    labels = {name: found.outcome for name, found in report.measured.items()}
    items = {name: _item(name, found, allowed, pairs=pairs) for name, found in report.items.items()}
    here = None if report.across else report.chapters.names[0]
    opposed = {name: found.opposed for name, found in report.measured.items()}
    measured = measured_of(outcomes, labels, here=here, names=report.chapters.names, opposed=opposed)
    measured = {name: _as_decided(found, report.measured[name]) for name, found in measured.items()}
    return replace(
        report,
        context=_context(report, allowed),
        outcomes=outcomes,
        measured=measured,
        items=items,
        answers=_answers(report, items) if allowed.counts_of("") else {},
        family=rounded(report.family, pairs=pairs),
        flow=released_flow(allowed.flow, below=report.plan.suppress_below),
        workshops=allowed.workshops,
        waves=tuple(wave for wave in report.waves if wave in ("pre", "post", *_further(outcomes))),
        badge=_badge(report, measured, allowed),
        estimand=replace(report.estimand, design=Design.ONE_GROUP) if report.estimand.compared else report.estimand,
        flow_beside=None,
    )


def _as_decided(rounded: Measured, found: Measured) -> Measured:
    """The rounded outcome with what its unrounded figures let be said, on the side of nil and margin that they are on.

    Counts aside it says what the unrounded one says; where rounding alone moved a figure to a bound or past it, the
    figure stays on its own side by less than is ever printed, so that it is written "just under".
    """
    if rounded.change is None or found.change is None:
        return replace(rounded, decided=None)
    kept = replace(rounded, harmed=found.harmed, alike=found.alike, ways=found.ways)
    return replace(
        kept,
        change=_kept_short(rounded.change, found.change, found.bounds),
        low=_kept_short(rounded.low, found.low, found.bounds),
        high=_kept_short(rounded.high, found.high, found.bounds),
        decided=Decided(said=verdict(found), own=own_verdict(found)),
    )


def _kept_short(rounded: float | None, found: float | None, bounds: tuple[float, ...]) -> float | None:
    if rounded is None or found is None:
        return rounded
    exact = round(found, EXACT)
    for bound in bounds:
        if exact < bound <= rounded:
            return bound - SHORT
        if exact > bound >= rounded:
            return bound + SHORT
    return rounded


def _context(report: ImpactReport, allowed: Allowed) -> Context:
    context = report.context
    withheld = bool(allowed.waiting or context.miscounted)
    told = {name: value for name, value in _who_came(context).items() if value in SMALL or withheld}
    many = report.first.moves is not None
    return replace(
        context,
        **{**NOT_TOLD, **dict.fromkeys(told)},
        quotation=context.quotation if many else None,
        open_answers=context.open_answers if many else (),
        waiting=allowed.waiting or None,
        released=True,
    )


def _who_came(context: Context) -> dict[str, int | None]:
    """Counts of people at a workshop, which tell of those who wait."""
    return {"came": context.came, "one_to_ones": context.one_to_ones}


def _answers(report: ImpactReport, items: Mapping[str, SampleFigures | Suppressed]) -> dict[str, Answers]:
    return {name: found for name, found in report.answers.items() if isinstance(items[name], SampleFigures)}


def _outcome(found: OutcomeFigures, allowed: Allowed, *, pairs: int) -> OutcomeFigures:
    """One outcome, rounded, without what people who answered once would tell."""
    places = {
        name: {place: _counted(each, allowed.counts_of(place)) for place, each in getattr(found, name).items()}
        for name in ("chapters", "experiments")
    }
    everybody = _counted(found.participants, allowed.counts_of(""))
    pairs = pairs if isinstance(everybody, Suppressed) else everybody.n_pairs
    return replace(
        found,
        chapters=printable(places["chapters"], pairs=pairs),
        experiments=printable(places["experiments"], pairs=pairs),
        participants=printable(everybody, pairs=pairs),
        across=printable(found.across, pairs=pairs),
        between=printable(found.between, pairs=pairs),
        missing=ONCE,
        arms=None,
        beside=None,
        compared=None,
        beyond=None,
        everybody=_everybody(found, everybody),
        next_chapter=printable(found.next_chapter, pairs=pairs),
        waves={wave: each for wave, contrasts in found.waves.items() if (each := _contrasts(contrasts))},
        moves=drawable(found.moves, everybody),
        at_best=None,
        reliability=None,
    )


def _everybody(found: OutcomeFigures, shown: SampleFigures | Suppressed) -> Everybody | NotEstimable | None:
    """The second figure beside the average, where it speaks of the people shown and of nobody else."""
    second = found.everybody
    if not isinstance(second, Everybody) or isinstance(shown, Suppressed) or second.pairs != shown.n_pairs:
        return None
    return printable(second, pairs=second.pairs)


def _contrasts(found: Contrasts | Suppressed) -> Mapping[str, Contrast]:
    """The differences of a further wave, each as fine as its people allow."""
    if isinstance(found, NotEstimable | Suppressed):
        return {}
    return {name: rounded(contrast, pairs=contrast.n) for name, contrast in found.items()}


def _further(outcomes: Mapping[str, OutcomeFigures]) -> set[str]:
    """The waves beyond before and after that the release tells something of."""
    return {wave for outcome in outcomes.values() for wave in outcome.waves}


def _counted(figures: SampleFigures | Suppressed, told: bool) -> SampleFigures | Suppressed:  # noqa: FBT001 - whether counts are told
    return figures if told or isinstance(figures, Suppressed) else without_counts(figures)


def printable(figures: Figures, *, pairs: int) -> Figures:
    """Figures as fine as so many pairs allow, without counts of one or two people."""
    return without_small_counts(rounded(figures, pairs=pairs))


def drawable(moves: Moves | None, found: SampleFigures | Suppressed) -> Moves | None:
    """How far people moved, unless one or two of them went up, down or neither way."""
    told = isinstance(found, SampleFigures) and printable_counts(found) is not None
    return moves if told else None


def _item(name: str, found: SampleFigures | Suppressed, allowed: Allowed, *, pairs: int) -> SampleFigures | Suppressed:
    if name not in allowed.items or _all_alike(found):
        return LEFT_OUT
    return printable(_counted(found, allowed.counts_of("")), pairs=pairs)


def _all_alike(found: SampleFigures | Suppressed) -> bool:
    """Whether everybody said the same of an item, before, after or in how they changed."""
    spreads = () if isinstance(found, Suppressed) else (found.sd_pre, found.sd_post, found.sd_change)
    return any(isinstance(spread, NotEstimable) or round(spread, 10) == 0 for spread in spreads)


def _badge(report: ImpactReport, measured: Mapping[str, Measured], allowed: Allowed) -> Badge:
    """The badge with everybody who took part in view, also those who answered once."""
    fields = {field for counts in allowed.flow.values() for field in counts}
    counted = {field: sum(counts[field] for counts in allowed.flow.values()) for field in fields}
    found = conditions(
        report.first,
        Flow(**{field: counted.get(field, 0) for field in ("pre", "post", "pairs", "pre_only", "post_only")}),
        measured=next(iter(measured.values())),
        randomised=report.context.randomised,
        waves=tuple(wave for wave, found in report.first.waves.items() if _contrasts(found)),
        versions_differ=report.versions_differ,
        came=None if allowed.waiting or report.context.miscounted else report.context.came,
    )
    return badge(found)
