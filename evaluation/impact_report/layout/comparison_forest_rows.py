"""The forest of a comparison: each chapter's difference, or each group's change with the difference under them."""

from collections.abc import Mapping

from analysis.estimate.estimate import NotEstimable
from analysis.pooling.differences import Contrasted, Differences, GroupMean, next_difference
from analysis.pooling.new_chapter import NewChapter
from analysis.wording.groups.arms import arm_measured
from analysis.wording.measured import Measured
from analysis.wording.ranges import within_scale
from analysis.wording.wording import Sentence
from evaluation.impact_report.build.planned_looks import average_at, following_at, range_at
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.figures.forest_values import ForestAverage, ForestChapter
from evaluation.impact_report.language.language import Language

LEFT_OUT = "too few of one of the groups, left out"
ALONE = "no comparison group, left out"
NOBODY_CAME = "nobody who came, left out"
FEW = "too few people, left out"


def compared_lines(
    report: ImpactReport, name: str, found: Differences, language: Language
) -> tuple[list[ForestChapter], ForestAverage | None]:
    """Every chapter of the study, or every group, and the difference over them where it can be had."""
    average = _average(report, name, found, language)
    if found.pooled is None:
        return _groups(report, found, language), average
    names = dict.fromkeys((*report.chapters.names, *found.left_out))
    scale = report.outcomes[name].scale
    kept = {each: within_scale(one, scale, compared=True) for each, one in found.chapters.items()}
    alone = dict.fromkeys(found.without_comparison, ALONE) | dict.fromkeys(found.nobody_came, NOBODY_CAME)
    return [_chapter(each, kept, language, instead=alone.get(each, LEFT_OUT)) for each in names], average


def arm_lines(found: Measured, language: Language) -> list[ForestChapter]:
    """Every group that came, with its difference from the comparison group."""
    each = ((arm, arm_measured(found, arm)) for arm in found.arms)
    return [
        ForestChapter(
            name=arm.called,
            people=arm.people,
            comparison_people=own.compared.people if own.compared else None,
            change=arm.change,
            low=arm.low,
            high=arm.high,
            coarser=language.of(own.fewest).coarser,
        )
        for arm, own in each
    ]


def _chapter(name: str, found: Mapping[str, Contrasted], language: Language, *, instead: str) -> ForestChapter:
    one = found.get(name)
    if one is None:
        return ForestChapter(name=name, instead=language.say(Sentence(instead)))
    low, high = (None if isinstance(end, NotEstimable) else end for end in (one.low, one.high))
    return ForestChapter(
        name=name,
        people=one.came,
        comparison_people=one.beside,
        change=one.estimate,
        low=low,
        high=high,
        coarser=language.of(min(one.came, one.beside)).coarser,
    )


def _groups(report: ImpactReport, found: Differences, language: Language) -> list[ForestChapter]:
    titles = report.context.experiments
    lines = [_group(titles.get(name, name), one, language) for name, one in found.groups.items()]
    left_out = [
        ForestChapter(name=titles.get(name, name), instead=language.say(Sentence(FEW))) for name in found.left_out
    ]
    return [*lines, *left_out]


def _group(name: str, one: GroupMean, language: Language) -> ForestChapter:
    named = name if one.came else language.say(Sentence("{name} (comparison)", {"name": name}))
    return ForestChapter(name=named, people=one.people, change=one.change, coarser=language.of(one.people).coarser)


def _average(report: ImpactReport, name: str, found: Differences, language: Language) -> ForestAverage | None:
    headline, made = found.headline, report.measured[name]
    following = following_at(made, next_difference(found))
    if isinstance(headline, NotEstimable):
        return None
    ends = range_at(made, headline)
    over = Sentence("Average of {k:number}", {"k": found.k}) if found.pooled else Sentence("Difference")
    return ForestAverage(
        name=language.say(over),
        people=made.n,
        comparison_people=found.beside,
        workshops="",
        change=average_at(made, headline),
        low=ends.low,
        high=ends.high,
        ranged=made.ranged,
        prediction=(following.low, following.high) if following else None,
        following=following.people if isinstance(following, NewChapter) else None,
    )
