"""Page 1 of a report across the chapters, in the reader's language."""

from dataclasses import dataclass

from analysis import wording
from analysis.badge import Badge
from analysis.estimate import NotEstimable, Suppressed
from analysis.wording import Measured, Sentence
from evaluation.reports import saying
from evaluation.reports.figures.forest import Average, Chapter, Forest, forest
from evaluation.reports.front import badge_label
from evaluation.reports.impact import ImpactReport
from evaluation.reports.language import Language
from evaluation.reports.side_by_side import Beside, side_by_side, with_results


@dataclass(frozen=True, kw_only=True)
class Across:
    """Page 1 across the chapters; `others` holds the other outcomes with what may be said of each.

    `beside` has them chapter by chapter instead, where there are too few chapters to average.
    """

    meta: str
    headline: Sentence
    lede: tuple[Sentence, ...]
    outcome: str
    forest: Forest | None
    forest_title: str
    notes: tuple[Sentence, ...]
    chance: Sentence | None
    others: tuple[tuple[Measured, Sentence], ...]
    beside: tuple[Beside, ...]
    with_results: tuple[str, ...]
    badge: Badge
    badge_label: str
    quote: tuple[Sentence, ...]
    may_not_say: Sentence


def across(report: ImpactReport, language: Language) -> Across:
    """Page 1 of a report across the chapters."""
    name, first = next(iter(report.measured.items()))
    drawn = forest_of(report, name, language)
    others = [found for other, found in report.measured.items() if other != name]
    return Across(
        meta=_meta(report, first, language),
        headline=saying.headline(report),
        lede=saying.lede(report),
        outcome=first.outcome,
        forest=drawn,
        forest_title=title_of_forest(drawn, first, language) if drawn else "",
        notes=(*_key(first), saying.differ(report.outcomes[name], first.outcome)),
        chance=saying.chance_across(report),
        others=tuple((found, wording.headline(found)) for found in others) if report.chapters.k > 2 else (),
        beside=side_by_side(report) if report.chapters.k in (1, 2) else (),
        with_results=with_results(report),
        badge=report.badge,
        badge_label=badge_label(report.badge, language),
        quote=saying.quote(report),
        may_not_say=wording.may_not_say(first, one_workshop=False),
    )


def _meta(report: ImpactReport, first: Measured, language: Language) -> str:
    parts = [language.say(wording.coverage(report.chapters))]
    if report.workshops:
        parts.append(language.say(Sentence("{workshops:count} workshops", {"workshops": report.workshops})))
    if first.n >= wording.TOO_FEW_TO_REPORT_BELOW:
        parts.append(language.say(Sentence("{n:count} people answered both times", {"n": first.n})))
    return " · ".join(parts)


def _key(first: Measured) -> tuple[Sentence, ...]:
    if first.margin is None:
        return (Sentence("In name order; bigger circles mean more people."),)
    message = "In name order; bigger circles mean more people; grey is smaller than {margin:point}."
    return (Sentence(message, {"margin": first.margin}),)


def forest_of(
    report: ImpactReport, name: str, language: Language, *, span: tuple[float, float] | None = None
) -> Forest | None:
    """The forest of an outcome, every chapter of the study in it; None where no chapter has results."""
    found = report.measured[name]
    outcome = report.outcomes[name]
    if not outcome.across.chapters:
        return None
    chapters = [_chapter(report, name, chapter, language) for chapter in report.chapters.names]
    return forest(chapters, average=_average(report, name, language), margin=found.margin, span=span)


def _chapter(report: ImpactReport, name: str, chapter: str, language: Language) -> Chapter:
    outcome = report.outcomes[name]
    figures = outcome.chapters.get(chapter)
    if figures is None or isinstance(figures, Suppressed):
        return Chapter(name=chapter, instead=_instead(report, held_back=figures is not None, language=language))
    between = outcome.between.get(chapter)
    interval = figures.change if between is None or isinstance(between, NotEstimable) else between
    return Chapter(
        name=chapter,
        people=figures.n_pairs,
        workshops=_workshops(report, chapter, language),
        change=None if isinstance(figures.mean_change, NotEstimable) else figures.mean_change,
        low=None if isinstance(interval, NotEstimable) else interval.low,
        high=None if isinstance(interval, NotEstimable) else interval.high,
    )


def _instead(report: ImpactReport, *, held_back: bool, language: Language) -> str:
    if not held_back:
        return language.say(Sentence("no answers yet"))
    return language.say(Sentence("fewer than {below:count} pairs, left out", {"below": report.plan.suppress_below}))


def _workshops(report: ImpactReport, chapter: str, language: Language) -> str:
    shown = report.first.shown
    held = [cell for cell in (*shown.experiments, *shown.hidden_experiments) if cell[0] == chapter and cell[1]]
    if not held:
        return ""
    return language.say(Sentence("one evening")) if len(held) == 1 else language.count(len(held))


def _average(report: ImpactReport, name: str, language: Language) -> Average | None:
    outcome = report.outcomes[name]
    headline, prediction = outcome.across.headline, outcome.across.prediction
    if isinstance(headline, NotEstimable):
        return None
    return Average(
        name=language.say(Sentence("Average of {k:number}", {"k": outcome.across.k})),
        people=report.measured[name].n,
        workshops=language.count(report.workshops) if report.workshops else "",
        change=headline.estimate,
        low=headline.low,
        high=headline.high,
        prediction=None if isinstance(prediction, NotEstimable) else (prediction.low, prediction.high),
    )


def title_of_forest(drawn: Forest, first: Measured, language: Language) -> str:
    """The forest in words, for those who do not see it."""
    said = [_in_words(line.chapter, language) for line in drawn.lines]
    if drawn.average:
        each = "average {change:change}, {low:level} to {high:level}"
        said.append(language.say(Sentence(each, vars(drawn.average))))
        if drawn.average.prediction:
            low, high = drawn.average.prediction
            said.append(language.say(Sentence("a new chapter {low:level} to {high:level}", {"low": low, "high": high})))
    message = "Change in {outcome:inside}, {minimum:point} to {maximum:point}. {said}."
    return language.say(Sentence(message, {**vars(first), "said": "; ".join(said)}))


def _in_words(chapter: Chapter, language: Language) -> str:
    if chapter.change is None:
        return f"{chapter.name} {chapter.instead}"
    message = "{name} {change:change}" + (", {low:level} to {high:level}" if chapter.low is not None else "")
    return language.say(Sentence(message, vars(chapter)))
