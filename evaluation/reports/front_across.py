"""Page 1 of a report across the chapters, in the reader's language."""

from dataclasses import dataclass

from analysis import wording
from analysis.badge import Badge
from analysis.wording import Measured, Sentence
from evaluation.reports import saying
from evaluation.reports.figures.forest import Forest
from evaluation.reports.forests import forest_of, title_of_forest
from evaluation.reports.front import waiting
from evaluation.reports.impact import ImpactReport
from evaluation.reports.language import Language
from evaluation.reports.side_by_side import Beside, side_by_side, with_results
from evaluation.reports.stamps import badge_label
from evaluation.reports.stories import StoryRow, stories


@dataclass(frozen=True, kw_only=True)
class Across:
    """Page 1 across the chapters.

    `falls` tells whether it is falls or rises that chance adds. `others` holds the other outcomes with what may be said
    of each; `beside` has them chapter by chapter instead, where there are too few chapters to average.
    """

    meta: str
    headline: Sentence
    lede: tuple[Sentence, ...]
    outcome: str
    forest: Forest | None
    forest_title: str
    notes: tuple[Sentence, ...]
    chance: Sentence | None
    falls: bool
    others: tuple[tuple[Measured, Sentence], ...]
    beside: tuple[Beside, ...]
    with_results: tuple[str, ...]
    stories: tuple[StoryRow, ...]
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
        falls=(first.change or 0) >= 0,
        others=tuple((found, wording.headline(found)) for found in others) if report.chapters.k > 2 else (),
        beside=side_by_side(report) if report.chapters.k in (1, 2) else (),
        with_results=with_results(report),
        stories=stories(report, language),
        badge=report.badge,
        badge_label=badge_label(report.badge, language),
        quote=saying.quote(report),
        may_not_say=wording.may_not_say(first, one_workshop=False),
    )


def _meta(report: ImpactReport, first: Measured, language: Language) -> str:
    parts = [language.say(wording.coverage(report.chapters))]
    if report.workshops:
        parts.append(language.say(Sentence("{workshops:count} workshops", {"workshops": report.workshops})))
    if first.n >= wording.TOO_FEW_TO_REPORT_BELOW and not report.context.waiting:
        parts.append(language.say(Sentence("{n:count} people answered both times", {"n": first.n})))
    return " · ".join(part for part in (*parts, waiting(report, language)) if part)


def _key(first: Measured) -> tuple[Sentence, ...]:
    if first.margin is None:
        return (Sentence("In name order; bigger circles mean more people."),)
    message = "In name order; bigger circles mean more people; grey is smaller than {margin:point}."
    return (Sentence(message, {"margin": first.margin}),)
