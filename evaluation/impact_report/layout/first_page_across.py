"""Page 1 of a report across the chapters, in the reader's language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from analysis.estimate.estimand import Design
from analysis.thresholds import TOO_FEW_TO_REPORT_BELOW
from analysis.wording import caution_phrases, comparison_phrases, phrases, wording
from analysis.wording.badge import Badge
from analysis.wording.groups.has_comparison import in_none
from analysis.wording.phrases import Verdict
from analysis.wording.wording import Measured, Sentence
from evaluation.impact_report.build.printed_counts import flow_printed
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.figures.forest import Forest
from evaluation.impact_report.figures.forest_columns import Columns
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.places import About
from evaluation.impact_report.layout.change_rows import better, welcome
from evaluation.impact_report.layout.chapters_without import chapters_without, some_asked_otherwise
from evaluation.impact_report.layout.first_page import pairs_waiting
from evaluation.impact_report.layout.forest_rows import columns_of, forest_of, title_of_forest
from evaluation.impact_report.layout.of_every_chapter import of_every_chapter
from evaluation.impact_report.layout.stories import StoryRow, stories
from evaluation.impact_report.text import care_taken, sentences, who_has_a_score
from evaluation.impact_report.text.asked_at_one_wave import chapters_asked
from evaluation.impact_report.text.chance import chance_on_page_1, how_chapters_differ
from evaluation.impact_report.text.counted.workshops_behind import workshops_sentence
from evaluation.impact_report.text.footer import badge_label, maryland, why_levels_differ
from evaluation.impact_report.text.may_not_say import may_not_say
from evaluation.impact_report.text.side_by_side import SideBySide, side_by_side, side_by_side_in
from evaluation.impact_report.text.withheld import not_counted
from evaluation.impact_report.text.withheld.outcomes_not_asked import outcomes_not_asked

OTHERS = "{count:first_number} other outcomes are in the table “Every finding in one table”, after this page."
ONE_OTHER = "One other outcome is in the table “Every finding in one table”, after this page."


UNDRAWN = "No chapter is drawn here: none has enough people of both groups to compare."


class OtherRow(NamedTuple):
    """An outcome, what may be said of it, which way is better, whether it clearly moved that way or the other, and
    whether it is a main one.
    """

    found: Measured
    said: Sentence
    better: str
    welcome: bool | None
    is_main: bool = False

    @property
    def people(self) -> int:
        """Those who came and have a score: of a difference that is told, those who are compared."""
        silent = self.found.renderer >= 2 and self.found.change is None and not self.found.arms
        of_all = self.found.compared.own_people if self.found.compared and silent else 0
        return max(self.found.n, of_all)

    @property
    def has_gap(self) -> bool:
        """Whether a cell of its row has a dash."""
        return self.found.low is None or self.found.apart or not self.found.n


@dataclass(frozen=True, kw_only=True)
class FirstPageAcross:
    """Page 1 across the chapters.

    `falls` tells whether it is falls or rises that chance adds. `others` holds the other outcomes with what may be said
    of each, and `others_in_brief` how many they are and where, for a printed page 1 that cannot hold them;
    `side_by_side` has them chapter by chapter instead, where there are too few chapters to average. `undrawn` says why
    no chapter is drawn.
    """

    meta: str
    headline: Sentence
    lede: tuple[Sentence, ...]
    of: str
    forest: Forest | None
    columns: Columns | None
    forest_title: str
    undrawn: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]
    chance: Sentence | None
    falls: bool
    others: tuple[OtherRow, ...]
    others_in_brief: Sentence
    side_by_side: tuple[SideBySide, ...]
    with_results: tuple[str, ...]
    stories: tuple[StoryRow, ...]
    badge: Badge
    badge_label: str
    maryland: str
    why_levels_differ: tuple[Sentence, ...]
    quote: tuple[Sentence, ...]
    may_not_say: Sentence


def first_page_across(report: ImpactReport, language: Language) -> FirstPageAcross:
    """Page 1 of a report across the chapters."""
    name, first = next(iter(report.measured.items()))
    drawn = forest_of(report, name, language)
    others = [other for other in report.measured if other != name]
    two = first.two_compared and all(found.two_compared for found in report.measured.values())
    few = side_by_side_in(report) if report.chapters.k in (1, 2) and not first.compared else ()
    averaged = report.chapters.k > 2 or bool(first.compared) or len(few) > care_taken.SIDE_BY_SIDE
    apart = two or 0 < len(few) <= care_taken.SIDE_BY_SIDE
    return FirstPageAcross(
        meta=_meta(report, first, language),
        headline=sentences.headline(report),
        lede=(*sentences.lede(report), *outcomes_not_asked(report, language)),
        of=title_of_front(report, first, language),
        forest=drawn,
        columns=columns_of(report, name, language),
        forest_title=title_of_forest(drawn, first, language) if drawn else "",
        undrawn=(Sentence(UNDRAWN),) if drawn is None and first.compared and report.first.across.chapters else (),
        notes=(*_key(report, first), *how_chapters_differ(report.outcomes[name], first)),
        chance=chance_on_page_1(report),
        falls=(first.change or 0) >= 0,
        others=tuple(other_outcome_rows(report, others)) if averaged else (),
        others_in_brief=Sentence(ONE_OTHER if len(others) == 1 else OTHERS, {"count": len(others)}),
        side_by_side=side_by_side(report) if apart else (),
        with_results=side_by_side_in(report),
        stories=stories(report, language),
        badge=report.badge,
        badge_label=badge_label(report.badge, language),
        maryland=maryland(report, language),
        why_levels_differ=why_levels_differ(report),
        quote=sentences.quote(report),
        may_not_say=may_not_say(report),
    )


def other_outcome_rows(report: ImpactReport, others: Iterable[str]) -> Iterator[OtherRow]:
    """The other outcomes with what may be said of each, over the chapters of its own average."""
    for name in others:
        found = report.measured[name]
        few = found.chapters if found.chapters and found.chapters.k < 3 else None
        silent = found.renderer >= 2 and wording.verdict(found)[0] is Verdict.TOO_FEW_TO_REPORT
        said = sentences.leading(report, name) if silent else wording.outcome_headline(found, chapters=few)
        way = better(found) if found.renderer >= 2 else ""
        main = found.renderer >= 2 and report.outcomes[name].scale.primary
        yield OtherRow(found, said, way, welcome(found), main)


def title_of_front(report: ImpactReport, first: Measured, language: Language) -> str:
    """What the forest of page 1 shows; the first renderer had a message of its own, otherwise put in Welsh."""
    if report.renderer < 2:
        first_message = language.catalogue.gettext("Change in %(outcome)s, by chapter")
        return first_message % {"outcome": language.inside(first.outcome)}
    message = "Change in {outcome:inside}, by chapter"
    difference = report.estimand.compared and (first.compared is not None or bool(first.arms))
    if difference:
        between = report.estimand.design is Design.BETWEEN
        message = "Difference in {outcome:inside}, by group that came"
    if difference and not first.arms:
        message = "Change in {outcome:inside}, by group" if between else "Difference in {outcome:inside}, by chapter"
    return language.say(Sentence(message, {"outcome": first.outcome}))


def _meta(report: ImpactReport, first: Measured, language: Language) -> str:
    coverage = _of_one(_coverage(report, first), report)
    sentences_shown = [language.say(each) for each in (coverage, *chapters_without(report))]
    if report.workshops:
        sentences_shown.append(language.say(workshops_sentence(report)))
    none = report.renderer >= 2 and in_none(first)
    if first.n >= TOO_FEW_TO_REPORT_BELOW and not report.context.waiting and not none:
        sentences_shown += [language.say(each) for each in (_answered(report, first), *_after(report, first))]
    sentences_shown += [language.say(each) for each in of_every_chapter(report, first)]
    return " · ".join(part for part in (*sentences_shown, pairs_waiting(report, language)) if part)


def _coverage(report: ImpactReport, first: Measured) -> Sentence:
    if report.estimand.once:
        return chapters_asked(report)
    if first.compared is None or first.chapters is None:
        if some_asked_otherwise(report):
            return Sentence(HAVE_RESULTS, report.chapters.values)
        return who_has_a_score.of_small_chapters(report, first, wording.coverage(report.chapters))
    if first.compared.between:
        return Sentence(comparison_phrases.GROUPS_COMPARED, first.chapters.values)
    if in_none(first) and first.renderer >= 2:
        return Sentence(comparison_phrases.SOME_COMPARED, {**first.chapters.values, "k": 0})
    some = first.chapters.k < len(first.chapters.names)
    both = first.two_compared or (first.renderer >= 2 and first.chapters.k == len(("one", "other")))
    every = comparison_phrases.BOTH_COMPARED if both else comparison_phrases.ALL_COMPARED
    return Sentence(comparison_phrases.SOME_COMPARED if some else every, first.chapters.values)


def _of_one(said: Sentence, report: ImpactReport) -> Sentence:
    """How many chapters have results, as it is said of one; the first renderer said it as of several."""
    is_one = report.renderer >= 2 and said.values.get("k") == 1
    return replace(said, message=ONE_HAS.get(said.message, said.message)) if is_one else said


HAVE_RESULTS = "{k:first_number} of {K:number} chapters have results"
_HAVE = (
    *(HAVE_RESULTS, phrases.CHAPTERS_SOME),
    *(caution_phrases.CHAPTERS_SMALL, caution_phrases.CHAPTERS_SMALL_ONE, caution_phrases.CHAPTERS_SMALL_MANY),
    *(who_has_a_score.SMALL, who_has_a_score.SMALL_ONE, who_has_a_score.SMALL_MANY),
    *(not_counted.IN_SMALL, not_counted.IN_SMALL_MANY),
)
ONE_HAS = {message: message.replace("chapters have", "chapters has") for message in _HAVE}
"""The same of one chapter."""
BOTH = "{n:count} people answered both times"
BOTH_OF = "{n:count} people answered both times, of {before:count} who answered before"
SHOWN_OF = "{n:count} people answered both times in the chapters that are shown, of {before:count} who answered before "
SHOWN_OF += "there"
BOTH_MORE = "{n:count} people answered both times; {more:count} more answered before"
SHOWN_MORE = "{n:count} people answered both times in the chapters that are shown; {more:count} more answered before"
SIDES = "{n:count} people who came and {others:count} of the comparison group answered both times"
SIDES_OF = "{n:count} people who came, of {before:count} who answered before, and {others:count} of the comparison "
SIDES_OF += "group, of {beside:count}, answered both times"


def _answered(report: ImpactReport, first: Measured) -> Sentence:
    """How many answered both times; where some of them are in chapters that are held back, of those that are shown."""
    before, twice = sentences.answered_before(report, first), who_has_a_score.answered_twice(report, first)
    if first.compared is None:
        shown, whole = (SHOWN_OF, BOTH_OF) if before else (caution_phrases.SHOWN, BOTH)
        small = (first.chapters.small if first.chapters else ()) or care_taken.small_together(report)
        is_part = bool(small) or some_asked_otherwise(report)
        more = sentences.more_before(report, first)
        shown, whole = (SHOWN_MORE, BOTH_MORE) if more else (shown, whole)
        return Sentence(shown if is_part else whole, {"n": twice.own, "before": before, "more": more})
    others_before = sentences.comparison_answered_before(report, first)
    message = SIDES_OF if before and others_before else SIDES
    values = {"n": twice.own, "others": twice.others, "before": before, "beside": others_before}
    return Sentence(message, values)


ONLY_AFTER = "{after:count} answered only after"
MORE_AFTER = "{after:count} more answered after"


def _after(report: ImpactReport, first: Measured) -> tuple[Sentence, ...]:
    """How many answered after and not before, who are in no count beside it; nothing where they are nobody or few."""
    if not sentences.tells_once(report, first):
        return ()
    alone, about = flow_printed(report).total.get("post_only"), (report.context.about or {}).get("post")
    if about:
        return (Sentence(MORE_AFTER, {"after": About(about)}),)
    return (Sentence(ONLY_AFTER, {"after": alone}),) if isinstance(alone, int) and alone else ()


LETTERS = "Letters drawn by lot; bigger circles mean more people; grey is smaller than {margin:point}."
LETTERS_ALONE = "Letters drawn by lot; bigger circles mean more people."


PERCENTAGE_POINTS = "In percentage points of people."


def _key(report: ImpactReport, first: Measured) -> tuple[Sentence, ...]:
    """What the drawing of the chapters needs to be read."""
    message = "In name order; bigger circles mean more people; grey is smaller than {margin:point}."
    if first.margin is None:
        message = "In name order; bigger circles mean more people."
    if first.renderer >= 2 and report.context.has_pseudonyms:
        message = LETTERS_ALONE if first.margin is None else LETTERS
    compared = first.compared is not None and (bool(first.arms) or not first.compared.between)
    sides = (Sentence("People: who came / comparison group."),) if compared else ()
    better = (
        (Sentence(phrases.BETTER_ALONE[first.direction]),)
        if first.renderer >= 2 and first.direction in phrases.BETTER_ALONE
        else ()
    )
    shares = (Sentence(PERCENTAGE_POINTS),) if first.yes_or_no else ()
    return (Sentence(message, {"margin": first.margin}, of_shares=first.yes_or_no), *shares, *sides, *better)
