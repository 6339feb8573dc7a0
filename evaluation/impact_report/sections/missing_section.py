"""Who is missing, and how far that could change the answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.estimate.answered_once import AnsweredOnce
from analysis.estimate.estimate import Estimate, Interval, NotEstimable, Suppressed
from analysis.estimate.sample import SampleFigures
from analysis.pooling.mixed import AllRows
from analysis.scoring.scoring import Scale
from analysis.sensitivity.attrition import Missing
from analysis.wording.ranges import within_scale
from analysis.wording.wording import Measured, Sentence
from evaluation.impact_report.build.findings import measured_of
from evaluation.impact_report.build.outcomes import FEW_LOST
from evaluation.impact_report.build.printed_counts import flow_printed, missing_printed, once_printed
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.figures.attrition import Attrition, AttritionReading, attrition
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.places import About
from evaluation.impact_report.text import who_has_a_score
from evaluation.impact_report.text.whole_points import in_per_cent

NOTABLE = 0.2
"""A difference between groups, in standard deviations, from which on it is called one."""

OF_THOSE_WHO_CAME = "This is about those who came and their own change, without the comparison group."
ALL_ROWS_ALONE = (
    "Counting everybody's answers, also of those who answered once, the average change is {estimate:change}."
)
ALL_ROWS = "Counting everybody's answers, also of those who answered once, the average change is {estimate:change} "
ALL_ROWS += "({low:level} to {high:level})."

_NIL = "For the average change to be nil, those missing would have to have changed by "
LESS = _NIL + "{size:size} points less than the others."
MORE = _NIL + "{size:size} points more than the others."
NONE_COULD = "No answers that those missing could have given would make the average change nil."


@dataclass(frozen=True, kw_only=True)
class Absent:
    """Who is missing in sentences, and what they could change of the first outcome as a figure with its words."""

    said: tuple[Sentence, ...]
    outcome: str
    figure: Attrition | None
    title: str


def missing(report: ImpactReport, language: Language) -> Absent | None:
    """Who is missing, whether they began differently, and what they could change.

    None where nobody was counted, or where one wave alone was asked, so that nobody is missing.
    """
    counts = {field: count for field, count in flow_printed(report).total.items() if isinstance(count, int)}
    if not counts or report.estimand.once:
        return None
    found = of_those_who_came(report)
    shown = not report.context.released and _anybody(report.first.missing)
    drawn = _readings(report, found, language) if shown else ()
    return Absent(
        said=(
            *([Sentence(OF_THOSE_WHO_CAME)] if report.estimand.compared else []),
            *_miscounted(report),
            *_flow(report, counts),
            *who_has_a_score.scored(report, found),
            *(_first(report) if shown else ()),
        ),
        outcome=_on_its_scale(found, language),
        figure=attrition(drawn, margin=found.margin, of_shares=found.yes_or_no) if len(drawn) > 1 else None,
        title=_in_words(drawn, found, language),
    )


def of_those_who_came(report: ImpactReport) -> Measured:
    """The first outcome's change of those who came, also where page 1 is about a difference."""
    first = report.first
    found = next(iter(report.measured.values()))
    if first.compared is None:
        return found
    alone = {first.scale.id: replace(first, compared=None, beyond=None)}
    chapter = None if report.across else report.chapters.names[0]
    came = measured_of(alone, {first.scale.id: found.outcome}, chapter=chapter, names=report.chapters.names)
    return replace(came[first.scale.id], renderer=report.renderer)


def _anybody(lost: Missing | Suppressed) -> bool:
    """Whether there is anybody whose missing answers could change the first outcome."""
    ends = lost.bounds if isinstance(lost, Missing) else lost
    return not isinstance(ends, Interval) or ends.low != ends.high


def _readings(report: ImpactReport, found: Measured, language: Language) -> tuple[AttritionReading, ...]:
    """The change of those who answered both times, of everybody, and all that it could be."""
    lost, gettext = missing_printed(report, report.first), language.catalogue.gettext
    if isinstance(lost, Suppressed) or found.change is None or found.low is None or found.high is None:
        return ()
    people, some = language.say(Sentence("{n:count} people", {"n": found.n})), _some_without(report)
    both = gettext("Scored both times") if some else gettext("Answered both times")
    made = [AttritionReading(label=both, detail=people, change=found.change, low=found.low, high=found.high)]
    if isinstance(rows := lost.all_rows, AllRows):
        once = gettext("also those with one score") if some else gettext("also those who answered once")
        rows = within_scale(rows, report.first.scale)
        ends = (None, None) if report.across else (rows.low, rows.high)
        made.append(
            AttritionReading(label=gettext("Everybody"), detail=once, change=rows.estimate, low=ends[0], high=ends[1])
        )
    if isinstance(most := lost.bounds, Interval) and isinstance(most.low, float) and isinstance(most.high, float):
        extremes = gettext("all missing answer lowest, or highest")
        made.append(AttritionReading(label=gettext("At the very most"), detail=extremes, low=most.low, high=most.high))
    return tuple(made)


def _some_without(report: ImpactReport) -> bool:
    """Whether somebody answered at a time and has no score of the first outcome then."""
    found, counts = report.first.participants, flow_printed(report).total
    if report.renderer < 2 or not isinstance(found, SampleFigures):
        return False
    known = {name: counts.get(name) for name in ("pre", "post")}
    return (known["pre"], known["post"]) != (found.n_pre, found.n_post) and all(
        isinstance(count, int) for count in known.values()
    )


ALONE = "{label}, {detail}: {change:change}"
IN_PERCENTAGE_POINTS = "{outcome:begin}, in percentage points of people."
IN_PERCENTAGE_POINTS_WITH_MARGIN = "{outcome:begin}, in percentage points of people; grey is smaller than "
IN_PERCENTAGE_POINTS_WITH_MARGIN += "{margin:point}."


def _on_its_scale(found: Measured, language: Language) -> str:
    message = "{outcome:begin}, on a scale of {minimum:point} to {maximum:point}; grey is smaller than {margin:point}."
    if found.margin is None:
        message = "{outcome:begin}, on a scale of {minimum:point} to {maximum:point}."
    if found.yes_or_no:
        message = IN_PERCENTAGE_POINTS if found.margin is None else IN_PERCENTAGE_POINTS_WITH_MARGIN
    return language.say(Sentence(message, vars(found), of_shares=found.yes_or_no))


def _in_words(drawn: Sequence[AttritionReading], found: Measured, language: Language) -> str:
    """The figure in words, for those who do not see it."""
    ranged = "{label}, {detail}: {low:level} to {high:level}"
    valued = "{label}, {detail}: {change:change} ({low:level} to {high:level})"
    forms = [ranged if each.change is None else valued if each.low is not None else ALONE for each in drawn]
    shares = found.yes_or_no
    said = [language.say(Sentence(form, vars(each), of_shares=shares)) for form, each in zip(forms, drawn, strict=True)]
    message = "Change in {outcome:inside} by who is counted. {said}."
    return language.say(Sentence(message, {**vars(found), "said": "; ".join(said)}))


FEW_ONCE = "So few answered one time only that their number could tell who they are: some counts are held back."
NOT_DISCLOSED = (
    "Who answered one time only, and what they could change, is held back here, as it could tell of a few people."
)
OTHERS = {
    "pre": "In the whole study {pairs:count} answered both times and are told of; {others:count} more answered before.",
    "post": "In the whole study {pairs:count} answered both times and are told of; {others:count} more answered after.",
}
MISCOUNTED = (
    "More people answered than are recorded as having come ({names:names}): one of the two counts is wrong, so "
)
MISCOUNTED += "nothing is said of who came and did not answer."


def _about(report: ImpactReport, counts: dict[str, int]) -> tuple[Sentence, ...]:
    """About how many others answered at each wave of the whole study, of a release or a draft that may tell it."""
    about = report.context.about if report.context.about and "pairs" in counts else {}
    return tuple(
        Sentence(message, {**counts, "others": About(about[wave])})
        for wave, message in OTHERS.items()
        if about.get(wave)
    )


def _miscounted(report: ImpactReport) -> tuple[Sentence, ...]:
    names = report.context.miscounted
    return (Sentence(MISCOUNTED, {"names": names}),) if names else ()


UNSEEN = {
    AnsweredOnce.LEFT_OUT: "Only people who answered both before and after are in the file: how many answered one time "
    "only is not known, nor what their answers would change.",
    AnsweredOnce.NONE_IN_FILE: "The file holds nobody who answered one time only. If such people were left out of it, "
    "how many they are is not known, nor what their answers would change.",
}
"""What is said where the answers cannot tell how many were lost."""


def _flow(report: ImpactReport, counts: dict[str, int]) -> tuple[Sentence, ...]:
    once, came = once_printed(report), not report.context.miscounted and {"came", "pairs"} <= set(counts)
    if not once and report.context.released:
        return (*_about(report, counts), Sentence(NOT_DISCLOSED)) if report.renderer >= 2 else ()
    lost = "{pre_only:few} answered before and not after; {post_only:few} answered after and not before."
    of_all = "Of {came:count} people who came, {pairs:count} answered both times."
    both = (Sentence(of_all, counts),) if came else ()
    if report.context.answered_once in UNSEEN:
        return (*both, Sentence(UNSEEN[report.context.answered_once]))
    if not once:
        return (*both, Sentence(FEW_ONCE))
    return (*both, Sentence(SHOWN_LOST if report.renderer >= 2 and _held_back(report) else lost, once))


SHOWN_LOST = "In the chapters that are shown, {pre_only:few} answered before and not after; {post_only:few} answered "
SHOWN_LOST += "after and not before. Where too few answered both times, it is not told how many answered once."


def _held_back(report: ImpactReport) -> bool:
    """Whether some place is in no count of who took part, as too few people answered both times there."""
    shown = flow_printed(report)
    return report.across and (
        bool(shown.left_out) or any(isinstance(each, Suppressed) for each in shown.chapters.values())
    )


FEW_ON_A_SIDE = "Of one of these counts, or both, people are so few that figures about them could tell what they "
FEW_ON_A_SIDE += "answered."


def _first(report: ImpactReport) -> tuple[Sentence, ...]:
    outcome, found = report.first, missing_printed(report, report.first)
    if isinstance(found, Suppressed) and found != FEW_LOST and report.renderer >= 2:
        return ()
    if isinstance(found, Suppressed) and report.renderer >= 2:
        return (Sentence(FEW_ON_A_SIDE),)
    if isinstance(found, Suppressed):
        return (Sentence("They are so few that figures about them could tell what they answered."),)
    key = f"outcomes.{outcome.scale.id}.missing"
    changes = (
        *_all_rows(found.all_rows, key, ranged=not report.across, some=_some_without(report)),
        *_bounds(found, outcome.scale, key, renderer=report.renderer),
    )
    return (*_baseline(found.baseline_smd, key, some=_some_without(report)), *in_per_cent(report, changes))


WORST = (
    "Had everybody missing after given the lowest answer, or the highest, it would be {low:change} or {high:change}."
)
ABOUT_THE_SAME = "People who answered only before began at about the same level (a difference of {size:two} SD)."
LOWER = "People who answered only before began lower, by {size:two} SD, than those who answered both times."
HIGHER = "People who answered only before began higher, by {size:two} SD, than those who answered both times."
OF_SCORES = {
    ABOUT_THE_SAME: "People with a score before and none after began at about the same level (a difference of "
    "{size:two} SD).",
    LOWER: "People with a score before and none after began lower, by {size:two} SD, than those with both.",
    HIGHER: "People with a score before and none after began higher, by {size:two} SD, than those with both.",
    ALL_ROWS_ALONE: "Counting everybody's answers, also of those with one score, the average change is "
    "{estimate:change}.",
    ALL_ROWS: "Counting everybody's answers, also of those with one score, the average change is {estimate:change} "
    "({low:level} to {high:level}).",
}
"""The same where somebody answered both times and has a score of one of them only."""


def _baseline(found: Estimate | NotEstimable, key: str, *, some: bool) -> tuple[Sentence, ...]:
    if isinstance(found, NotEstimable) or not isinstance(found.value, float):
        return ()
    message = ABOUT_THE_SAME if abs(found.value) < NOTABLE else LOWER if found.value > 0 else HIGHER
    values, keys = {"size": abs(found.value)}, (f"{key}.baseline_smd.value",)
    return (Sentence(OF_SCORES[message] if some else message, values, keys),)


def _all_rows(found: object, key: str, *, ranged: bool, some: bool) -> tuple[Sentence, ...]:
    """The average over everybody; across chapters without its range, which does not tell chapters apart."""
    if not isinstance(found, AllRows):
        return ()
    message = ALL_ROWS if ranged else ALL_ROWS_ALONE
    keys = (f"{key}.all_rows.estimate",)
    return (Sentence(OF_SCORES[message] if some else message, vars(found), keys),)


def _bounds(found: Missing, scale: Scale, key: str, *, renderer: int) -> tuple[Sentence, ...]:
    """The most that those missing could do, and by how much they would have to differ for the change to be nil."""
    ends, tipping = found.bounds, found.tipping_point
    if isinstance(ends, NotEstimable):
        return ()
    worst = Sentence(WORST, vars(ends), (f"{key}.bounds",))
    if isinstance(tipping, NotEstimable):
        return (worst,)
    if renderer >= 2 and not _includes_nil(ends):
        return (worst, Sentence(NONE_COULD, figures=(f"{key}.bounds",)))
    if renderer >= 2 and abs(tipping) > scale.maximum - scale.minimum:
        return (worst,)
    turn = LESS if tipping < 0 else MORE
    return (worst, Sentence(turn, {"size": tipping}, (f"{key}.tipping_point",)))


def _includes_nil(ends: Interval) -> bool:
    return isinstance(ends.low, float) and isinstance(ends.high, float) and ends.low <= 0 <= ends.high
