"""How many of those who answered both times have a score of an outcome both times, told wherever that is not all.

Who took part is counted once for a report, and the people of an outcome are those whom its figures are made of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.disclosure.disclosure import MaskedFlow
from analysis.estimate.sample import SampleFigures
from analysis.thresholds import TOO_FEW_TO_REPORT_BELOW, TOO_FEW_TO_SAY_BELOW
from analysis.wording import caution_phrases, comparison_phrases, phrases
from analysis.wording.measured import Measured, Sentence, verdict
from analysis.wording.phrases import Verdict
from analysis.wording.stating import statement
from evaluation.impact_report.build.findings import chapters_not_asked
from evaluation.impact_report.build.later.further_waves import MONTHS_LATER
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.printed_counts import flow_printed
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.asked_at_one_wave import before_and_months_later
from evaluation.impact_report.text.counted import asked_of_one_side
from evaluation.impact_report.text.withheld.not_counted import COUNTED, INSTEAD, not_counted, unclaimed

SCORED = "{n:count} of the {twice:count} people who answered both times have a score of {outcome:inside} both times."
SCORED_SIDES = "{n:count} of the {twice:count} people who came and answered both times, and {others:count} of the "
SCORED_SIDES += "{others_twice:count} of the comparison group, have a score of {outcome:inside} both times."
OF_THESE = "Of these, {n:count} have a score of {outcome:inside} both times."
OF_THESE_SIDES = "Of these, {n:count} and {others:count} have a score of {outcome:inside} both times."
FEW_SCORED = "{n:count} people have a score of {outcome:inside} both times: too few to say what changed."
FEW_SCORED_SIDES = (
    "{n:count} who came and {others:count} of the comparison group have scores both times: too few to compare"
)
NOT_SCORED = "Too few people have a score of {outcome:inside} both times to report results."
NOTHING_WITHOUT = "Nothing is told without {outcome:inside}: all answers wait until enough people have a score of it."
NOT_SCORED_IN_EACH = "Too few people in any one chapter have a score of {outcome:inside} both times."
SMALL = "{k:first_number} of {K:number} chapters have results; too few people have a score of {outcome:inside} both "
SMALL += "times in {small:names} to show each alone"
SMALL_ONE = (
    "{k:first_number} of {K:number} chapters have results; too few people have a score of {outcome:inside} both "
)
SMALL_ONE += "times in {small:names} to show it alone"
SMALL_MANY = (
    "{k:first_number} of {K:number} chapters have results; too few people have a score of {outcome:inside} both "
)
SMALL_MANY += "times in {small:count} others to show each alone"
NONE_ALONE = (
    "In none of {K:number} chapters do enough people have a score of {outcome:inside} both times to show it alone"
)
ASKED_ONCE = {
    "pre": "{outcome:begin} was asked after and not before: no change is told",
    "post": "{outcome:begin} was asked before and not after: no change is told",
}
"""By the wave that did not ask it."""
ASKED_LATER = "{outcome:begin} was not asked both before and after: no change on the day can be told"
OF_SCORES = {
    phrases.TOO_FEW_TO_SAY: FEW_SCORED,
    comparison_phrases.FEW_PEOPLE: FEW_SCORED_SIDES,
    phrases.TOO_FEW_TO_REPORT: NOT_SCORED,
    caution_phrases.TOO_FEW_IN_EACH: NOT_SCORED_IN_EACH,
    caution_phrases.CHAPTERS_SMALL: SMALL,
    caution_phrases.CHAPTERS_SMALL_ONE: SMALL_ONE,
    caution_phrases.CHAPTERS_SMALL_MANY: SMALL_MANY,
    caution_phrases.NONE_ALONE: NONE_ALONE,
}
"""What is said of an outcome in the place of what would be said of everybody who answered both times."""


@dataclass(frozen=True)
class AnsweredTwice:
    """All who answered both times where an outcome's people are from: who came, and of the comparison group."""

    own: int
    others: int | None = None


def answered_twice(report: ImpactReport, found: Measured) -> AnsweredTwice:
    """All who answered both times in the chapters behind an outcome; its own people where that may not be told."""
    others = found.compared.people if found.compared else None
    if report.renderer < 2:
        return AnsweredTwice(found.n, others)
    own = max(found.n, _pairs(flow_printed(report), report, found))
    if others is None or report.comparison_flow is None:
        return AnsweredTwice(own, others)
    return AnsweredTwice(own, max(others, _pairs(report.comparison_flow, report, found)))


def _pairs(flow: MaskedFlow, report: ImpactReport, found: Measured) -> int:
    """Pairs of people in a flow table, of the chapters behind an outcome; 0 where they may not be told."""
    chapters = found.chapters
    if chapters is None:
        return _count(flow.total)
    if not report.across:
        return 0 if chapters.without else _count(flow.total)
    behind = set(chapters.names) - set(chapters.without)
    return sum(_count(counts) for name, counts in flow.chapters.items() if name in behind)


def _count(counts: object) -> int:
    pairs = counts.get("pairs") if isinstance(counts, Mapping) else None
    return pairs if isinstance(pairs, int) else 0


def scored_or_withheld(report: ImpactReport, found: Measured, *, quoted: bool = False) -> tuple[Sentence, ...]:
    """The same, and of which outcomes nothing is claimed because of answers that are held back; of a quote, of its."""
    return (*scored(report, found, quoted=quoted), *unclaimed([found] if quoted else report.measured.values()))


def scored(report: ImpactReport, found: Measured, *, quoted: bool = False) -> tuple[Sentence, ...]:
    """How many of those who answered both times are behind an outcome; empty where all are, or they are too few.

    `quoted` follows a sentence of all who answered both times.
    """
    twice = answered_twice(report, found)
    others = found.compared.people if found.compared else None
    if report.context.lacking:
        return () if quoted else (Sentence(NOTHING_WITHOUT, {"outcome": _lacking(report)}),)
    if others is None and not quoted and (held := _held_back(report, found, behind=twice.own)):
        return held
    all_of_them = (twice.own, twice.others) == (found.n, others)
    if all_of_them or verdict(found)[0] is Verdict.TOO_FEW_TO_REPORT:
        return ()
    values = {"n": found.n, "twice": twice.own, "outcome": found.outcome}
    if others is None:
        return (Sentence(_of_these(report) if quoted else SCORED, values),)
    sides = {**values, "others": others, "others_twice": twice.others}
    return (Sentence(OF_THESE_SIDES if quoted else SCORED_SIDES, sides),)


def _of_these(report: ImpactReport) -> str:
    """In a quote, how many of those who answered both times; where workshops are held back, not of who has a score."""
    return COUNTED if report.context.withheld else OF_THESE


def _held_back(report: ImpactReport, found: Measured, *, behind: int) -> tuple[Sentence, ...]:
    """How many are in no figure of an outcome, where that may be because their answers are too much alike.

    `behind` it are so many who answered both times: those of chapters that are told of.
    """
    if report.renderer < 2 or not report.context.released:
        return ()
    workshops = sum(held for name, held in report.context.withheld.items() if report.measured.get(name) == found)
    shown = flow_printed(report).chapters
    all_of_them = sum(_count(counts) for counts in shown.values())
    if not workshops and all_of_them <= behind:
        return ()
    outcome = next(report.outcomes[name] for name, each in report.measured.items() if each == found)
    unasked = chapters_not_asked(outcome)
    of_these = sum(_count(shown.get(name)) for name in unasked)
    unasked = unasked if of_these == all_of_them - found.n else ()
    return not_counted(found, workshops=workshops, all_of_them=all_of_them, unasked=unasked)


def of_everybody(report: ImpactReport, found: Measured, who: Sentence) -> Sentence:
    """A sentence of who answered, with all who did in the place of those who have a score."""
    twice = answered_twice(report, found)
    counts = {"n": twice.own, "others": twice.others}
    shown = {name: count for name, count in counts.items() if name in who.values}
    return who if all(who.values[name] == count for name, count in shown.items()) else _with(who, shown)


def _with(who: Sentence, counts: Mapping[str, int | None]) -> Sentence:
    return replace(who, values={**who.values, **counts}, figures=())


OF_THOSE = "The average {outcome:inside} of those {n:count} people went from {pre:level} to {post:level} on a scale of "
OF_THOSE += "{minimum:point} to {maximum:point}."


def counted_again(found: Measured, quoted: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Sentences of a quote that follow one of other people: the averages are of those who answered both times."""
    return tuple(statement(OF_THOSE, found) if each.message == phrases.QUOTE_LEVELS else each for each in quoted)


def asked_once(report: ImpactReport, outcome: OutcomeFigures) -> bool:
    """Whether an outcome was asked before or after alone where others were both times, as far as it may be told."""
    return report.renderer >= 2 and {"pre", "post"} <= set(report.waves) and not_asked(outcome) != ""


def not_asked(outcome: OutcomeFigures) -> str:
    """The wave, before or after, at which nobody answered an outcome that the other asked; empty if none."""
    found = outcome.participants
    if not isinstance(found, SampleFigures) or found.n_pairs != 0 or (found.n_pre == 0) == (found.n_post == 0):
        return ""
    return "pre" if found.n_pre == 0 else "post"


def _asked_later(outcome: OutcomeFigures) -> bool:
    """Whether an outcome that was not asked both before and after was asked before and months later."""
    found = outcome.participants
    return MONTHS_LATER in outcome.waves and isinstance(found, SampleFigures) and found.n_pre > 0


ONE_TIME, NOT_ASKED = "asked one time only", {"pre": "not asked before", "post": "not asked after"}
"""The same in a cell of a table, of a whole report and of an outcome by itself."""


def once_in_a_cell(report: ImpactReport, name: str) -> str:
    """What a cell says of an outcome that was asked before or after alone; empty where it was asked both times."""
    outcome = report.outcomes[name]
    if own := asked_of_one_side.in_a_cell(report, outcome):
        return own
    if asked_once(report, outcome):
        return NOT_ASKED[not_asked(outcome)]
    if before_and_months_later(report) and _asked_later(outcome):
        return NOT_ASKED["post"]
    return ONE_TIME if report.renderer >= 2 and report.estimand.once is not None else ""


def of_scores(report: ImpactReport, name: str, said: Sentence) -> Sentence:
    """A headline that says how few answered both times, where more did and have no score: then that is said."""
    found, lacking = report.measured[name], report.context.lacking
    if once := asked_of_one_side.leading(report, name) or _said_once(report, name):
        return once
    if report.renderer < 2 or said.message not in OF_SCORES:
        return said if report.renderer < 2 else asked_of_one_side.asked_in_few(report, found, said)
    if lacking:
        return Sentence(NOT_SCORED, {"outcome": _lacking(report)})
    if said.message == phrases.TOO_FEW_TO_REPORT and (alike := _without_range(found)):
        return alike
    if not _more_answered(report, found, said.message):
        return said
    others = found.compared.people if found.compared else None
    values = {"n": found.n, "others": others, "outcome": found.outcome}
    message = (INSTEAD if report.context.released else OF_SCORES)[said.message]
    return Sentence(message, {place: value for place, value in values.items() if "{" + place + ":" in message})


def _said_once(report: ImpactReport, name: str) -> Sentence | None:
    """That an outcome was asked one time alone."""
    outcome = report.outcomes[name]
    if not asked_once(report, outcome) or report.context.lacking:
        return None
    said = ASKED_LATER if _asked_later(outcome) else ASKED_ONCE[not_asked(outcome)]
    return Sentence(said, {"outcome": report.measured[name].outcome})


def _without_range(found: Measured) -> Sentence | None:
    """What enough people of each side changed by where their difference has no range, as all of a side moved alike."""
    sides = found.compared
    if sides is None or found.change is not None or found.fewest < TOO_FEW_TO_SAY_BELOW or found.arms:
        return None
    if (sides.between and not sides.alike) or sides.own is None or sides.other is None:
        return None
    values = {"outcome": found.outcome, "own": sides.own, "other": sides.other}
    return Sentence(comparison_phrases.NO_RANGE, values, people=found.fewest)


def _lacking(report: ImpactReport) -> str:
    """The first outcome that all others wait for."""
    return report.measured[report.context.lacking[0]].outcome


def of_small_chapters(report: ImpactReport, first: Measured, said: Sentence) -> Sentence:
    """A sentence of chapters too small to show alone, where enough answered in one of them and have no score."""
    shown = flow_printed(report).chapters
    answered = any(_count(shown.get(name)) for name in report.chapters.small)
    if report.renderer < 2 or not answered or said.message not in OF_SCORES:
        return said
    instead = INSTEAD if report.context.released else OF_SCORES
    return replace(said, message=instead[said.message], values={**said.values, "outcome": first.outcome})


def _more_answered(report: ImpactReport, found: Measured, message: str) -> bool:
    """Whether what is said of those who answered both times is not true of all of them."""
    counts = flow_printed(report)
    if message == caution_phrases.TOO_FEW_IN_EACH:
        return any(_count(chapter) for chapter in counts.chapters.values())
    if message == phrases.TOO_FEW_TO_REPORT:
        return _count(counts.total) >= TOO_FEW_TO_REPORT_BELOW
    twice = answered_twice(report, found)
    return twice.own > found.n or (found.compared is not None and (twice.others or 0) > found.compared.people)
