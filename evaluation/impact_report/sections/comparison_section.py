"""Beside a comparison group: what each side changed by, the difference of page 1, and the same two other ways."""

from collections.abc import Mapping

from analysis.disclosure.shares import shares_tell_of_few
from analysis.estimate.estimate import NotEstimable
from analysis.estimate.sample import SampleFigures
from analysis.pooling.clustered import Coefficient
from analysis.pooling.comparison import ArmFigures
from analysis.pooling.differences import Differences
from analysis.scoring.scoring import Scale
from analysis.wording.ranges import within_scale
from analysis.wording.wording import Measured
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.written import changed, changed_between, level_of
from evaluation.impact_report.sections.chapters_section import ReportTable
from evaluation.impact_report.sections.numbers_section import families


def comparison(report: ImpactReport, language: Language) -> ReportTable | None:
    """The figures of the comparison, a column an outcome; None where there is no comparison group, or no figure."""
    if not report.estimand.compared:
        return None
    gettext = language.catalogue.gettext
    columns = [_column(report, name, language) for name in report.outcomes]
    labels = list(dict.fromkeys(label for column in columns for label in column))
    rows = [(label, *(column.get(label, "–") for column in columns)) for label in labels]
    heading = (gettext("Figure"), *(language.begin(report.measured[name].outcome) for name in report.outcomes))
    shown = tuple(row for row in (*rows, *families(report, language)) if any(cell != "–" for cell in row[1:]))
    return ReportTable(heading, shown) if shown else None


def _column(report: ImpactReport, name: str, language: Language) -> dict[str, str]:
    """The figures of one outcome by their labels."""
    gettext, found, outcome = language.catalogue.gettext, report.measured[name], report.outcomes[name]
    if outcome.compared is None or found.compared is None:
        return {}
    language = language.in_units(of_shares=found.yes_or_no)
    compared, written = found.compared, language.against(found.bounds).as_fine(found.ranged)
    if found.change is None and not found.arms:
        chapters = gettext("Groups with enough people") if compared.between else gettext("Chapters with enough of both")
    else:
        chapters = gettext("Groups compared") if compared.between else gettext("Chapters compared")
    of_all = {
        gettext("Change of those who came"): _change(compared.own, written),
        gettext("Change of the comparison group"): _change(compared.other, written),
        gettext("Difference (range), as on page 1"): _difference(found, language),
        gettext("p of the difference"): _p(outcome.compared, found, language),
        **_by_lot(outcome.compared, language),
    }
    return {
        chapters: language.count(outcome.compared.k),
        gettext("People who came"): language.count(found.n),
        gettext("People of the comparison group"): language.count(compared.people),
        **(_levels(outcome, language) if report.renderer >= 2 else {}),
        **({} if found.arms else of_all),
        **_arms(outcome, language),
    }


BEFORE_AND_AFTER = {
    "participants": ("Before, those who came", "After, those who came"),
    "beside": ("Before, the comparison group", "After, the comparison group"),
}


def _levels(outcome: OutcomeFigures, language: Language) -> dict[str, str]:
    """The averages before and after of either side, where they may be printed."""
    found: dict[str, str] = {}
    for side, labels in BEFORE_AND_AFTER.items():
        figures = getattr(outcome, side)
        if isinstance(figures, SampleFigures) and not shares_tell_of_few(figures, outcome.scale):
            written = level_of(language.against(()).of(figures.n_pairs))
            means = (figures.mean_pre, figures.mean_post)
            found |= {
                language.catalogue.gettext(label): written(mean) if isinstance(mean, float) else "–"
                for label, mean in zip(labels, means, strict=True)
            }
    return found


def _change(value: float | None, language: Language) -> str:
    return "–" if value is None else changed(language, value)


def _difference(found: Measured, language: Language) -> str:
    written = language.against(found.bounds).as_fine(found.ranged)
    if found.change is None:
        return "–"
    ranged = "" if found.low is None or found.high is None else f" {written.range(found.low, found.high)}"
    return changed(written, found.change) + ranged


def _p(compared: Differences, found: Measured, language: Language) -> str:
    alone = next(iter(compared.chapters.values()), None) if found.chapters is None else None
    p = compared.p if alone is None else alone.p
    return "–" if isinstance(p, NotEstimable) else language.p(p)


def _by_lot(compared: Differences, language: Language) -> dict[str, str]:
    p = compared.permutation_p
    return {} if isinstance(p, NotEstimable) else {language.catalogue.gettext("p by drawing lots"): language.p(p)}


OVER_PEOPLE = {
    "difference_in_differences": "Difference in differences over people (CR2)",
    "ancova": "ANCOVA over people (CR2)",
}
WAYS = {"difference_in_differences": "Difference in differences", "ancova": "ANCOVA"}


def _arms(outcome: OutcomeFigures, language: Language) -> dict[str, str]:
    """The two ways over all people, as unsure as chapters make them, an arm a row."""
    found = outcome.arms
    if not isinstance(found, ArmFigures):
        return {}
    gettext = language.catalogue.gettext
    several = len(found.n_pairs) > 2
    ways = {gettext(OVER_PEOPLE[way]): getattr(found, way) for way in OVER_PEOPLE}
    if found.chapters:
        return _arms_by_chapter(found, outcome.scale, language)
    return {
        f"{label}: {arm}" if several else label: _written(way, arm, outcome.scale, language)
        for label, way in ways.items()
        for arm in found.n_pairs
        if arm != found.comparison
    }


def _arms_by_chapter(found: ArmFigures, scale: Scale, language: Language) -> dict[str, str]:
    """The same of two chapters, which are not averaged."""
    gettext = language.catalogue.gettext
    return {
        f"{gettext(label)}: {arm}, {chapter}": _written(getattr(own, way), arm, scale, language)
        for way, label in WAYS.items()
        for arm in found.n_pairs
        for chapter, own in found.chapters.items()
        if arm != found.comparison and arm in own.n_pairs
    }


def _written(found: object, arm: str, scale: Scale, language: Language) -> str:
    one = found.get(arm) if isinstance(found, Mapping) else found
    if not isinstance(one, Coefficient):
        return "–"
    one = within_scale(one, scale, compared=True)
    return changed_between(language, one.estimate, one.low, one.high)
