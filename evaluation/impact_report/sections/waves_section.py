"""More than two waves: what is left months later, the remembered before, and what moved before anybody met."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.pooling.contrasts import Contrast, OfPeople
from analysis.pooling.everybody import Everybody
from analysis.wording.ranges import within_scale
from evaluation.impact_report.build.later.further_waves import ALONE, MONTHS_LATER
from evaluation.impact_report.build.later.what_is_left import DifferenceLater, difference_of
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.written import changed, changed_between
from evaluation.impact_report.text.later.unwelcome_side import on_its_side

MOST_SIDE_BY_SIDE = 2
"""So many chapters are not averaged."""
TITLES = {
    "follow_up": "Months later",
    "then": "Looking back: the remembered before, kept apart from the true one",
    "pretest": "Two measures before",
}
CONTRASTS = {
    "change": "from before to after",
    "lasting": "from before to months later",
    "faded": "from after to months later",
    "post_minus_pre": "from the true before to after",
    "post_minus_then": "from the remembered before to after",
    "then_minus_pre": "from the true before to the remembered one",
    "drift": "between the two measures before",
    "beyond_drift": "change beyond that drift",
}


@dataclass(frozen=True)
class WaveRow:
    """One difference of two waves, as it is printed."""

    outcome: str
    contrast: str
    n: str
    change: str


LASTING = "lasting"
HELD_BACK = "\N{EN DASH}"
EVERYBODY = "{contrast}, everybody in one model"
IN_CHAPTER = "{contrast}, in {chapter}"
AVERAGES = "Of several chapters these are averages of the chapters, as on page 1: the first and the last need not add "
AVERAGES += "up to the one between them to the last decimal."
DIFFERENCE = "from before to months later, beside the comparison group"
OF_GROUP = "{contrast}, the group “{arm}”"
AVERAGED = "Of several chapters this is the average of the chapters, as on page 1."
NOT_EXACT = "How many people answered then is not told, as it could tell who did not."
NEARLY_ALL = (
    "The change from before to after is not told again of those asked this time, as it could tell that of the few "
)
NEARLY_ALL += "others."
NOT_AVERAGED = "One or two chapters are not averaged: the figure of all their people has no range."
NONE_SHOWN = "No chapter has enough people to be shown alone: the figure of all their people has no range."


@dataclass(frozen=True)
class WaveTable:
    """The differences of one further wave, and what is to be known of them."""

    title: str
    rows: tuple[WaveRow, ...]
    notes: tuple[str, ...]


def waves(report: ImpactReport, language: Language) -> tuple[WaveTable, ...]:
    """A table a further wave, of the outcomes that were asked again by enough people."""
    say = language.catalogue.gettext
    made = [
        WaveTable(
            say(title),
            tuple(row for name in report.outcomes for row in _rows(report, name, wave, language)),
            tuple(say(note) for note in _notes(report, wave)),
        )
        for wave, title in TITLES.items()
    ]
    return tuple(table for table in made if table.rows)


def _contrasts(report: ImpactReport, name: str, wave: str) -> Mapping[str, Contrast]:
    """Those that may be printed: of nearly all one alone, as their change would tell that of the few others."""
    outcome = report.outcomes[name]
    found = outcome.waves.get(wave)
    if found is None or isinstance(found, NotEstimable | Suppressed):
        return {}
    return {key: each for key, each in found.items() if wave not in outcome.nearly_all or key == ALONE[wave]}


def _notes(report: ImpactReport, wave: str) -> Iterator[str]:
    of_outcomes = [_contrasts(report, name, wave) for name in report.outcomes]
    found = [each for contrasts in of_outcomes for each in contrasts.values()]
    if any(each.k is not None and each.k > MOST_SIDE_BY_SIDE for each in found):
        yield AVERAGES if any(len(contrasts) > 1 for contrasts in of_outcomes) else AVERAGED
    if not report.later.exact:
        yield NOT_EXACT
    if any(wave in outcome.nearly_all for outcome in report.outcomes.values()):
        yield NEARLY_ALL
    if any(each.k is not None and 0 < each.k <= MOST_SIDE_BY_SIDE for each in found):
        yield NOT_AVERAGED
    if any(each.k == 0 for each in found):
        yield NONE_SHOWN


def _rows(report: ImpactReport, name: str, wave: str, language: Language) -> Iterator[WaveRow]:
    measured = report.measured[name]
    say, label, language = (
        language.catalogue.gettext,
        language.begin(measured.outcome),
        language.in_units(of_shares=measured.yes_or_no).against(measured.bounds),
    )
    scale = report.outcomes[name].scale
    for key, every in _contrasts(report, name, wave).items():
        contrast, found = say(CONTRASTS[key]), within_scale(every, scale, renderer=report.renderer)
        harm = (measured.harmed_later or measured.few_harmed_later) and key == LASTING
        own = on_its_side(found, measured) if harm and not measured.together_later else found
        yield _row(label, contrast, own, language, report)
        if isinstance(found.low, NotEstimable) and found.everybody:
            at_once = within_scale(_at_once(found.everybody), scale)
            together = on_its_side(at_once, measured) if harm else at_once
            yield _row(label, say(EVERYBODY).format(contrast=contrast), together, language, report)
        for chapter, alone in _alone(report, name, key, found).items():
            kept = within_scale(alone, scale, renderer=report.renderer)
            own = on_its_side(kept, measured) if chapter in measured.harmed_chapters_later else kept
            yield _row(label, say(IN_CHAPTER).format(contrast=contrast, chapter=chapter), own, language, report)
    if wave == MONTHS_LATER:
        yield from _compared(report, name, label, language)


def _compared(report: ImpactReport, name: str, label: str, language: Language) -> Iterator[WaveRow]:
    """The difference from the comparison group, with the people of both sides."""
    outcome, say = report.outcomes[name], language.catalogue.gettext
    if report.measured[name].arms:
        yield from _of_groups(report, name, label, language)
        return
    found = difference_of(outcome, chapter=None if report.across else report.chapters.names[0], fewest=0)
    if found is not None:
        yield _between(label, say(DIFFERENCE), found, language, report)
    for chapter in report.measured[name].harmed_chapters_later:
        one = difference_of(outcome, chapter=chapter, fewest=0)
        if one is not None and report.across and one.place != "headline":
            in_chapter = say(IN_CHAPTER).format(contrast=say(DIFFERENCE), chapter=chapter)
            yield _between(label, in_chapter, one, language, report)


def _of_groups(report: ImpactReport, name: str, label: str, language: Language) -> Iterator[WaveRow]:
    """The same of each of several groups that came."""
    say = language.catalogue.gettext
    for arm in report.measured[name].arms_later:
        people = f"{language.count(arm.people)} / {language.count(arm.others)}"
        written = changed_between(language.of(min(arm.people, arm.others)), arm.change, arm.low, arm.high)
        yield WaveRow(label, say(OF_GROUP).format(contrast=say(DIFFERENCE), arm=arm.called), people, written)


def _between(label: str, contrast: str, found: DifferenceLater, language: Language, report: ImpactReport) -> WaveRow:
    people = f"{language.count(found.people)} / {language.count(found.others)}" if report.later.exact else HELD_BACK
    finest = language.of(min(found.people, found.others))
    return WaveRow(label, contrast, people, changed_between(finest, found.change, found.low, found.high))


def _alone(report: ImpactReport, name: str, key: str, found: Contrast) -> Mapping[str, OfPeople]:
    """Chapters that stand side by side, since they are not averaged, and those that page 1 names."""
    if found.k is not None and found.k <= MOST_SIDE_BY_SIDE:
        return found.chapters or {}
    named = report.measured[name].harmed_chapters_later if key == LASTING else ()
    return {chapter: each for chapter, each in (found.chapters or {}).items() if chapter in named}


def _at_once(found: Everybody) -> OfPeople:
    return OfPeople(n=found.pairs, mean=found.estimate, low=found.low, high=found.high)


def _row(label: str, contrast: str, found: OfPeople, language: Language, report: ImpactReport) -> WaveRow:
    people = language.count(found.n) if report.later.exact else HELD_BACK
    return WaveRow(label, contrast, people, _change(found, language))


def _change(found: OfPeople, language: Language) -> str:
    language = language.of(found.n)
    if isinstance(found.low, NotEstimable) or isinstance(found.high, NotEstimable):
        return changed(language, found.mean)
    return changed_between(language, found.mean, found.low, found.high)
