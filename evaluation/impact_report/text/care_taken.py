"""What page 1 says so that no average hides anything: harm in single chapters."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from analysis.estimate.estimate import Interval, NotEstimable, Suppressed
from analysis.estimate.sample import SampleFigures
from analysis.pooling.everybody import Everybody
from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording import caution_phrases, cautions, comparison_phrases
from analysis.wording.measured import Measured, Sentence, harm_of_average_alone, own_verdict, verdict
from analysis.wording.phrases import Verdict
from analysis.wording.ranges import range_of_change, way_of_range
from analysis.wording.rounding import sign_of
from analysis.wording.wording import statement
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.harm.among_outcomes import chance_of
from evaluation.impact_report.text.harm.chapters_named import Messages, named_together

Range = Interval | NotEstimable | Suppressed
SIDE_BY_SIDE = 2
"""Up to so many chapters have a sentence each, and up to so many are not averaged."""
TOGETHER = Messages(each=caution_phrases.HARMED_NAMED, between=caution_phrases.HARMED_BETWEEN)
FEW = Messages(each=caution_phrases.HARMED_FEW, between=caution_phrases.HARMED_FEW_BETWEEN)
SOME_FEW = Messages(each=caution_phrases.SOME_FEW, between=caution_phrases.SOME_FEW_BETWEEN)
SOME_FEW_COMPARED = Messages(each=caution_phrases.SOME_FEW_COMPARED, between=caution_phrases.SOME_FEW_COMPARED_BETWEEN)
FEW_COMPARED = Messages(each=caution_phrases.HARMED_FEW_COMPARED, between=caution_phrases.HARMED_FEW_COMPARED_BETWEEN)
OWN = Messages(each=comparison_phrases.OWN_IN_CHAPTERS, between=comparison_phrases.OWN_BETWEEN)
OWN_FEW = Messages(each=comparison_phrases.OWN_FEW_IN_CHAPTERS, between=comparison_phrases.OWN_FEW_BETWEEN)
OWN_SOME_FEW = Messages(each=comparison_phrases.OWN_SOME_FEW, between=comparison_phrases.OWN_SOME_FEW_BETWEEN)
OWN_SOME_FEW_GROUPS = Messages(
    each=comparison_phrases.OWN_SOME_FEW_IN_GROUPS, between=comparison_phrases.OWN_SOME_FEW_GROUPS_BETWEEN
)
OWN_GROUPS = Messages(each=comparison_phrases.OWN_IN_GROUPS, between=comparison_phrases.OWN_GROUPS_BETWEEN)
OWN_FEW_GROUPS = Messages(each=comparison_phrases.OWN_FEW_IN_GROUPS, between=comparison_phrases.OWN_FEW_GROUPS_BETWEEN)
TOGETHER_COMPARED = Messages(
    each=caution_phrases.HARMED_NAMED_COMPARED, between=caution_phrases.HARMED_BETWEEN_COMPARED
)


def harmed(report: ImpactReport, name: str, *, marked: Collection[str] = ()) -> tuple[Sentence, ...]:
    """Chapters of an outcome whose people moved the unwelcome way, where its average does not say so.

    Those that are `marked` already in their own sentences are left out.
    """
    found = report.measured[name]
    places = {chapter: place for chapter, place in harmed_places(report, name).items() if chapter not in marked}
    if not places:
        return ()
    if not report.across:
        return tuple(statement(caution_phrases.HARMED_HERE, place) for place in places.values())
    k = found.chapters.k if found.chapters else report.chapters.k
    few = {chapter: place for chapter, place in places.items() if place.fewest < TOO_FEW_TO_SAY_BELOW}
    enough = {chapter: place for chapter, place in places.items() if chapter not in few}
    chance = chance_of(report, found, places, k)
    return (*_of_enough(found, enough, k), *_of_few(report, name, few, k), *((chance,) if chance else ()))


def harmed_places(report: ImpactReport, name: str) -> Mapping[str, Measured]:
    """These chapters with their figures; of one chapter, where its people tell it and its evenings leave it open."""
    found = report.measured[name]
    if found.unwelcome or found.apart:
        return {}
    if report.across:
        return {chapter: alone_in_chapter(report, name, chapter) for chapter in found.harmed}
    shown = {chapter: report.outcomes[name].chapters.get(chapter) for chapter in found.harmed}
    return {
        chapter: _of_figures(found, figures, range_of_change(figures, report.outcomes[name].scale))
        for chapter, figures in shown.items()
        if isinstance(figures, SampleFigures) and not isinstance(figures.change, Suppressed) and not found.compared
    }


def _of_enough(found: Measured, places: Mapping[str, Measured], k: int) -> tuple[Sentence, ...]:
    """That chapters moved the unwelcome way: a sentence of each, or one of several."""
    if len(places) <= SIDE_BY_SIDE and all(place.low is not None for place in places.values()):
        return tuple(_of_chapter(chapter, place) for chapter, place in places.items())
    said = TOGETHER_COMPARED if found.compared else TOGETHER
    return (named_together(said, found, _alone_of(places), k=k),)


def _of_few(report: ImpactReport, name: str, places: Mapping[str, Measured], k: int) -> tuple[Sentence, ...]:
    """How the answers of chapters lie whose people are too few to say what changed: of how many such chapters."""
    if not places:
        return ()
    found, few = report.measured[name], _of_few_people(report, name)
    forms = (FEW, FEW_COMPARED) if len(few) <= len(places) else (SOME_FEW, SOME_FEW_COMPARED)
    down = sum(sign_of(change) == found.worse for change in few)
    among = {"few": len(few), "down": down}
    return (named_together(forms[found.compared is not None], found, _alone_of(places), k=k, among=among),)


def _of_few_people(report: ImpactReport, name: str) -> list[float]:
    """What every chapter changed by, or differs by, whose people are too few to say what changed."""
    outcome = report.outcomes[name]
    if outcome.compared is not None:
        sides = outcome.compared.chapters.values()
        return [one.estimate for one in sides if min(one.came, one.beside) < TOO_FEW_TO_SAY_BELOW]
    figures = (found for found in outcome.chapters.values() if isinstance(found, SampleFigures))
    few = (found.mean_change for found in figures if found.n_pairs < TOO_FEW_TO_SAY_BELOW)
    return [change for change in few if isinstance(change, float)]


def _alone_of(places: Mapping[str, Measured]) -> dict[str, Measured]:
    """Chapters without what each side of a comparison changed by, which is told of the average alone."""
    return {chapter: replace(place, compared=None) for chapter, place in places.items()}


MANY_OUTCOMES = 3
"""So many outcomes or more are told of in one sentence."""


def own(report: ImpactReport) -> tuple[Sentence, ...]:
    """Outcomes in which those who came moved the unwelcome way by themselves, beside a comparison group.

    Many stand in one sentence: one for each would take a page of its own to say the same.
    """
    found = [each for each in report.measured.values() if fell_by_themselves(each)]
    enough = [each for each in found if _people_who_came(each) >= TOO_FEW_TO_SAY_BELOW]
    if len(enough) < MANY_OUTCOMES:
        return tuple(statement(_own_form(each), each) for each in found)
    named = tuple(statement(comparison_phrases.OWN_RANGED, each) for each in enough)
    keys = tuple(key for each in named for key in each.figures)
    together = Sentence(comparison_phrases.OWN_TOGETHER, {"count": len(named), "names": named}, keys)
    return (together, *(statement(_own_form(each), each) for each in found if each not in enough))


def _own_form(found: Measured) -> str:
    """What is said of one outcome: of several groups that they are taken together: each may have gone its way."""
    several = comparison_phrases.OWN_OF_GROUPS if found.arms else comparison_phrases.OWN_UNWELCOME
    return comparison_phrases.OWN_FEW if _people_who_came(found) < TOO_FEW_TO_SAY_BELOW else several


def _people_who_came(found: Measured) -> int:
    """The people whose own change that is: also those who are in no comparison."""
    return max(found.n, found.compared.own_people if found.compared else 0)


def fell_by_themselves(found: Measured) -> bool:
    """Whether it is told that those who came moved the unwelcome way, whatever the comparison group did.

    Where nobody is compared, that is told of the chapters that are left out.
    """
    return found.own_unwelcome and not found.apart and found.n > 0


def own_in_chapters(report: ImpactReport, name: str) -> tuple[Sentence, ...]:
    """Chapters whose people who came moved the unwelcome way by themselves, while neither their difference did nor the
    average of those who came.
    """
    found, places = report.measured[name], own_places(report, name)
    if not places:
        return ()
    between = report.outcomes[name].compared if found.compared and found.compared.between else None
    k = found.chapters.k if found.chapters else report.chapters.k
    k = sum(one.came for one in between.groups.values()) if between else k
    of_many, of_few = (OWN_GROUPS, OWN_FEW_GROUPS) if between else (OWN, OWN_FEW)
    titles = report.context.experiments if between else {}
    places = {titles.get(chapter, chapter): place for chapter, place in places.items()}
    few = {chapter: place for chapter, place in places.items() if place.n < TOO_FEW_TO_SAY_BELOW}
    enough = {chapter: place for chapter, place in places.items() if chapter not in few}
    all_few = _few_who_came(report, name)
    if all_few > len(few):
        of_few = OWN_SOME_FEW_GROUPS if between else OWN_SOME_FEW
    chance = None if between else chance_of(report, found, places, k)
    if len(enough) <= SIDE_BY_SIDE and all(place.low is not None for place in enough.values()):
        each_in = comparison_phrases.OWN_IN_CHAPTER
        said = tuple(statement(each_in, place, extra={"chapter": chapter}) for chapter, place in enough.items())
    else:
        said = (named_together(of_many, found, enough, k=k),)
    of_them = (named_together(of_few, found, few, k=k, among={"few": all_few}),) if few else ()
    return (*said, *of_them, *((chance,) if chance else ()))


def _few_who_came(report: ImpactReport, name: str) -> int:
    """In how many chapters, or groups that came, those who came are too few to say what changed."""
    compared = report.outcomes[name].compared
    if compared is None:
        return 0
    chapters = [one.came for one in compared.chapters.values()]
    groups = [one.people for one in compared.groups.values() if one.came]
    return sum(people < TOO_FEW_TO_SAY_BELOW for people in (groups if compared.groups else chapters))


def own_places(report: ImpactReport, name: str) -> Mapping[str, Measured]:
    """These chapters with the figures of those who came."""
    found, outcome = report.measured[name], report.outcomes[name]
    if found.compared is None or found.own_unwelcome or found.apart:
        return {}
    return {chapter: _by_itself_or_named(found, outcome, chapter) for chapter in found.own_harmed}


def _by_itself_or_named(found: Measured, outcome: OutcomeFigures, chapter: str) -> Measured:
    """Those who came in a chapter; without figures where none may be told."""
    figures = outcome.of_place(chapter)
    if not isinstance(figures, SampleFigures) or isinstance(figures.change, Suppressed):
        return replace(found, change=None, low=None, high=None, keys={}, compared=None)
    return _of_figures(found, figures, range_of_change(figures, outcome.scale))


def groups_as_one(report: ImpactReport) -> tuple[Sentence, ...]:
    """That those who came are of several groups, where the column of arms names more than one."""
    came = tuple(arm for arm in report.arms if arm != report.estimand.comparison)
    separate = any(found.arms for found in report.measured.values())
    if not report.estimand.compared or separate or len(came) < len(("one", "another")):
        return ()
    return (Sentence(comparison_phrases.TOGETHER, {"count": len(came), "names": came}),)


def _of_chapter(chapter: str, place: Measured) -> Sentence:
    """That a chapter moved the unwelcome way; beside a comparison group, that its difference did."""
    said = caution_phrases.HARMED_COMPARED if place.compared else caution_phrases.HARMED
    return statement(said, place, extra={"chapter": chapter})


def alone_in_chapter(report: ImpactReport, name: str, chapter: str) -> Measured:
    """An outcome in one chapter alone; without figures where none may be told."""
    found, outcome = report.measured[name], report.outcomes[name]
    if outcome.compared is not None and chapter in outcome.compared.chapters:
        one = outcome.compared.chapters[chapter]
        low, high = (None if isinstance(end, NotEstimable) else end for end in (one.low, one.high))
        compared = replace(found.compared, people=one.beside) if found.compared else None
        return replace(found, n=one.came, change=one.estimate, compared=compared, low=low, high=high)
    figures = outcome.chapters.get(chapter)
    if not isinstance(figures, SampleFigures) or isinstance(figures.change, Suppressed):
        return replace(found, change=None, low=None, high=None, keys={}, compared=None)
    of_chapter = _by_itself if report.chapters.k <= SIDE_BY_SIDE else _of_figures
    return of_chapter(found, figures, range_of_change(figures, outcome.scale))


def _by_itself(found: Measured, figures: SampleFigures, place: Range) -> Measured:
    """The same of chapters side by side, as fine as in the tables, where before and after stand beside the change."""
    pre, post = (None if isinstance(each, NotEstimable) else each for each in (figures.mean_pre, figures.mean_post))
    return replace(_of_figures(found, figures, place), pre=pre, post=post, chapters=None)


def _of_figures(found: Measured, figures: SampleFigures, place: Range) -> Measured:
    low, high = (None, None) if isinstance(place, NotEstimable | Suppressed) else (place.low, place.high)
    change = None if isinstance(figures.mean_change, NotEstimable) else figures.mean_change
    return replace(found, n=figures.n_pairs, change=change, low=low, high=high, keys={}, compared=None)


def small_together(report: ImpactReport) -> tuple[Sentence, ...]:
    """How many people are in chapters too small to show alone, where that may be counted."""
    second = report.first.everybody
    if not report.across or not isinstance(second, Everybody):
        return ()
    together = report.first.together
    others = together.of_comparison if isinstance(together, Everybody) else None
    return cautions.small_together(second, of_comparison=others, compared=report.estimand.compared)


def worded_otherwise(report: ImpactReport, stated: Collection[str]) -> tuple[Sentence, ...]:
    """The outcomes but the first that page 1 speaks of and that are worded more carefully than their averages."""
    _, *others = report.measured.items()
    kept = (found for name, found in others if (name in stated or found.unwelcome) and not found.unclaimed)
    verdicts = ((found, verdict(found)) for found in kept if not harm_of_average_alone(found))
    differ = (found for found, said in verdicts if said[0] is not Verdict.BY_CHANCE and said != own_verdict(found))
    return tuple(Sentence(caution_phrases.OTHERWISE_WORDED, {"outcome": found.outcome}) for found in differ)


def chapters_clearly_differ(outcome: OutcomeFigures, found: Measured) -> bool:
    """Whether a report says that chapters differ; the first renderer went by the range of their variance alone."""
    return found.differ if found.renderer >= 2 else outcome.pooled is not None and outcome.pooled.varies


def clear_against(report: ImpactReport, *, change: float) -> bool:
    """Whether something says that chance alone does not explain what lies the other way than this change.

    A chapter's or a workshop's own range that lies past nil on that side (on either side of no change), or chapters
    that clearly differ.
    """
    outcome = report.first
    groups = (*outcome.chapters.values(), *outcome.experiments.values())
    ranges = [group.change for group in groups if isinstance(group, SampleFigures)]
    clear = [0 if isinstance(each, NotEstimable | Suppressed) else way_of_range(each.low, each.high) for each in ranges]
    against = (1, -1) if round(change, 1) == 0 else (-1,) if change > 0 else (1,)
    found = next(iter(report.measured.values()))
    return chapters_clearly_differ(outcome, found) or bool(found.harmed) or any(way in against for way in clear)
