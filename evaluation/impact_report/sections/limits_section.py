"""What a report cannot tell, built from its flags; the first four hold for every study of one group."""

from analysis.estimate.estimate import Suppressed
from analysis.wording import renderer_1_phrases
from analysis.wording.months_later import Found, MonthsLater, are_enough
from analysis.wording.wording import SILENT, Sentence, statement, verdict
from evaluation.impact_report.build.families import is_asked_elsewhere
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.text.differing_questions import all_differing_questions
from evaluation.impact_report.text.held_back import FEW as FEW_ANSWERED
from evaluation.impact_report.text.held_back import chapters_held_back
from evaluation.impact_report.text.who_has_a_score import scored

ONE_GROUP = "One group was asked before and after. Whatever else happened in between is in the change as well."
REGRESSION = (
    "People who come on a low day tend to answer higher the next time, and the other way round, workshop or not."
)
DESIRABLE = "People who were treated kindly may answer kindly: some of a rise can be politeness."
SELECTED = "People chose to come. They may differ from those who did not, so nothing here speaks for a whole community."
SELECTED_ELSEWHERE = "Those who came may differ from those who did not, so nothing here speaks for a whole community."
BY_LOT = "It was drawn by lot who came, but not who took part in the study: nothing here speaks for a whole community."
NOT_LATER = "Nothing here is from months later: whether a change lasts is not known."
FEW_LATER = "Months later {people:few} of {of:count} people answered. Those who did may differ from those who did not: "
FEW_LATER += "whether a change lasts is not known."
SCORED_LATER = "Months later {people:few} of {of:count} people had a score of the first outcome. Those who did may "
SCORED_LATER += "differ from those who did not: whether a change lasts is not known."
_MAY_DIFFER = "Those who did may differ from those who did not: whether a change lasts is not known."
FEW_LATER_ELSEWHERE = (
    "Months later {people:count} of {of:count} people answered, and too few in {where} to be counted. "
)
FEW_LATER_ELSEWHERE += _MAY_DIFFER
SCORED_ELSEWHERE = "Months later {people:count} of {of:count} people had a score of the first outcome, and too few in "
SCORED_ELSEWHERE += "{where} to be counted. " + _MAY_DIFFER
FEW_LATER_SOMEWHERE = "Months later too few people in {where} answered to be counted. " + _MAY_DIFFER
FIRST_LATER = "The first outcome was not asked months later: whether its change lasts is not known."
FEW_LATER_ABOUT = "Months later some of {of:count} people did not answer. Those who did may differ from those who did "
FEW_LATER_ABOUT += "not: whether a change lasts is not known."
NOT_RELEASED = (
    "Figures about people who answered once, how many would rather not say, and what was found in looking over the "
)
NOT_RELEASED += "answers are left out of a release: from one release to the next they could tell about a few people."
NOT_DISCLOSED = (
    "Figures about people who answered once, how many would rather not say, and what was found in looking over the "
)
NOT_DISCLOSED += "answers are left out of a report: from one report to the next they could tell about a few people."
FEW = "Behind {outcome:inside} are {n:count} people who answered both times: so few show only large changes for sure."
FEW_SCORED = "Behind {outcome:inside} are {n:count} people who have a score both times: so few show only large changes "
FEW_SCORED += "for sure."
FEW_COMPARED = (
    "Behind {outcome:inside} are {n:count} people who came and {others:count} of the comparison group: so few "
)
FEW_COMPARED += "show only large differences for sure."
VERSIONS = "Some people were asked in other words after than before; a difference in wording can look like a change."
NO_ANSWERS = "No answers yet: {names:names}."
FEW_CHAPTERS = "With {k:number} chapters, a single one can move the average a good deal."
ONE_EVENING = "Some chapters held one evening: their range borrows from how far evenings lie apart elsewhere."
MANY = (
    "{outcomes:first_number} outcomes were looked at. The more are looked at, the more often one moves by chance alone."
)
LEFT_OUT = "Chapters with a single pair have no spread of their own and are left out of the average: {names:names}."


def limits(report: ImpactReport, language: Language) -> tuple[Sentence, ...]:  # noqa: ARG001 - every section's signature
    """Every caution that applies, the ones of the design first."""
    compared = report.estimand.compared if report.renderer >= 2 else len(report.arms) > 1
    selected = _selected(report)
    design = [REGRESSION, DESIRABLE, selected] if compared else [ONE_GROUP, REGRESSION, DESIRABLE, selected]
    design = [selected] if report.estimand.once else design
    lasting = [NOT_DISCLOSED if report.context.draft else NOT_RELEASED] if report.context.released else []
    said = (*(Sentence(each) for each in design), *_months_later(report), *(Sentence(each) for each in lasting))
    return (*said, *_of_people(report), *_of_chapters(report))


def _selected(report: ImpactReport) -> str:
    """That those who came may be other people than those who did not, as far as no lot decided it."""
    by_lot = report.context.randomised or report.plan.randomised
    if report.renderer < 2:
        return SELECTED
    return BY_LOT if by_lot else SELECTED_ELSEWHERE if is_asked_elsewhere(report.context) else SELECTED


def _months_later(report: ImpactReport) -> tuple[Sentence, ...]:
    """That it is not known whether a change lasts; the first renderer went by whether anybody answered."""
    if report.estimand.once:
        return ()
    if report.renderer < 2:
        return () if "follow_up" in report.waves else (Sentence(renderer_1_phrases.ON_THE_DAY),)
    return _of_those_asked_again(report.later)


def _of_those_asked_again(later: MonthsLater) -> tuple[Sentence, ...]:
    if later.left_out and not later.lasts:
        return (_of_left_out(later),)
    if later.of and later.found is not Found.FEW_OF_BOTH and not are_enough(later.people, later.of):
        if later.nearly or not later.exact:
            return (Sentence(FEW_LATER_ABOUT, {"of": later.of}),)
        said = SCORED_LATER if later.scored else FEW_LATER
        return (Sentence(said, {"people": later.people, "of": later.of}, later.keys),)
    if later.found is Found.FIRST_NOT_ASKED:
        return (Sentence(FIRST_LATER),)
    return () if later.of or later.outcome else (Sentence(NOT_LATER),)


def _of_left_out(later: MonthsLater) -> Sentence:
    """How many answered months later where chapters are left out of that count, as too few did there."""
    if later.nearly or not later.exact:
        return Sentence(FEW_LATER_SOMEWHERE, {"where": later.where})
    said = SCORED_ELSEWHERE if later.scored else FEW_LATER_ELSEWHERE
    return Sentence(said, {"people": later.people, "of": later.of, "where": later.where}, later.keys)


def _of_people(report: ImpactReport) -> tuple[Sentence, ...]:
    first = next(iter(report.measured.values()))
    found = []
    if report.renderer < 2:
        found += [Sentence(renderer_1_phrases.FEW, {"n": first.n})] if 0 < first.n < 72 else []
    elif verdict(first)[0] not in SILENT and first.fewest < 72:  # fewer show 0.3 SD less than four times in five
        alone = FEW_SCORED if scored(report, first) else FEW
        found.append(statement(FEW_COMPARED if first.compared else alone, first))
    if report.versions_differ:
        found.append(Sentence(VERSIONS))
    if report.context.versions:
        found += [*report.context.versions.telling, *report.context.versions.care]
    found += all_differing_questions(report)
    if len(report.outcomes) > 1:
        found.append(Sentence(MANY, {"outcomes": len(report.outcomes)}))
    return tuple(found)


def _held_back(report: ImpactReport) -> tuple[Sentence, ...]:
    """Chapters without figures; the first renderer gave one reason for all of them."""
    if report.renderer >= 2:
        return chapters_held_back(report)
    names = [name for name, found in report.first.chapters.items() if isinstance(found, Suppressed)]
    return (Sentence(FEW_ANSWERED, {"names": names}),) if names else ()


def _of_chapters(report: ImpactReport) -> tuple[Sentence, ...]:
    if not report.across:
        return ()
    outcome = report.first
    held_back = _held_back(report)
    silent = [name for name in report.chapters.names if name not in outcome.chapters]
    named = {NO_ANSWERS: silent, LEFT_OUT: list(outcome.across.left_out)}
    found = [*held_back, *(Sentence(said, {"names": names}) for said, names in named.items() if names)]
    if 2 < report.chapters.k < 6:
        found.append(Sentence(FEW_CHAPTERS, {"k": report.chapters.k}))
    if any(getattr(each, "one_evening", False) for each in outcome.between.values()):
        found.append(Sentence(ONE_EVENING))
    return tuple(found)
