"""Whether the questions of an outcome meant the same before and after, where enough people answered to judge it."""

from dataclasses import dataclass

from analysis.psychometrics.invariance import Invariance, LikelihoodRatio
from analysis.wording.wording import Sentence
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.sections.chapters_section import ReportTable

SAME = "{outcome:begin}: nothing shows that people took its questions otherwise after than before. "
SAME += "A change in its score may be read as a change in what they ask about."
ONE_MOVED = "{outcome:begin}: some of its questions moved by themselves and not with the others. "
ONE_MOVED += "Part of the change in its score may be a change in how a question was taken."
WEIGHED = "{outcome:begin}: its questions went together otherwise after than before. "
WEIGHED += "Its scores before and after may not be of quite the same thing."
NOT_ONE = "{outcome:begin}: its questions were not answered as if they asked about one thing. "
NOT_ONE += "It cannot be judged whether they were taken in the same way before and after."
SAID = {"scalar": SAME, "metric": ONE_MOVED, "configural": WEIGHED, "none": NOT_ONE}


@dataclass(frozen=True, kw_only=True)
class SameMeaning:
    """A sentence an outcome that can be judged, and the figures behind it."""

    said: tuple[Sentence, ...]
    figures: ReportTable


def same_meaning(report: ImpactReport, language: Language) -> SameMeaning | None:
    """The section; None where no outcome has questions and people enough."""
    judged = {name: found for name, each in report.outcomes.items() if (found := each.invariance) is not None}
    if not judged:
        return None
    gettext = language.catalogue.gettext
    heading = (
        gettext("Outcome"),
        gettext("People, about"),
        gettext("One factor at each wave"),
        gettext("Equal loadings"),
        gettext("Equal intercepts"),
    )
    labels = {name: report.measured[name].outcome for name in judged}
    return SameMeaning(
        said=tuple(_sentence(name, labels[name], found) for name, found in judged.items()),
        figures=ReportTable(heading, tuple(_row(labels[name], found, language) for name, found in judged.items())),
    )


def _sentence(name: str, label: str, found: Invariance) -> Sentence:
    return Sentence(SAID[found.holds], {"outcome": label}, (f"outcomes.{name}.invariance.holds",))


def _row(label: str, found: Invariance, language: Language) -> tuple[str, ...]:
    tests = (found.fit, found.metric, found.scalar)
    return label, language.count(found.people), *(_test(each, language) for each in tests)


def _test(found: LikelihoodRatio, language: Language) -> str:
    square, p = language.spare(found.chi_square), language.p(found.p)
    return language.catalogue.gettext("X² {square} ({df}), p {p}").format(square=square, df=found.df, p=p)
