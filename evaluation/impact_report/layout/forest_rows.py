"""Forests of a report: every chapter of the study by name, the average, and where a new chapter may land."""

from dataclasses import replace
from typing import Any, NamedTuple

from analysis.estimate.estimate import Interval, NotEstimable, Suppressed
from analysis.estimate.sample import SampleFigures
from analysis.pooling.new_chapter import NewChapter
from analysis.wording.ranges import range_of_change, within_means
from analysis.wording.rounding import Ranged
from analysis.wording.wording import Measured, Sentence
from evaluation.impact_report.build.planned_looks import average_at, following_at, range_at
from evaluation.impact_report.build.printed_counts import flow_printed
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.build.same_questions import NOT_ASKED, OTHERWISE
from evaluation.impact_report.figures.forest import FIGURES, Forest, forest
from evaluation.impact_report.figures.forest_columns import Columns, columns
from evaluation.impact_report.figures.forest_values import ForestAverage, ForestChapter
from evaluation.impact_report.figures.text_width import width
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.layout.comparison_forest_rows import arm_lines, compared_lines
from evaluation.impact_report.text.counted.workshops_behind import count_of
from evaluation.impact_report.text.later.rows_later import AVERAGED_FROM
from evaluation.impact_report.text.withheld.not_counted import IN_A_CHAPTER


def forest_of(
    report: ImpactReport, name: str, language: Language, *, span: tuple[float, float] | None = None
) -> Forest | None:
    """The forest of an outcome, every chapter of the study in it; None where none would have a mark."""
    rows = _forest_rows(report, name, language)
    if rows is None:
        return None
    figures = _figures_space(report, name, rows, language) if report.renderer >= 2 else FIGURES
    drawn = forest(rows.chapters, span=span, renderer=report.renderer, figures=figures, **rows.drawn)
    return replace(drawn, of_shares=report.measured[name].yes_or_no)


def columns_of(
    report: ImpactReport, name: str, language: Language, *, span: tuple[float, float] | None = None
) -> Columns | None:
    """The same in two columns, where there are many chapters; at first they were all in one."""
    rows = _forest_rows(report, name, language) if report.renderer >= 2 else None
    if rows is None:
        return None
    figures = _figures_space(report, name, rows, language)
    drawn = columns(rows.chapters, span=span, figures=figures, **rows.drawn)
    if drawn is None:
        return None
    one, other = (replace(half, of_shares=report.measured[name].yes_or_no) for half in drawn.halves)
    return replace(drawn, halves=(one, other))


def _figures_space(report: ImpactReport, name: str, rows: "_ForestRows", language: Language) -> float:
    """The room that the longest change with its range takes at the right of its line."""
    written = language.against(report.measured[name].bounds)
    drawn = [each for each in (*rows.chapters, rows.drawn["average"]) if each]
    return max(FIGURES, 4 + max((_figures_width(each, written) for each in drawn), default=0))


def _figures_width(drawn: ForestChapter | ForestAverage, language: Language) -> float:
    """How wide a change with its range is, as it is written at the right of its line."""
    if drawn.change is None or drawn.low is None or drawn.high is None:
        return 0
    written = language.of(drawn.fewest).as_fine(drawn.ranged)
    return width(written.estimate(drawn.change, drawn.low, drawn.high), 12.5)


class _ForestRows(NamedTuple):
    """The chapters of a forest, and how it is drawn."""

    chapters: list[ForestChapter]
    drawn: dict[str, Any]


def _forest_rows(report: ImpactReport, name: str, language: Language) -> _ForestRows | None:
    found, outcome = report.measured[name], report.outcomes[name]
    if not outcome.across.chapters or found.apart:
        return None
    if found.arms:
        drawn = {"average": None, "margin": found.margin, "difference": True, "ranged": True}
        return _ForestRows(arm_lines(found, language), drawn)
    if outcome.compared is not None:
        chapters, average = compared_lines(report, name, outcome.compared, language)
        if all(each.change is None for each in chapters):
            return None
        within = outcome.compared.pooled is not None
        how = {"average": average, "margin": found.margin, "difference": within, "ranged": within}
        return _ForestRows(chapters, how)
    lines = [_chapter(report, name, chapter, language) for chapter in report.chapters.names]
    return _ForestRows(lines, {"average": _average(report, name, language), "margin": found.margin})


def _chapter(report: ImpactReport, name: str, chapter: str, language: Language) -> ForestChapter:
    outcome = report.outcomes[name]
    figures = outcome.chapters.get(chapter)
    if figures is None or isinstance(figures, Suppressed):
        return ForestChapter(name=chapter, instead=_instead(report, chapter, figures, language))
    between = outcome.between.get(chapter)
    interval = range_of_change(figures, outcome.scale, renderer=report.renderer)
    if between is not None and not isinstance(between, NotEstimable):
        interval = Interval(low=between.low, high=between.high)
        interval = within_means(interval, figures, outcome.scale, renderer=report.renderer)
    return ForestChapter(
        name=chapter,
        people=figures.n_pairs,
        coarser=language.of(figures.n_pairs).coarser,
        workshops=_workshops(report, name, chapter, language),
        change=None if isinstance(figures.mean_change, NotEstimable) else figures.mean_change,
        low=None if isinstance(interval, NotEstimable | Suppressed) else interval.low,
        high=None if isinstance(interval, NotEstimable | Suppressed) else interval.high,
        sides=_sides(figures) if report.chapters.k < AVERAGED_FROM else None,
    )


def _sides(figures: SampleFigures) -> tuple[float, float] | None:
    """A chapter's averages after and before, which are told beside its change where few chapters have results."""
    if isinstance(figures.mean_post, NotEstimable) or isinstance(figures.mean_pre, NotEstimable):
        return None
    return figures.mean_post, figures.mean_pre


def _instead(report: ImpactReport, chapter: str, figures: Suppressed | None, language: Language) -> str:
    if figures is None:
        return language.say(Sentence("no results yet" if report.renderer >= 2 else "no answers yet"))
    if figures == OTHERWISE and report.renderer >= 2:
        return language.say(Sentence("other questions, left out"))
    if figures == NOT_ASKED:
        return language.say(Sentence("not asked"))
    enough = not isinstance(flow_printed(report).chapters.get(chapter), Suppressed | None)
    if report.renderer >= 2 and report.context.released and enough:
        return language.say(Sentence(IN_A_CHAPTER))
    return language.say(Sentence("fewer than {below:count} pairs, left out", {"below": report.plan.suppress_below}))


def _workshops(report: ImpactReport, name: str, chapter: str, language: Language) -> str:
    """How many workshops are behind a chapter's figure; a tree of an earlier program has all that were held."""
    shown, counted = report.first.shown, report.outcomes[name].workshops
    held = [cell for cell in (*shown.experiments, *shown.hidden_experiments) if cell[0] == chapter and cell[1]]
    count = count_of(report, counted.get(chapter, ())) if counted else len(held)
    if not count:
        return ""
    return language.say(Sentence("one evening")) if count == 1 else language.count(count)


def _average(report: ImpactReport, name: str, language: Language) -> ForestAverage | None:
    outcome = report.outcomes[name]
    headline, found = outcome.across.headline, report.measured[name]
    following = following_at(found, outcome.following(renderer=report.renderer))
    if isinstance(headline, NotEstimable):
        return None
    ends = range_at(found, headline)
    return ForestAverage(
        name=language.say(Sentence("Average of {k:number}", {"k": outcome.across.k})),
        people=found.n,
        workshops=language.count(workshops) if (workshops := _workshops_averaged(report, name)) else "",
        change=average_at(found, headline),
        low=ends.low,
        high=ends.high,
        ranged=found.ranged,
        prediction=(following.low, following.high) if following else None,
        following=following.people if isinstance(following, NewChapter) else None,
    )


def _workshops_averaged(report: ImpactReport, name: str) -> int:
    """How many workshops are behind the average: of the chapters that it is of."""
    outcome = report.outcomes[name]
    of = (count_of(report, outcome.workshops.get(chapter, ())) for chapter in outcome.across.chapters)
    return sum(of) if outcome.workshops else report.workshops or 0


def title_of_forest(drawn: Forest, first: Measured, language: Language) -> str:
    """The forest in words, for those who do not see it."""
    said = [_in_words(line.chapter, first, language) for line in drawn.lines]
    if drawn.average:
        each = "average {change:change}, {low:level} to {high:level}"
        each = each if first.compared is None else "difference {change:change}, {low:level} to {high:level}"
        said.append(_written(each, drawn.average, first, language))
        if drawn.average.prediction:
            low, high = drawn.average.prediction
            new, ends = "a new chapter {low:level} to {high:level}", Ranged(change=None, low=low, high=high)
            following = replace(drawn.average, low=low, high=high, ranged=ends)
            said.append(_written(new, following, first, language))
    message = "Change in {outcome:inside}, {minimum:point} to {maximum:point}. {said}."
    if drawn.difference:
        message = "Difference in {outcome:inside}, {minimum:point} to {maximum:point}. {said}."
    return language.say(Sentence(message, {**vars(first), "said": "; ".join(said)}, of_shares=first.yes_or_no))


def _in_words(chapter: ForestChapter, first: Measured, language: Language) -> str:
    if chapter.change is None:
        return f"{chapter.name} {chapter.instead}"
    message = "{name} {change:change}" if chapter.low is None else "{name} {change:change}, {low:level} to {high:level}"
    return _written(message, chapter, first, language)


def _written(message: str, drawn: ForestAverage | ForestChapter, first: Measured, language: Language) -> str:
    """A message with the figures of a line."""
    return language.say(
        Sentence(
            message,
            vars(drawn),
            people=drawn.fewest,
            bounds=first.bounds,
            ranged=drawn.ranged,
            of_shares=first.yes_or_no,
        )
    )
