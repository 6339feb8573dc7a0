"""Which sections follow page 1, and what stands in each, in the reader's language."""

from collections.abc import Callable

from evaluation.reports import stories
from evaluation.reports.impact import ImpactReport
from evaluation.reports.language import Language
from evaluation.reports.sections import (
    chapters,
    comparison,
    exclusions,
    items,
    limits,
    methods,
    missing,
    numbers,
    open_answers,
    outcomes,
    provenance,
    quality,
    versions,
    waves,
)

Section = Callable[[ImpactReport, Language], object]

HERE: dict[str, Section] = {
    "outcomes": outcomes.by_person,
    "workshops": chapters.workshops,
    "stories": stories.stories,
    "items": items.items,
    "waves": waves.waves,
    "comparison": comparison.comparison,
    "missing": missing.missing,
    "open_answers": open_answers.open_answers,
    "limits": limits.limits,
    "methods": methods.here,
    "numbers": numbers.here,
    "wording": items.wording,
    "versions": versions.versions,
    "quality": quality.quality,
    "exclusions": exclusions.exclusions,
    "rebuild": provenance.rebuild,
}
ACROSS: dict[str, Section] = {
    "multiples": outcomes.multiples,
    "outcomes_across": outcomes.behind_stories,
    "practice": chapters.practice,
    "attendance": chapters.attendance,
    "waves": waves.waves,
    "workshops": chapters.workshops,
    "items": items.items,
    "comparison": comparison.comparison,
    "missing": missing.missing,
    "open_answers": open_answers.open_answers,
    "limits": limits.limits,
    "methods": methods.across,
    "numbers": numbers.here,
    "pooling": numbers.across,
    "versions": versions.versions,
    "exclusions": exclusions.exclusions,
    "quality": quality.quality,
    "wording": items.wording,
    "rebuild": provenance.rebuild,
}


def sections(report: ImpactReport, language: Language) -> dict[str, object]:
    """The sections with something to say, in the order they are read, by the name of their template."""
    made = {name: make(report, language) for name, make in (ACROSS if report.across else HERE).items()}
    return {name: part for name, part in made.items() if part}
