"""Which outcomes of the questionnaire the files behind a report did not ask, or by too few of their questions."""

from analysis.wording.measured import Sentence
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language

NOT_ASKED = "Not asked, or by too few of its questions for a score: {names:names}."


def outcomes_not_asked(report: ImpactReport, language: Language) -> tuple[Sentence, ...]:
    """The sentence that names them; nothing where everything was asked, or not all answers came from files."""
    elsewhere = report.context.elsewhere
    if elsewhere is None or not elsewhere.not_asked:
        return ()
    names = [language.inside(language.catalogue.gettext(name)) for name in elsewhere.not_asked]
    return (Sentence(NOT_ASKED, {"names": names}),)
