"""What those who came were not asked, or not both times, while a comparison group was."""

from analysis.estimate.sample import SampleFigures
from analysis.wording import comparison_phrases
from analysis.wording.measured import Measured, Sentence
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.report import ImpactReport

IN_A_CELL = {
    "": "those who came were not asked",
    "pre": "those who came were not asked before",
    "post": "those who came were not asked after",
}
"""By the wave that did not ask them; neither did where it is empty."""
GROUPED = {
    IN_A_CELL[""]: "Those who came were not asked: {names:names}.",
    IN_A_CELL["pre"]: "Those who came were not asked before: {names:names}.",
    IN_A_CELL["post"]: "Those who came were not asked after: {names:names}.",
}
HEADLINES = {
    "": "Those who came were not asked about {outcome:inside}: no change is told",
    "pre": "Those who came were asked about {outcome:inside} after and not before: no change is told",
    "post": "Those who came were asked about {outcome:inside} before and not after: no change is told",
}
IN_THE_LEDE = {
    "": "Those who came were not asked about {names:names}: of that nothing is told.",
    "pre": "Those who came were not asked before about {names:names}: of that no change is told.",
    "post": "Those who came were not asked after about {names:names}: of that no change is told.",
}
ASKED_IN_FEW = "The comparison group was asked about {outcome:inside} in {k:number} of {K:number} chapters: too few to "
ASKED_IN_FEW += "compare"


def own_not_asked(report: ImpactReport, outcome: OutcomeFigures) -> str | None:
    """The wave that did not ask those who came what it asked the comparison group, empty where neither did; or None."""
    if report.renderer < 2 or outcome.compared is None:
        return None
    if outcome.compared.others_alone:
        return ""
    came, others = outcome.participants, outcome.beside
    if not isinstance(came, SampleFigures) or not isinstance(others, SampleFigures):
        return None
    if came.n_pairs or not others.n_pairs:
        return None
    return {(True, False): "pre", (False, True): "post"}.get((came.n_pre == 0, came.n_post == 0))


def in_a_cell(report: ImpactReport, outcome: OutcomeFigures) -> str:
    """That in a cell of a table; empty where it is not so."""
    missed = own_not_asked(report, outcome)
    return "" if missed is None else IN_A_CELL[missed]


def leading(report: ImpactReport, name: str) -> Sentence | None:
    """That in the place of an outcome's headline."""
    missed = own_not_asked(report, report.outcomes[name])
    return None if missed is None else Sentence(HEADLINES[missed], {"outcome": report.measured[name].outcome})


def in_the_lede(report: ImpactReport) -> tuple[Sentence, ...]:
    """Which outcomes those who came were not asked, a sentence for each wave that did not ask."""
    named = {
        said: tuple(
            Sentence(comparison_phrases.INSIDE, {"outcome": report.measured[name].outcome})
            for name, outcome in report.outcomes.items()
            if own_not_asked(report, outcome) == missed
        )
        for missed, said in IN_THE_LEDE.items()
    }
    return tuple(Sentence(said, {"names": names}) for said, names in named.items() if names)


def asked_in_few(report: ImpactReport, found: Measured, said: Sentence) -> Sentence:
    """That too few chapters can be compared, where in all others the comparison group was not asked of this outcome."""
    chapters = found.chapters
    most = max((each.chapters.k for each in report.measured.values() if each.chapters), default=0)
    if said.message != comparison_phrases.FEW_CHAPTERS or chapters is None or not 0 < chapters.k < most:
        return said
    if set(chapters.without) != set(chapters.without_comparison):
        return said
    return Sentence(ASKED_IN_FEW, {"outcome": found.outcome, "k": chapters.k, "K": len(chapters.names)})
