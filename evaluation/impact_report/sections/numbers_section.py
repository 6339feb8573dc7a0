"""The tables of numbers: every figure by outcome, and the model across chapters with each chapter left out in turn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from analysis.disclosure.shares import shares_tell_of_few, without_shares
from analysis.estimate.estimate import Estimate, NotEstimable, Suppressed
from analysis.estimate.sample import Reliability, SampleFigures
from analysis.pooling.new_chapter import never_narrower
from analysis.scoring.scoring import Scale
from analysis.wording.counts_moved import are_too_few_to_count
from analysis.wording.ranges import within_scale
from analysis.wording.rounding import SHORT
from analysis.wording.wording import Sentence
from evaluation.domain.name_order import name_order
from evaluation.impact_report.build.comparison_group import of_arm
from evaluation.impact_report.build.findings import printable_counts
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.printed_counts import figures_printed, tells_exact_p
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.sections.chapters_section import ReportTable
from evaluation.impact_report.sections.methods_section import smallest_changes
from evaluation.impact_report.text.whole_points import headings

LEVELS = {
    "mean_pre": "Average before",
    "sd_pre": "SD before",
    "mean_post": "Average after",
    "sd_post": "SD after",
    "mean_change": "Average change",
    "sd_change": "SD of change",
    "r_pre_post": "Correlation of before and after",
}
INTERVALS = {
    "change": "95 % interval of the change (t)",
    "difference": "95 % interval of the change (Newcombe)",
    "hodges_lehmann": "Typical change (Hodges–Lehmann)",
    "d_av": "Effect size d (average SD)",
    "probability_of_improvement": "Probability of improvement",
    "alpha_pre": "Alpha before",
    "alpha_post": "Alpha after",
}
STANDARDISED = ("d_av", "d_z", "g_av")
FEWEST_STANDARDISED = 10
OF_CHANGE = ("change", "difference")
IN_POINTS = (*OF_CHANGE, "hodges_lehmann")
P_VALUES = {
    "change": "p (paired t)",
    "signed_rank": "p (exact signed rank)",
    "sign_test": "p (exact sign test)",
    "mcnemar": "p (exact McNemar)",
}
OF_SCALES = ("change", "signed_rank", "sign_test")
"""Tests of scores that may lie anywhere between the ends; of a yes/no question it is McNemar's, the sign test of it."""


def figures_of_one(report: ImpactReport, language: Language) -> ReportTable | None:
    """Every figure of all pairs as one sample, a column an outcome; across chapters without tests of people.

    None where there is no figure; the first renderer printed the headings alone.
    """
    gettext = language.catalogue.gettext
    columns = [_shown(each, renderer=report.renderer) for each in report.outcomes.values()]
    intervals = {name: label for name, label in INTERVALS.items() if not (report.across and name in OF_CHANGE)}
    newer = report.renderer >= 2
    tests = {} if report.across else {name: label for name, label in P_VALUES.items() if name != "mcnemar" or newer}
    pairs = (
        [] if report.estimand.once else [(gettext("Pairs"), *(_count(each, "n_pairs", language) for each in columns))]
    )
    rows = [
        *pairs,
        *((gettext(label), *(_number(found, name, language) for found in columns)) for name, label in LEVELS.items()),
        *((gettext(label), *_intervals(report, columns, name, language)) for name, label in intervals.items()),
        (gettext("Up / about the same / down"), *(_moved(found, language) for found in columns)),
        *smallest_changes(report, language),
        *((gettext(label), *_ps(report, columns, name, language)) for name, label in tests.items()),
        *_families_here(report, language),
    ]
    shown = tuple(row for row in rows if any(cell != "–" for cell in row[1:]))
    heading = (gettext("Figure"), *headings(report, language))
    return ReportTable(heading, shown) if shown or report.renderer < 2 else None


def _shown(outcome: OutcomeFigures, *, renderer: int) -> SampleFigures | Reliability | Suppressed:
    found = outcome.reliability or outcome.participants
    if renderer >= 2 and isinstance(found, SampleFigures) and shares_tell_of_few(found, outcome.scale):
        found = without_shares(found)
    return figures_printed(found) if renderer >= 2 else found


def _families_here(report: ImpactReport, language: Language) -> list[tuple[str, ...]]:
    """The p values after Holm; across chapters, or of a comparison, they stand there, and at first all in one row."""
    if report.renderer < 2:
        holm = (_holm(report, name, language) for name in report.outcomes)
        return [(language.catalogue.gettext("p after Holm"), *holm)]
    return [] if report.across or report.estimand.compared else families(report, language)


@dataclass(frozen=True)
class Pooling:
    """The figures across chapters by outcome, and the first outcome's average with each chapter left out."""

    figures: ReportTable
    without: ReportTable | None


def model_across(report: ImpactReport, language: Language) -> Pooling | None:
    """The model across chapters; None where two or fewer have results."""
    if report.chapters.k < 3:
        return None
    gettext, outcomes = language.catalogue.gettext, list(report.outcomes.values())
    labels = AT_FIRST if report.renderer < 2 else {}
    differ = {name: found.differ and not found.compared for name, found in report.measured.items()}
    rows = [
        (
            gettext(labels.get(path, label)),
            *(_across(each, path, kind, language, differ=differ[each.scale.id]) for each in outcomes),
        )
        for label, path, kind in ACROSS
    ]
    rows += [] if report.estimand.compared or report.renderer < 2 else families(report, language)
    heading = (gettext("Figure"), *headings(report, language))
    return Pooling(
        ReportTable(heading, tuple(row for row in rows if any(cell != "–" for cell in row[1:]))),
        _without(report, language),
    )


ACROSS = (
    ("Chapters", "k", "count"),
    ("Average (REML)", "reml.estimate", "fine"),
    ("Range used (the widest of three)", "headline", "range"),
    ("Range, normal", "reml", "range"),
    ("Range, Hartung–Knapp", "hartung_knapp", "range"),
    ("Range, t on chapter means", "chapter_means", "range"),
    ("Range, people clustered (CR2)", "cr2", "range"),
    ("A new chapter, its true average", "prediction", "range"),
    ("A new workshop, its true average", "prediction_workshop", "range"),
    ("Variance between chapters (tau²)", "tau2.value", "fine"),
    ("Range of tau² (Q-profile)", "tau2", "range"),
    ("Share of spread between chapters (I²)", "i2", "spare"),
    ("p (equal chapters, Brown–Forsythe)", "brown_forsythe.p", "p"),
    ("p (Hartung–Knapp)", "hartung_knapp.p", "p"),
)


AT_FIRST = {"prediction": "A new chapter", "prediction_workshop": "A new workshop"}
"""What the first renderer called these."""
WITHIN = {"prediction": ("headline",), "prediction_workshop": ("headline", "prediction")}
"""What the range of something new holds in any case: it is never narrower than these."""


def _across(outcome: OutcomeFigures, path: str, kind: str, language: Language, *, differ: bool) -> str:
    """A figure across chapters; the variance of chapters that clearly differ is not printed as if it could be nil."""
    found: object = outcome.across
    language = language.of(_people(outcome.participants))
    for name in path.split("."):
        found = getattr(found, name, None)
    if found is None or isinstance(found, NotEstimable):
        return "–"
    if kind == "range" and language.renderer >= 2:
        found = never_narrower(found, *(getattr(outcome.across, name) for name in WITHIN.get(path, ())))
    if kind == "range":
        found = found if path == "tau2" else within_scale(found, outcome.scale, renderer=language.renderer)
        low, high = getattr(found, "low", None), getattr(found, "high", None)
        if path == "tau2" and differ and low == 0:
            low, language = SHORT, language.against((0.0,))
        fine = language.of_ends().fine
        return _pair(low, high, language, fine) if isinstance(low, float) and isinstance(high, float) else "–"
    if path == "tau2.value" and differ and found == 0:
        found, language = SHORT, language.against((0.0,))
    written: str = getattr(language, kind)(found)
    return written


def _without(report: ImpactReport, language: Language) -> ReportTable | None:
    found = report.first.across.leave_one_out
    if not isinstance(found, Mapping):
        return None
    gettext, fine = language.catalogue.gettext, language.of(_people(report.first.participants)).fine
    without = dict(sorted(found.items(), key=lambda each: name_order(each[0]))) if report.renderer >= 2 else found
    kept = {name: within_scale(each, report.first.scale, renderer=report.renderer) for name, each in without.items()}
    rows = tuple(
        (
            name,
            fine(each.estimate),
            _pair(each.low, each.high, language, fine)
            if isinstance(each.low, float) and isinstance(each.high, float)
            else "–",
        )
        for name, each in kept.items()
    )
    return ReportTable((gettext("Without"), gettext("Average"), gettext("Range (Hartung–Knapp)")), rows)


Found = SampleFigures | Reliability | Suppressed


WITHOUT_UNIT = ("r_pre_post", "d_av", "probability_of_improvement", "alpha_pre", "alpha_post")


def _people(found: Found) -> int | None:
    return found.n_pairs if isinstance(found, SampleFigures) else None


def _written(found: Found, name: str, language: Language) -> Callable[[float], str]:
    """How a figure is written: with two decimals or one, and in scale points as its people allow."""
    return language.spare if name in WITHOUT_UNIT else language.of(_people(found)).fine


def _count(found: Found, name: str, language: Language) -> str:
    return language.count(getattr(found, name)) if isinstance(found, SampleFigures) else "–"


def _number(found: Found, name: str, language: Language) -> str:
    value = getattr(found, name, None)
    return _written(found, name, language)(value) if isinstance(value, float) else "–"


def _interval(found: Found, name: str, scale: Scale, language: Language) -> str:
    few = isinstance(found, SampleFigures) and name in STANDARDISED and found.n_pairs < FEWEST_STANDARDISED
    value = None if few else getattr(found, name, None)
    value = within_scale(value, scale, renderer=language.renderer) if name in IN_POINTS else value
    low, high = getattr(value, "low", None), getattr(value, "high", None)
    if not isinstance(low, float) or not isinstance(high, float):
        return "–"
    middle = getattr(value, "value", None) if name != "difference" else None
    written = _written(found, name, language)
    between = _pair(low, high, language, _written(found, name, language.of(_people(found)).of_ends()))
    return f"{written(middle)} ({between})" if isinstance(middle, float) else between


def _intervals(report: ImpactReport, columns: Sequence[Found], name: str, language: Language) -> list[str]:
    """A range of each outcome, within its scale; of a yes/no question Newcombe's and not that of t."""
    cells = []
    for outcome, found in zip(report.outcomes.values(), columns, strict=True):
        if name == "change" and _is_paired(found):
            cells.append("–")
        else:
            cells.append(_interval(found, name, outcome.scale, language))
    return cells


def _is_paired(found: Found) -> bool:
    """Whether these are of a yes/no question of which Newcombe's interval is told."""
    return isinstance(found, SampleFigures) and isinstance(found.difference, Estimate)


def _pair(low: float, high: float, language: Language, written: Callable[[float], str]) -> str:
    return language.catalogue.gettext("{low} to {high}").format(low=written(low), high=written(high))


def _moved(found: Found, language: Language) -> str:
    counts = printable_counts(found) if isinstance(found, SampleFigures) else None
    if counts and language.renderer >= 2 and (are_too_few_to_count(sum(counts)) or not any(counts)):
        return "–"
    return " / ".join(language.count(count) for count in counts) if counts else "–"


def _ps(report: ImpactReport, columns: Sequence[Found], name: str, language: Language) -> list[str]:
    """The p of a test of each outcome that it is a test of."""
    cells = []
    for outcome, found in zip(report.outcomes.values(), columns, strict=True):
        is_test = report.renderer < 2 or (name in OF_SCALES) is not outcome.scale.is_yes_or_no
        cells.append(_p(found, "sign_test" if name == "mcnemar" else name, language) if is_test else "–")
    return cells


def _p(found: Found, name: str, language: Language) -> str:
    value = getattr(getattr(found, name, None), "p", None)
    return language.p(value) if isinstance(value, float | Suppressed) else "–"


OUTCOME, OUTCOMES = "p after Holm: the only one of its family", "p after Holm, {count:count} outcomes"
DIFFERENCES = "p after Holm, {count:count} differences"
MAIN, OTHER = "p after Holm, {count:count} main outcomes", "p after Holm, {count:count} other outcomes"


def families(report: ImpactReport, language: Language) -> list[tuple[str, ...]]:
    """A row a family of p values: the main outcomes, and the others, each adjusted for how many they are."""
    primary = [name for name, outcome in report.outcomes.items() if outcome.scale.primary]
    others = [name for name in report.outcomes if name not in primary]
    named = ((primary, MAIN if others else OUTCOMES), (others, OTHER if primary else OUTCOMES))
    return [_family(report, family, message, language) for family, message in named if family]


def _family(report: ImpactReport, family: list[str], message: str, language: Language) -> tuple[str, ...]:
    arms = [len(report.measured[name].arms) for name in family]
    said = DIFFERENCES if any(arms) else message if len(family) > 1 else OUTCOME
    label = language.say(Sentence(said, {"count": sum(each or 1 for each in arms)}))
    tested = [name for name in family if tells_exact_p(report, name)]
    return (label, *(_holm(report, name, language) if name in tested else "–" for name in report.outcomes))


def _holm(report: ImpactReport, name: str, language: Language) -> str:
    arms = [report.family[of_arm(name, arm.called)] for arm in report.measured[name].arms]
    members = [each.holm for each in (arms or [report.family[name]])]
    return " / ".join("–" if isinstance(holm, NotEstimable) else language.p(holm) for holm in members)
