"""Harm in both of two chapters, which are never averaged: the title says it, and the badge with it."""

from collections.abc import Collection, Mapping

from analysis.estimate.looks import Looks
from analysis.wording.wording import Chapters, Measured
from evaluation.impact_report.build.findings import outcome_in_chapter
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.planned_looks import at_look

TWO = 2


def places_of(found: Measured, chapters: Chapters) -> tuple[str, ...]:
    """The chapters that have results, in name order; where an outcome is compared in two, these."""
    behind = found.chapters if found.two_compared and found.chapters else chapters
    return tuple(name for name in behind.names if name not in behind.without)


def is_told_of_two(found: Measured, places: Collection[str]) -> bool:
    """Whether an outcome is told of two chapters by themselves: of a difference, where it is compared."""
    return not found.apart and len(places) == TWO and bool(found.compared) is found.two_compared


def harmed_in_both(outcome: OutcomeFigures, found: Measured, looks: Looks, *, chapters: Chapters) -> bool:
    """Whether an outcome clearly moved the unwelcome way in both of two chapters, as this look lets it be said."""
    places = places_of(found, chapters)
    return is_told_of_two(found, places) and all(_harmed(outcome, found, looks, place) for place in places)


def any_harmed_in_both(
    outcomes: Mapping[str, OutcomeFigures], measured: Mapping[str, Measured], looks: Looks, *, chapters: Chapters
) -> bool:
    """Whether the first outcome, or another primary one, did so where the first stands side by side."""
    first, *others = measured
    if not is_told_of_two(measured[first], places_of(measured[first], chapters)):
        return False
    mains = (first, *(name for name in others if outcomes[name].scale.primary))
    return any(harmed_in_both(outcomes[name], measured[name], looks, chapters=chapters) for name in mains)


def _harmed(outcome: OutcomeFigures, found: Measured, looks: Looks, chapter: str) -> bool:
    own = outcome_in_chapter(outcome, chapter=chapter, label=found.outcome)
    return at_look({"": own}, {"": outcome}, looks, chapter=chapter)[""].unwelcome
