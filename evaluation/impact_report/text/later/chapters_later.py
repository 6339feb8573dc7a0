"""What page 1 says of single chapters months later, where no average tells that they were harmed."""

from collections.abc import Mapping
from dataclasses import replace

from analysis.estimate.estimate import NotEstimable
from analysis.estimate.sample import SampleFigures
from analysis.pooling.contrasts import OfPeople
from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording import cautions, later_phrases
from analysis.wording.measured import Measured, Sentence
from evaluation.impact_report.build.later.what_is_left import chapters_of, lasting_of, own_harmed_of_two
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.harm.chapters_named import Messages, named_together
from evaluation.impact_report.text.later.people_shown import people_shown
from evaluation.impact_report.text.later.unwelcome_side import unwelcome_side

WITH_A_SENTENCE_EACH = 2
"""More chapters than these are named in one sentence."""
TOGETHER = Messages(each=later_phrases.IN_CHAPTERS, between=later_phrases.IN_CHAPTERS_BETWEEN)
FEW = Messages(each=later_phrases.FEW_IN_CHAPTERS, between=later_phrases.FEW_IN_CHAPTERS_BETWEEN)
FEW_BEHIND = Messages(each=later_phrases.FEW_IN_CHAPTERS_BEHIND, between=later_phrases.FEW_IN_CHAPTERS_BEHIND_BETWEEN)
TOGETHER_BEHIND = Messages(each=later_phrases.IN_CHAPTERS_BEHIND, between=later_phrases.IN_CHAPTERS_BEHIND_BETWEEN)


def chapters_harmed(report: ImpactReport) -> tuple[Sentence, ...]:
    """Chapters of each outcome that were past where they began, the unwelcome way, or past their comparison group."""
    return tuple(said for name, found in report.measured.items() for said in _of_outcome(report, name, found))


def _of_outcome(report: ImpactReport, name: str, found: Measured) -> tuple[Sentence, ...]:
    every, harmed = chapters_of(report.outcomes[name]), harmed_later(report, name)
    if not harmed:
        return ()
    k = _chapters_seen(report, name, len(every))
    if not report.across:
        return tuple(_sentence(report, name, chapter, each) for chapter, each in harmed.items())
    few = {chapter: each for chapter, each in harmed.items() if are_few(report, name, chapter, each)}
    enough = {chapter: each for chapter, each in harmed.items() if chapter not in few}
    placed = tuple(_placed(found, each) for each in harmed.values())
    seen = sum(bool(chapters_of(each)) for each in report.outcomes.values())
    chance = cautions.by_chance(placed, k, outcome=found.outcome, outcomes=seen)
    said = _of_enough(report, name, enough, k=k)
    said = (*said, *_together(report, name, few, (FEW, FEW_BEHIND), k=k))
    return (*said, *((chance,) if chance else ()))


def harmed_later(report: ImpactReport, name: str) -> dict[str, OfPeople]:
    """These chapters with their figures; the one of a report where it has a range, and enough people."""
    every = chapters_of(report.outcomes[name])
    harmed = {chapter: every[chapter] for chapter in report.measured[name].harmed_chapters_later if chapter in every}
    if report.across:
        own = own_harmed_of_two(report.outcomes[name], report.measured[name])
        return {chapter: {**harmed, **own}[chapter] for chapter in every if chapter in (*harmed, *own)}
    return {name: each for name, each in harmed.items() if _has_range(each) and each.n >= TOO_FEW_TO_SAY_BELOW}


def _of_enough(report: ImpactReport, name: str, harmed: Mapping[str, OfPeople], *, k: int) -> tuple[Sentence, ...]:
    """That chapters had moved the unwelcome way: a sentence of each, or one of several."""
    if len(harmed) <= WITH_A_SENTENCE_EACH and all(_has_range(each) for each in harmed.values()):
        return tuple(_sentence(report, name, chapter, each) for chapter, each in harmed.items())
    return _together(report, name, harmed, (TOGETHER, TOGETHER_BEHIND), k=k)


def _together(
    report: ImpactReport, name: str, harmed: Mapping[str, OfPeople], forms: tuple[Messages, Messages], *, k: int
) -> tuple[Sentence, ...]:
    """One sentence of these chapters, beside a comparison group where all of them have one."""
    if not harmed:
        return ()
    found = report.measured[name]
    said = forms[all(is_compared(report, name, chapter) for chapter in harmed)]
    figures = tuple(_key(report, name, chapter) for chapter in harmed)
    places = {chapter: _placed(found, each) for chapter, each in harmed.items()}
    return (named_together(said, found, places, k=k, figures=figures),)


def _chapters_seen(report: ImpactReport, name: str, alone: int) -> int:
    """How many chapters were looked at, also where a release tells of fewer alone."""
    lasting = lasting_of(report.outcomes[name])
    return max(alone, (lasting.k or 0) if lasting else 0)


def _sentence(report: ImpactReport, name: str, chapter: str, alone: OfPeople) -> Sentence:
    found, compared = report.measured[name], is_compared(report, name, chapter)
    values: dict[str, object] = {"outcome": found.outcome, "chapter": chapter, "n": _people(report, name, alone)}
    figures = {"change": alone.mean, "low": alone.low, "high": alone.high}
    values |= {
        name_of: unwelcome_side(each, found) for name_of, each in figures.items() if not isinstance(each, NotEstimable)
    }
    said = later_phrases.IN_CHAPTER_BEHIND if compared else later_phrases.IN_CHAPTER
    if not report.across and not compared:
        said = later_phrases.IN_THIS_CHAPTER
    return Sentence(said, values, (_key(report, name, chapter),), people=alone.n, bounds=found.bounds)


def _people(report: ImpactReport, name: str, alone: OfPeople) -> int:
    """How many people of a chapter answered; of several chapters only those are told of whose number may be."""
    pairs = report.outcomes[name].participants
    of = pairs.n_pairs if isinstance(pairs, SampleFigures) else 0
    return alone.n if report.across else people_shown(report, name, people=alone.n, of=of)


def _placed(found: Measured, alone: OfPeople) -> Measured:
    """The outcome in one chapter alone, months later."""
    change = unwelcome_side(alone.mean, found)
    low, high = (
        None if isinstance(end, NotEstimable) else unwelcome_side(end, found) for end in (alone.low, alone.high)
    )
    return replace(found, n=alone.n, change=change, low=low, high=high, keys={}, compared=None)


def _key(report: ImpactReport, name: str, chapter: str) -> str:
    """The key of a chapter's figure of months later in the machine-readable report."""
    where = "difference" if is_compared(report, name, chapter) else "lasting"
    return f"outcomes.{name}.waves.follow_up.{where}.chapters.{chapter}"


def are_few(report: ImpactReport, name: str, chapter: str, alone: OfPeople) -> bool:
    """Whether too few people of a chapter answered to say what changed: beside a comparison group, of either side."""
    later = report.outcomes[name].compared_later if is_compared(report, name, chapter) else None
    of_comparison = later.chapters[chapter].beside if later is not None and report.renderer >= 2 else alone.n
    return min(alone.n, of_comparison) < TOO_FEW_TO_SAY_BELOW


def _has_range(alone: OfPeople) -> bool:
    return not isinstance(alone.low, NotEstimable) and not isinstance(alone.high, NotEstimable)


def is_compared(report: ImpactReport, name: str, chapter: str) -> bool:
    """Whether a chapter is told of months later by its difference from a comparison group."""
    found = report.outcomes[name].compared_later
    own = own_harmed_of_two(report.outcomes[name], report.measured[name])
    return found is not None and chapter in found.chapters and chapter not in own
