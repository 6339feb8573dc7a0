"""What a title adds so that it does not mislead: harm months later, and harm in another main outcome."""

from collections.abc import Callable, Sequence

from analysis.wording import caution_phrases, phrases, wording
from analysis.wording.counts_moved import MANY
from analysis.wording.groups.arms import arms_harmed
from analysis.wording.measured import Measured, Sentence
from analysis.wording.phrases import Verdict, Way
from evaluation.impact_report.build.findings import direction_counts
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.everybody_sentences import harmed_unaveraged
from evaluation.impact_report.text.harm.titles_later import with_later
from evaluation.impact_report.text.harm.titles_of_two import fell_in_both, with_left_out

MOST_NAMED = 3
"""Up to so many main outcomes a title names each; of more it names the first and those that were harmed."""
FEWEST_AVERAGED = 3
DIVIDED = {
    True: (caution_phrases.TITLE_MANY_AND_MANY, caution_phrases.TITLE_HALF_AND_HALF),
    False: (caution_phrases.OF_ALL_MANY_AND_MANY, caution_phrases.OF_ALL_HALF_AND_HALF),
}
"""That many or about half moved either way, by whether the headline tells of an average."""
UNMOVED = (Verdict.SAME, Verdict.CANNOT_TELL, Verdict.NOT_AS_MUCH)
"""Verdicts that tell of no move, with which an average may hide two moves that are opposite."""
NEARLY_HALF = 0.4
"""The share of people from which on nearly half moved one way by the smallest change worth counting."""


def title(report: ImpactReport, leading: Callable[[ImpactReport, str], Sentence]) -> Sentence:
    """The headline of the first outcome, with harm in any main outcome, then or months later.

    Those that were harmed stand first. Where none of them was the first of the file stands alone. The first renderer
    did not add anything.
    """
    mains = main_outcomes(report)
    if report.renderer < 2:
        return leading(report, mains[0])
    both = fell_in_both(report, mains)
    first, *others = first_named(report)
    named = () if both else _named(report, others)
    own = leading(report, first)
    said = both or _of_outcome(report, first, own, several=len(mains) > 1)
    stated = both is None and "outcome" in own.values
    said = with_left_out(report, first, with_later(report, first, said, stated=stated))
    for name in named:
        alone = leading(report, name) if _of_other_chapters(report, name, first) else None
        further = _of_outcome(report, name, alone or wording.outcome_headline(report.measured[name]), several=True)
        further = with_later(report, name, further, stated=True)
        said = Sentence(
            caution_phrases.TITLE_AND, {"said": said, "further": further}, (*said.figures, *further.figures)
        )
    for name in others:
        said = said if name in named else with_later(report, name, said, stated=False)
    return _with_everybody(report, mains, said)


def _with_everybody(report: ImpactReport, mains: Sequence[str], said: Sentence) -> Sentence:
    """A title with harm that everybody at once tells of, in outcomes of which too few chapters are shown to average.

    It stands first, and in the place of not being able to tell.
    """
    harmed = [name for name in mains if harmed_unaveraged(report, name)]
    if not harmed:
        return said
    names = tuple(Sentence("{outcome:inside}", {"outcome": report.measured[name].outcome}) for name in harmed)
    compared = any(second.of_comparison is not None for name in harmed if (second := report.measured[name].everybody))
    together = Sentence(caution_phrases.TITLE_ALL_COMPARED if compared else caution_phrases.TITLE_ALL, {"names": names})
    unknown = said.message in phrases.HERE[Verdict.CANNOT_TELL, Way.NEITHER]
    return together if unknown else Sentence(caution_phrases.TITLE_ALL_FIRST, {"all": together, "said": said})


def first_named(report: ImpactReport) -> tuple[str, ...]:
    """The main outcomes, those that were harmed first: the first of these begins the title."""
    mains = main_outcomes(report)
    harmed = [name for name in mains if report.renderer >= 2 and is_harmed(report, name)]
    return (*harmed, *(name for name in mains if name not in harmed))


def _named(report: ImpactReport, others: Sequence[str]) -> tuple[str, ...]:
    """The main outcomes that a title names after its first: none where none was harmed."""
    mains = main_outcomes(report)
    if not any(is_harmed(report, name) for name in mains):
        return ()
    every = len(mains) <= MOST_NAMED
    named = (name for name in others if every or is_harmed(report, name) or name == mains[0])
    return tuple(name for name in named if _is_averaged(report, name))


def _of_other_chapters(report: ImpactReport, name: str, first: str) -> bool:
    """Whether another number of chapters is behind an outcome than behind the first that is named."""
    one, other = (report.measured[each].chapters for each in (name, first))
    return report.across and one is not None and other is not None and one.k != other.k


def _of_outcome(report: ImpactReport, name: str, said: Sentence, *, several: bool) -> Sentence:
    """A headline with whether many moved either way, and of several outcomes which way is unwelcome."""
    said = _with_ways(report, name, said)
    return _with_harm(report, name, said) if several else said


def main_outcomes(report: ImpactReport) -> list[str]:
    """The first outcome, and whichever others the plan calls primary."""
    first, *others = report.measured
    return [first, *(name for name in others if report.outcomes[name].scale.primary)]


def is_harmed(report: ImpactReport, name: str) -> bool:
    """Whether an outcome clearly moved the unwelcome way, where it may be averaged."""
    found = report.measured[name]
    return _is_averaged(report, name) and (found.unwelcome or bool(arms_harmed(found)))


def _is_averaged(report: ImpactReport, name: str) -> bool:
    found = report.measured[name]
    few = not found.compared and (found.chapters or report.chapters).k < FEWEST_AVERAGED
    return not report.across or not (few or found.two_compared)


def _with_harm(report: ImpactReport, name: str, said: Sentence) -> Sentence:
    """A headline with which way is unwelcome; that of several groups says it itself."""
    if not is_harmed(report, name) or report.measured[name].arms:
        return said
    return Sentence(caution_phrases.TITLE_UNWELCOME, {"said": said}, said.figures)


def _with_ways(report: ImpactReport, name: str, said: Sentence) -> Sentence:
    """A headline that tells of no clear move, with how many clearly moved either way, where both were many."""
    form = _divided(report, name)
    return Sentence(form, {"said": said}, said.figures) if form else _with_those_who_came(report.measured[name], said)


def _divided(report: ImpactReport, name: str) -> str:
    """What a headline says of people who moved either way; empty where they are not surely divided, or not many."""
    found, outcome = report.measured[name], report.outcomes[name]
    counts = direction_counts(outcome) if outcome.surely_divided and wording.verdict(found)[0] in UNMOVED else None
    if counts is None or found.margin is None or found.arms:
        return ""
    fewer = min(counts[0], counts[2]) / sum(counts)
    return "" if fewer < MANY else DIVIDED[_is_averaged(report, name)][fewer >= NEARLY_HALF]


def chance_of_divided(report: ImpactReport) -> tuple[Sentence, ...]:
    """How often people would seem as divided as the title says, if nobody had truly changed."""
    divided = report.renderer >= 2 and _divided(report, first_named(report)[0])
    return (Sentence(caution_phrases.DIVIDED_BY_CHANCE),) if divided else ()


def _with_those_who_came(found: Measured, said: Sentence) -> Sentence:
    """A headline that tells them from no comparison group, with which way they moved by themselves, if unwelcome."""
    if not found.own_unwelcome or wording.verdict(found)[0] not in (*UNMOVED, Verdict.BY_CHANCE):
        return said
    return Sentence(caution_phrases.TITLE_CAME[found.worse], {"said": said}, said.figures)
