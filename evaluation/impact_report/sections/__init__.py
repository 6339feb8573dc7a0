"""Which sections follow page 1, and what stands in each, in the reader's language."""

from collections.abc import Callable

from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.layout import stories
from evaluation.impact_report.sections import (
    chapters_section,
    comparison_section,
    exclusions_section,
    invariance_section,
    items_section,
    limits_section,
    methods_section,
    missing_section,
    module_answers_section,
    numbers_section,
    one_to_ones_section,
    open_answers_section,
    outcomes_section,
    over_time_section,
    provenance_section,
    quality_section,
    summary_section,
    versions_section,
    waves_section,
)

Section = Callable[[ImpactReport, Language], object]

HERE: dict[str, Section] = {
    "summary": summary_section.summary,
    "outcomes": outcomes_section.by_person,
    "over_time": over_time_section.over_time,
    "workshops": chapters_section.workshops,
    "one_to_ones": one_to_ones_section.one_to_ones,
    "stories": stories.stories,
    "items": items_section.items,
    "waves": waves_section.waves,
    "comparison": comparison_section.comparison,
    "missing": missing_section.missing,
    "who_was_there": module_answers_section.who_was_there,
    "area": module_answers_section.area,
    "open_answers": open_answers_section.open_answers,
    "limits": limits_section.limits,
    "methods": methods_section.methods_of_one,
    "numbers": numbers_section.figures_of_one,
    "invariance": invariance_section.same_meaning,
    "wording": items_section.wording,
    "versions": versions_section.versions,
    "quality": quality_section.checks_made,
    "exclusions": exclusions_section.exclusions,
    "rebuild": provenance_section.rebuild,
}
ACROSS: dict[str, Section] = {
    "summary": summary_section.summary,
    "multiples": outcomes_section.multiples,
    "outcomes_across": outcomes_section.behind_stories,
    "practice": chapters_section.practice,
    "attendance": chapters_section.attendance,
    "waves": waves_section.waves,
    "over_time": over_time_section.over_time,
    "workshops": chapters_section.workshops,
    "one_to_ones": one_to_ones_section.one_to_ones,
    "items": items_section.items,
    "comparison": comparison_section.comparison,
    "missing": missing_section.missing,
    "who_was_there": module_answers_section.who_was_there,
    "area": module_answers_section.area,
    "open_answers": open_answers_section.open_answers,
    "limits": limits_section.limits,
    "methods": methods_section.methods_across,
    "numbers": numbers_section.figures_of_one,
    "pooling": numbers_section.model_across,
    "invariance": invariance_section.same_meaning,
    "versions": versions_section.versions,
    "exclusions": exclusions_section.exclusions,
    "quality": quality_section.checks_made,
    "wording": items_section.wording,
    "rebuild": provenance_section.rebuild,
}


def sections(report: ImpactReport, language: Language) -> dict[str, object]:
    """The sections with something to say, in the order they are read, by the name of their template.

    Workshops are listed by name only where they are not in order of date.
    """
    made = {name: make(report, language) for name, make in (ACROSS if report.across else HERE).items()}
    instead = {"workshops"} if made.get("over_time") else set[str]()
    return {name: part for name, part in made.items() if part and name not in instead}
